from __future__ import annotations

from paraph.core.policy.foreign.conditions import ALWAYS, UNKNOWN, Bounds, exactly
from paraph.core.policy.foreign.requires import NOTHING_OWED, Need
from paraph.core.policy.foreign.tree import MAX_CONDITIONS, Branch, FlatRule, Leaf, flatten, leaves_of

P, Q = {"paths": ["/p/"]}, {"paths": ["/q/"]}
X: Need = {"signoff": {"count": 1}}
Y: Need = {"signoff": {"count": 2}}


def test_a_rule_alone() -> None:
    assert flatten(Leaf("a", ALWAYS, X)) == (FlatRule({}, X),)
    assert flatten(Leaf("a", exactly(P), X)) == (FlatRule(P, X),)
    assert flatten(Leaf("a", UNKNOWN, X)) == (FlatRule({}, X),)
    assert flatten(Leaf("a", Bounds(Q, P), X)) == (FlatRule(P, X),)


def test_what_is_skipped_vanishes_from_an_or() -> None:
    tree = Branch("or", (Leaf("a", exactly(P), X), Leaf("b", ALWAYS, Y)))
    assert flatten(tree) == (FlatRule(P, {"any": [X, Y]}), FlatRule({"not": P}, Y))


def test_an_uncertain_way_out_is_none() -> None:
    tree = Branch("or", (Leaf("a", UNKNOWN, NOTHING_OWED), Leaf("b", ALWAYS, Y)))
    assert flatten(tree) == (FlatRule({}, Y),)


def test_between_is_joined_with_what_owes_the_same() -> None:
    tree = Branch("or", (Leaf("a", Bounds(Q, P), NOTHING_OWED), Leaf("b", ALWAYS, Y)))
    assert flatten(tree) == (FlatRule(Q, NOTHING_OWED), FlatRule({"not": Q}, Y))


def test_too_many_conditions() -> None:
    leaves = tuple(Leaf(str(n), exactly({"paths": [f"/{n}/"]}), X) for n in range(MAX_CONDITIONS + 1))
    assert flatten(Branch("or", leaves)) is None
    assert flatten(Branch("or", leaves[1:])) is not None
    assert [leaf.name for leaf in leaves_of(Branch("and", leaves))] == [leaf.name for leaf in leaves]
