"""Whose turn is it?"""

from __future__ import annotations

from paraph.core.model.decision import Node, State


def postponed(node: Node) -> Node:
    """The same node with everything owed in it put off until what stands before it is met."""
    return node._replace(
        owed=tuple([each._replace(is_turn=False) for each in node.owed]),
        children=tuple([postponed(child) for child in node.children]),
    )


def authors_first(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nobody else is asked for an answer while the author's own answers are open."""
    if not any(_waits_for_author(node) for node in nodes):
        return nodes
    return tuple([_people_wait(node) for node in nodes])


def _waits_for_author(node: Node) -> bool:
    if node.kind == "author_answers" and node.state is State.PENDING:
        return True
    return any(_waits_for_author(child) for child in node.children)


def _people_wait(node: Node) -> Node:
    return node._replace(
        owed=tuple([each._replace(is_turn=False) if each.kind == "person" else each for each in node.owed]),
        children=tuple([_people_wait(child) for child in node.children]),
    )
