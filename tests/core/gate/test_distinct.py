from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.gate.situations import (
    HERE,
    SENIOR,
    asking,
    case,
    evidence_need,
    facts,
    policy,
    rule,
    signoff,
    signoff_need,
    unreadable,
)
from paraph.core.gate.decide import gate
from paraph.core.gate.distinct import left_open_for, matched
from paraph.core.model.decision import Decision, State, Verdict
from paraph.core.model.facts import Facts
from paraph.core.model.policy import AllNeeds, PersonTest, Requirement, Rule, SampleNeed
from paraph.core.model.signoff import Override

ANY = signoff_need(distinct="pair")
EXPERT = signoff_need(distinct="pair", who=PersonTest(domains=("money",)))
TOP = signoff_need(distinct="pair", who=SENIOR)
ONLY_CYD = signoff_need(distinct="pair", who=PersonTest(domains=("money",), level=SENIOR.level))


def decided(rules: list[Rule], facts_: Facts) -> Decision:
    return gate(case(facts_, policy_=policy(*rules)).context)


def states(*needs: Requirement, signed: str) -> list[str]:
    decision = decided(
        [rule(need, name=f"r{n}") for n, need in enumerate(needs)],
        facts(signoffs=tuple(signoff(who) for who in signed.split())),
    )
    return [node.state.value for node in decision.tree.children if node.kind == "rule"]


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("", ["pending", "pending"]),
        ("cyd", ["satisfied", "pending"]),
        ("cyd dot", ["satisfied", "satisfied"]),
        ("dot cyd", ["satisfied", "satisfied"]),
        ("cyd ben", ["satisfied", "satisfied"]),
        ("dot eve", ["satisfied", "pending"]),
    ],
)
def test_different_people_for_different_rules(signed: str, expected: list[str]) -> None:
    assert states(ANY, EXPERT, signed=signed) == expected


def test_the_order_of_rules_is_the_order_of_claims() -> None:
    assert states(EXPERT, ANY, signed="cyd") == ["satisfied", "pending"]
    assert states(ANY, signoff_need(distinct="other"), signed="cyd") == ["satisfied", "satisfied"]
    assert states(ANY, signoff_need(), signed="cyd") == ["satisfied", "satisfied"]


def test_counts_are_claimed_too() -> None:
    two = signoff_need(2, distinct="pair")
    assert states(two, ANY, signed="cyd dot") == ["satisfied", "pending"]
    assert states(two, ANY, signed="cyd dot eve") == ["satisfied", "satisfied"]
    assert states(signoff_need(10**9, distinct="pair"), signed="cyd dot") == ["pending"]


def test_requirements_inside_others_claim_too() -> None:
    inner = AllNeeds((ANY,), is_ordered=False, stage="merge", position=HERE)
    assert states(inner, ANY, signed="cyd") == ["satisfied", "pending"]
    drawn = SampleNeed(0.5, ANY, "merge", HERE)
    for draw, expected in ((0.1, "wait"), (None, "wait"), (0.5, "allow")):
        decision = decided([rule(drawn, name="a"), rule(ANY, name="b")], facts(signoffs=(signoff(),), draw=draw))
        assert decision.verdict == expected
    both = facts(signoffs=(signoff("cyd"), signoff("dot")), draw=0.1)
    assert decided([rule(drawn, name="a"), rule(ANY, name="b")], both).verdict is Verdict.ALLOW


def test_a_rule_that_does_not_bind_claims_nobody() -> None:
    for when in (asking("tier", ("low",)), asking("labels", ("x",))):
        idle, binding = rule(ANY, name="idle", when=when), rule(ANY, name="binding")
        decision = decided([idle, binding], facts(signoffs=(signoff(),), unreadable=unreadable("labels")))
        assert [node.state.value for node in decision.tree.children if node.title == "binding"] == ["satisfied"]


def test_other_requirements_of_the_same_rule_claim_nobody() -> None:
    refused = rule(name="refused", deny="no")
    decision = decided([refused, rule(evidence_need(), ANY)], facts(signoffs=(signoff(),), draw=0.1))
    assert [node.state.value for node in decision.tree.children[2].children] == ["pending", "satisfied"]


def test_what_is_asked_at_deploy_claims_nobody_at_merge() -> None:
    later = signoff_need(distinct="pair", stage="deploy")
    assert states(later, ANY, signed="cyd") == ["skipped", "satisfied"]


