from __future__ import annotations

import pytest

from core.gate.situations import HERE, evidence_need, facts, judged, rule, signoff, signoff_need, unreadable
from core.gate.situations import case as case_of
from paraph.core.gate.cheapest import owed_in
from paraph.core.gate.requirement import NO_DRAW, judge
from paraph.core.gate.rules import rule_node
from paraph.core.model.decision import Node, State
from paraph.core.model.evidence import Check, Evidence, ManualCheck
from paraph.core.model.facts import Deployment, Facts, Stage
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    AuthorAnswersNeed,
    AutonomyNeed,
    CheckNeed,
    DeclarationNeed,
    GuardNeed,
    InvariantsNeed,
    ManualNeed,
    OwnerNeed,
    PersonTest,
    Requirement,
    RollbackNeed,
    SampleNeed,
    ToolsNeed,
)
from paraph.core.model.provenance import Assistance, Declaration, Provenance
from paraph.core.model.signoff import Answer
from paraph.core.policy.compile import CompiledRule

MET = RollbackNeed("written", "merge", HERE)
OPEN = evidence_need()
BAD = AutonomyNeed("none", (), "merge", HERE)
DARK = ToolsNeed((), (), "merge", HERE)
LATER = GuardNeed("canary", "deploy", HERE)
FILED = facts(rollback_plan="written")
STATES: dict[str, Requirement] = {"met": MET, "open": OPEN, "bad": BAD, "dark": DARK, "later": LATER}


def needs(names: str) -> tuple[Requirement, ...]:
    return tuple(STATES[name] for name in names.split())


def found(need: Requirement, given: Facts = FILED) -> Node:
    return judged(need, given, assistance="generated")


@pytest.mark.parametrize(
    ("names", "worst", "best"),
    [
        ("met", "satisfied", "satisfied"),
        ("met open", "pending", "satisfied"),
        ("open dark", "cannot_tell", "pending"),
        ("dark bad", "denied", "cannot_tell"),
        ("bad later", "denied", "denied"),
        ("later", "skipped", "skipped"),
        ("later met", "satisfied", "satisfied"),
    ],
)
def test_all_and_any(names: str, worst: str, best: str) -> None:
    everything = found(AllNeeds(needs(names), is_ordered=False, stage="merge", position=HERE))
    assert (everything.kind, everything.state) == ("all", worst)
    one = found(AnyNeed(needs(names), "merge", HERE))
    assert (one.kind, one.state) == ("any", best)
    asked = sum(name != "later" for name in names.split())
    assert one.found == everything.found == f"{names.count('met')} of {asked} met"
    assert len(one.children) == len(names.split())


def test_in_order_nobody_is_asked_before_the_turn() -> None:
    def turns(node: Node) -> list[bool]:
        return [owed.is_turn for child in node.children for owed in child.owed]

    three = (OPEN, signoff_need(), RollbackNeed("rehearsed", "merge", HERE))
    ordered = found(AllNeeds(three, is_ordered=True, stage="merge", position=HERE))
    assert (ordered.kind, turns(ordered)) == ("order", [True, False, False])
    assert turns(found(AllNeeds(three, is_ordered=False, stage="merge", position=HERE))) == [True, True, True]
    after = found(AllNeeds((MET, LATER, signoff_need()), is_ordered=True, stage="merge", position=HERE))
    assert turns(after) == [True]
    between = AllNeeds((OPEN, MET, LATER, signoff_need()), is_ordered=True, stage="merge", position=HERE)
    assert turns(found(between)) == [True, False]
    early = found(AllNeeds((OPEN, signoff_need()), is_ordered=True, stage="merge", position=HERE),
                  facts(signoffs=(signoff(),)))  # fmt: skip
    assert [child.state for child in early.children] == [State.PENDING, State.SATISFIED]


@pytest.mark.parametrize(
    ("draw", "signed", "state", "words"),
    [
        (0.04, False, State.PENDING, "drawn"),
        (0.04, True, State.SATISFIED, "drawn"),
        (0.05, False, State.SATISFIED, "not drawn"),
        (0.9, True, State.SATISFIED, "not drawn"),
        (None, False, State.CANNOT_TELL, "the draw is not known here"),
        (None, True, State.SATISFIED, "the draw is not known here; answered early"),
    ],
)
def test_a_spot_check(draw: float | None, signed: bool, state: State, words: str) -> None:
    node = found(SampleNeed(0.05, signoff_need(), "merge", HERE),
                 facts(draw=draw, signoffs=(signoff(),) if signed else ()))  # fmt: skip
    assert (node.kind, node.state, node.found) == ("sample", state, words)
    assert node.title == "spot check of 5% of such changes"
    assert len(node.children) == (words != "not drawn")


def test_a_spot_check_whose_draw_is_not_known_owes_what_would_mend_it() -> None:
    node = found(SampleNeed(0.05, signoff_need(), "merge", HERE), facts(draw=None))
    draw, sign_off = owed_in(node)
    assert (draw.kind, draw.what, draw.unblocks) == (
        "fact",
        "the draw of the spot check of 5% of such changes",
        NO_DRAW,
    )
    assert sign_off.kind == "person"
    assert [each.kind for each in owed_in(found(SampleNeed(0.05, signoff_need(), "merge", HERE), facts(draw=0.0)))] == [
        "person"
    ]


