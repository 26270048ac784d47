from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import (
    HERE,
    NOW,
    SENIOR,
    change,
    commit,
    evidence_need,
    facts,
    identity,
    judged,
    signoff,
    signoff_need,
    unreadable,
)
from paraph.core.model.change import Change
from paraph.core.model.decision import State, Tier
from paraph.core.model.evidence import Evidence
from paraph.core.model.facts import Blast, Invariant
from paraph.core.model.person import Identity
from paraph.core.model.policy import Comparison, PersonTest, Relief
from paraph.core.model.provenance import Signal
from paraph.core.model.signoff import Answer

S = State


@pytest.mark.parametrize(
    ("need", "who", "state", "words"),
    [
        ({}, ["cyd"], S.SATISFIED, "1 of 1"),
        ({}, [], S.PENDING, "0 of 1"),
        ({}, ["ada"], S.PENDING, "0 of 1; Ada (junior) had a hand in the change"),
        ({"is_independent": False}, ["ada"], S.SATISFIED, "1 of 1"),
        ({"count": 2}, ["cyd"], S.PENDING, "1 of 2"),
        ({"count": 2}, ["cyd", "cyd"], S.PENDING, "1 of 2"),
        ({"count": 2}, ["cyd", "github:cyd"], S.PENDING, "1 of 2"),
        ({"count": 2}, ["cyd", "ben"], S.SATISFIED, "2 of 2"),
        ({"count": 2}, ["cyd", "ben", "dot"], S.SATISFIED, "2 of 2"),
        ({"who": SENIOR}, ["ben"], S.PENDING, "Ben (mid) is not who is asked"),
        ({"who": SENIOR}, ["ida"], S.PENDING, "Ida is not who is asked"),
        ({"who": SENIOR}, ["dot"], S.SATISFIED, "1 of 1"),
        ({"who": PersonTest(teams=("payments",))}, ["ben"], S.PENDING, "not who is asked"),
        ({"who": PersonTest(teams=("payments",))}, ["cyd"], S.SATISFIED, "1 of 1"),
        ({"who": PersonTest(domains=("money",))}, ["dot"], S.PENDING, "not who is asked"),
        ({"who": PersonTest(domains=("money",))}, ["ben"], S.SATISFIED, "1 of 1"),
        ({"who": PersonTest(people=("eve",))}, ["cyd"], S.PENDING, "not who is asked"),
        ({"who": PersonTest(people=("eve",))}, ["eve"], S.SATISFIED, "1 of 1"),
        ({}, ["gus"], S.SATISFIED, "1 of 1"),
        ({}, ["hal"], S.PENDING, "Hal (principal) has left"),
        ({}, ["zoe"], S.PENDING, "zoe is nobody in the directory"),
    ],
)
def test_who_counts(need: dict[str, Any], who: list[str], state: State, words: str) -> None:
    node = judged(signoff_need(**need), facts(signoffs=tuple(signoff(each) for each in who)))
    assert (node.kind, node.state) == ("signoff", state)
    assert words in node.found
    assert len(node.owed) == (state is not S.SATISFIED)


@pytest.mark.parametrize(
    "hand",
    [
        {"opener": "github:cyd"},
        {"pushers": ("github:cyd",)},
        {"suggestion_acceptors": ("github:cyd",)},
        {"prompter": "github:cyd"},
        {"commits": (commit(author="cyd"),)},
        {"commits": (commit(author="ada", committer="cyd"),)},
        {"commits": (commit(co_authors=(identity("cyd"),)),)},
        {"commits": (commit(1), commit(2, author="cyd"))},
    ],
)
def test_whoever_had_a_hand_is_out(hand: dict[str, Any]) -> None:
    node = judged(signoff_need(), facts(change(**hand), signoffs=(signoff("cyd"),)))
    assert node.state is S.PENDING
    assert "Cyd (senior) had a hand in the change" in node.found
    assert "cyd" not in node.owed[0].by


STRANGER = commit(author="zoe")
AGENT = Signal("Claude", "wrote", "strong", "author", "row", "Zoe <zoe@example.test>", STRANGER.id, is_author=True)


