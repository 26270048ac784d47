from __future__ import annotations

from paraph.core.gate.cheapest import minutes, owed_in, way_to_green
from paraph.core.model.decision import Node, Owed, State

S = State


def owed(what: str, cost: int = 1, kind: str = "person", rule: str = "r", *, turn: bool = True) -> Owed:
    return Owed(what, "why", ("cyd",), kind, rule, turn, cost)  # type: ignore[arg-type]


def node(kind: str, state: State, *children: Node, owes: tuple[Owed, ...] = ()) -> Node:
    return Node(kind, "t", state, "f", children, owes)


def leaf(what: str, cost: int = 1, state: State = S.PENDING) -> Node:
    return node("x", state, owes=(owed(what, cost),))


def whats(found: tuple[Owed, ...]) -> list[str]:
    return [each.what for each in found]


def test_all_owes_everything_that_is_open() -> None:
    for closed in (S.SATISFIED, S.SKIPPED, S.OVERRIDDEN):
        tree = node("all", S.PENDING, leaf("a"), leaf("b", state=closed), leaf("c"), owes=(owed("own"),))
        assert whats(owed_in(tree)) == ["own", "a", "c"]
    assert owed_in(node("all", S.OVERRIDDEN, leaf("a"))) == ()


def test_any_owes_its_cheapest_branch() -> None:
    assert whats(owed_in(node("any", S.PENDING, leaf("dear", 9), leaf("cheap", 2)))) == ["cheap"]
    assert whats(owed_in(node("any", S.PENDING, leaf("first", 2), leaf("second", 2)))) == ["first"]
    assert whats(owed_in(node("any", S.PENDING, leaf("no", 1, S.DENIED), leaf("yes", 9)))) == ["yes"]
    assert whats(owed_in(node("any", S.CANNOT_TELL, leaf("no", 1, S.DENIED), leaf("dark", 9, S.CANNOT_TELL)))) == [
        "dark"
    ]
    assert whats(owed_in(node("any", S.PENDING, leaf("dark", 1, S.CANNOT_TELL), leaf("open", 9)))) == ["open"]
    assert whats(owed_in(node("any", S.PENDING, leaf("later", 1, S.SKIPPED), leaf("open", 9)))) == ["open"]
    two = node("all", S.PENDING, leaf("a", 2), leaf("b", 2))
    assert whats(owed_in(node("any", S.PENDING, two, leaf("c", 3)))) == ["c"]
    assert whats(owed_in(node("any", S.PENDING, owes=(owed("bare"),)))) == ["bare"]


def test_the_way_is_ordered() -> None:
    tree = node(
        "policy", S.PENDING,
        node("rule", S.PENDING, owes=(owed("later", 1, "fact", turn=False), owed("sign", 6), owed("short sign", 5))),
        node("rule", S.PENDING, owes=(owed("tests", 9, "evidence"), owed("say", 10, "author"), owed("map", 1, "fact"))),
    )  # fmt: skip
    assert whats(way_to_green(tree)) == ["map", "say", "tests", "short sign", "sign", "later"]
    assert minutes(way_to_green(tree)) == 32


def test_one_thing_for_several_rules_stands_there_once() -> None:
    tree = node("policy", S.PENDING, node("rule", S.PENDING, owes=(owed("sign", rule="a"),)),
                node("rule", S.PENDING, owes=(owed("sign", rule="b", turn=False), owed("sign", rule="a"))))  # fmt: skip
    (one,) = way_to_green(tree)
    assert (one.rule, one.is_turn) == ("a, b", False)
    assert len(owed_in(tree)) == 2
    again = node(
        "rule", S.PENDING, owes=(owed("sign", rule="b", turn=False), owed("sign", rule="a"), owed("sign", 2, rule="b"))
    )
    (one,) = way_to_green(again)
    assert (one.rule, one.is_turn) == ("b, a", False)


def test_what_different_people_must_give_stands_there_for_each_rule() -> None:
    pair = [owed("sign", rule=name)._replace(distinct="pair", people=1) for name in "ab"]
    tree = node("policy", S.PENDING, *(node("rule", S.PENDING, owes=(each,)) for each in pair))
    assert [each.rule for each in way_to_green(tree)] == ["a", "b"]


def test_sign_offs_are_put_together_among_those_whose_turn_it_is() -> None:
    now, later = owed("a sign-off by one person"), owed("a sign-off by one person in team x", turn=False)
    tree = node("rule", S.PENDING, owes=(later._replace(people=1), now._replace(people=1)))
    assert whats(way_to_green(tree)) == ["a sign-off by one person", "a sign-off by one person in team x"]
    both = node("rule", S.PENDING, owes=(later._replace(people=1, is_turn=True), now._replace(people=1)))
    assert len(way_to_green(both)) == 1


def test_a_rule_may_have_a_comma_in_its_name() -> None:
    alike = owed("sign", rule="keys, and locks")
    tree = node("policy", S.PENDING, leaf("x"), node("rule", S.PENDING, owes=(alike,)),
                node("rule", S.PENDING, owes=(owed("sign", rule="keys, and locks", cost=2),)))  # fmt: skip
    assert [each.rule for each in way_to_green(tree)] == ["r", "keys, and locks"]


def test_sign_offs_of_one_person_are_one_step_and_those_of_another_turn_are_not() -> None:
    now, then = owed("a sign-off by one person in team a"), owed("a sign-off by one person in team b", rule="s")
    tree = node("policy", S.PENDING, node("rule", S.PENDING, owes=(now._replace(people=1), then._replace(people=1))))
    (one,) = way_to_green(tree)
    assert (one.what, one.rule, one.minutes) == (
        "2 sign-offs that one person can give: in team a; in team b", "r, s", 1,
    )  # fmt: skip
    late = then._replace(people=1, is_turn=False)
    tree = node("policy", S.PENDING, node("rule", S.PENDING, owes=(now._replace(people=1), late)))
    assert whats(way_to_green(tree)) == ["a sign-off by one person in team a", "a sign-off by one person in team b"]


def test_what_different_people_must_give_is_never_one_thing() -> None:
    pair = [owed("sign", rule=rule)._replace(people=1, distinct="pair") for rule in ("a", "b")]
    assert len(way_to_green(node("policy", S.PENDING, node("rule", S.PENDING, owes=tuple(pair))))) == 2


def test_what_one_line_mends_is_one_step() -> None:
    dark = [Owed(f"whether `{name}` binds", "no merge", (), "fact", name, unblocks="no merge") for name in ("a", "b")]
    hire = [Owed(what, "nobody", (), "person", "c", unblocks="name one more person") for what in ("x", "y")]
    tree = Node("policy", "p", State.CANNOT_TELL, "", (), (*dark, *hire))
    steps = [(step.what, step.rule) for step in way_to_green(tree)]
    assert steps == [("whether these rules bind", "a, b"), ("x; y", "c")]
    assert [step.what for step in way_to_green(tree._replace(owed=(dark[0],)))] == ["whether `a` binds"]
