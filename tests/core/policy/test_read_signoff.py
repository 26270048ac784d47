from __future__ import annotations

import pytest

from paraph.core.model.policy import AllNeeds, Comparison, EvidenceNeed, PersonTest, Position, Relief, SignoffNeed
from policy_text import problems, requirement, requirement_codes


def signoff(written: str) -> SignoffNeed:
    found = requirement(f"{{signoff: {written}}}")
    assert isinstance(found, SignoffNeed)
    return found


def test_what_is_not_said_has_a_default() -> None:
    assert signoff("{count: 1}") == SignoffNeed(
        count=1,
        who=PersonTest(),
        owners="none",
        binding="tree",
        proof=None,
        distinct=None,
        is_independent=True,
        answers="optional",
        questions=(),
        relief=None,
        stage="merge",
        position=Position("policy.yaml", 5, 10),
    )


def test_everything_can_be_said() -> None:
    found = signoff(
        '{count: 2, level: ">= senior", team: a, domain: b, person: c, owners: touched, binding: owned, '
        "proof: present, distinct: readers, independent: false, answers: required, questions: [why], "
        "relief: {evidence: [contract], spares: 1}}"
    )
    assert found.who == PersonTest(Comparison(">=", "senior"), ("a",), ("b",), ("c",))
    assert (found.owners, found.binding, found.proof, found.distinct) == ("touched", "owned", "present", "readers")
    assert (found.is_independent, found.answers, found.questions) == (False, "required", ("why",))
    report = EvidenceNeed("contract", (), None, (), "merge", Position("policy.yaml", 5, 226))
    assert found.relief == Relief((report,), 1, Position("policy.yaml", 5, 206))


def test_questions_are_meant_to_be_answered() -> None:
    assert signoff("{questions: [why]}").answers == "required"
    assert signoff("{answers: optional}").answers == "optional"


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("{}", ["P0122"]),
        ("1", ["P0121"]),
        ("{count: 0}", ["P0131"]),
        ("{level: senior}", ["P0128"]),
        ('{level: ">= sneior"}', ["P0129"]),
        ("{owners: all}", ["P0124"]),
        ("{binding: owned}", ["P0132"]),
        ("{proof: oral}", ["P0124"]),
        ("{independent: 1}", ["P0121"]),
        ("{answers: optional, questions: [a]}", ["P0132"]),
        ("{relief: {evidence: a, spares: 1}}", ["P0132"]),
        ("{count: 2, relief: {evidence: a, spares: 2}}", ["P0132"]),
        ("{count: 2, relief: {evidence: a, spares: 0}}", ["P0131"]),
        ("{count: 2, relief: {spares: 1}}", ["P0122"]),
        ("{count: 2, relief: {evidence: a}}", ["P0122"]),
        ("{relief: {evidence: a}}", ["P0122"]),
        ("{relief: {evidence: []}}", ["P0122", "P0122"]),
        ("{count: 2, relief: {}}", ["P0122", "P0122"]),
        ("{count: 2, relief: a}", ["P0121"]),
        ("{cuont: 2}", ["P0120"]),
    ],
)
def test_bad_signoffs(written: str, codes: list[str]) -> None:
    assert requirement_codes(f"{{signoff: {written}}}") == codes


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("{signoff: 1}", "`signoff` must be a mapping, not the number 1"),
        ("{signoff: {}}", "`signoff` says nothing"),
        ("{signoff: {count: 2, relief: a}}", "`relief` must be a mapping, not `a`"),
        (
            "{signoff: {count: 2, relief: {evidence: a, spares: 2}}}",
            "`spares: 2` of `count: 2` leaves nobody to answer",
        ),
        ("{signoff: {questions: [3]}}", "`questions` must be a text, not the number 3"),
        ("{evidence: 3}", "`evidence` must be a text, not the number 3"),
        ("{evidence: []}", "`evidence` is an empty list"),
        ("{evidence: {kind: a, mni: 3}}", "`evidence` has no key `mni`"),
        ("{evidence: {kind: a, max_age: 3}}", "`max_age` must be a span of time, not the number 3"),
        ("{evidence: {kind: a, min: 3}}", "`min` must be a mapping from metrics to bounds, not the number 3"),
        ("{evidence: {kind: a, min: {b: 3}}}", "`b` must be a comparison, not the number 3"),
    ],
)
def test_a_problem_is_called_by_its_key(written: str, what: str) -> None:
    (problem,) = problems(f"mode: enforce\nrules:\n  - name: a\n    require:\n      - {written}\n")
    assert problem.what == what


def test_relief_may_spare_all_but_one() -> None:
    found = signoff("{count: 3, relief: {evidence: [a, b], spares: 2}}")
    assert found.relief is not None
    assert (found.relief.spares, [need.kind for need in found.relief.evidence]) == (2, ["a", "b"])


def test_evidence_says_where_from_how_old_and_how_good() -> None:
    found = requirement("{evidence: {kind: mutation, from: [ci, cd], max_age: 7d, min: {score: '>= 0.8'}}}")
    assert found == EvidenceNeed(
        "mutation", ("ci", "cd"), 604_800, (("score", Comparison(">=", 0.8)),), "merge", Position("policy.yaml", 5, 20)
    )


def test_several_kinds_of_evidence_are_all_owed() -> None:
    found = requirement("{evidence: [tests, {kind: load}]}")
    assert isinstance(found, AllNeeds)
    assert [child.kind for child in found.children if isinstance(child, EvidenceNeed)] == ["tests", "load"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("[]", ["P0122"]),
        ("3", ["P0121"]),
        ("[a, 3]", ["P0121"]),
        ("{from: ci}", ["P0122"]),
        ("{kind: a, max_age: 7}", ["P0121"]),
        ("{kind: a, min: {b: 3}}", ["P0128"]),
        ("{kind: a, mni: {b: '> 3'}}", ["P0120"]),
        ("[[a]]", ["P0121"]),
    ],
)
def test_bad_evidence(written: str, codes: list[str]) -> None:
    assert requirement_codes(f"{{evidence: {written}}}") == codes
