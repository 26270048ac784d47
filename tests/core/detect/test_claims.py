from __future__ import annotations

import pytest

from paraph.core.detect.claims import RANK, claimed_lines, declared_level, is_claim, level_of
from paraph.core.model.change import Change, Commit
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Assistance, Declaration, Provenance, Role, Signal, SignalSource, Strength

NOBODY = Identity("", "")


def signal(
    role: Role = "wrote",
    strength: Strength = "proof",
    source: SignalSource = "trailer",
    rule: str = "claude.email",
    commit: str | None = "c1",
) -> Signal:
    return Signal("claude-code", role, strength, source, rule, "text", commit)


def declared(level: Assistance, commit: str | None = None, share: float | None = None) -> Declaration:
    return Declaration(level, "trailer", "text", commit=commit, share=share)


def change(*lines: int | None) -> Change:
    commits = tuple(Commit(f"c{at}", NOBODY, NOBODY, added_lines=added) for at, added in enumerate(lines, start=1))
    return Change(base="b", head="h", commits=commits)


@pytest.mark.parametrize(
    ("given", "level"),
    [
        (signal(), Assistance.GENERATED),
        (signal(source="author"), Assistance.AUTONOMOUS),
        (signal(source="account", commit=None), Assistance.AUTONOMOUS),
        (signal(source="author", rule="aider.name"), Assistance.GENERATED),
        (signal("suggestion", source="author"), Assistance.AUTONOMOUS),
        (signal("helped"), Assistance.ASSISTED),
        (signal("suggestion"), Assistance.ASSISTED),
        (signal("autofix"), Assistance.ASSISTED),
        (signal("session", source="key"), Assistance.ASSISTED),
        (signal("automation", source="author"), None),
        (signal("committed_for_human", source="committer"), None),
        (signal(strength="weak"), None),
        (signal(strength="weak", source="author"), None),
    ],
)
def test_what_one_clue_claims(given: Signal, level: Assistance | None) -> None:
    assert level_of(given) == level
    assert is_claim(given) == (level is not None)


def test_the_order_of_strength() -> None:
    assert sorted(RANK, key=lambda value: RANK[value]) == ["unknown", "none", "assisted", "generated", "autonomous"]


def test_a_large_declared_share_is_generated() -> None:
    assert declared_level(declared(Assistance.ASSISTED, share=0.5), 0.5) is Assistance.GENERATED
    assert declared_level(declared(Assistance.ASSISTED, share=0.49), 0.5) is Assistance.ASSISTED
    assert declared_level(declared(Assistance.AUTONOMOUS, share=0.9), 0.5) is Assistance.AUTONOMOUS


@pytest.mark.parametrize(
    ("signals", "declarations", "lines", "expected"),
    [
        ((signal(),), (), (30, 70), (30, False)),
        ((signal("helped"),), (), (30, 70), (30, True)),
        ((signal(),), (), (None, 70), (100, False)),
        ((signal(),), (), (300, 70), (100, False)),
        ((signal(source="account", commit=None),), (), (30, 70), (100, False)),
        ((), (declared(Assistance.ASSISTED, "c1", 0.25),), (30, 70), (8, False)),
        ((signal(),), (declared(Assistance.ASSISTED, "c1", 0.25),), (30, 70), (30, False)),
        ((), (declared(Assistance.ASSISTED),), (30, 70), (100, True)),
        ((), (declared(Assistance.ASSISTED, share=0.2),), (30, 70), (20, False)),
        ((signal("helped"),), (declared(Assistance.ASSISTED),), (30, 70), (30, True)),
        ((signal("helped"),), (declared(Assistance.ASSISTED, share=0.6),), (30, 70), (60, False)),
        ((signal("helped"),), (declared(Assistance.ASSISTED, share=0.2),), (30, 70), (30, False)),
        ((signal(),), (declared(Assistance.GENERATED),), (30, 70), (100, False)),
        ((), (declared(Assistance.NONE),), (30, 70), (0, True)),
        ((signal(), signal("helped", commit=None), signal(commit=None)), (), (30, 70), (100, False)),
        ((signal(commit=None),), (declared(Assistance.ASSISTED),), (30, 70), (100, False)),
        ((signal(), signal("helped", commit=None)), (), (30, 70), (30, False)),
        ((signal("helped", commit=None),), (declared(Assistance.GENERATED, "c1"),), (30, 70), (30, False)),
        ((signal(strength="weak"),), (), (30, 70), (0, True)),
    ],
)
def test_lines_under_a_claim(
    signals: tuple[Signal, ...],
    declarations: tuple[Declaration, ...],
    lines: tuple[int | None, ...],
    expected: tuple[int, bool],
) -> None:
    assert claimed_lines(Provenance(signals, declarations, added_lines=100), change(*lines)) == expected
