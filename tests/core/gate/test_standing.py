from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from core.gate.situations import CYD, MAIN, NOW, case, change, facts, policy, signoff, unreadable
from paraph.core.gate.case import Case
from paraph.core.gate.standing import Standing, binding_flaw, proof_flaw, standings
from paraph.core.gate.touched import Circle
from paraph.core.model.change import ChangedFile
from paraph.core.model.decision import AssistanceFound, Tier
from paraph.core.model.facts import Blast, Facts, Invariant
from paraph.core.model.noun import changed
from paraph.core.model.provenance import LineEvidence, Provenance
from paraph.core.model.signoff import Answer, Binding, Proof, Signoff
from paraph.core.pipeline import decide
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.context import Context
from paraph.core.signoff.questions import raised
from policy_text import read

PATHS = frozenset({"src/a.py"})
EVERYBODY = Circle("", 1, PATHS, None)
OPEN_TIER = Tier("medium", may_be_higher=True)


def bound(given: Signoff, wanted: Binding, circle: Circle = EVERYBODY, at: Case | None = None) -> tuple[str, str]:
    return binding_flaw(Standing(given, CYD, "", ""), wanted, circle, at or case())


@pytest.mark.parametrize(
    ("who", "more", "flaw"),
    [
        ("cyd", {}, ""),
        ("github:cyd", {}, ""),
        ("zoe", {}, "is nobody in the directory"),
        ("github:relbot[bot]", {}, "is a bot account, which cannot sign"),
        ("email:team@example.test", {}, "is a shared account, which cannot sign"),
        ("hal", {}, "has left"),
        ("gus", {}, ""),
        ("cyd", {"is_withdrawn": True}, "has withdrawn it"),
        ("cyd", {"is_approval": False}, "did not approve"),
        ("cyd", {"target": "refs/heads/old"}, "signed for refs/heads/old"),
        ("cyd", {"target": ""}, "signed for no target"),
        ("cyd", {"tier": "high"}, ""),
        ("cyd", {"tier": "medium"}, "signed when the tier was medium"),
        ("cyd", {"tier": "huge"}, "signed when the tier was huge"),
        ("cyd", {"expires_at": NOW + 1}, ""),
        ("cyd", {"expires_at": NOW}, "signed an answer that has expired"),
    ],
)
def test_what_makes_an_answer_worthless(who: str, more: dict[str, Any], flaw: str) -> None:
    (standing,) = standings(case(facts(signoffs=(signoff(who, **more),)), tier="high"))
    assert (standing.flaw, standing.doubt) == (flaw, "")
    assert standing.person is None or standing.person.id == who.removeprefix("github:")


def test_doubts() -> None:
    clockless = facts(signoffs=(signoff(expires_at=NOW - 1), signoff()), unreadable=unreadable("time"))
    assert [each.doubt for each in standings(case(clockless))] == ["time could not be read: the disk is gone", ""]
    signed = facts(signoffs=(signoff(tier="medium"), signoff(tier="critical")))
    assert [each.doubt for each in standings(case(signed, tier=OPEN_TIER))] == [
        "signed at medium, and the tier may be higher",
        "",
    ]
    unexpired = facts(signoffs=(signoff(tier="medium", expires_at=NOW + 1),))
    assert [each.doubt for each in standings(case(unexpired, tier=OPEN_TIER))] == [
        "signed at medium, and the tier may be higher"
    ]


@pytest.mark.parametrize(
    ("tier", "enough"),
    [
        ("low", ["review", "signed", "present"]),
        ("medium", ["review", "signed", "present"]),
        ("high", ["signed", "present"]),
        ("critical", ["present"]),
    ],
)
def test_the_proof_that_each_tier_asks_for(tier: str, enough: list[str]) -> None:
    for proof in ("review", "signed", "present"):
        flaw, doubt = proof_flaw(signoff(proof=proof), None, case(tier=tier))
        assert (flaw == "", doubt) == (proof in enough, "")
    for nothing in ("", "telepathy"):
        assert (
            proof_flaw(signoff(proof=nothing), None, case(tier=tier))[0]
            == f"gave {nothing} as proof, asked is {enough[0]}"
        )


def test_a_proof_of_the_requirements_own() -> None:
    asked: Proof = "signed"
    assert proof_flaw(signoff(proof="review"), asked, case(tier="low"))[0] == "gave review as proof, asked is signed"
    assert proof_flaw(signoff(proof="signed"), asked, case(tier="critical")) == ("", "")
    assert proof_flaw(signoff(proof="signed"), asked, case(tier=OPEN_TIER)) == ("", "")
    assert proof_flaw(signoff(proof="telepathy"), "review", case())[0] == "gave telepathy as proof, asked is review"


