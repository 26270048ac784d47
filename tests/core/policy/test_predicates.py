from __future__ import annotations

import pytest

from core.gate.situations import asking, context, facts, unreadable
from paraph.core.model.decision import Tier
from paraph.core.policy.grammar import TEST
from paraph.core.policy.predicates import TESTS, predicate


@pytest.mark.parametrize(
    ("names", "holding"),
    [
        (("none",), {"none"}),
        (("unknown",), {"unknown"}),
        (("ai",), {"assisted", "generated", "autonomous"}),
        (("ai-or-unknown",), {"assisted", "generated", "autonomous", "unknown"}),
        (("none", "generated"), {"none", "generated"}),
    ],
)
def test_assistance(names: tuple[str, ...], holding: set[str]) -> None:
    asked = predicate(asking("assistance", names))
    for value in ("none", "assisted", "generated", "autonomous", "unknown"):
        assert asked.run(context(assistance=value)) == (value in holding, value, ())
    assert asked.title == f"the assistance is {' or '.join(names)}"
    blind = context(facts(unreadable=unreadable("provenance")), assistance=names[0])
    assert asked.run(blind).truth is None


@pytest.mark.parametrize(
    ("tier", "wanted", "truth"),
    [
        (Tier("high"), ("high", "critical"), True),
        (Tier("low"), ("high", "critical"), False),
        (Tier("high", may_be_higher=True), ("high", "critical"), True),
        (Tier("high", may_be_higher=True), ("high",), None),
        (Tier("medium", may_be_higher=True), ("low",), False),
        (Tier("medium", may_be_higher=True), ("critical",), None),
        (Tier("critical", may_be_higher=True), ("critical",), True),
    ],
)
def test_tier(tier: Tier, wanted: tuple[str, ...], truth: bool | None) -> None:
    outcome = predicate(asking("tier", wanted)).run(context(tier=tier))
    assert outcome.truth is truth
    assert tier.value in outcome.found


def test_titles_name_tiers_in_their_order() -> None:
    assert predicate(asking("tier", ("critical", "low"))).title == "the tier is low or critical"
    assert predicate(asking("tier", ("odd",))).title == "the tier is odd"


def test_every_test_of_the_language_is_here() -> None:
    assert set(TESTS) == set(TEST) - {"all", "any", "not"}


def test_an_unknown_test_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no test `moon`"):
        predicate(asking("moon", ("full",)))


@pytest.mark.parametrize("name", sorted(TESTS))
def test_a_value_of_the_wrong_shape_is_refused(name: str) -> None:
    takes_flag = name in {"sole_author", "signed", "draft", "owner_missing"}
    with pytest.raises(ValueError, match="must stand here"):
        predicate(asking(name, ("x",) if takes_flag else True))
