"""AI lines in given paths, how well it is known who wrote them, and whether somebody can explain them."""

from __future__ import annotations

from typing import Any

import pytest

from core.gate.situations import asking, change, context, facts, unreadable
from paraph.core.model.change import ChangedFile
from paraph.core.model.decision import AssistanceFound
from paraph.core.model.provenance import LineEvidence, PathLines, Provenance
from paraph.core.policy.predicates import predicate
from paraph.core.policy.predicates_provenance import PROVENANCE_TESTS

GIVEN = change(files=(ChangedFile("src/a.py", added_lines=30), ChangedFile("docs/b.md", added_lines=10)))
PLACED = LineEvidence(ai=20, recorded=20, paths=(PathLines("src/a.py", ai=15, mixed=5),))
AI = AssistanceFound("generated", "", (), 20, 0.5, 20, "strong")


def provenance(lines: LineEvidence | None, ai_lines: int = 20) -> Provenance:
    return Provenance(ai_lines=ai_lines, added_lines=40, lines=lines)


PATHS: list[tuple[Provenance, str, bool | None, str]] = [
    (provenance(PLACED), "src/**", True, "20 lines in src/a.py"),
    (provenance(PLACED), "docs/**", False, "no AI-written line there"),
    (provenance(PLACED), "nowhere/**", False, "no AI-written line there"),
    (provenance(None), "docs/**", None, "in which files AI wrote is not known"),
    (provenance(None, 0), "src/**", False, "no AI-written line there"),
    (provenance(None, 35), "src/**", True, "at least 25 lines in src/a.py"),
    (provenance(None, 40), "docs/**", True, "at least 10 lines in docs/b.md"),
    (provenance(None), "nowhere/**", False, "no AI-written line there"),
    (provenance(LineEvidence(unplaced=5)), "docs/**", None, "in which files AI wrote is not known"),
    (provenance(LineEvidence(unplaced=31)), "docs/**", True, "at least 1 line in docs/b.md"),
    (provenance(LineEvidence(ai=20, more_paths=1)), "docs/**", None, "in which files AI wrote is not known"),
]


@pytest.mark.parametrize(("said", "glob", "truth", "found"), PATHS)
def test_where_ai_wrote(said: Provenance, glob: str, truth: bool | None, found: str) -> None:
    asked = predicate(asking("ai_paths", (glob,)))
    outcome = asked.run(context(facts(GIVEN, provenance=said), assistance=AI))
    assert (outcome.truth, outcome.found) == (truth, found)
    assert asked.title == f"AI-written lines are in {glob}"
    assert outcome.paths == (("src/a.py",) if found == "20 lines in src/a.py" else ())


def test_several_files_are_counted_together() -> None:
    both = LineEvidence(paths=(PathLines("src/a.py", ai=2), PathLines("docs/b.md", mixed=1)))
    asked = predicate(asking("ai_paths", ("**",)))
    assert asked.run(context(facts(GIVEN, provenance=provenance(both)))).found == "3 lines in src/a.py and 1 more"


@pytest.mark.parametrize("strength", ["proof", "strong", "weak", "none"])
def test_how_well_it_is_known(strength: Any) -> None:
    found = AssistanceFound("unknown", "", strength=strength)
    asked = predicate(asking("provenance", ("weak", "none")))
    outcome = asked.run(context(facts(GIVEN), assistance=found))
    assert outcome.truth is (strength in ("weak", "none"))
    assert outcome.found == ("nobody says anything" if strength == "none" else strength)
    assert asked.title == "the best evidence of who wrote it is weak or none"


OWNERS: list[tuple[str | None, AssistanceFound, bool, str]] = [
    (None, AI, True, "nobody is named as its owner"),
    ("zoe", AI, True, "its owner zoe is nobody in the directory"),
    ("hal", AI, True, "its owner Hal has left"),
    ("cyd", AI, False, "cyd owns it"),
    ("email:cyd@example.test", AI, False, "email:cyd@example.test owns it"),
    (None, AssistanceFound("assisted", ""), True, "nobody is named as its owner"),
    (None, AssistanceFound("unknown", ""), False, "nothing is known to be by AI"),
    (None, AssistanceFound("none", ""), False, "nothing is known to be by AI"),
]


@pytest.mark.parametrize(("owner", "found", "is_missing", "words"), OWNERS)
def test_whether_somebody_can_explain_it(
    owner: str | None, found: AssistanceFound, is_missing: bool, words: str
) -> None:
    made = context(facts(GIVEN, owner=owner), assistance=found)
    for wanted in (True, False):
        outcome = predicate(asking("owner_missing", wanted)).run(made)
        assert (outcome.truth, outcome.found) == (is_missing is wanted, words)


@pytest.mark.parametrize(
    ("name", "value", "fact"),
    [
        ("ai_paths", ("src/**",), "provenance"),
        ("ai_paths", ("src/**",), "files"),
        ("provenance", ("none",), "provenance"),
        ("owner_missing", True, "provenance"),
        ("owner_missing", True, "people"),
        ("owner_missing", True, "signoffs"),
    ],
)
def test_what_could_not_be_read_answers_nothing(name: str, value: Any, fact: str) -> None:
    assert name in PROVENANCE_TESTS
    blind = facts(GIVEN, provenance=provenance(PLACED), unreadable=unreadable(fact))
    outcome = predicate(asking(name, value)).run(context(blind, assistance=AI))
    assert outcome.truth is None
    assert f"{fact} could not be read" in outcome.found


def test_unreadable_people_matter_only_where_ai_wrote() -> None:
    blind = facts(GIVEN, unreadable=unreadable("people"))
    outcome = predicate(asking("owner_missing", True)).run(context(blind, assistance=AssistanceFound("unknown", "")))
    assert outcome.truth is False
