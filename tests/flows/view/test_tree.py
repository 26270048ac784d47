from __future__ import annotations

from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import Position
from paraph.flows.view.tree import MOST_CHILDREN, Names, nodes, owed_views

NAMES = Names(Directory((Person("ada", name="Ada\u202e Sample", level="mid"),)), "ada")


def test_what_is_open_comes_first_and_what_does_not_apply_apart() -> None:
    states = [State.SATISFIED, State.SKIPPED, State.PENDING, State.DENIED, State.OVERRIDDEN, State.CANNOT_TELL]
    applies, skipped = nodes([Node("rule", each.value, each) for each in states])
    assert [each.state for each in applies] == ["denied", "cannot_tell", "pending", "overridden", "satisfied"]
    assert [each.is_open for each in applies] == [True, True, True, False, False]
    assert [each.glyph for each in skipped] == ["–"]


def test_a_node_knows_its_line_and_shows_only_itself() -> None:
    child = Node("when", "", State.SATISFIED, "\x1b[2J")
    children = (child,) * (MOST_CHILDREN + 3)
    ((node,), _) = nodes([Node("rule", "a", State.PENDING, "x", children, (), Position("p.yaml", 7, 3))])
    assert (node.source, node.line, node.left_out) == ("p.yaml:7", 7, 3)
    assert (node.children[0].title, node.children[0].found) == ("when", "\\x1b[2J")


def test_whose_turn_it_is_comes_first_and_what_the_reader_can_give() -> None:
    owed = [Owed("later", "", ("ada",), "person", "r", is_turn=False), Owed("other", "", ("ben",), "person", "r"),
            Owed("mine", "why", ("ada", *map(str, range(20))), "person", "r", unblocks="why")]  # fmt: skip
    views = owed_views(owed, NAMES)
    assert [each.what for each in views] == ["mine", "other", "later"]
    assert (views[0].is_yours, views[0].more_by, views[0].unblocks) == (True, 9, "")
    assert (views[0].by[0].name, views[0].by[0].is_viewer) == ("Ada\\u202e Sample", True)
    assert NAMES.of("nobody").name == "nobody"
