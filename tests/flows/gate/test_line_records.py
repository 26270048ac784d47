from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from attribution_samples import record
from core.gate.situations import signoff
from paraph.core.model.attribution import Attribution
from paraph.core.model.noun import changed
from paraph.flows.gate.line_records import CheckedRecords, late_commits
from paraph.ports.attribution import LineSource
from paraph.ports.ledger import Attributed

ONE, TWO = "1" * 40, "2" * 40
EARLY, LATE = Attributed(ONE, "a" * 64, 3), Attributed(TWO, "b" * 64, 9)
RECORDED = {ONE: EARLY, TWO: LATE}


class Records:
    """A record for each of two commits."""

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        for commit, digest in ((ONE, "a" * 64), (TWO, "c" * 64)):
            if commits is None or commit in commits:
                yield changed(record(commit, {"a": (1, 2)}), digest=digest)

    def add(self, _: Iterable[Attribution]) -> None:
        raise AssertionError


def source(entries: dict[str, int], fresh: frozenset[str] = frozenset()) -> LineSource:
    return LineSource(lambda: True, lambda: None, entries=entries, fresh=fresh)


CASES: list[tuple[dict[str, int], dict[str, Any], frozenset[str], set[str]]] = [
    ({"s": 5}, {}, frozenset(), {TWO}),
    ({"s": 5}, {}, frozenset({"3" * 40}), {TWO, "3" * 40}),
    ({"s": 10}, {}, frozenset(), set()),
    ({"s": 2}, {}, frozenset(), {ONE, TWO}),
    ({"s": 0}, {}, frozenset({ONE}), set()),
    ({}, {}, frozenset({ONE}), set()),
    ({"s": 5}, {"is_withdrawn": True}, frozenset(), set()),
    ({"s": 5}, {"is_approval": False}, frozenset(), set()),
    ({"s": 5}, {"is_spent": True}, frozenset(), set()),
    ({"s": 5}, {"holds": ()}, frozenset(), set()),
    ({"s": 5}, {"holds": None}, frozenset(), set()),
    ({"s": 5}, {"holds": ("owned",)}, frozenset(), set()),
    ({"s": 5}, {"holds": ("exact",)}, frozenset(), {TWO}),
]


@pytest.mark.parametrize(("entries", "more", "fresh", "late"), CASES)
def test_which_records_came_after_the_answer(
    entries: dict[str, int], more: dict[str, Any], fresh: frozenset[str], late: set[str]
) -> None:
    given = changed(signoff(**{"holds": ("tree",), **more}), id="s")
    assert late_commits(source(entries, fresh), [given], RECORDED) == late


def test_the_last_of_several_answers_counts() -> None:
    given = [changed(signoff(holds=("tree",)), id=id_) for id_ in ("s", "t")]
    assert late_commits(source({"s": 2, "t": 5}), given, RECORDED) == {TWO}
    assert late_commits(source({"s": 2, "t": 0}), given, RECORDED) == set()
    assert late_commits(source({"s": 2}), [], RECORDED) == set()


def test_records_are_looked_at_beside_what_was_put_down() -> None:
    gone = Attributed("3" * 40, "d" * 64, 1)
    checked = CheckedRecords(Records(), {**RECORDED, gone.commit: gone}, frozenset())
    one, two = checked.attributions([ONE, TWO])
    assert [each.files[0].spans[0].claim.strength for each in (one, two) if each.files[0].spans[0].claim] == [
        "proof", "strong",
    ]  # fmt: skip
    assert [(each.kind, each.commit) for each in checked.findings()] == [
        ("note_changed", TWO), ("note_stripped", "3" * 40),
    ]  # fmt: skip


def test_late_ones_are_left_out_and_are_not_missing() -> None:
    checked = CheckedRecords(Records(), RECORDED, frozenset({TWO}))
    assert [each.commit for each in checked.attributions([ONE, TWO])] == [ONE]
    assert list(checked.findings()) == []
    assert list(CheckedRecords(None, {}, frozenset()).attributions([ONE])) == []
    with pytest.raises(NotImplementedError):
        checked.add([])
