"""Refs move only as it was decided, and what has moved is on record."""

from __future__ import annotations

from typing import Any

import pytest

from flows.ledger_samples import memory_ledger
from paraph.core.errors import Problem, ReadError
from paraph.core.ledger.entry import entry, read_entry
from paraph.flows.server.settle_movement import DECIDED_SECONDS, RefWatch, settle, stops
from paraph.ports.ledger import KeptStatement, Movement, Row
from paraph.ports.receiving import RefUpdate
from paraph.ports.repository import Merged
from paraph.ports.server import ServerSettings
from paraph.testing.memory_ledger import MemoryLedger

MAIN, TAG = "refs/heads/main", "refs/tags/v1"
A, B, C, D = "a" * 40, "b" * 40, "c" * 40, "d" * 40
NOW = 1_800_000_000
SETTINGS = ServerSettings("paraph/shop", (MAIN, "refs/tags/v*"), "refs/heads/policy", "sqlite:///x", "/x")


class Refs:
    """Refs in memory, with what else is asked of a receiving repository."""

    def __init__(self, **values: str) -> None:
        self.values = {MAIN: A, "refs/heads/policy": C} | values
        self.packed: set[tuple[str, str]] = set()
        self.is_governed_alike = True

    def value_of(self, ref: str) -> str:
        return self.values.get(ref, "")

    def tips(self, globs: object) -> dict[str, str]:
        assert globs
        return {ref: value for ref, value in self.values.items() if value and ref in (MAIN, TAG)}

    def commit_of(self, object_id: str) -> str:
        return object_id

    def is_packed(self, ref: str, value: str) -> bool:
        return (ref, value) in self.packed

    def is_same(self, one: str, other: str, paths: object) -> bool:
        assert one != other
        assert paths
        return self.is_governed_alike


class Trees:
    """A reader that knows one merge: B is what was approved for A."""

    def __init__(self) -> None:
        self.trees = {A: "t1", B: "t2", C: "t3"}
        self.is_whole = True

    def parents(self, commit: str) -> tuple[str, ...]:
        return {B: (A,), C: (B,), A: ()}[commit]

    def tree_id(self, commit: str) -> str:
        if not self.is_whole:
            raise ReadError(Problem("P0513", "commit is missing"))
        return self.trees[commit]

    def merged(self, base: str, head: str) -> Merged:
        assert base
        return Merged("fast_forward", {B: "t2", C: "t3"}[head])

    def is_movement(self, tip: str, commit: str) -> bool:
        return (tip, commit) in {(A, A), (B, A), (B, B)}

    def difference(self, old: str, new: str) -> tuple[object, ...]:
        assert old != new
        return ()


class Desk:
    """All that is at hand, and short ways to write down what was decided."""

    def __init__(self) -> None:
        self.refs, self.reader, self.ledger = Refs(), Trees(), memory_ledger()

    @property
    def watch(self) -> RefWatch:
        return RefWatch(self.reader, self.refs, self.ledger, SETTINGS, NOW)  # type: ignore[arg-type]

    def decide(self, old: str, new: str, state: str = "decided", ref: str = MAIN, at: int = NOW, **said: Any) -> None:
        change = {"base": old, "head": new, "tree": "", "diff": "5" * 64}
        fields = {"verdict": "allow", "tier": "low", "change": change, "new": new, "spends": []} | said
        row = Row(Movement(ref, old, new, state, str(fields["verdict"]), 0), 0)  # type: ignore[arg-type]
        self.ledger.record([entry("decided", at, ref=ref, old=old, **fields)], rows=[row])

    def begin(self, tip: str = A) -> None:
        self.ledger.record([entry("genesis", NOW)], rows=[Row(Movement(MAIN, "", tip, "landed", "", 0), 0)])

    def sign(self, id_: str, diff: str) -> None:
        kept = KeptStatement(id_, "signoff", MAIN, B, diff, 0, b"", 0)
        self.ledger.record([entry("statement", NOW, statement=id_)], rows=[Row(kept, 0)])

    def move(self, new: str, ref: str = MAIN) -> list[str]:
        self.refs.values[ref] = new
        return [each.why for each in settle(self.watch, [RefUpdate(ref, "", new)])]

    def state(self) -> str:
        found = self.ledger.movement(MAIN, A, B)
        return found.state if found else ""

    def last(self) -> dict[str, Any]:
        return read_entry(self.ledger.bodies[-1])


@pytest.fixture
def desk() -> Desk:
    return Desk()


def why(desk: Desk, *updates: RefUpdate) -> list[str]:
    return [each.why for each in stops(desk.watch, updates)]


