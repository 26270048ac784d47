from __future__ import annotations

import pytest

from core.gate.situations import asking, change, commit, context, facts, unreadable
from paraph.core.model.change import ChangedFile
from paraph.core.model.decision import AssistanceFound
from paraph.core.model.facts import Blast, Partner
from paraph.core.model.policy import Comparison
from paraph.core.policy.predicates import predicate
from paraph.core.policy.predicates_numbers import NUMBER_TESTS, shown

GIVEN = facts(
    change(
        files=(
            ChangedFile("a", added_lines=30, deleted_lines=4),
            ChangedFile("b", added_lines=None, deleted_lines=None),
        ),
        commits=(commit(1), commit(2), commit(3)),
    ),
    blast=Blast(dependents=25, partners=(Partner("a", "x", 3, 4),)),
)
FOUND = AssistanceFound("assisted", "", (), 12, 0.4)
NUMBERS = {"dependents": 25, "partners_missing": 1, "files": 2, "lines": 34, "added": 30, "deleted": 4, "commits": 3,
           "ai_lines": 12, "ai_share": 0.4}  # fmt: skip
LOOKS_AT = {"dependents": ("files", "dependents"), "partners_missing": ("files", "cochange"), "commits": ("commits",),
            "ai_lines": ("provenance",), "ai_share": ("provenance",)}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NUMBER_TESTS))
def test_a_number_is_compared(name: str) -> None:
    number = NUMBERS[name]
    made = context(GIVEN, assistance=FOUND)
    for operator, bound, truth in (("==", number, True), (">=", number, True), (">", number, False),
                                   ("<", number, False), ("<=", number, True), ("==", number + 1, False)):  # fmt: skip
        asked = predicate(asking(name, Comparison(operator, float(bound))))  # type: ignore[arg-type]
        assert asked.run(made).truth is truth
        assert f"{number:g}" in asked.run(made).found or "40%" in asked.run(made).found
    for fact in LOOKS_AT.get(name, ("files",)):
        blind = facts(GIVEN.change, blast=GIVEN.blast, unreadable=unreadable(fact))
        assert asked.run(context(blind, assistance=FOUND)).truth is None


@pytest.mark.parametrize(
    ("name", "title", "found"),
    [
        ("dependents", "dependents >= 1 files", "25 files"),
        ("partners_missing", "partners missing >= 1 files", "1 files"),
        ("files", "changed files >= 1 files", "2 files"),
        ("lines", "changed lines >= 1 lines", "34 lines"),
        ("added", "added lines >= 1 lines", "30 lines"),
        ("deleted", "deleted lines >= 1 lines", "4 lines"),
        ("commits", "commits >= 1 commits", "3 commits"),
        ("ai_lines", "lines by AI >= 1 lines", "12 lines"),
        ("ai_share", "share by AI >= 100%", "40%"),
    ],
)
def test_every_number_in_words(name: str, title: str, found: str) -> None:
    asked = predicate(asking(name, Comparison(">=", 1.0)))
    assert (asked.title, asked.run(context(GIVEN, assistance=FOUND)).found) == (title, found)


def test_titles() -> None:
    assert predicate(asking("ai_share", Comparison(">=", 0.25))).title == "share by AI >= 25%"
    assert predicate(asking("lines", Comparison("<", 400.0))).title == "changed lines < 400 lines"


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [(3, "files", "3 files"), (0.333333, "%", "33.33%"), (1.0, "%", "100%"), (12_345_678, "lines", "12345678 lines"),
     (2.5, "", "2.5"), (1_000_000, "", "1000000")],
)  # fmt: skip
def test_numbers_in_words(number: float, unit: str, words: str) -> None:
    assert shown(number, unit) == words


def test_a_level_is_no_number() -> None:
    with pytest.raises(ValueError, match="must stand here"):
        predicate(asking("lines", Comparison(">=", "senior")))