def test_a_spot_check_of_nothing_is_skipped() -> None:
    assert found(SampleNeed(0.5, LATER, "merge", HERE)).state is State.SKIPPED


@pytest.mark.parametrize("draw", [0.1, 0.9])
def test_a_spot_check_at_deploy_settles_nothing_at_merge(draw: float) -> None:
    given = facts(rollback_plan="written", draw=draw)
    assert found(SampleNeed(0.5, LATER, "merge", HERE), given).state is State.SKIPPED


def leaves(stage: Stage) -> list[Requirement]:
    return [
        signoff_need(stage=stage), evidence_need(stage=stage), CheckNeed("c", (), None, stage, HERE),
        DeclarationNeed(stage, HERE), OwnerNeed(None, stage, HERE), AuthorAnswersNeed(("q",), stage, HERE),
        ManualNeed(("m",), PersonTest(), stage, HERE), ToolsNeed((), (), stage, HERE),
        AutonomyNeed("none", (), stage, HERE), InvariantsNeed(stage, HERE), RollbackNeed("written", stage, HERE),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(11))
def test_each_kind_is_asked_at_its_stage_only(number: int) -> None:
    deploy = facts(stage="deploy", deployment=Deployment("prod"))
    assert judged(leaves("merge")[number]).state is not State.SKIPPED
    early = judged(leaves("deploy")[number])
    assert (early.state, early.found, early.owed) == (State.SKIPPED, "asked at deploy", ())
    assert judged(leaves("deploy")[number], deploy).state is not State.SKIPPED
    late = judged(leaves("merge")[number], deploy)
    assert (late.state, late.found) == (State.SKIPPED, "asked at merge")


def test_inside_at_deploy_all_is_asked_at_deploy() -> None:
    deploy = facts(stage="deploy", deployment=Deployment("prod"))
    for outer in (
        AllNeeds((OPEN,), is_ordered=False, stage="deploy", position=HERE),
        AnyNeed((OPEN,), "deploy", HERE),
        SampleNeed(1.0, OPEN, "deploy", HERE),
    ):
        given = facts(draw=0.0)
        assert judged(outer, given).state is State.SKIPPED
        assert judged(outer, facts(deploy.change, stage="deploy", deployment=deploy.deployment, draw=0.0)).state is (
            State.PENDING
        )
    assert judge(OPEN, case_of(), "r", "deploy").state is State.SKIPPED


def test_the_author_answers_before_anybody_else_is_asked() -> None:
    asked = rule(signoff_need(), OPEN, AuthorAnswersNeed(("why",), "merge", HERE))
    node = rule_node(CompiledRule(asked, None), case_of(facts(evidence=(Evidence("x", "passed"),))))
    assert [(owed.kind, owed.is_turn) for child in node.children for owed in child.owed] == [
        ("person", False),
        ("evidence", True),
        ("author", True),
    ]


KINDS = (
    "signoff", "evidence", "check", "declaration", "owner", "author_answers", "manual", "tools", "autonomy",
    "invariants", "rollback_plan",
)  # fmt: skip
SETTLED = facts(
    signoffs=(signoff(),), evidence=(Evidence("tests", "passed", "h"),), checks=(Check("c", "success", "app", "h"),),
    provenance=Provenance(declarations=(Declaration(Assistance.NONE, "pull_request", "none"),)), owner="cyd",
    answers=(Answer("q", "because", "ada"),), manual_checks=(ManualCheck("m", "cyd", "h"),), rollback_plan="written",
)  # fmt: skip
BLIND = facts(
    unreadable=unreadable("signoffs", "evidence", "checks", "provenance", "people", "answers", "services", "commits")
)


@pytest.mark.parametrize("number", range(11))
def test_every_answer_names_its_kind_and_what_it_owes(number: int) -> None:
    need = leaves("merge")[number]
    met, waiting, blind = (
        judged(need, SETTLED, assistance="none"),
        judged(need, assistance="unknown"),
        judged(need, BLIND),
    )
    assert [each.kind for each in (met, waiting, blind)] == [KINDS[number]] * 3
    assert (met.state, met.owed) == (State.SATISFIED, ())
    for node in (waiting, blind):
        assert all(owed.kind in ("fact", "author", "evidence", "person") for owed in node.owed)
        assert all(owed.rule == "r" for owed in node.owed)
    if KINDS[number] != "rollback_plan":
        assert blind.state is State.CANNOT_TELL
        assert [owed.kind for owed in blind.owed] == ["fact"]


def test_a_guard_names_its_kind() -> None:
    given = facts(stage="deploy", deployment=Deployment("prod", guards_passed=("canary",)))
    assert (judged(LATER, given).kind, judged(LATER, given).state) == ("guard", State.SATISFIED)
    waiting = judged(GuardNeed("ring", "deploy", HERE), given)
    assert waiting.kind == "guard"
    assert [(owed.kind, owed.rule) for owed in waiting.owed] == [("evidence", "r")]