def test_advice_never_takes_a_person_from_a_rule_that_binds() -> None:
    rules = [
        rule(ANY, name="shadow", mode="shadow"),
        rule(ANY, name="advise", mode="advise"),
        rule(ANY, name="enforce"),
    ]
    decision = decided(rules, facts(signoffs=(signoff(),)))
    assert decision.verdict is Verdict.ALLOW
    assert [decision.would[0].state, decision.recorded[0].state] == [State.PENDING, State.PENDING]
    decision = decided(rules, facts(signoffs=(signoff("cyd"), signoff("dot"))))
    assert [decision.would[0].state, decision.recorded[0].state] == [State.SATISFIED, State.PENDING]


def test_an_overridden_rule_claims_after_the_others() -> None:
    override = Override("o", "eve", "outage", "refs/heads/main", True, 2**40, rules=("first",))
    decision = decided(
        [rule(ANY, name="first"), rule(ANY, name="second")], facts(signoffs=(signoff(),), overrides=(override,))
    )
    assert [node.state.value for node in decision.tree.children[1:]] == ["overridden", "satisfied"]


def test_an_overridden_rule_claims_before_advice_and_advice_before_a_shadow() -> None:
    override = Override("o", "eve", "outage", "refs/heads/main", True, 2**40)
    advise, shadow = rule(ANY, name="advise", mode="advise"), rule(ANY, name="shadow", mode="shadow")
    one = facts(signoffs=(signoff(),), overrides=(override,))
    decision = decided([shadow, advise, rule(ANY, name="enforce")], one)
    assert [node.state.value for node in decision.tree.children[1:]] == ["satisfied"]
    assert decision.would[0].state is State.PENDING
    named = replace(override, rules=("advise",))
    decision = decided([shadow, advise], replace(one, overrides=(named,)))
    assert (decision.would[0].state, decision.recorded[0].state) == (State.SATISFIED, State.PENDING)


def test_an_answer_that_may_count_fills_no_slot_for_certain() -> None:
    doubtful = facts(signoffs=(signoff("cyd"), signoff("dot", holds=None)))
    decision = decided([rule(ANY, name="a"), rule(ANY, name="b")], doubtful)
    assert [node.state.value for node in decision.tree.children[1:]] == ["satisfied", "cannot_tell"]


def test_people_who_answered_in_the_group_are_not_asked_again() -> None:
    decision = decided([rule(ANY, name="a"), rule(signoff_need(distinct="pair", who=SENIOR))], facts(
        signoffs=(signoff("cyd"),)
    ))  # fmt: skip
    (owed,) = decision.missing
    assert owed.by == ("dot", "eve")


@pytest.mark.parametrize(
    ("signed", "expected", "asked"),
    [
        ("cyd", ["pending", "satisfied"], ("dot", "eve")),
        ("", ["pending", "pending"], ("cyd",)),
        ("dot", ["satisfied", "pending"], ("cyd",)),
        ("cyd eve", ["satisfied", "satisfied"], ()),
    ],
)
def test_what_stays_open_is_what_somebody_else_can_fill(
    signed: str, expected: list[str], asked: tuple[str, ...]
) -> None:
    """The only expert for one requirement signed first, and is as good for another."""
    assert states(TOP, ONLY_CYD, signed=signed) == expected
    given = facts(signoffs=tuple(signoff(who) for who in signed.split()))
    missing = decided([rule(TOP, name="top"), rule(ONLY_CYD, name="expert")], given).missing
    assert all(owed.by and not owed.unblocks for owed in missing)
    assert not asked or asked in [owed.by for owed in missing]


def test_somebody_whom_nobody_can_replace_is_not_moved_for_nothing() -> None:
    assert states(ONLY_CYD, TOP, signed="cyd") == ["satisfied", "pending"]
    assert states(ONLY_CYD, ONLY_CYD, signed="cyd") == ["satisfied", "pending"]
    assert states(TOP, TOP, ONLY_CYD, signed="cyd dot") == ["satisfied", "pending", "satisfied"]


def test_an_expert_whom_advice_needs_stays_with_the_rule_that_binds() -> None:
    rules = [rule(ONLY_CYD, name="advise", mode="advise"), rule(TOP, name="enforce")]
    assert decided(rules, facts(signoffs=(signoff(),))).verdict is Verdict.ALLOW