def test_a_tier_that_may_be_higher_leaves_a_doubt() -> None:
    assert proof_flaw(signoff(proof="signed"), None, case(tier=OPEN_TIER)) == (
        "", "signed is the proof, and the tier may be higher",
    )  # fmt: skip
    assert proof_flaw(signoff(proof="present"), None, case(tier=OPEN_TIER)) == ("", "")


@pytest.mark.parametrize(
    ("holds", "head", "owned", "counts"),
    [
        (("exact", "tree", "owned"), "h", ("src/a.py",), {"exact", "tree", "owned"}),
        (("exact",), "h", (), {"exact", "tree", "owned"}),
        (("exact",), "old", (), set()),
        (("exact", "tree"), "old", (), {"tree", "owned"}),
        (("tree",), "h", (), {"tree", "owned"}),
        (("owned",), "h", (), set()),
        (("owned",), "h", ("src/a.py", "x"), {"owned"}),
        ((), "h", ("src/a.py",), {"owned"}),
        ((), "h", ("x",), set()),
        ((), "h", (), set()),
    ],
)
def test_exact_is_narrower_than_tree_and_tree_than_owned(
    holds: tuple[Binding, ...], head: str, owned: tuple[str, ...], counts: set[str]
) -> None:
    answer = signoff(holds=holds, head=head, owned_paths=owned)
    bindings: tuple[Binding, ...] = ("exact", "tree", "owned")
    for binding in bindings:
        flaw, doubt = bound(answer, binding)
        assert (flaw, doubt) == ("" if binding in counts else "signed other content", "")


def test_an_owned_answer_must_cover_every_path_and_there_must_be_one() -> None:
    answer = signoff(holds=(), owned_paths=("src/a.py",))
    assert bound(answer, "owned", EVERYBODY._replace(paths=PATHS | {"b"}))[0] == "signed other content"
    assert bound(answer, "owned", EVERYBODY._replace(paths=frozenset()))[0] == "signed other content"


def test_what_could_not_be_recomputed_is_a_doubt() -> None:
    assert bound(signoff(holds=None), "tree") == (
        "", "whether it still holds could not be recomputed",
    )  # fmt: skip
    for fact in ("merge", "files"):
        flaw, doubt = bound(signoff(), "tree", at=case(facts(unreadable=unreadable(fact))))
        assert (flaw, doubt) == ("", f"{fact} could not be read: the disk is gone")


def test_a_target_that_nobody_named_is_a_target_like_another() -> None:
    bare = facts(signoffs=(signoff(target=""), signoff(target=MAIN)))
    nameless = replace(bare, change=replace(bare.change, target=""))
    assert [each.flaw for each in standings(case(nameless))] == ["", f"signed for {MAIN}"]


CACHE = (ChangedFile("src/cache.py", kinds=("code",), added_lines=9),)
ALL = ("intent", "rollback", "cache-bound", "cache-stale")


def asked(given: Signoff, **more: Any) -> tuple[str, str]:
    """The flaw and the doubt of one sign-off on a change that raises questions about a cache."""
    (found,) = standings(asking(facts(change(files=CACHE), signoffs=(given,), **more)))
    return found.flaw, found.doubt


def asking(given: Facts) -> Case:
    made = compile_policy(policy())
    found = Context(made, given, AssistanceFound("assisted", "said so"), raise_questions=lambda: raised(given))
    found.tier = Tier("medium")
    return Case(found)


@pytest.mark.parametrize(
    ("shown", "flaw"),
    [
        (None, ""),
        (ALL, ""),
        ((*ALL, "another"), ""),
        (ALL[:3], "was not shown the question cache-stale"),
        (ALL[1:3], "was not shown the questions intent and cache-stale"),
        ((), "was not shown the questions intent, rollback, cache-bound and cache-stale"),
    ],
)
def test_a_question_that_was_not_shown_voids_the_answer(shown: tuple[str, ...] | None, flaw: str) -> None:
    assert asked(signoff(questions=shown)) == (flaw, "")


def test_more_ai_lines_than_were_shown_void_the_answer() -> None:
    written = Provenance(ai_lines=4, added_lines=9)
    assert asked(signoff(ai_lines=4), provenance=written) == ("", "")
    assert asked(signoff(ai_lines=None), provenance=written) == ("", "")
    assert asked(signoff(ai_lines=5), provenance=written) == ("", "")
    assert asked(signoff(ai_lines=3), provenance=written) == ("was shown 3 AI-written lines, and there are 4", "")


def test_lines_that_only_records_tell_void_nothing() -> None:
    pushed = Provenance(ai_lines=9, added_lines=9, claimed_lines=3, lines=LineEvidence(ai=9, recorded=6, unclaimed=6))
    assert asked(signoff(ai_lines=3), provenance=pushed) == ("", "")
    assert asked(signoff(ai_lines=2), provenance=pushed) == ("was shown 2 AI-written lines, and there are 3", "")


