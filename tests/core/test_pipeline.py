"""The laws of SEMANTICS, "Verdicts", over random policies and random changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.gate.situations import (
    HERE,
    MAIN,
    NOW,
    asking,
    change,
    commit,
    evidence_need,
    facts,
    policy,
    rule,
    signoff,
    signoff_need,
)
from paraph.core.errors import InputError
from paraph.core.gate.algebra import best, verdict_of, worst
from paraph.core.model.change import ChangedFile, Mark
from paraph.core.model.decision import Finding, Node, State, Verdict
from paraph.core.model.evidence import Check, Evidence, ManualCheck
from paraph.core.model.facts import (
    UNREADABLE,
    Blast,
    Deployment,
    Facts,
    Invariant,
    OwnerGroup,
    Ownership,
    Partner,
    TouchedService,
    Unreadable,
)
from paraph.core.model.policy import (
    AllNeeds,
    AllTests,
    AnyNeed,
    AnyTest,
    AuthorAnswersNeed,
    AutonomyNeed,
    CheckNeed,
    Comparison,
    Condition,
    DeclarationNeed,
    GuardNeed,
    InvariantsNeed,
    ManualNeed,
    NotTest,
    OwnerNeed,
    PersonTest,
    Policy,
    Relief,
    Requirement,
    RollbackNeed,
    Rule,
    SampleNeed,
    TierRule,
    ToolsNeed,
)
from paraph.core.model.provenance import Assistance, Declaration, LineEvidence, PathLines, Provenance, Signal
from paraph.core.model.signoff import Answer, Override, Refusal, Veto
from paraph.core.pipeline import decide
from paraph.core.policy.compile import compile_policy
from policy_text import read

SIGNAL = Signal("Claude", "wrote", "strong", "trailer", "row", "Co-authored-by: Claude <x@ai.test>", commit(1).id)
PEOPLE_TESTS = st.sampled_from(
    [PersonTest(), PersonTest(Comparison(">=", "senior")), PersonTest(Comparison("<", "senior")),
     PersonTest(teams=("payments",)), PersonTest(domains=("money",)), PersonTest(people=("cyd", "eve"))]
)  # fmt: skip
NUMBERS = st.sampled_from(
    [Comparison(">=", 1.0), Comparison("<", 40.0), Comparison(">", 1000.0), Comparison("==", 0.0)]
)
TESTS = st.one_of(
    st.sampled_from(
        [asking("assistance", ("ai-or-unknown",)), asking("assistance", ("none",)),
         asking("tier", ("high", "critical")), asking("tier", ("medium",)), asking("paths", ("src/**", "!src/a.py")),
         asking("only_paths", ("docs/**",)),
         asking("kinds", ("code",)), asking("only_kinds", ("docs", "tests")), asking("marks", ("symlink", "bidi")),
         asking("services", ("shop",)), asking("criticality", ("high",)), asking("target", ("main",)),
         asking("source", ("work",)), asking("repository", ("shop",)), asking("labels", ("hot*",)),
         asking("title", ("*price*",)), asking("body", ("*urgent*",)), asking("tools", ("claude",)),
         asking("findings", ("contradiction", "new_tool")), asking("checks", ("build",)),
         asking("ai_paths", ("src/**", "docs/**")), asking("provenance", ("weak", "none")),
         asking("owner_missing", True), asking("signed", True),
         asking("draft", False), asking("sole_author", True), asking("environment", ("prod",))]
    ),
    st.builds(asking, st.sampled_from(["dependents", "partners_missing", "files", "lines", "added", "deleted",
                                       "commits", "ai_lines", "ai_share"]), NUMBERS),
    st.builds(asking, st.sampled_from(["author", "contributor", "only_contributors"]), PEOPLE_TESTS),
)  # fmt: skip
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(lambda found: AllTests(tuple(found), HERE), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda found: AnyTest(tuple(found), HERE), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda found: NotTest(found, HERE), inner),
    ),
    max_leaves=4,
)
STAGES = st.sampled_from(["merge", "merge", "merge", "deploy"])
EVIDENCE = st.builds(
    evidence_need, st.sampled_from(["tests", "load"]), max_age_seconds=st.sampled_from([None, 600]), stage=STAGES
)
SIGNOFFS = st.builds(
    signoff_need, st.integers(1, 2), who=PEOPLE_TESTS, owners=st.sampled_from(["none", "none", "touched"]),
    binding=st.sampled_from(["tree", "exact", "owned"]), proof=st.sampled_from([None, "review", "present"]),
    is_independent=st.booleans(), answers=st.sampled_from(["optional", "optional", "required"]),
    relief=st.sampled_from([None, Relief((evidence_need(),), 1, HERE)]), stage=STAGES,
)  # fmt: skip
LEAVES: st.SearchStrategy[Requirement] = st.one_of(
    SIGNOFFS,
    EVIDENCE,
    st.sampled_from(
        [CheckNeed("build", ("success",), None, "merge", HERE), DeclarationNeed("merge", HERE),
         OwnerNeed(Comparison(">=", "mid"), "merge", HERE), AuthorAnswersNeed(("why",), "merge", HERE),
         ManualNeed(("m",), PersonTest(), "merge", HERE), ToolsNeed(("Claude",), (), "merge", HERE),
         AutonomyNeed("assisted", ("src/**",), "merge", HERE), InvariantsNeed("merge", HERE),
         RollbackNeed("written", "merge", HERE), GuardNeed("canary", "deploy", HERE)]
    ),
)  # fmt: skip
NEEDS: st.SearchStrategy[Requirement] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda found, order: AllNeeds(tuple(found), order, "merge", HERE),
                  st.lists(inner, min_size=1, max_size=3), st.booleans()),
        st.builds(lambda found: AnyNeed(tuple(found), "merge", HERE), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda found: SampleNeed(0.5, found, "merge", HERE), inner),
    ),
    max_leaves=3,
)  # fmt: skip
DISTINCT = st.builds(lambda need: replace(need, distinct="pair"), SIGNOFFS)
RULES = st.builds(
    lambda needs, when, deny, mode: rule(*(() if deny else needs), when=when, deny=deny, mode=mode),
    st.lists(st.one_of(NEEDS, NEEDS, DISTINCT), min_size=1, max_size=2),
    st.one_of(st.none(), CONDITIONS),
    st.sampled_from([None, None, None, None, "no"]),
    st.sampled_from(["enforce", "enforce", "enforce", "enforce", "advise", "shadow"]),
)
TIER_TESTS = TESTS.filter(lambda test: test.name != "tier")
POLICIES = st.builds(
    lambda rules, tiers: policy(
        *(replace(each, name=f"r{number}") for number, each in enumerate(rules)),
        tiers=tuple(TierRule(tier, test, HERE) for tier, test in tiers), approved_tools=("Claude",),
    ),
    st.lists(RULES, min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(["low", "high", "critical"]), TIER_TESTS), max_size=2),
)  # fmt: skip
SIGNED = st.builds(
    signoff, st.sampled_from(["ada", "ben", "cyd", "dot", "eve", "hal", "zoe", "github:relbot[bot]"]),
    proof=st.sampled_from(["present", "review"]), tier=st.sampled_from(["critical", "critical", "medium"]),
    holds=st.sampled_from([("exact", "tree"), ("exact", "tree"), ("tree",), (), None]),
    owned_paths=st.sampled_from([(), ("src/a.py",), ("src/a.py", "web/b.ts")]),
    expires_at=st.sampled_from([None, None, NOW + 9, NOW - 9]), is_withdrawn=st.sampled_from([False, False, True]),
    answers=st.sampled_from([(), (Answer("once", "yes", ""),)]),
)  # fmt: skip
FILES = (
    ChangedFile("src/a.py", kinds=("code",), added_lines=30),
    ChangedFile("web/b.ts", kinds=None, added_lines=None, marks=(Mark("symlink"),)),
)
OWNERS = (Ownership("src/a.py", (OwnerGroup(("@cyd", "@org/payments")),)), Ownership("web/b.ts"))
CHANGES = st.builds(
    change, files=st.sampled_from([FILES[:1], FILES, ()]),
    merge=st.sampled_from(["clean", "clean", "fast_forward", "conflict"]),
    commits=st.sampled_from([(commit(1),), (commit(1), commit(2, author="ben")), (commit(1, author="zoe"),), ()]),
    opener=st.sampled_from(["github:ada", "github:ada", "github:zoe", None]), labels=st.sampled_from([(), ("hotfix",)]),
)  # fmt: skip
PROVENANCES = st.sampled_from(
    [Provenance(), Provenance((SIGNAL,), ai_lines=20, added_lines=30, known_tools=()),
     Provenance(declarations=(Declaration(Assistance.NONE, "pull_request", "AI: none"),)),
     Provenance(ai_lines=20, added_lines=30, claimed_lines=0,
                lines=LineEvidence(ai=20, recorded=20, sure=20, paths=(PathLines("src/a.py", ai=20),)))]
)  # fmt: skip
BLASTS = st.sampled_from(
    [Blast(), Blast("b", dependents=50, partners=(Partner("a", "b", 3, 4),), services=(TouchedService("shop", "high"),),
                    invariants=(Invariant("once", "taken once"),))]
)  # fmt: skip
REPORTS = (Evidence("tests", "passed", "h", at=NOW - 5), Evidence("load", "passed", tree="t"))
FACTS = st.builds(
    facts, CHANGES, signoffs=st.lists(SIGNED, max_size=3).map(tuple), provenance=PROVENANCES, blast=BLASTS,
    owners=st.sampled_from([(), OWNERS]),
    evidence=st.sampled_from([(), REPORTS]),
    checks=st.sampled_from([(), (Check("build", "success", "ci", "h"),)]),
    vetoes=st.sampled_from([(), (), (Veto("v", "cyd", "no", cleared_by="dot"),), (Veto("v", "cyd", "no"),)]),
    overrides=st.sampled_from([(), (), (Override("o", "eve", "down", MAIN, True, NOW + 5, "dot", ("r0",)),)]),
    answers=st.sampled_from([(), (Answer("why", "so", "ada"), Answer("once", "yes", "ada"))]),
    manual_checks=st.sampled_from([(), (ManualCheck("m", "cyd", "h"),)]), owner=st.sampled_from([None, "cyd"]),
    rollback_plan=st.sampled_from(["none", "rehearsed"]), draw=st.sampled_from([None, 0.1, 0.9]),
)  # fmt: skip
AT_DEPLOY = st.builds(
    lambda given, settled: replace(
        given, stage="deploy", deployment=Deployment("prod", merges_are_settled=settled, guards_passed=("canary",))
    ),
    FACTS, st.sampled_from([True, True, False, None]),
)  # fmt: skip
WORLDS = st.one_of(FACTS, FACTS, AT_DEPLOY)
many = settings(max_examples=150)


def nodes(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in nodes(child))]


@many
@given(POLICIES, WORLDS)
def test_total_deterministic_and_complete(asked: Policy, given_: Facts) -> None:
    decision = decide(asked, given_)
    compiled = compile_policy(asked)
    assert decide(compiled, given_) == decision
    assert decide(compiled, given_) == decision
    assert bool(decision.missing) == (decision.verdict is not Verdict.ALLOW)
    assert bool(decision.waits_for) == (decision.verdict is Verdict.WAIT)
    assert decision.summary.endswith((".", " …"))  # a long headline is cut
    for node in nodes(decision.tree):
        assert node.title or node.kind == "owners"
        assert node.found or node.kind in ("all", "any")


@many
@given(POLICIES, WORLDS)
def test_untold_is_the_same_but_for_why_rules_do_not_bind(asked: Policy, given_: Facts) -> None:
    told, untold = decide(asked, given_), decide(asked, given_, is_told=False)
    for one, other in zip(told.tree.children, untold.tree.children, strict=True):
        assert one == other or (one.state is State.SKIPPED is other.state)
    assert replace(told, tree=untold.tree, would=untold.would, recorded=untold.recorded) == untold


@many
@given(POLICIES, WORLDS)
def test_the_tree_obeys_the_algebra(asked: Policy, given_: Facts) -> None:
    decision = decide(asked, given_)
    assert decision.tree.state is worst(decision.tree.children)
    assert decision.verdict is verdict_of(decision.tree.state)
    for node in nodes(decision.tree):
        owed = [child for child in node.children if child.kind != "when"]
        if node.kind in ("all", "order") and not any(child.kind in asked_tests() for child in owed):
            assert node.state is worst(owed)
        if node.kind == "any" and not any(child.kind in asked_tests() for child in owed):
            assert node.state is best(owed)
        is_bound = not node.children or node.children[0].kind != "when" or node.children[0].state is State.SATISFIED
        if node.kind == "rule" and owed and is_bound and node.state is not State.OVERRIDDEN:
            assert node.state is worst(owed)


def asked_tests() -> set[str]:
    from paraph.core.policy.predicates import TESTS as KEYS

    return {*KEYS, "all", "any", "not"} - {"tools"}


@many
@given(POLICIES, WORLDS, st.sampled_from(UNREADABLE))
def test_a_fact_less_never_allows(asked: Policy, given_: Facts, fact: str) -> None:
    before = decide(asked, given_).verdict
    blind = replace(given_, unreadable=(*given_.unreadable, Unreadable(fact, "gone")))
    after = decide(asked, blind).verdict
    assert before is Verdict.ALLOW or after is not Verdict.ALLOW


@many
@given(POLICIES, WORLDS.filter(lambda given_: bool(given_.signoffs)), st.integers(0, 2))
def test_a_signoff_less_never_allows(asked: Policy, given_: Facts, which: int) -> None:
    before = decide(asked, given_).verdict
    left = tuple(each for number, each in enumerate(given_.signoffs) if number != which % len(given_.signoffs))
    after = decide(asked, replace(given_, signoffs=left)).verdict
    assert before is Verdict.ALLOW or after is not Verdict.ALLOW


@many
@given(POLICIES, WORLDS, st.one_of(NEEDS, DISTINCT), st.integers(0, 2))
def test_a_requirement_more_never_allows(asked: Policy, given_: Facts, more: Requirement, which: int) -> None:
    binding = [number for number, each in enumerate(asked.rules) if each.require]
    if not binding:
        return
    chosen = binding[which % len(binding)]
    grown = tuple(
        replace(each, require=(more, *each.require)) if number == chosen else each
        for number, each in enumerate(asked.rules)
    )
    before, after = decide(asked, given_), decide(replace(asked, rules=grown), given_)
    bound = {node.title for node in before.tree.children if node.kind == "rule" and node.state is not State.SKIPPED}
    was_asking = before.verdict is Verdict.ALLOW or asked.rules[chosen].name in bound
    assert after.verdict is not Verdict.ALLOW or was_asking or before.verdict is Verdict.CANNOT_TELL
    if before.verdict not in (Verdict.ALLOW, Verdict.CANNOT_TELL):
        assert after.verdict is not Verdict.ALLOW


RULE = rule(signoff_need())


@pytest.mark.parametrize("fact", UNREADABLE)
def test_what_nobody_asks_about_does_not_matter(fact: str) -> None:
    blind = facts(signoffs=(signoff(),), unreadable=(Unreadable(fact, "gone"),))
    asked = {"files", "commits", "merge", "people", "signoffs", "vetoes"}
    expected = Verdict.CANNOT_TELL if fact in asked else Verdict.ALLOW
    assert decide(policy(RULE), blind).verdict is expected


@pytest.mark.parametrize(
    ("known", "tools", "found"),
    [
        (None, ["Claude"], []),
        ((), ["Claude"], ["Claude"]),
        (("claude",), ["Claude"], []),
        (("CLAUDE",), ["Claude"], []),
        (("Copilot",), [], []),
    ],
)
def test_a_tool_never_seen_before_is_a_finding(known: Any, tools: list[str], found: list[str]) -> None:
    signals = (SIGNAL,) if tools else ()
    decision = decide(policy(RULE), facts(provenance=Provenance(signals, known_tools=known)))
    assert decision.findings == tuple(Finding("new_tool", f"{tool} was never seen here before") for tool in found)
    named = decide(policy(RULE), facts(provenance=Provenance(signals, known_tools=known, known_from="main")))
    assert named.findings == tuple(Finding("new_tool", f"{tool} was not seen in main") for tool in found)


def test_the_stages_follow_each_other() -> None:
    """detect tells the assistance, tier uses it, and the gate uses both."""
    asked = policy(
        rule(
            signoff_need(), when=AllTests((asking("tier", ("critical",)), asking("assistance", ("generated",))), HERE)
        ),
        tiers=(TierRule("critical", asking("ai_lines", Comparison(">=", 20.0)), HERE),),
    )
    decision = decide(asked, facts(provenance=Provenance((SIGNAL,), ai_lines=20, added_lines=30)))
    assert (decision.tier.value, decision.assistance.value) == ("critical", "generated")
    assert decision.verdict is Verdict.WAIT
    shy = replace(asked, generated_share=0.9)
    assert decide(shy, facts(provenance=Provenance(ai_lines=20, added_lines=30))).assistance.value == "assisted"


def test_a_policy_that_cannot_be_compiled_is_an_error() -> None:
    broken: Rule = rule(signoff_need(), when=asking("moon", ("full",)))
    with pytest.raises(InputError, match="there is no test `moon`"):
        decide(policy(broken), facts())


def test_a_statement_that_does_not_count_is_a_finding_and_decides_nothing() -> None:
    refusals = (
        Refusal("3f2a8c1b" * 8, "signoff", "cyd", "the key was revoked on 2026-01-01"),
        Refusal("9" * 64, "evidence", "", "a signature is by no key of the directory"),
        Refusal("", "", "", "some bytes are no statement"),
        Refusal("8" * 64, "override", "dot", "the key was revoked", is_partial=True),
    )
    given = facts(signoffs=(signoff(),))
    plain, told = decide(policy(RULE), given), decide(policy(RULE), replace(given, refusals=refusals))
    assert [each.text for each in told.findings] == [
        "cyd's signoff 3f2a8c1b does not count: the key was revoked on 2026-01-01",
        "the evidence 99999999 does not count: a signature is by no key of the directory",
        "a statement does not count: some bytes are no statement",
        "dot's override 88888888 counts, but for one signature: the key was revoked",
    ]
    assert {each.kind for each in told.findings} == {"refused_statement"}
    assert told.tree == plain.tree


def test_required_answers_are_to_what_the_change_raises() -> None:
    asks = policy(rule(signoff_need(answers="required")))
    cache = change(files=(ChangedFile("src/cache.py", added_lines=3),))
    given = facts(cache, signoffs=(signoff(),))
    assert "has not answered cache-bound, cache-stale" in decide(asks, given).missing[0].why
    said = tuple(Answer(each, "LRU of 1,000", "cyd") for each in ("cache-bound", "cache-stale"))
    assert decide(asks, replace(given, signoffs=(signoff(answers=said),))).verdict is Verdict.ALLOW


def test_a_record_of_lines_makes_no_answer_easier() -> None:
    """Under rules that ask for more where AI took part, more lines by records never turn another verdict to allow."""
    rules = read(
        "version: 1\nmode: enforce\ntiers: {high: {ai_share: '>= 50%'}, critical: {ai_paths: 'src/**'}}\n"
        "rules:\n"
        "  - {name: two, when: {assistance: ai}, require: [{signoff: {count: 2}}]}\n"
        "  - {name: owned, when: {owner_missing: true}, require: [{owner: {}}]}\n"
        "  - {name: true-words, when: {findings: contradiction}, deny: it is not true}\n"
        "  - {name: one, require: [{signoff: {count: 1, proof: review}}]}\n"
    )
    for signers in ((), ("cyd",), ("cyd", "dot")):
        given = facts(change(), signoffs=tuple(signoff(who) for who in signers), owner=None)
        for claimed, added in ((0, 10), (0, 30), (10, 20)):
            before = replace(given, provenance=Provenance(ai_lines=claimed, added_lines=30))
            told = LineEvidence(ai=added, recorded=added, sure=added, paths=(PathLines("src/a.py", ai=added),))
            after = replace(
                given,
                provenance=Provenance(ai_lines=claimed + added, added_lines=30, claimed_lines=claimed, lines=told),
            )
            if decide(rules, before).verdict != "allow":
                assert decide(rules, after).verdict != "allow"
