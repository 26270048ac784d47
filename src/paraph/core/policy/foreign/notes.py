"""What became of each construct of an imported policy, and where did it stand?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NoReturn

from paraph.core.errors import InputError, Problem
from paraph.core.policy.source import Document, Mapping, Scalar, Sequence, Tree, to_plain

Carried = Literal["equal", "stricter", "no"]


class Note(NamedTuple):
    """One construct: where it is (`path` in words, `line` 1-based), how it was carried over, and why so."""

    construct: str
    path: str
    line: int
    carried: Carried
    why: str


class Imported(NamedTuple):
    """A written policy and the account of it."""

    policy: str
    notes: tuple[Note, ...]


@dataclass
class Source:
    """A document being imported: reads its nodes strictly and gathers the notes."""

    document: Document
    notes: list[Note] = field(default_factory=list)

    def note(self, node: Tree, path: str, carried: Carried, why: str) -> None:
        """Say what became of a construct; saying it twice of one place says it once."""
        note = Note(path.rsplit(".", 1)[-1], path, node.line, carried, why)
        if note not in self.notes:
            self.notes.append(note)

    def refuse(self, node: Tree, what: str, fix: str) -> NoReturn:
        """The document cannot be imported at all."""
        raise InputError(Problem("P0410", what, fix, self.document.at(node)))

    def fields(self, node: Tree, allowed: frozenset[str], path: str) -> dict[str, Tree]:
        """The entries of a mapping; an unknown key is refused, as policy-bot does. Nothing at all is no entry."""
        if isinstance(node, Scalar) and node.value is None:
            return {}
        if not isinstance(node, Mapping):
            self.refuse(node, f"`{path}` must be a mapping", "write `key: value` under it")
        for key, _ in node.entries:
            if key.value not in allowed:
                fix = f"policy-bot knows here: {', '.join(sorted(allowed))}"
                self.refuse(key, f"`{path}` has no key `{str(key.value)[:60]}`", fix)
        return {str(key.value): value for key, value in node.entries}

    def items(self, node: Tree, path: str) -> tuple[Tree, ...]:
        """The items of a list; nothing at all is an empty list."""
        if isinstance(node, Scalar) and node.value is None:
            return ()
        if not isinstance(node, Sequence):
            self.refuse(node, f"`{path}` must be a list", "write `- ` before each item")
        return node.items

    def texts(self, node: Tree, path: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, path) for item in self.items(node, path))

    def text(self, node: Tree, path: str) -> str:
        """One text; a number or a flag is refused, because its spelling is lost."""
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.refuse(node, f"`{path}` must be text, not {str(to_plain(node))[:60]}", "quote it")
        return node.value

    def flag(self, node: Tree, path: str) -> bool:
        """True or false."""
        if not isinstance(node, Scalar) or not isinstance(node.value, bool):
            self.refuse(node, f"`{path}` must be true or false", "write `true` or `false`")
        return node.value
