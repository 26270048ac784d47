from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from attribution_samples import record
from core.gate.situations import signoff
from paraph.core.model.attribution import Attribution
from paraph.core.model.noun import changed
from paraph.core.model.signoff import Signoff
from paraph.flows.gate.line_records import CheckedRecords, last_answer, late_commits
from paraph.ports.attribution import NO_RECORDS, Held, LineSource
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
    return LineSource(lambda: True, lambda: NO_RECORDS, entries=entries, fresh=fresh)


def late(source: LineSource, signoffs: list[Signoff], hands: frozenset[str] = frozenset()) -> frozenset[str]:
    return late_commits(source, last_answer(source, signoffs, hands), RECORDED)


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
    ({"s": 5}, {"had_hand": True}, frozenset(), set()),
]


@pytest.mark.parametrize(("entries", "more", "fresh", "expected"), CASES)
def test_which_records_came_after_the_answer(
    entries: dict[str, int], more: dict[str, Any], fresh: frozenset[str], expected: set[str]
) -> None:
    given = changed(signoff(**{"holds": ("tree",), **more}), id="s")
    assert late(source(entries, fresh), [given]) == expected


def test_the_last_of_several_answers_counts() -> None:
    given = [changed(signoff(holds=("tree",)), id=id_) for id_ in ("s", "t")]
    assert late(source({"s": 2, "t": 5}), given) == {TWO}
    assert late(source({"s": 2, "t": 0}), given) == set()
    assert late(source({"s": 2}), []) == set()


def test_who_had_a_hand_in_it_was_no_one_to_be_shown_anything() -> None:
    given = [changed(signoff(holds=("tree",)), id=id_, person=person) for id_, person in (("s", "ada"), ("t", "ben"))]
    told = source({"s": 10, "t": 5})
    assert late(told, given) == set()
    assert late(told, given, frozenset({"ada"})) == {TWO}
    assert late(told, given, frozenset({"ada", "ben"})) == set()


@pytest.mark.parametrize(("digest", "lines", "told"), [("c", 4, 2), ("f", 4, 2), ("e", 4, 0), ("", 0, 0)])
def test_what_was_in_force_at_the_answer_counts(digest: str, lines: int, told: int) -> None:
    """`c` is what stands there now, `f` another one that can still be read, `e` one that cannot."""
    held = Held(digest * 64, lines, lambda: changed(record(TWO, {"a": (1, 2)}), digest="f" * 64))
    checked = CheckedRecords(Records(), RECORDED, frozenset(), lambda _: {TWO: held})
    found = {each.commit: each for each in checked.attributions([ONE, TWO])}
    assert sum(last - first + 1 for file in found[TWO].files for first, last, *_ in file.spans) == told if told else (
        TWO not in found)  # fmt: skip
    assert checked.lost() == {TWO: 4 if digest in ("e", "f") else 0}
    assert [each.kind for each in checked.findings()] == ["note_changed"]


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
    assert list(CheckedRecords(NO_RECORDS, {}, frozenset()).attributions([ONE])) == []
    assert not hasattr(checked, "add")
