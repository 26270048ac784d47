"""Is the tier the highest that anything gives, with every reason shown?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.model.change import Change, ChangedFile, Mark, MarkKind
from paraph.core.model.decision import AssistanceFound, Tier
from paraph.core.model.facts import Blast, Facts, Invariant, Partner, Repository, TouchedService, Unreadable
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.context import Context
from paraph.core.policy.read import read_policy
from paraph.core.tier.assess import assess
from paraph.core.tier.kinds import kinds_of

POLICY = """
version: 1
mode: enforce
tiers:
  critical: {paths: [pay/**]}
  high: [{kinds: [infrastructure]}, {dependents: ">= 25"}]
  low: {only_kinds: [docs, tests]}
rules:
  - {name: review, require: [{signoff: {count: 1}}]}
"""
COMPILED = compile_policy(read_policy(read_yaml(POLICY.encode(), "policy.yaml")))


def facts(*paths: str, marks: dict[str, MarkKind] | None = None, **more: object) -> Facts:
    given = marks or {}
    files = tuple(
        ChangedFile(path, kinds=kinds_of(path), marks=(Mark(given[path]),) if path in given else ()) for path in paths
    )
    return replace(Facts(Repository("shop"), Change("b" * 40, "h" * 40, files=files), 0), **more)  # type: ignore[arg-type]


def tier(given: Facts) -> Tier:
    return assess(Context(COMPILED, given, AssistanceFound("none", "")))


def told(tiers: str, given: Facts) -> Tier:
    """The tier by other tier rules."""
    text = POLICY[: POLICY.index("  critical")] + tiers + POLICY[POLICY.index("\nrules") :]
    compiled = compile_policy(read_policy(read_yaml(text.encode(), "policy.yaml")))
    return assess(Context(compiled, given, AssistanceFound("none", "")))


@pytest.mark.parametrize(
    ("tiers", "words"),
    [
        ("{paths: [a/**]}", "a changed path is in a/**: a/x.py and 1 more"),
        ("{all: {paths: [b/**], commits: '< 2'}}", "a changed path is in b/**: b/z.py; commits < 2 commits: 0 commits"),
        ("{paths: [b/**], kinds: [docs]}", "a changed path is in b/**: b/z.py"),
        ("{not: {paths: [c/**]}}", "none of this: a changed path is in c/**"),
    ],
)  # fmt: skip
def test_a_reason_names_the_tests_that_hold_and_what_they_found(tiers: str, words: str) -> None:
    (reason,) = told(f"  high: {tiers}", facts("a/x.py", "a/y.py", "b/z.py")).reasons
    assert reason.text == words


def test_a_reason_names_a_few_files_and_counts_the_others() -> None:
    paths = [f"{letter}.md" for letter in "abcde"]
    linked: dict[str, MarkKind] = dict.fromkeys(paths, "symlink")
    texts = {
        count: next(
            each.text for each in tier(facts(*paths[:count], marks=linked)).reasons if each.source == "built-in"
        )
        for count in (3, 5)
    }
    assert texts == {
        3: "a symlink leads elsewhere: a.md, b.md, c.md",
        5: "a symlink leads elsewhere: a.md, b.md, c.md and 2 more",
    }


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["pay/a.py"], "critical"),
        (["infra/a.tf"], "high"),
        (["docs/a.md"], "low"),
        (["docs/a.md", "tests/test_a.py"], "low"),
        (["docs/a.md", "src/a.py"], "medium"),
        (["docs/a.md", "infra/a.tf"], "high"),
        (["docs/a.md", "pay/README.md"], "critical"),
        ([], "medium"),
    ],
)
def test_the_highest_matching_rule_wins_and_nothing_matched_is_the_default(paths: list[str], expected: str) -> None:
    assert tier(facts(*paths)).value == expected


@pytest.mark.parametrize(
    "path",
    [
        ".paraph/policy.yaml", ".paraph/people.yaml", ".paraph/services.yaml", ".paraph/policy-tests/a.yaml",
        "CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".paraph", ".github", ".gitlab",
    ],
)  # fmt: skip
def test_what_judges_changes_is_critical(path: str) -> None:
    assert tier(facts("docs/a.md", path)).value == "critical"


@pytest.mark.parametrize("path", [".paraph/absence.yaml", ".paraph/assistance.yaml", "src/CODEOWNERS", ".github/x.md"])
def test_what_is_not_governed_is_not(path: str) -> None:
    assert tier(facts(path)).value in {"low", "medium"}


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("symlink", "high"), ("gitlink", "high"), ("bidi", "high"), ("invisible", "high"), ("odd_name", "high"),
        ("alias_name", "high"), ("attributes", "high"), ("executable", "medium"), ("mode_changed", "medium"),
        ("binary", "low"),
    ],
)  # fmt: skip
def test_marks_raise_the_tier_of_a_document(mark: MarkKind, expected: str) -> None:
    found = tier(facts("docs/a.md", marks={"docs/a.md": mark}))
    assert found.value == expected
    assert any("docs/a.md" in reason.text for reason in found.reasons) == (expected != "low")


def test_several_merge_bases_raise_the_tier() -> None:
    given = facts("docs/a.md")
    one, two = (replace(given, change=replace(given.change, merge_bases=("x",) * n)) for n in (1, 2))
    assert (tier(one).value, tier(two).value) == ("low", "high")


def test_every_reason_is_shown_below_the_winner_with_its_place() -> None:
    found = tier(facts("pay/main.tf", blast=Blast(dependents=30, examples=("a.py", "b.py"))))
    shown = [
        (reason.tier, reason.source, reason.position.line if reason.position else None) for reason in found.reasons
    ]
    assert shown == [
        ("critical", "policy", 5), ("high", "policy", 6), ("high", "policy", 6), ("low", "dependents", None),
    ]  # fmt: skip
    assert found.reasons[0].paths == ("pay/main.tf",)
    assert found.reasons[-1].text == "up to 30 files depend on a changed file, for instance a.py imports b.py"


@pytest.mark.parametrize("fact", ["dependents", "merge", "files"])
def test_what_could_not_be_read_may_make_it_higher(fact: str) -> None:
    found = tier(facts("docs/a.md", unreadable=(Unreadable(fact, "the disk is gone"),)))
    assert found.may_be_higher
    assert any("the disk is gone" in reason.text for reason in found.reasons)


@pytest.mark.parametrize("fact", ["dependents", "merge", "files"])
def test_it_may_be_higher_even_where_no_rule_asks(fact: str) -> None:
    found = told("  low: {paths: ['**']}", facts("docs/a.md", unreadable=(Unreadable(fact, "the disk is gone"),)))
    assert (found.may_be_higher, found.reasons[-1].source) == (True, "unread")
    assert found.reasons[-1].text == f"may be higher: {fact} could not be read: the disk is gone"
    assert not told("  low: {paths: ['**']}", facts("docs/a.md")).may_be_higher


def test_one_doubt_of_several_rules_is_told_once() -> None:
    tiers = "  critical: [{kinds: pipeline}, {kinds: migration}]\n  high: {kinds: docs}\n  low: {paths: ['**']}"
    found = told(tiers, facts("docs/a.md", unreadable=(Unreadable("files", "the disk is gone"),)))
    assert [reason.text.count("the disk is gone") for reason in found.reasons if reason.source == "unread"] == [1]


def test_critical_cannot_be_higher() -> None:
    assert not tier(facts("pay/a.py", unreadable=(Unreadable("dependents", "no"),))).may_be_higher


def test_an_unknown_stronger_rule_is_a_doubt_and_a_weaker_one_is_none() -> None:
    given = facts("a.py")
    unknown = replace(given, change=replace(given.change, files=(ChangedFile("a.xyz", kinds=None),)))
    assert tier(unknown).may_be_higher
    strong = replace(unknown, change=replace(unknown.change, files=(ChangedFile("pay/a.xyz", kinds=None),)))
    assert not tier(strong).may_be_higher


def test_the_strongest_reason_stands_first_whatever_the_policys_order() -> None:
    found = told("  low: {paths: ['**']}\n  high: {paths: ['**']}\n  medium: {paths: ['**']}", facts(".github", "a"))
    assert [(reason.tier, reason.source) for reason in found.reasons] == [
        ("critical", "built-in"), ("high", "policy"), ("medium", "policy"), ("low", "policy"),
    ]  # fmt: skip


def test_a_default_is_a_reason_only_where_nothing_is_as_strong() -> None:
    linked: dict[str, MarkKind] = {"a.py": "executable"}
    assert [reason.source for reason in tier(facts("a.py", marks=linked)).reasons] == ["built-in"]
    assert [reason.source for reason in tier(facts("a.py")).reasons] == ["default"]


def test_an_unknown_rule_of_the_same_tier_leaves_nothing_open() -> None:
    tiers = "  high: [{paths: [a/**]}, {kinds: [secrets]}]"
    given = facts("a/x.py")
    unknown = replace(given, change=replace(given.change, files=(ChangedFile("a/x.xyz", kinds=None),)))
    assert (told(tiers, unknown).value, told(tiers, unknown).may_be_higher) == ("high", False)


def test_what_is_measured_is_shown_and_raises_nothing() -> None:
    blast = Blast(
        unread_languages=("ruby",),
        partners=(Partner("a.py", "b.py", 7, 8),),
        services=(
            TouchedService("web", "high"),
            TouchedService("till", is_direct=False, repository="x/till", contract="api"),
        ),
        invariants=(Invariant("utc", "times are in UTC"),),
    )
    found = tier(facts("docs/a.md", blast=blast))
    assert found.value == "low"
    assert [reason.source for reason in found.reasons] == [
        "policy", "partners", "services", "services", "invariants", "languages",
    ]  # fmt: skip
    assert "7 of 8 times" in found.reasons[1].text
    assert found.reasons[2].text == "touches the service web (high)"
    assert found.reasons[3].text == "reaches the service till in x/till over the contract api"
    near = Blast(dependents=2, services=(TouchedService("till", is_direct=False, contract="api"),))
    assert [reason.text for reason in tier(facts("docs/a.md", blast=near)).reasons[1:]] == [
        "up to 2 files depend on a changed file",
        "reaches the service till over the contract api",
    ]
    assert "ruby" in found.reasons[5].text
