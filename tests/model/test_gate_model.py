"""The whole gate beside an oracle that shares no code with it: small lives here, long ones by `make campaign`."""

from __future__ import annotations

import pytest

from campaign import gate_model
from campaign.gate_model import life, run
from paraph.core.model.noun import changed
from paraph.core.model.signoff import Signoff
from paraph.flows import answers_of_signers, gather_answers

SEEDS = (2, 11)
STEPS = 30


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_unlawful_is_let_in(seed: int) -> None:
    told = life(seed, STEPS)
    print(f"seed {seed}: {told.tried} landings tried, {told.let_in} let in, {told.lawful} lawful")
    assert told.false_allows == ()
    assert told.tried
    assert told.let_in <= told.lawful


def test_the_oracle_notices_a_gate_that_looks_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a campaign without a false allow would say nothing."""
    honest = answers_of_signers.signoff_of

    def blind(*given: object) -> Signoff:
        return changed(honest(*given), holds=("exact", "tree"), is_spent=False, is_withdrawn=False, is_approval=True)  # type: ignore[arg-type]

    monkeypatch.setattr(gather_answers, "signoff_of", blind)
    assert any(life(seed, STEPS).false_allows for seed in range(1, 20))


def test_the_campaign_counts_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    made = life(5, 2)._replace(false_allows=("seed 5, somewhere",), false_blocks=("a veto stands",))
    monkeypatch.setattr(gate_model, "life", lambda *_: made)
    found = run(2, 5)
    assert len(found.failures) == 2
    assert "2 false allows, 2 false blocks, 2 of them by a veto" in found.notes
