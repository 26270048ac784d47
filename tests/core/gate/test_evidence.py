from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import NOW, evidence_need, facts, judged, unreadable
from paraph.core.model.decision import State
from paraph.core.model.evidence import Evidence, Metric
from paraph.core.model.policy import Comparison, EvidenceNeed

PASSED = Evidence("tests", "passed", commit="h", producer="ci", at=NOW - 60, metrics=(Metric("mutation", 0.8),))
FAILED = replace(PASSED, outcome="failed")
MUTATION = (("mutation", Comparison(">=", 0.8)),)


@pytest.mark.parametrize(
    ("need", "reports", "state", "words"),
    [
        ({}, [PASSED], State.SATISFIED, "tests by ci passed"),
        ({}, [], State.PENDING, "no report of tests"),
        ({}, [replace(PASSED, kind="load")], State.PENDING, "no report of tests"),
        ({}, [replace(PASSED, commit="old")], State.PENDING, "about other content"),
        ({}, [replace(PASSED, commit=None)], State.PENDING, "about other content"),
        ({}, [replace(PASSED, commit=None, tree="t")], State.SATISFIED, "passed"),
        ({}, [replace(PASSED, commit="old", tree="t")], State.SATISFIED, "passed"),
        ({}, [replace(PASSED, commit=None, tree="other")], State.PENDING, "about other content"),
        ({}, [FAILED], State.DENIED, "tests by ci failed"),
        ({}, [replace(PASSED, outcome="error")], State.PENDING, "could not be made"),
        ({}, [replace(PASSED, producer="")], State.SATISFIED, "tests passed"),
        ({"producers": ("ci",)}, [PASSED], State.SATISFIED, "passed"),
        ({"producers": ("lab",)}, [PASSED], State.PENDING, "only by ci"),
        ({"producers": ("lab",)}, [PASSED, replace(PASSED, commit="old")], State.PENDING, "only by ci"),
        ({"producers": ("lab",)}, [replace(PASSED, producer="")], State.PENDING, "only by nobody named"),
        ({}, [replace(PASSED, outcome="error"), FAILED, PASSED], State.PENDING, "could not be made"),
        ({}, [FAILED, replace(PASSED, at=NOW)], State.SATISFIED, "passed"),
        ({}, [replace(PASSED, at=NOW), FAILED], State.SATISFIED, "passed"),
        ({}, [PASSED, replace(FAILED, at=NOW)], State.DENIED, "failed"),
        ({}, [PASSED, FAILED], State.DENIED, "failed"),
        ({}, [FAILED, PASSED], State.DENIED, "failed"),
        ({}, [PASSED, replace(FAILED, producer="lab")], State.DENIED, "tests by lab failed"),
        ({}, [PASSED, replace(PASSED, outcome="error", producer="lab")], State.PENDING, "lab could not"),
        ({"floors": MUTATION}, [PASSED], State.SATISFIED, "passed"),
        (
            {"floors": MUTATION},
            [replace(PASSED, metrics=(Metric("mutation", 0.79),))],
            State.DENIED,
            "mutation is 0.79",
        ),
        ({"floors": MUTATION}, [replace(PASSED, metrics=(Metric("other", 1.0),))], State.PENDING, "states no mutation"),
        (
            {"floors": MUTATION},
            [replace(PASSED, metrics=(Metric("mutation", 0.9), Metric("mutation", 0.1)))],
            State.DENIED,
            "mutation is 0.1",
        ),
        ({}, [FAILED, replace(PASSED, at=NOW + 301)], State.PENDING, "dated in the future"),
        ({"max_age_seconds": 60}, [PASSED], State.SATISFIED, "passed 1 minute ago"),
        ({"max_age_seconds": 59}, [PASSED], State.PENDING, "passed 1 minute ago"),
        ({"max_age_seconds": 60}, [replace(PASSED, at=NOW + 300)], State.SATISFIED, "passed 0 seconds ago"),
        ({"max_age_seconds": 60}, [replace(PASSED, at=NOW + 301)], State.PENDING, "dated in the future"),
    ],
)
def test_a_report(need: dict[str, Any], reports: list[Evidence], state: State, words: str) -> None:
    node = judged(evidence_need(**need), facts(evidence=tuple(reports)))
    assert (node.kind, node.state) == ("evidence", state)
    assert words in node.found
    assert [(owed.kind, owed.rule) for owed in node.owed] == ([] if state is State.SATISFIED else [("evidence", "r")])


def test_the_title_says_all_that_is_asked() -> None:
    need = EvidenceNeed("tests", ("ci", "lab"), 7 * 86_400, MUTATION, "merge", evidence_need().position)
    assert judged(need).title == "a passed report of tests from ci and lab, at most 7 days old, mutation >= 0.8"


def test_what_is_unreadable_cannot_be_told() -> None:
    aged = evidence_need(max_age_seconds=99)
    assert judged(evidence_need(), facts(evidence=(PASSED,), unreadable=unreadable("evidence"))).state is (
        State.CANNOT_TELL
    )
    clockless = facts(evidence=(PASSED,), unreadable=unreadable("time"))
    assert judged(evidence_need(), clockless).state is State.SATISFIED
    node = judged(aged, clockless)
    assert node.state is State.CANNOT_TELL
    assert node.owed[0].kind == "fact"
    assert node.owed[0].unblocks == "time could not be read: the disk is gone"
