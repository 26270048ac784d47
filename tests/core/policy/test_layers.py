from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.errors import InputError
from paraph.core.model.policy import TIERS, AllTests, AnyTest, Condition, NotTest, Policy, Position
from paraph.core.model.policy import Test as OneTest
from paraph.core.policy.digest import layered_digest
from paraph.core.policy.layers import read_layers, stated
from paraph.core.policy.read import DEFAULT_LEVELS, read_policy
from policy_text import document

ORG = "mode: enforce\nrules: [{name: review, require: [{signoff: {count: 1}}]}]\n"
REPO = "mode: shadow\nrules: [{name: mine, deny: no}]\n"


def layered(org: str, repo: str | None = REPO) -> Policy:
    return read_layers(document(org, "org.yaml"), None if repo is None else document(repo, "repo.yaml"))


def codes(org: str, repo: str) -> list[tuple[str, str, int, int | None]]:
    with pytest.raises(InputError) as caught:
        layered(org, repo)
    return [
        (each.code, each.position.file, each.position.line, each.related.line if each.related else None)
        for each in caught.value.problems
        if each.position
    ]


def test_both_hold_under_names_of_their_own() -> None:
    policy = layered(ORG)
    assert [(rule.name, rule.mode, rule.position.file) for rule in policy.rules] == [
        ("org/review", "enforce", "org.yaml"),
        ("repo/mine", "shadow", "repo.yaml"),
    ]
    assert (policy.mode, policy.sources) == ("enforce", ("org.yaml", "repo.yaml"))
    digests = [read_policy(document(text)).digest for text in (ORG, REPO)]
    assert policy.digest == layered_digest(*digests)


def test_an_organisation_alone_has_its_prefix() -> None:
    policy = layered(ORG, None)
    assert [rule.name for rule in policy.rules] == ["org/review"]
    assert policy.digest == read_policy(document(ORG)).digest


def test_the_default_levels_may_be_said_again() -> None:
    assert layered(ORG, REPO + f"levels: [{', '.join(DEFAULT_LEVELS)}]\n").levels == ()


def test_levels_are_the_organisations() -> None:
    org = ORG + "levels: [a, b]\n"
    repo = "mode: enforce\nrules: [{name: x, require: [{owner: {level: '>= b'}}]}]\n"
    assert layered(org, repo).levels == ("a", "b")
    assert layered(org, repo + "levels: [a, b]\n").levels == ("a", "b")
    assert codes(org, repo + "levels: [b, a]\n") == [("P0143", "repo.yaml", 3, 3)]
    assert codes(ORG, REPO + "levels: [b, a]\n") == [("P0143", "repo.yaml", 3, 1)]
    assert codes(org, repo.replace(">= b", ">= senior")) == [("P0129", "repo.yaml", 2, None)]


def test_the_share_of_generated_code_is_the_organisations() -> None:
    assert layered(ORG + "generated_share: 30%\n", REPO + "generated_share: 0.3\n").generated_share == 0.3
    assert codes(ORG, REPO + "generated_share: 90%\n") == [("P0143", "repo.yaml", 3, 1)]


def test_a_repository_may_approve_fewer_tools_only() -> None:
    assert layered(ORG + "approved_tools: [a, b]\n", REPO + "approved_tools: [b, c]\n").approved_tools == ("b",)
    assert layered(ORG + "approved_tools: [a]\n").approved_tools == ("a",)
    assert layered(ORG, REPO + "approved_tools: [c]\n").approved_tools == ("c",)


def test_a_rule_of_the_organisation_cannot_be_touched() -> None:
    named = "mode: enforce\nrules: [{name: Review, deny: no}]\n"
    assert codes(ORG, named) == [("P0142", "repo.yaml", 2, 2)]
    assert codes(ORG, named.replace("deny: no", "mode: shadow, deny: no")) == [("P0141", "repo.yaml", 2, 2)]
    assert codes(ORG, named.replace("Review", "org/review")) == [("P0140", "repo.yaml", 2, 2)]


@pytest.mark.parametrize(
    ("org", "is_refused"),
    [
        ("tiers: {low: {only_kinds: [docs]}}\n", True),
        ("tiers: {low: {kinds: [docs]}}\n", True),
        ("tiers: {high: {not: {kinds: [docs]}}}\n", True),
        ("tiers: {high: {all: {only_kinds: [docs]}}}\n", True),
        ("tiers: {high: {not: {kinds: [docs], paths: [a]}}}\n", True),
        ("tiers: {low: {all: {kinds: [docs], paths: [a]}}}\n", True),
        ("tiers: {high: {all: {kinds: [docs], paths: [a]}}}\n", False),
        ("tiers: {high: {kinds: [docs]}}\n", False),
        ("tiers: {medium: {kinds: [docs]}}\n", False),
        ("default_tier: high\ntiers: {medium: {kinds: [docs]}}\n", True),
        ("tiers: {low: {kinds: [tests]}}\n", False),
    ],
)
def test_more_files_of_a_kind_must_not_weaken(org: str, is_refused: bool) -> None:
    repo = REPO + "kinds: {docs: ['**']}\n"
    if is_refused:
        assert [code for code, *_ in codes(ORG + org, repo)] == ["P0144"]
    else:
        assert layered(ORG + org, repo).kinds[0].kind == "docs"