@pytest.mark.parametrize(
    ("proposed", "signal", "unblocks"),
    [
        (change(commits=(STRANGER,)), None, "add `email:zoe@example.test` to the accounts of a person, or to bots"),
        (change(opener="github:zoe"), None, "add `github:zoe` to the accounts of a person, or to bots"),
        (change(commits=(commit(author=""),)), None, "add `email:@example.test` to the accounts"),
        (
            change(commits=(replace(commit(), author=Identity("Zoe", "")),)),
            None,
            "amend the commit: its author has no address",
        ),
        (change(pushers=("email:team@example.test",)), None, "from a person's own account"),
        (change(pushers=("unknown:pusher",)), None, "rebase or amend these commits and push them again"),
        (change(pushers=("unix:git",)), None, "have the server told who pushes, by `--principal`"),
        (change(opener=None, commits=()), None, "name its opener"),
        (change(opener=None, commits=(STRANGER,)), AGENT, "name the person who prompted it"),
        (change(opener=None, commits=(commit(author="relbot"),)), None, "name the person who prompted it"),
    ],
)
def test_a_stranger_leaves_independence_open(proposed: Change, signal: Signal | None, unblocks: str) -> None:
    known = facts(proposed, signoffs=(signoff(),))
    known = replace(known, provenance=replace(known.provenance, signals=(signal,) if signal else ()))
    node = judged(signoff_need(), known)
    assert node.state is S.CANNOT_TELL
    assert node.owed[0].kind == "fact"
    assert unblocks in node.owed[0].unblocks
    assert node.owed[0].why in node.found
    assert judged(signoff_need(is_independent=False), known).state is S.SATISFIED


@pytest.mark.parametrize(
    ("proposed", "words"),
    [
        (change(opener="github:zoe"), "github:zoe opened the change and is nobody in the directory"),
        (change(opener="email:team@example.test"), "is an account that several people use"),
        (change(opener=None, commits=(commit(author="relbot"),)), "is a robot, and nobody is named who set it to work"),
    ],
)
def test_a_stranger_is_told_by_what_is_known(proposed: Change, words: str) -> None:
    assert words in judged(signoff_need(), facts(proposed)).owed[0].why


def test_of_what_has_landed_nobody_asks_who_made_it() -> None:
    node = judged(signoff_need(), facts(change(opener=None, commits=(), files=())))
    owed = next(owed for owed in node.owed if owed.kind == "fact")
    assert node.state is S.CANNOT_TELL
    assert (owed.what, owed.why) == ("something to go in", "nothing to go in: it has landed")
    assert owed.unblocks == "name a change that has not landed"


def test_a_stranger_with_several_hands_in_it_is_asked_for_once() -> None:
    strange = change(opener=None, commits=(commit(author="zoe", committer="zoe"), commit(2, author="zoe")))
    whats = [owed.what for owed in judged(signoff_need(), facts(strange)).owed if owed.kind == "fact"]
    assert whats == ["who Zoe <zoe@example.test> is"]


def test_an_agent_that_nobody_set_to_work_is_told_as_such() -> None:
    known = facts(change(opener=None, commits=(STRANGER,)))
    known = replace(known, provenance=replace(known.provenance, signals=(AGENT,)))
    assert judged(signoff_need(), known).owed[0].why.endswith("is an agent, and nobody is named who set it to work")


def test_an_agent_whose_prompter_is_known_is_no_stranger() -> None:
    for more in ({"opener": "github:ada"}, {"opener": None, "prompter": "github:ada"}):
        known = facts(change(commits=(STRANGER,), **more), signoffs=(signoff(),))
        known = replace(known, provenance=replace(known.provenance, signals=(AGENT,)))
        assert judged(signoff_need(), known).state is S.SATISFIED


@pytest.mark.parametrize(
    ("need", "answers", "state", "words"),
    [
        ({"answers": "required"}, (), S.PENDING, "has answered nothing"),
        ({"answers": "required"}, (Answer("any", " ", "cyd"),), S.PENDING, "has answered nothing"),
        ({"answers": "required"}, (Answer("any", "\u2063…", "cyd"),), S.PENDING, "has answered nothing"),
        ({"answers": "required"}, (Answer("any", "yes", "cyd"),), S.SATISFIED, "1 of 1"),
        ({"answers": "required"}, (Answer("any", "yes", "ben"),), S.PENDING, "has answered nothing"),
        ({"answers": "required"}, (Answer("any", "yes", ""),), S.SATISFIED, "1 of 1"),
        ({"questions": ("q",)}, (), S.PENDING, "has not answered q"),
        ({"questions": ("q",)}, (Answer("q", "yes", "cyd"),), S.SATISFIED, "1 of 1"),
        ({"questions": ("q", "r")}, (Answer("q", "yes", "cyd"),), S.PENDING, "has not answered r"),
    ],
)
def test_questions(need: dict[str, Any], answers: tuple[Answer, ...], state: State, words: str) -> None:
    node = judged(signoff_need(**need), facts(signoffs=(signoff(answers=answers),)))
    assert node.state is state
    assert words in node.found


