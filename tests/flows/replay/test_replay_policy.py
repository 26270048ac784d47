"""What would policies have asked of a history?"""

from __future__ import annotations

import pytest

from flows.history_samples import Steps, merged, record, squashed
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.model.facts import Repository
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import Policy
from paraph.core.policy.read import read_policy
from paraph.flows.facts.landed_facts import Surroundings
from paraph.flows.replay import replay_policy
from paraph.flows.replay.replay_policy import landed_alone, replay
from paraph.ports.repository import LandedChange

PEOPLE = Directory(
    tuple(Person(name, (f"email:{name}@example.test",), level="senior") for name in ("ada", "ben", "cleo"))
)
HERE = Surroundings(Repository("shop"), "refs/heads/main", "f" * 40, PEOPLE)


def policy(rules: str, tiers: str = "") -> Policy:
    text = f"version: 1\nmode: shadow\n{tiers}rules:\n{rules}"
    return read_policy(read_yaml(text.encode(), "policy.yaml"))


REVIEW = policy("  - {name: review, require: [{signoff: {count: 1, proof: review}}]}\n")
NO_DOCS = policy(
    "  - {name: review, when: {not: {only_kinds: docs}}, require: [{signoff: {count: 1, proof: review}}]}\n"
    "  - {name: pages, when: {only_kinds: docs}, require: [{any: [{signoff: {count: 1}}, {evidence: [links]}]}]}\n",
    "tiers: {low: {only_kinds: docs}}\n",
)


def test_every_rule_counts_as_enforced() -> None:
    result = replay([squashed(1, "a.py")], [("a", REVIEW)], HERE, Steps())
    assert result.tallies[0].verdicts == {"wait": 1}
    assert result.tallies[0].signoffs == 1


def test_the_author_is_not_among_those_who_could_sign() -> None:
    result = replay([squashed(1, "a.py", author="ada")], [("a", REVIEW)], HERE, Steps())
    assert dict(result.tallies[0].person_share) == {"ben": 0.5, "cleo": 0.5}


def test_a_replay_knows_its_span_and_its_shape() -> None:
    steps = Steps()
    result = replay([squashed(5, "a.py"), merged(3, "b.py")], [("a", REVIEW)], HERE, steps)
    assert (result.changes, result.merges, steps.done) == (2, 1, 2)
    assert (result.oldest, result.newest) == (record(3).commit_time, record(5).commit_time)


def test_two_policies_are_compared_change_by_change() -> None:
    history = [squashed(2, "a.py"), squashed(1, "docs/a.md")]
    result = replay(history, [("old", REVIEW), ("new", NO_DOCS)], HERE, Steps())
    assert result.differing == 1
    (difference,) = result.differences
    assert (difference.commit, difference.tiers, difference.is_flip) == (f"{1:040x}", ("medium", "low"), False)
    assert len(difference.less) == 1
    assert difference.more
    assert dict(result.flips) == {}
    assert sum(result.asks_less.values()) == 1


def test_a_policy_compared_with_itself_differs_nowhere() -> None:
    result = replay([squashed(1, "a.py")], [("a", REVIEW), ("b", REVIEW)], HERE, Steps())
    assert (result.differing, result.differences, dict(result.flips)) == (0, [], {})


def test_verdict_flips_are_counted() -> None:
    refuse = policy(
        '  - {name: never, when: {paths: "*.py"}, deny: "no"}\n  - {name: review, require: [{signoff: {count: 1}}]}\n'
    )
    result = replay([squashed(1, "a.py")], [("a", REVIEW), ("b", refuse)], HERE, Steps())
    assert dict(result.flips) == {("wait", "deny"): 1}
    assert result.differences[0].is_flip


def test_kept_differences_are_bounded_and_counters_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay_policy, "DIFFERENCES_KEPT", 2)
    history = [squashed(at, "docs/a.md") for at in range(1, 6)]
    result = replay(history, [("old", REVIEW), ("new", NO_DOCS)], HERE, Steps())
    assert (len(result.differences), result.differing) == (2, 5)


@pytest.mark.parametrize(
    ("change", "is_alone"),
    [
        (squashed(1, "a.py", author="ada"), True),
        (squashed(1, "a.py", author="ada", committer="ben"), False),
        (squashed(1, "a.py", author="ada", committer="noreply@github.com"), None),
        (squashed(1, "a.py", message="x\n\nReviewed-by: Ben <ben@example.test>"), False),
        (squashed(1, "a.py", message="x\n\nReviewed-by: Ada <ADA@example.test>"), True),
        (squashed(1, "a.py", message="we Reviewed-by: Ben <ben@example.test>"), True),
        (merged(1, "a.py", by="ada", authors=("ada",)), True),
        (merged(1, "a.py", by="ben", authors=("ada",)), False),
        (merged(1, "a.py", by="ben", authors=("ada", "ben")), True),
    ],
)
def test_who_else_appears_in_a_landed_change(change: LandedChange, is_alone: bool | None) -> None:
    assert landed_alone(change) is is_alone


def test_changes_that_landed_alone_are_counted_by_tier_with_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay_policy, "EXAMPLES_KEPT", 1)
    history = [squashed(3, "a.py"), squashed(2, "b.py"), squashed(1, "c.py", committer="noreply@github.com")]
    result = replay(history, [("a", REVIEW)], HERE, Steps())
    assert (result.alone, result.unrecorded, dict(result.alone_by_tier)) == (2, 1, {"medium": 2})
    assert result.alone_examples == [(f"{3:040x}", "change 3")]