def test_an_answer_that_may_count_moves_nobody() -> None:
    """Which requirement is open decides there between wait and cannot tell."""
    two = signoff_need(2, distinct="pair")
    doubtful = facts(signoffs=(signoff("cyd", holds=None),))
    assert decided([rule(two, name="a"), rule(ONLY_CYD, name="b")], doubtful).verdict is Verdict.WAIT


def most(wishes: list[list[str]]) -> int:
    """The most slots that can be filled, found by trying everything."""
    people = sorted({person for wish in wishes for person in wish})
    padded = [*people, *([""] * len(wishes))]
    return max(
        (
            sum(who in wish for who, wish in zip(order, wishes, strict=False))
            for order in permutations(padded, len(wishes))
        ),
        default=0,
    )


@given(st.lists(st.lists(st.sampled_from("abc"), unique=True, max_size=3), max_size=3))
def test_as_many_slots_are_filled_as_can_be(wishes: list[list[str]]) -> None:
    found = matched(wishes)
    filled = [person for person in found if person is not None]
    assert len(filled) == len(set(filled)) == most(wishes)
    assert all(person is None or person in wish for person, wish in zip(found, wishes, strict=True))


@given(st.lists(st.lists(st.sampled_from("abcd"), unique=True, max_size=4), max_size=5), st.sampled_from("abcd"))
def test_one_person_less_never_fills_another_slot(wishes: list[list[str]], gone: str) -> None:
    before = [person is not None for person in matched(wishes)]
    after = [person is not None for person in matched([[who for who in wish if who != gone] for wish in wishes])]
    assert all(was or not now for was, now in zip(before, after, strict=True))


def test_every_small_case_keeps_earlier_slots() -> None:
    choices = [[], ["a"], ["b"], ["a", "b"]]
    for wishes in product(choices, repeat=3):
        for end in range(1, 4):
            part = [person is not None for person in matched(wishes[:end])]
            assert part == [person is not None for person in matched(wishes)][:end]


SLOTS = st.tuples(
    st.lists(st.sampled_from("abc"), unique=True, max_size=3),
    st.lists(st.sampled_from("cdef"), unique=True, max_size=2),
    st.integers(0, 2),
)


@given(st.lists(SLOTS, max_size=5))
def test_only_which_slot_of_a_rank_is_open_follows_from_who_could_fill_it(
    slots: list[tuple[list[str], list[str], int]],
) -> None:
    slots = sorted(slots, key=lambda slot: slot[2])
    wishes, ranks = [wish for wish, _, _ in slots], [rank for _, _, rank in slots]
    before = matched(wishes)
    hopes = [[who for who in hope if who not in before] for _, hope, _ in slots]
    after = left_open_for(wishes, hopes, ranks)
    assert set(before) - {None} == set(after) - {None}
    assert all(who is None or who in wish for who, wish in zip(after, wishes, strict=True))
    for rank in range(3):
        mine = [at for at, own in enumerate(ranks) if own == rank]
        opened = [at for at in mine if after[at] is None]
        assert len(opened) == sum(before[at] is None for at in mine)
        if rank == 0:
            assert most([hopes[at] for at in opened]) == best_open(wishes, hopes, ranks)


def best_open(wishes: list[list[str]], hopes: list[list[str]], ranks: list[int]) -> int:
    """The most slots of the first rank that could still be filled beside as many filled as can be; by trying all."""
    mine = [at for at, rank in enumerate(ranks) if rank == 0]
    full = most([wishes[at] for at in mine])
    found = 0
    for keeps in product((True, False), repeat=len(mine)):
        kept = [at for at, is_kept in zip(mine, keeps, strict=True) if is_kept]
        if len(kept) == full == most([wishes[at] for at in kept]):
            found = max(found, most([hopes[at] for at in mine if at not in kept]))
    return found


def test_many_slots_in_a_row_are_no_depth() -> None:
    count = 3_000
    wishes = [[f"p{at}", f"p{at - 1}"] if at else ["p0"] for at in range(count)]
    found = left_open_for([*wishes, [f"p{count - 1}"]], [["new"], *[[] for _ in range(count)]], [0] * (count + 1))
    assert found == [None, *[f"p{at}" for at in range(count)]]
