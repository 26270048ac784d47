"""What is wrong with a document, all of it at once? One reading collects every problem with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position
from paraph.core.policy.grammar import Table
from paraph.core.policy.source import Document, Mapping, Scalar, Sequence, Tree

MAX_PROBLEMS = 100
MAX_NESTING = 10


class Field(NamedTuple):
    """One entry of a mapping: its key, for the position, and its value."""

    key: Scalar
    value: Tree


class Reading:
    """One pass over one document. Readers return None where they have reported a problem, and go on.

    `levels` are the levels that comparisons may name, None while they are not known.
    """

    def __init__(self, document: Document, levels: tuple[str, ...] | None = None) -> None:
        self.document = document
        self.levels = levels
        self.problems: list[Problem] = []

    def report(self, code: str, node: Tree, what: str, fix: str, related: Position | None = None) -> None:
        """Note one problem at a node of the document, and keep on reading."""
        self.report_at(code, self.at(node), what, fix, related)

    def report_empty(self, node: Tree, whose: str, fix: str) -> None:
        """Note that a mapping says nothing, unless what it says was reported as unknown already."""
        if not isinstance(node, Mapping) or not node.entries:
            self.report("P0122", node, f"{whose} says nothing", fix)

    def report_at(self, code: str, position: Position, what: str, fix: str, related: Position | None = None) -> None:
        """Note one problem at a position."""
        self.problems.append(Problem(code, what, fix, position, related))

    def at(self, node: Tree) -> Position:
        """Where a node stands."""
        return Position(self.document.file, node.line, node.column)

    def finish(self) -> None:
        """Raise InputError with the problems in the order of the file, at most `MAX_PROBLEMS` of them."""
        if not self.problems:
            return
        ordered = sorted(self.problems, key=lambda problem: _place(problem.position))
        more = len(ordered) - MAX_PROBLEMS
        if more > 0:
            rest = Problem("P0199", f"{more} more problems are not shown", "mend these first", ordered[-1].position)
            ordered = [*ordered[:MAX_PROBLEMS], rest]
        raise InputError(*ordered)

    def fields(self, node: Tree, table: Table, whose: str) -> dict[str, Field] | None:
        """The entries of a mapping that has only keys of `table`.

        Unknown and repeated keys are reported and left out, missing ones reported.
        """
        if not isinstance(node, Mapping):
            self.report("P0121", node, f"{whose} must be a mapping, not {described(node)}", f"write {_some(table)}")
            return None
        found = self._entries(node, table, whose)
        for name in table.required:
            if name not in found:
                self.report(
                    "P0122", node, f"{whose} needs `{name}`: {table[name].meaning}", table[name].fix or f"add `{name}:`"
                )
        return found

    def _entries(self, node: Mapping, table: Table, whose: str) -> dict[str, Field]:
        found = self.open_fields(node)
        for name in [name for name in found if name not in table]:
            key = found.pop(name).key
            self.report("P0120", key, f"{whose} has no key `{shortened(name)}`", did_you_mean(name, table))
        return found

    def open_fields(self, node: Mapping) -> dict[str, Field]:
        """The entries of a mapping whose keys its author chooses; repeated ones are reported and left out."""
        found: dict[str, Field] = {}
        for key, value in node.entries:
            name = str(key.value)
            if name not in found:
                found[name] = Field(key, value)
                continue
            first = self.at(found[name].key)
            what = f"the key `{shortened(name)}` stands twice, first on line {first.line}"
            self.report("P0109", key, what, "delete one, or merge the two", first)
        return found

    def items(self, node: Tree, what: str, fix: str = "add an entry, or delete the key") -> tuple[Tree, ...]:
        """The items of a list that is not empty."""
        if not isinstance(node, Sequence):
            self.report("P0121", node, f"{what} must be a list, not {described(node)}", "put `- ` before each entry")
            return ()
        if not node.items:
            self.report("P0122", node, f"{what} is an empty list", fix)
        return node.items

    def is_too_deep(self, node: Tree, depth: int) -> bool:
        """Report nesting beyond `MAX_NESTING` of `all`, `any`, `not` and `order`."""
        if depth <= MAX_NESTING:
            return False
        self.report("P0123", node, f"nested deeper than {MAX_NESTING} levels", "split it into several rules")
        return True


def _place(position: Position | None) -> tuple[int, int]:
    return (position.line, position.column) if position else (0, 0)


def described(node: Tree) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    if node.value is None:
        return "nothing"
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    if isinstance(node.value, str):
        return f"`{shortened(node.value)}`"
    return f"the number {node.value}"


def shortened(text: str) -> str:
    """At most 60 characters of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The fix for a misspelt name: the nearest of `names`, else some of them."""
    from difflib import get_close_matches  # only a broken document pays for it

    known = [name for name in names if name]
    near = get_close_matches(word[:60].lower(), known, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else f"write {_some(known)}"


def _some(names: Iterable[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    if not quoted:
        return "nothing"
    shown = quoted if len(quoted) <= 8 else [*quoted[:7], "…"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
