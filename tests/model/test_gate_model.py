"""The whole gate beside an oracle that shares no code with it: small lives here, long ones by `make campaign`."""

from __future__ import annotations

import pytest

from campaign import gate_model, gate_model_mutants
from campaign.gate_holes import MUTANTS, Mutant
from campaign.gate_model import life, run
from campaign.gate_model_mutants import Found, hunt
from campaign.gate_plans import WRONG

SEEDS = (2, 11)
STEPS = 10
HUNTED = 100, 6, 8
"""From which seed, in how many lives, of how many steps a mutant is to be found."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_unlawful_is_let_in(seed: int) -> None:
    told = life(seed, STEPS)
    print(f"seed {seed}: {told.tried} landings tried, {told.let_in} let in, {told.lawful} lawful")
    assert told.false_allows == ()
    assert told.tried
    assert told.let_in <= told.lawful


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.name)
def test_a_gate_with_a_hole_is_noticed(mutant: Mutant) -> None:
    """Otherwise a campaign without a false allow would say nothing."""
    seed, lives, steps = HUNTED
    found = hunt(mutant, lives, seed, steps)
    print(f"seed {found.seed}, {found.tried} landings tried")
    assert found.seed is not None


def test_every_plan_that_a_hole_names_is_there() -> None:
    assert {plan for each in MUTANTS for plan in each.focus} <= set(WRONG)
    assert len({each.name for each in MUTANTS}) == len(MUTANTS)


def test_the_campaign_counts_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    made = life(5, 2)._replace(false_allows=("seed 5, somewhere",), false_blocks=("a veto stands",))
    monkeypatch.setattr(gate_model, "life", lambda *_: made)
    found = run(2, 5)
    assert len(found.failures) == 2
    assert "2 false allows, 2 false blocks" in found.notes
    assert "block: a veto stands" in found.notes


def test_a_mutant_that_nobody_notices_fails_its_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = iter([7, None])
    monkeypatch.setattr(gate_model_mutants, "MUTANTS", MUTANTS[:2])
    monkeypatch.setattr(gate_model_mutants, "hunt", lambda each, *_: Found(each.name, next(seeds), 3))
    found = gate_model_mutants.run(4, 7)
    assert found.failures == (f"{MUTANTS[1].name}: not noticed in 3 landings",)
    assert f"1 of 2 mutants noticed; by name (seed): {MUTANTS[0].name} (7)" in found.notes
    assert found.runs == 5