@pytest.mark.parametrize(
    ("shown", "claimed_then", "total_now", "claimed_now", "flaw"),
    [
        (9, 0, 9, 4, ""),  # a trailer tells of lines that notes had told of
        (9, 0, 12, 0, ""),  # somebody pushed notes
        (9, 4, 12, 4, ""),
        (9, 0, 12, 3, "was shown 0 lines that the change itself says are AI's, and there are 3"),
        (9, None, 12, 3, ""),  # signed before that was written down
        (9, 0, 12, 10, "was shown 9 AI-written lines, and there are 10"),
    ],
)
def test_an_added_line_voids_an_answer_though_notes_had_shown_more(
    shown: int, claimed_then: int | None, total_now: int, claimed_now: int, flaw: str
) -> None:
    now = Provenance(ai_lines=total_now, added_lines=20, claimed_lines=claimed_now)
    assert asked(signoff(ai_lines=shown, claimed_lines=claimed_then), provenance=now) == (flaw, "")


NOTED = Provenance(
    ai_lines=9, added_lines=9, claimed_lines=0, lines=LineEvidence(ai=9, recorded=9, sure=9, unclaimed=9)
)
TIERED = (
    "version: 1\nmode: enforce\ntiers: {critical: {ai_lines: '>= 5'}, high: {paths: '**'}}\n"
    "rules: [{name: r, require: [%s]}]\n"
)


def test_neither_tier_nor_questions_of_a_signed_content_grow_by_records_alone() -> None:
    rules = read(TIERED % "{signoff: {count: 1, proof: signed}}")
    shown = tuple(each.id for each in raised(facts(change())))
    given = signoff(tier="high", questions=shown, ai_lines=0)
    noted = facts(change(), signoffs=(given,), provenance=NOTED)
    decision = decide(rules, noted)
    assert (decision.tier.value, decision.verdict) == ("critical", "allow")
    claimed = replace(noted, provenance=Provenance(ai_lines=9, added_lines=9))
    assert decide(rules, claimed).verdict == "wait"


def test_what_was_shown_cannot_be_compared_with_what_cannot_be_read() -> None:
    for fact in ("services", "provenance"):
        doubt = f"{fact} could not be read: the disk is gone"
        assert asked(signoff(questions=(*ALL, "new-service")), unreadable=unreadable(fact)) == ("", doubt)
    lines = asked(signoff(ai_lines=0), unreadable=unreadable("provenance"))
    assert lines == ("", "provenance could not be read: the disk is gone")
    assert asked(signoff(), unreadable=unreadable("services", "provenance")) == ("", "")


def test_landing_spends_an_answer() -> None:
    assert asked(signoff(is_spent=True)) == ("signed what has landed since, and landing spends a sign-off", "")


def test_an_unknown_binding_says_what_would_mend_it() -> None:
    given = signoff(holds=None, why_unknown="push the branch that holds it")
    assert bound(given, "tree") == ("", "push the branch that holds it")


@settings(max_examples=80)
@drawn(st.data())
def test_removing_an_answer_asking_more_or_spending_never_allows(data: st.DataObject) -> None:
    answers = ("cyd", "dot", "eve", "ben")
    given = tuple(_some_answer(data, who) for who in data.draw(st.lists(st.sampled_from(answers), unique=True)))
    read_policy = "version: 1\nmode: enforce\nrules: [{name: r, require: [{signoff: {count: 2, answers: %s}}]}]\n"
    rules = read(read_policy % data.draw(st.sampled_from(["required", "optional"])))
    before = facts(change(files=CACHE), signoffs=given)
    if decide(rules, before).verdict == "allow":
        return
    at = data.draw(st.integers(0, len(given)))
    worse = [
        replace(before, signoffs=(*given[:at], *given[at + 1 :])),
        replace(before, signoffs=tuple(changed(each, is_spent=True) for each in given)),
        replace(before, signoffs=tuple(changed(each, is_spent=number == at) for number, each in enumerate(given))),
        replace(before, blast=Blast(invariants=(Invariant("never-twice", "Never twice."),))),
        replace(before, unreadable=unreadable("services", "provenance", "dependents")),
        replace(before, provenance=Provenance(ai_lines=9, added_lines=9)),
    ]
    for each in worse:
        assert decide(rules, each).verdict != "allow"


def _some_answer(data: st.DataObject, who: str) -> Signoff:
    questions = data.draw(st.sampled_from([None, ALL, ALL[:2], ()]))
    said = data.draw(st.sampled_from([(), ALL, (*ALL, "never-twice")]))
    every: list[tuple[Binding, ...] | None] = [("exact", "tree"), ("tree",), (), None]
    holds = data.draw(st.sampled_from(every))
    return signoff(
        who,
        questions=questions,
        answers=tuple(Answer(each, "so and so", who) for each in said),
        holds=holds,
        ai_lines=data.draw(st.sampled_from([None, 0, 9])),
    )
