"""What does a document say before it means anything? A tree of values that know their line and column."""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.model.policy import Position

Value = str | int | float | bool | None


class Scalar(NamedTuple):
    """One value; line and column are 1-based. Plain YAML words are already numbers, booleans or null."""

    value: Value
    line: int
    column: int


class Sequence(NamedTuple):
    """An ordered list of trees."""

    items: tuple[Tree, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys and what stands behind them in the order written; a key that stands twice is here twice."""

    entries: tuple[tuple[Scalar, Tree], ...]
    line: int
    column: int


Tree = Scalar | Sequence | Mapping
Plain = Value | list["Plain"] | dict[str, "Plain"]


class Document(NamedTuple):
    """A tree and the file that it was read from, as people name it.

    `digest` is the `tree_digest` of the root where a reader already knows it, else empty.
    """

    file: str
    root: Tree
    digest: str = ""

    def at(self, node: Tree) -> Position:
        """The position of a node of this document."""
        return Position(self.file, node.line, node.column)


def to_plain(tree: Tree) -> Plain:
    """The data without positions. A key that stands twice keeps its last value, as JSON readers do."""
    if isinstance(tree, Scalar):
        return tree.value
    if isinstance(tree, Sequence):
        return [to_plain(item) for item in tree.items]
    return {str(key.value): to_plain(value) for key, value in tree.entries}


def from_plain(data: object, line: int = 1, column: int = 1) -> Tree:
    """A tree of data that has no positions of its own: every node stands at `line` and `column`.

    Raises ValueError for anything but strings, finite numbers, booleans, None, lists and string-keyed dicts.
    """
    if data is None or isinstance(data, (str, bool, int)):
        return Scalar(data, line, column)
    if isinstance(data, float) and data - data == 0:
        return Scalar(data, line, column)
    if isinstance(data, (list, tuple)):
        return Sequence(tuple(from_plain(item, line, column) for item in data), line, column)
    if isinstance(data, dict) and all(isinstance(key, str) for key in data):
        pairs = tuple((Scalar(key, line, column), from_plain(value, line, column)) for key, value in data.items())
        return Mapping(pairs, line, column)
    msg = f"a {type(data).__name__} is not document data"
    raise ValueError(msg)