def test_kinds_of_the_organisation_may_be_tested() -> None:
    repo = REPO + "tiers: {high: {kinds: theirs}}\n"
    assert layered(ORG + "kinds: {theirs: [a]}\n", repo).tiers
    assert codes(ORG, repo) == [("P0130", "repo.yaml", 3, None)]


def test_the_organisations_own_problems_come_first() -> None:
    assert codes(ORG.replace("count", "cuont"), "a: 1\n")[0][:2] == ("P0120", "org.yaml")
    twice = "mode: enforce\nrules: [{name: a, deny: no}, {name: A, deny: no}]\n"
    assert [each[:2] for each in codes(twice, REPO)] == [("P0127", "org.yaml")]
    assert [each[:2] for each in codes(ORG + "tiers: {high: {kinds: nonsense}}\n", REPO)] == [("P0130", "org.yaml")]


def test_where_a_key_is_stated() -> None:
    assert stated(document("a: 1\nb: 2\n", "f"), "b") == Position("f", 2, 1)
    assert stated(document("a: 1\n"), "b") is None
    assert stated(document("[a]"), "a") is None


def tier_of(policy: Policy, labels: frozenset[str]) -> int:
    found = [TIERS.index(rule.tier) for rule in policy.tiers if holds(rule.condition, labels)]
    return max(found, default=TIERS.index(policy.default_tier))


def holds(part: Condition, labels: frozenset[str]) -> bool:
    if isinstance(part, OneTest):
        return isinstance(part.value, tuple) and bool(labels & set(part.value))
    if isinstance(part, NotTest):
        return not holds(part.child, labels)
    joined = all if isinstance(part, AllTests) else any
    assert isinstance(part, (AllTests, AnyTest))
    return joined(holds(child, labels) for child in part.children)


@pytest.mark.parametrize(
    ("org", "repo", "labels", "tier"),
    [
        ("default_tier: high\ntiers: {low: {labels: a}}\n", "tiers: {medium: {labels: b}}\n", "ab", "medium"),
        ("default_tier: high\ntiers: {low: {labels: a}}\n", "tiers: {medium: {labels: b}}\n", "b", "high"),
        ("default_tier: high\ntiers: {low: {labels: a}}\n", "tiers: {medium: {labels: b}}\n", "a", "low"),
        ("tiers: {low: {labels: a}}\n", "default_tier: high\n", "a", "high"),
        ("tiers: {low: {labels: a}}\n", "default_tier: high\ntiers: {low: {labels: a}}\n", "a", "low"),
        ("", "tiers: {critical: {labels: b}}\n", "b", "critical"),
        ("", "tiers: {low: {labels: b}}\n", "b", "medium"),
    ],
)
def test_what_a_repository_says_only_raises(org: str, repo: str, labels: str, tier: str) -> None:
    assert TIERS[tier_of(layered(ORG + org, REPO + repo), frozenset(labels))] == tier


SIDES = st.tuples(
    st.dictionaries(st.sampled_from(TIERS), st.sampled_from("abc"), max_size=3), st.none() | st.sampled_from(TIERS)
)


def written(base: str, side: tuple[dict[str, str], str | None]) -> str:
    tiers, default = side
    text = base + (f"default_tier: {default}\n" if default else "")
    lines = [f"  {tier}: {{labels: {label}}}\n" for tier, label in tiers.items()]
    return text + ("tiers:\n" + "".join(lines) if lines else "")


@settings(max_examples=40)
@given(SIDES, SIDES)
def test_the_tier_is_the_higher_of_both(
    org_side: tuple[dict[str, str], str | None], repo_side: tuple[dict[str, str], str | None]
) -> None:
    org_text, repo_text = written(ORG, org_side), written(REPO, repo_side)
    org, repo, both = read_policy(document(org_text)), read_policy(document(repo_text)), layered(org_text, repo_text)
    for present in product((True, False), repeat=3):
        labels = frozenset(label for label, is_there in zip("abc", present, strict=True) if is_there)
        theirs = tier_of(org, labels)
        matched = any(holds(rule.condition, labels) for rule in repo.tiers)
        ours = tier_of(repo, labels) if matched or repo_side[1] else 0  # a default counts where it is stated
        assert tier_of(both, labels) == max(theirs, ours)


def test_an_identity_is_one_repositorys_own() -> None:
    identity = f'identity: "{"0a" * 16}"\n'
    assert layered(ORG, identity + REPO).identity == "0a" * 16
    assert layered(ORG, None).identity == layered(ORG, REPO).identity == ""
    assert codes(identity + ORG, REPO) == [("P0145", "org.yaml", 1, None)]
