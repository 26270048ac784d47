from __future__ import annotations

import pytest

from paraph.core.errors import Problem
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    AuthorAnswersNeed,
    AutonomyNeed,
    CheckNeed,
    Comparison,
    DeclarationNeed,
    EvidenceNeed,
    GuardNeed,
    InvariantsNeed,
    ManualNeed,
    OwnerNeed,
    PersonTest,
    Position,
    RollbackNeed,
    SampleNeed,
    SignoffNeed,
    ToolsNeed,
)
from policy_text import places, problems, read, requirement, requirement_codes

HERE = Position("policy.yaml", 5, 10)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{declaration: true}", DeclarationNeed("merge", HERE)),
        ("{check: build}", CheckNeed("build", ("success",), None, "merge", HERE)),
        ("{check: {name: build}}", CheckNeed("build", ("success",), None, "merge", HERE)),
        (
            "{check: {name: build, conclusion: [success, neutral], app: ci}}",
            CheckNeed("build", ("success", "neutral"), "ci", "merge", HERE),
        ),
        ('{owner: {level: ">= senior"}}', OwnerNeed(Comparison(">=", "senior"), "merge", HERE)),
        ("{owner: {}}", OwnerNeed(None, "merge", HERE)),
        ("{author_answers: [why, risk]}", AuthorAnswersNeed(("why", "risk"), "merge", HERE)),
        ("{manual: rehearsed}", ManualNeed(("rehearsed",), PersonTest(), "merge", HERE)),
        (
            "{manual: {names: [a, b], team: ops}}",
            ManualNeed(("a", "b"), PersonTest(teams=("ops",)), "merge", HERE),
        ),
        ("{tools: {approved: claude, paths: [a/**]}}", ToolsNeed(("claude",), ("a/**",), "merge", HERE)),
        ("{autonomy: {ceiling: assisted, paths: b}}", AutonomyNeed("assisted", ("b",), "merge", HERE)),
        ("{invariants: answered}", InvariantsNeed("merge", HERE)),
        ("{rollback_plan: written}", RollbackNeed("written", "merge", HERE)),
        ("{guard: canary}", GuardNeed("canary", "deploy", HERE)),
    ],
)
def test_each_requirement_keeps_what_it_asks(written: str, expected: object) -> None:
    assert requirement(written) == expected


def test_several_checks_are_all_owed() -> None:
    found = requirement("{check: [build, lint]}")
    assert isinstance(found, AllNeeds)
    assert not found.is_ordered
    assert [child.name for child in found.children if isinstance(child, CheckNeed)] == ["build", "lint"]


@pytest.mark.parametrize(("key", "is_ordered"), [("all", False), ("order", True)])
def test_groups_of_all(key: str, is_ordered: bool) -> None:
    found = requirement(f"{{{key}: [{{check: a}}, {{evidence: tests}}]}}")
    assert isinstance(found, AllNeeds)
    assert found.is_ordered is is_ordered
    assert [type(child) for child in found.children] == [CheckNeed, EvidenceNeed]


def test_one_of_a_group() -> None:
    found = requirement("{any: [{check: a}, {signoff: {count: 2}}]}")
    assert isinstance(found, AnyNeed)
    assert [type(child) for child in found.children] == [CheckNeed, SignoffNeed]


def test_a_sample_owes_one_requirement() -> None:
    found = requirement("{sample: {share: 5%, all: [{check: a}, {check: b}]}}")
    assert isinstance(found, SampleNeed)
    assert (found.share, type(found.child)) == (0.05, AllNeeds)


def test_the_stage_reaches_what_is_inside() -> None:
    found = requirement("{at: deploy, any: [{check: a}, {guard: g}]}")
    assert isinstance(found, AnyNeed)
    assert {found.stage, *(child.stage for child in found.children)} == {"deploy"}


def test_a_group_of_deploy_requirements_is_asked_at_deploy() -> None:
    assert requirement("{all: [{guard: a}, {at: deploy, check: b}]}").stage == "deploy"
    assert requirement("{all: [{guard: a}, {check: b}]}").stage == "merge"
    assert requirement("{sample: {share: 1, guard: a}}").stage == "deploy"