def test_a_touched_invariant_is_a_question_where_answers_are_required() -> None:
    blast = Blast(invariants=(Invariant("once", "taken once"),))
    some = signoff(answers=(Answer("any", "yes", "cyd"),))
    all_ = signoff(answers=(Answer("once", "yes", "cyd"),))
    required = signoff_need(answers="required")
    node = judged(required, facts(blast=blast, signoffs=(some,)))
    assert "has not answered once" in node.found
    assert node.owed[0].what.endswith("answering once")
    assert judged(required, facts(blast=blast, signoffs=(all_,))).state is S.SATISFIED
    assert judged(signoff_need(), facts(blast=blast, signoffs=(some,))).state is S.SATISFIED


@pytest.mark.parametrize("need", [{"proof": "present"}, {"binding": "exact"}])
def test_a_weaker_answer_does_not_count(need: dict[str, Any]) -> None:
    weak = signoff(proof="signed", holds=("tree",))
    assert judged(signoff_need(**need), facts(signoffs=(weak,))).state is S.PENDING
    assert judged(signoff_need(**need), facts(signoffs=(signoff(),))).state is S.SATISFIED


@pytest.mark.parametrize(
    ("who", "state"),
    [(["cyd"], S.CANNOT_TELL), (["cyd", "dot"], S.SATISFIED), ([], S.PENDING)],
)
def test_an_answer_that_may_count_is_not_enough(who: list[str], state: State) -> None:
    """Cyd's answer could not be recomputed; Dot's holds."""
    given = tuple(signoff(each, holds=None if each == "cyd" else ("tree",)) for each in who)
    node = judged(signoff_need(), facts(signoffs=given))
    assert node.state is state
    assert ("Cyd (senior) may not count" in node.found) == ("cyd" in who)


@pytest.mark.parametrize("doubt", [{"proof": "signed"}, {"tier": "medium"}])
def test_a_tier_that_may_be_higher_leaves_answers_open(doubt: dict[str, Any]) -> None:
    given = facts(signoffs=(signoff(**doubt),))
    assert judged(signoff_need(), given, tier=Tier("medium", may_be_higher=True)).state is S.CANNOT_TELL
    assert judged(signoff_need(), given, tier="medium").state is S.SATISFIED


@pytest.mark.parametrize(
    ("evidence", "count", "spares", "who", "state"),
    [
        (True, 2, 1, ["cyd"], S.SATISFIED),
        (False, 2, 1, ["cyd"], S.PENDING),
        (True, 2, 1, [], S.PENDING),
        (True, 1, 1, [], S.PENDING),
        (True, 3, 9, ["cyd"], S.SATISFIED),
        (True, 3, 1, ["cyd"], S.PENDING),
    ],
)
def test_relief(evidence: bool, count: int, spares: int, who: list[str], state: State) -> None:
    need = signoff_need(count, relief=Relief((evidence_need("mutation"), evidence_need("canary")), spares, HERE))
    reports = (Evidence("mutation", "passed", "h"), Evidence("canary", "passed" if evidence else "failed", "h"))
    node = judged(need, facts(signoffs=tuple(signoff(each) for each in who), evidence=reports))
    assert node.state is state
    (relief,) = node.children
    assert relief.state is (S.SATISFIED if evidence else S.SKIPPED)
    assert ("it relieves" in relief.found) == evidence
    assert f"stand in for {spares} {'person' if spares == 1 else 'people'}, " in relief.title
    assert (node.kind, relief.kind) == ("signoff", "relief")
    passed = "passed" if evidence else "failed"
    assert relief.found.startswith(f"mutation: mutation passed and canary: canary {passed}; ")


