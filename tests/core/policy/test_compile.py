from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from core.gate.situations import (
    ADA,
    CYD,
    DOT,
    GUS,
    HERE,
    PEOPLE,
    SENIOR,
    asking,
    context,
    evidence_need,
    facts,
    policy,
    rule,
    signoff_need,
    unreadable,
)  # fmt: skip
from paraph.core.errors import InputError
from paraph.core.model.decision import State
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import (
    AllNeeds,
    AllTests,
    AnyNeed,
    AnyTest,
    Comparison,
    Condition,
    GuardNeed,
    KindRule,
    NotTest,
    PersonTest,
    Policy,
    Requirement,
    SampleNeed,
    TierRule,
)
from paraph.core.policy.compile import CompiledCondition, compile_policy, evaluate

YES, NO, MAYBE = asking("draft", False), asking("draft", True), asking("labels", ("x",))
TRUTH = {YES: True, NO: False, MAYBE: None}
DARK = facts(unreadable=unreadable("labels"))
STATE = {True: State.SATISFIED, False: State.SKIPPED, None: State.CANNOT_TELL}


def compiled(condition: Condition) -> CompiledCondition:
    return compile_policy(policy(tiers=(TierRule("high", condition, HERE),))).tiers[0].condition


def asked(condition: Condition) -> tuple[bool | None, State]:
    whole = policy(tiers=(TierRule("high", condition, HERE),))
    made = context(DARK, policy_=whole)
    one = made.policy.tiers[0].condition
    truth, state = evaluate(one, made).truth, one.explain(made).state
    fresh = context(DARK, policy_=whole)
    assert fresh.policy.tiers[0].condition.explain(fresh).state is state
    return truth, state


@pytest.mark.parametrize("children", list(product(TRUTH, repeat=3)))
def test_kleenes_logic(children: tuple[Condition, ...]) -> None:
    truths = [TRUTH[child] for child in children]  # type: ignore[index]
    every = False if False in truths else None if None in truths else True
    some = True if True in truths else None if None in truths else False
    assert asked(AllTests(children, HERE)) == (every, STATE[every])
    assert asked(AnyTest(children, HERE)) == (some, STATE[some])
    denied = None if every is None else not every
    assert asked(NotTest(AllTests(children, HERE), HERE)) == (denied, STATE[denied])


def test_the_kinds_of_what_is_joined_and_what_they_found() -> None:
    made = context(DARK, policy_=policy(tiers=(TierRule("high", YES, HERE),)))
    for condition, kind, found in (
        (AllTests((YES, YES), HERE), "all", "not a draft"),
        (AnyTest((NO, NO), HERE), "any", "not a draft"),
        (NotTest(NO, HERE), "not", "not a draft"),
        (AllTests((AnyTest((NO,), HERE),), HERE), "all", "not a draft"),
    ):
        one = compiled(condition)
        made.memo = [None] * 9
        assert (one.explain(made).kind, one.explain(made).found) == (kind, found)
        assert one.outcome(made).found == found


def test_what_settled_it_is_what_was_found() -> None:
    made = context(DARK, policy_=policy(rule(signoff_need(), when=AllTests((YES, NO, MAYBE), HERE))))
    when = made.policy.rules[0].when
    assert when is not None
    node = when.explain(made)
    assert (node.kind, node.found, [child.kind for child in node.children]) == (
        "when",
        "not a draft",
        ["draft", "draft"],
    )
    assert evaluate(when, made).found == "not a draft"
    alone = context(DARK, policy_=policy(rule(signoff_need(), when=MAYBE)))
    single = alone.policy.rules[0].when
    assert single is not None
    shown = single.explain(alone)
    assert (shown.kind, shown.state, shown.children[0].kind) == ("when", State.CANNOT_TELL, "labels")
    assert shown.found == "labels could not be read: the disk is gone"


def test_words_of_groups() -> None:
    size = asking("files", Comparison(">=", 1.0))
    made = context(policy_=policy(tiers=(TierRule("high", AllTests((YES, size, YES), HERE), HERE),)))
    both = made.policy.tiers[0].condition
    assert evaluate(both, made).found == both.explain(made).found == "not a draft; 1 files"
    made = context(policy_=policy(tiers=(TierRule("high", AnyTest((NO, YES, size), HERE), HERE),)))
    node = made.policy.tiers[0].condition.explain(made)
    assert (node.kind, node.found, len(node.children)) == ("any", "not a draft", 2)
    made = context(policy_=policy(tiers=(TierRule("high", NotTest(NO, HERE), HERE),)))
    node = made.policy.tiers[0].condition.explain(made)
    assert (node.kind, node.title, node.found, node.children[0].state) == (
        "not",
        "none of this",
        "not a draft",
        State.SKIPPED,
    )
    assert (node.position, node.children[0].position) == (HERE, HERE)


def test_paths_are_kept_for_reasons() -> None:
    here = asking("paths", ("src/**",))
    for condition in (here, AllTests((YES, here), HERE), AnyTest((NO, here), HERE)):
        made = context(policy_=policy(tiers=(TierRule("high", condition, HERE),)))
        assert evaluate(made.policy.tiers[0].condition, made).paths == ("src/a.py",)


def test_equal_tests_are_asked_once() -> None:
    both = AllTests((YES, asking("files", Comparison(">=", 1.0))), HERE)
    whole = policy(rule(when=both), rule(when=YES), rule(when=NO),
                   tiers=(TierRule("low", YES, HERE),))  # fmt: skip
    assert compile_policy(whole).test_count == 3
    made = context(policy_=whole)
    when = made.policy.rules[0].when
    assert when is not None
    assert made.memo == [None, None, None]
    outcome = evaluate(when, made)
    assert [each is not None for each in made.memo] == [True, True, False]
    made.memo[0] = outcome._replace(truth=False)
    assert evaluate(when, made).truth is False