def test_tools_fall_back_to_those_of_the_policy() -> None:
    policy = read("mode: enforce\napproved_tools: [x, y]\nrules: [{name: a, require: [{tools: {paths: b}}]}]\n")
    (found,) = policy.rules[0].require
    assert isinstance(found, ToolsNeed)
    assert (found.approved, policy.approved_tools) == (("x", "y"), ("x", "y"))


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("{}", ["P0133"]),
        ("{at: deploy}", ["P0133"]),
        ("{at: later, check: a}", ["P0124"]),
        ("{check: a, declaration: true}", ["P0133"]),
        ("{check: a, evidence: 3, manual: 4}", ["P0133", "P0121", "P0133", "P0121"]),
        ("{chekc: a}", ["P0120"]),
        ("a", ["P0121"]),
        ("{declaration: false}", ["P0121"]),
        ("{declaration: yes}", ["P0121"]),
        ("{check: {app: a}}", ["P0122"]),
        ("{owner: true}", ["P0121"]),
        ("{author_answers: []}", ["P0122"]),
        ("{manual: {team: a}}", ["P0122"]),
        ("{tools: {}}", ["P0122"]),
        ("{tools: {approved: [], paths: '!a'}}", ["P0122", "P0132"]),
        ("{tools: all}", ["P0121"]),
        ("{autonomy: {paths: a}}", ["P0122"]),
        ("{autonomy: {ceiling: unknown}}", ["P0124"]),
        ("{invariants: true}", ["P0121"]),
        ("{invariants: ignored}", ["P0124"]),
        ("{rollback_plan: none}", ["P0124"]),
        ("{guard: g, at: merge}", ["P0132"]),
        ("{at: deploy, all: [{at: merge, check: a}]}", ["P0132"]),
        ("{sample: {check: a}}", ["P0122"]),
        ("{sample: {share: 5%}}", ["P0133"]),
        ("{sample: {share: 5%, check: a, evidence: b}}", ["P0133"]),
        ("{sample: {share: 0, check: a}}", ["P0132"]),
        ("{sample: {share: 5%, sample: {share: 5%, check: a}}}", ["P0120"]),
        ("{any: []}", ["P0122"]),
        ("{any: {check: a}}", ["P0121"]),
        ("{order: [{check: 1}, {}]}", ["P0121", "P0133"]),
    ],
)
def test_bad_requirements(written: str, codes: list[str]) -> None:
    assert requirement_codes(written) == codes


@pytest.mark.parametrize(("depth", "is_good"), [(9, True), (10, False)])
def test_requirements_nest_ten_deep(depth: int, is_good: bool) -> None:
    written = "{all: [" * depth + "{check: a}" + "]}" * depth
    assert (type(requirement(written)) is AllNeeds) if is_good else requirement_codes(written) == ["P0123"]


def test_samples_nest_with_the_rest() -> None:
    written = "{all: [" * 9 + "{sample: {share: 5%, check: a}}" + "]}" * 9
    assert requirement_codes(written) == ["P0123"]


def test_a_sample_nests_as_deep_as_the_rest() -> None:
    written = "{all: [" * 8 + "{sample: {share: 5%, check: a}}" + "]}" * 8
    assert type(requirement(written)) is AllNeeds


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("{declaration: no}", "`declaration` can only be true, not `no`"),
        ("{check: {name: 3}}", "`name` must be a text, not the number 3"),
        ("{check: 3}", "`check` must be a text, not the number 3"),
        ("{check: {nmae: a, name: b}}", "`check` has no key `nmae`"),
        ("{owner: 3}", "`owner` must be a mapping, not the number 3"),
        ("{author_answers: 3}", "`author_answers` must be a text, not the number 3"),
        ("{manual: 3}", "`manual` must be a text, not the number 3"),
        ("{manual: {names: a, tema: b}}", "`manual` has no key `tema`"),
        ("{tools: all}", "`tools` must be a mapping, not `all`"),
        ("{autonomy: all}", "`autonomy` must be a mapping, not `all`"),
        ("{autonomy: {ceiling: unknown}}", "`ceiling` cannot be `unknown`"),
        ("{invariants: ignored}", "`invariants` cannot be `ignored`"),
        ("{rollback_plan: none}", "`rollback_plan` cannot be `none`"),
        ("{guard: 3}", "`guard` must be a text, not the number 3"),
        ("{sample: 3}", "`sample` must be a mapping, not the number 3"),
        ("{sample: {share: 0, check: a}}", "`share` of nothing has no effect"),
        ("{sample: {share: 5%}}", "the requirement asks for nothing"),
        ("{all: []}", "`all` is an empty list"),
        ("{any: []}", "`any` is an empty list"),
        ("{order: []}", "`order` is an empty list"),
    ],
)
def test_a_problem_calls_the_requirement_by_its_key(written: str, what: str) -> None:
    (problem,) = requirement_problems(written)
    assert problem.what == what


def requirement_problems(written: str) -> list[Problem]:
    return problems(f"mode: enforce\nrules:\n  - name: a\n    require:\n      - {written}\n")


@pytest.mark.parametrize("at", ["merge", "deploy"])
def test_a_stage_reaches_every_kind_of_requirement(at: str) -> None:
    for written in (
        "declaration: true", "check: a", "check: {name: a}", "check: [a, b]", "owner: {}", "author_answers: why",
        "manual: a", "manual: {names: a}", "tools: {approved: a}", "autonomy: {ceiling: assisted}",
        "invariants: answered", "rollback_plan: written", "signoff: {count: 1}", "evidence: tests",
        "evidence: {kind: a}", "evidence: [a, b]", "sample: {share: 5%, check: a}", "all: [{check: a}]",
        "any: [{check: a}]", "order: [{check: a}]", "any: [{guard: g}, {check: a}]",
    ):  # fmt: skip
        assert (written, requirement(f"{{at: {at}, {written}}}").stage) == (written, at)


def test_require_is_a_list() -> None:
    assert places("mode: enforce\nrules:\n  - name: a\n    require: {check: a}\n") == [("P0121", 4, 14)]