def test_who_is_asked() -> None:
    """The lowest sufficient level first; not who is away, has left, had a hand or has answered."""
    node = judged(signoff_need(2, who=SENIOR), facts(signoffs=(signoff("dot"),)))
    (owed,) = node.owed
    assert owed.by == ("cyd", "eve")
    assert owed.what == "a sign-off by one person, senior or above"
    assert (owed.kind, owed.rule, owed.minutes, owed.unblocks) == ("person", "r", 6, "")
    assert judged(signoff_need()).owed[0].by == ("ben", "cyd", "dot", "eve", "ida")
    assert judged(signoff_need(is_independent=False)).owed[0].by[0] == "ada"
    back = facts(now=NOW + 30 * 86_400)
    assert "gus" in judged(signoff_need(), back).owed[0].by
    assert owed.why == node.found == "1 of 2"
    assert (owed.people, owed.distinct) == (1, "")
    assert judged(signoff_need()).owed[0].why == "nobody has signed yet"
    refused = judged(signoff_need(), facts(signoffs=(signoff("hal"),)))
    assert refused.owed[0].why == refused.found == "0 of 1; Hal (principal) has left"
    paired = judged(signoff_need(2, distinct="pair")).owed[0]
    assert (paired.people, paired.distinct) == (2, "pair")
    nobody = signoff_need(who=PersonTest(people=("hal",)))
    assert judged(nobody).owed[0].unblocks == "name in .paraph/people.yaml one more person named hal"


def test_more_people_cost_more_minutes() -> None:
    assert judged(signoff_need(3)).owed[0].minutes == 18


def test_the_title() -> None:
    need = signoff_need(2, who=PersonTest(Comparison(">=", "senior"), ("a", "b"), ("c",)), distinct="pair")
    assert judged(need).title == (
        "sign-offs by two people, senior or above, in team a or b, who know c and had no hand in the change, "
        "nobody twice within pair (proof: review; binding: tree)"
    )
    assert "(proof: present; " in judged(signoff_need(proof="present"), tier="low").title
    own = signoff_need(is_independent=False, answers="required", binding="exact")
    assert (
        judged(own, tier="high").title == "a sign-off by one person (proof: signed; binding: exact; answers required)"
    )


def test_rules_that_ask_the_same_are_answered_alike_but_in_their_own_name() -> None:
    from core.gate.situations import case
    from paraph.core.gate.signoff import signoff as judge_signoff

    one = case(facts())
    first = judge_signoff(signoff_need(), one, "first")
    second = judge_signoff(replace(signoff_need(), position=replace(HERE, line=9)), one, "second")
    assert (first.owed[0].rule, second.owed[0].rule) == ("first", "second")
    assert second.position == replace(HERE, line=9)
    assert first._replace(owed=(), position=None) == second._replace(owed=(), position=None)
    different = [{"count": 2}, {"who": SENIOR}, {"binding": "exact"}, {"proof": "present"}, {"is_independent": False},
                 {"answers": "required"}, {"questions": ("q",)}]  # fmt: skip
    given = case(facts(signoffs=(signoff("ada", proof="review", holds=("tree",)), signoff("ben", proof="review"))))
    plain = judge_signoff(signoff_need(), given, "r")
    assert plain.state is S.SATISFIED
    for more in different:
        assert judge_signoff(signoff_need(**more), given, "r") != plain  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "need"),
    [
        ("signoffs", {}),
        ("people", {}),
        ("commits", {}),
        ("services", {"answers": "required"}),
        ("owners", {"owners": "touched"}),
        ("files", {"owners": "touched"}),
    ],
)
def test_unreadable(fact: str, need: dict[str, Any]) -> None:
    given = facts(signoffs=(signoff(answers=(Answer("q", "a", "cyd"),)),))
    assert judged(signoff_need(**need), given).state is S.SATISFIED
    node = judged(signoff_need(**need), replace(given, unreadable=unreadable(fact)))
    assert (node.kind, node.state) == ("signoff", S.CANNOT_TELL)
    assert node.found == f"{fact} could not be read: the disk is gone"


def test_who_wrote_it_does_not_matter_where_independence_is_not_asked() -> None:
    given = facts(signoffs=(signoff(),), unreadable=unreadable("commits", "owners", "services"))
    assert judged(signoff_need(is_independent=False), given).state is S.SATISFIED