@pytest.mark.parametrize(
    ("whole", "code", "words"),
    [
        (policy(rule(when=asking("moon", ("full",)))), "P0138", "moon: there is no test `moon`"),
        (policy(rule(when=asking("paths", ("a***b",)))), "P0138", "paths: three asterisks"),
        (policy(rule(when=NotTest(asking("signed", ("x",)), HERE))), "P0138", "signed: true or false"),
        (policy(tiers=(TierRule("low", asking("files", True), HERE),)), "P0138", "files: a comparison"),
        (policy(kinds=(KindRule("k", ("//",), HERE),)), "P0125", "two slashes"),
    ],
)
def test_what_cannot_be_compiled(whole: Policy, code: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        compile_policy(whole)
    (problem,) = caught.value.problems
    assert (problem.code, problem.position) == (code, HERE)
    assert words in problem.what
    assert problem.fix


PAIR = signoff_need(distinct="pair")


@pytest.mark.parametrize(
    "need",
    [
        AnyNeed((PAIR,), "merge", HERE),
        AnyNeed((AllNeeds((PAIR,), is_ordered=False, stage="merge", position=HERE),), "merge", HERE),
        AllNeeds((AnyNeed((SampleNeed(0.5, PAIR, "merge", HERE),), "merge", HERE),), is_ordered=True, stage="merge",
                 position=HERE),
    ],
)  # fmt: skip
def test_claims_are_never_one_of_several_ways(need: Requirement) -> None:
    with pytest.raises(InputError, match="`distinct: pair` stands under `any`") as caught:
        compile_policy(policy(rule(need)))
    assert caught.value.problems[0].code == "P0139"


def test_every_claim_is_an_object_of_its_own() -> None:
    nested = AllNeeds((PAIR, SampleNeed(0.5, PAIR, "merge", HERE)), is_ordered=True, stage="merge", position=HERE)
    free = AnyNeed((signoff_need(), evidence_need()), "merge", HERE)
    made = compile_policy(policy(rule(PAIR, nested, free), rule(PAIR)))
    first, second, third = made.rules[0].rule.require
    assert (first, second, third) == (PAIR, nested, free)
    assert isinstance(second, AllNeeds)
    sample = second.children[1]
    assert isinstance(sample, SampleNeed)
    claims = [first, second.children[0], sample.child, made.rules[1].rule.require[0]]
    assert len({id(each) for each in claims}) == 4


@pytest.mark.parametrize(
    ("need", "later"),
    [
        (signoff_need(), False),
        (signoff_need(stage="deploy"), True),
        (GuardNeed("g", "merge", HERE), True),
        (AllNeeds((evidence_need(),), is_ordered=False, stage="merge", position=HERE), False),
        (AllNeeds((evidence_need(stage="deploy"),), is_ordered=False, stage="merge", position=HERE), True),
        (AllNeeds((evidence_need(),), is_ordered=False, stage="deploy", position=HERE), True),
        (AnyNeed((evidence_need(stage="deploy"),), "merge", HERE), True),
        (SampleNeed(0.5, evidence_need(stage="deploy"), "merge", HERE), True),
        (SampleNeed(0.5, evidence_need(), "deploy", HERE), True),
        (SampleNeed(0.5, evidence_need(), "merge", HERE), False),
    ],
)
def test_whether_anything_is_asked_at_deploy(need: Requirement, later: bool) -> None:
    assert compile_policy(policy(rule(need))).asks_at_deploy is later


def test_people_are_found_once_for_a_directory() -> None:
    made = compile_policy(policy())
    rounds = made.rounds_meeting(SENIOR, PEOPLE)
    assert [{person.id for person in people} for people in rounds] == [{"cyd", "gus"}, {"dot"}, {"eve", "hal"}]
    assert made.rounds_meeting(SENIOR, Directory(PEOPLE.people[::-1], PEOPLE.levels)) == rounds
    assert made.ids_meeting(SENIOR, PEOPLE) == {"cyd", "gus", "dot", "eve", "hal"}
    assert made.rounds_meeting(SENIOR, PEOPLE) is made.rounds_meeting(SENIOR, PEOPLE)
    assert made.people_index(PEOPLE) is made.people_index(PEOPLE)
    assert ADA in made.rounds_meeting(PersonTest(), PEOPLE)[0]
    assert [person.id for person in made.rounds_meeting(PersonTest(), PEOPLE)[-1]] == ["ida"]
    other = Directory((DOT,))
    assert made.rounds_meeting(SENIOR, other) == ((DOT,),)
    assert made.people_index(other).directory is other
    assert made.ids_meeting(SENIOR, PEOPLE) == {"cyd", "gus", "dot", "eve", "hal"}
    assert made.ids_meeting(SENIOR, other) == {"dot"}
    own = compile_policy(policy(levels=("staff", "senior")))
    assert {person.id for people in own.rounds_meeting(SENIOR, PEOPLE) for person in people} == {"cyd", "gus"}


def test_a_directory_that_comes_in_between_changes_nothing() -> None:
    """As when two threads decide by two directories at once."""
    made = compile_policy(policy())
    other = Directory((DOT,))

    class Interrupted(tuple[Person, ...]):
        def __iter__(self) -> Iterator[Person]:
            assert made.rounds_meeting(SENIOR, other) == ((DOT,),)
            return super().__iter__()

    assert {*made.rounds_meeting(SENIOR, Directory(Interrupted((CYD, GUS))))[0]} == {CYD, GUS}
    assert made.rounds_meeting(SENIOR, other) == ((DOT,),)