def test_only_what_was_decided_may_move(desk: Desk) -> None:
    assert why(desk, RefUpdate(MAIN, A, B)) == ["nobody decided this movement"]
    assert why(desk, RefUpdate("refs/heads/other", A, B), RefUpdate("HEAD", A, B)) == []
    desk.decide(A, B)
    assert why(desk, RefUpdate(MAIN, A, B)) == why(desk, RefUpdate(MAIN, "", B)) == []
    assert why(desk, RefUpdate(MAIN, A, C)) == ["nobody decided this movement"]
    desk.decide(A, B, "refused", verdict="wait")
    assert why(desk, RefUpdate(MAIN, A, B)) == ["it was refused"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"verdict": "wait"}, ["it was not allowed"]),
        ({"verdict": "cannot_tell", "excepted": "no rule is enforced"}, []),
        ({"at": NOW - DECIDED_SECONDS}, []),
        ({"at": NOW - DECIDED_SECONDS - 1}, ["it was decided long ago"]),
        ({"at": NOW + 1}, ["it was decided long ago"]),
        ({"governed_at": C}, []),
        ({"governed_at": D}, ["the policy has changed since it was decided"]),
    ],
)
def test_a_decision_holds_for_its_time_and_its_policy(desk: Desk, said: dict[str, Any], words: list[str]) -> None:
    desk.refs.is_governed_alike = False
    desk.decide(A, B, **said)
    assert why(desk, RefUpdate(MAIN, A, B)) == words
    desk.refs.is_governed_alike = True
    assert "policy" not in "".join(why(desk, RefUpdate(MAIN, A, B)))


def test_nothing_is_deleted_but_what_was_packed(desk: Desk) -> None:
    assert (
        why(desk, RefUpdate(MAIN, A, "")) == why(desk, RefUpdate(MAIN, "", "")) == ["a protected ref is never deleted"]
    )
    desk.refs.packed.add((MAIN, A))
    assert why(desk, RefUpdate(MAIN, A, "")) == [] != why(desk, RefUpdate(MAIN, "", ""))
    assert why(desk, RefUpdate(MAIN, "", A)) == [] == why(desk, RefUpdate(TAG, "", ""))


def test_a_tag_waits_for_what_it_names(desk: Desk) -> None:
    desk.decide("", B, ref=TAG)
    assert why(desk, RefUpdate(TAG, "", B)) == ["what it tags has not landed"]
    desk.decide(A, B)
    assert why(desk, RefUpdate(MAIN, A, B), RefUpdate(TAG, "", B)) == []


def test_what_lands_as_decided_is_recorded_once_and_uses_up_its_sign_offs(desk: Desk) -> None:
    desk.begin()
    for id_, diff in (("used", "6" * 64), ("same", "5" * 64), ("other", "7" * 64)):
        desk.sign(id_, diff)
    desk.decide(A, B, spends=["used"])
    assert desk.move(B) == []
    assert (desk.last()["kind"], desk.last()["spent"]) == ("landed", ["used", "same"])
    size = len(desk.ledger.bodies)
    assert desk.move(B) == []
    assert len(desk.ledger.bodies) == size
    assert [each.id for each in desk.ledger.statements() if each.spent_by is None] == ["other"]


def test_what_nobody_decided_is_an_alarm(desk: Desk) -> None:
    desk.begin()
    assert desk.move(B) == ["it moved without a decision"]
    assert (desk.last()["kind"], desk.last()["old"], desk.last()["new"]) == ("alarm", A, B)
    desk.decide(B, C)
    assert desk.move(C) == []
    assert desk.last()["kind"] == "landed"
    assert desk.move("") == ["it was deleted"]


def test_other_content_than_was_approved_is_an_alarm(desk: Desk) -> None:
    desk.begin()
    desk.decide(A, B)
    desk.reader.trees[B] = "evil"
    assert "not the approved one" in desk.move(B)[0]
    assert desk.last()["kind"] == "alarm"
    assert desk.state() == "alarm"


def test_what_cannot_be_compared_is_an_alarm(desk: Desk) -> None:
    desk.begin()
    desk.decide(A, B)
    desk.reader.is_whole = False
    assert "could not be compared" in desk.move(B)[0]


def test_landings_that_were_not_recorded_are_caught_up_with_in_order(desk: Desk) -> None:
    desk.begin()
    desk.decide(A, B)
    desk.decide(B, C)
    desk.decide(A, D)
    assert desk.move(C) == []
    assert [each[1:4] for each in desk.ledger.movements(MAIN)][-2:] == [(A, B, "landed"), (B, C, "landed")]


def test_what_was_excepted_lands_as_such(desk: Desk) -> None:
    desk.begin()
    desk.decide(A, B, verdict="cannot_tell", excepted="no rule is enforced")
    assert desk.move(B) == []
    assert desk.last()["reason"] == "no rule is enforced"
    assert desk.state() == "excepted"


def test_each_part_of_a_movement_is_compared(desk: Desk) -> None:
    desk.begin()
    parts = [{"change": {"base": A, "head": B, "diff": "5" * 64}, "new": B},
             {"change": {"base": B, "head": C, "diff": "6" * 64}, "new": C}]  # fmt: skip
    desk.decide(A, C, parts=parts)
    assert desk.move(C) == []
    other = Desk()
    other.begin()
    other.decide(A, C, parts=parts)
    other.reader.trees[B] = "evil"
    assert "not the approved one" in other.move(C)[0]


def test_the_ledger_in_these_tests_is_a_ledger(desk: Desk) -> None:
    assert isinstance(desk.ledger, MemoryLedger)
