"""How does a value get into a JSON file, or out of it, while every other byte stays?"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from paraph.adapters.formats.commented_json import Member, Node, read_commented
from paraph.core.errors import InputError, Problem

_INDENT = re.compile(r"\n([ \t]+)\S")


class JsonFile:
    """The text of one JSON file while it is edited; `text` is what it is now. An empty text is an empty object."""

    def __init__(self, text: str, file: str, *, has_comments: bool = False) -> None:
        """Raises InputError where the text is no JSON object."""
        self.text, self._file, self._has_comments = text, file, has_comments
        if not text.strip("\ufeff \t\r\n"):
            self.text = "{}\n"
        self._newline = "\r\n" if "\r\n" in self.text else "\n"
        found = _INDENT.search(self.text)
        self._indent = found[1] if found else "  "
        if not isinstance(self.root().value, dict):
            self._refuse("the file is no JSON object")

    def root(self) -> Node:
        """The file as it stands now."""
        return read_commented(self.text, self._file, has_comments=self._has_comments)

    def items(self, keys: Sequence[str | int]) -> list[Any]:
        """The values of the array at `keys`, none where there is no such place. Raises InputError for another thing."""
        node = self._node(keys)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self._refuse(f"{'.'.join(map(str, keys))} is no list")
        return list(node.value)

    def append(self, keys: Sequence[str], value: Any) -> None:
        """Put a value at the end of the array at `keys`; what is missing on the way there is made."""
        self.items(keys)
        rest: Any = [value]
        for depth in range(len(keys), 0, -1):
            node = self._node(keys[:depth])
            if node is not None:
                self._insert(node, "" if depth == len(keys) else keys[depth], value if depth == len(keys) else rest)
                return
            rest = rest if depth == len(keys) else {keys[depth]: rest}
        self._insert(self.root(), keys[0], rest if keys else value)

    def set_default(self, key: str, value: Any) -> None:
        """Put a member into the file's object unless it is there."""
        root = self.root()
        if root.member(key) is None:
            self._insert(root, key, value, is_first=True)

    def replace(self, keys: Sequence[str | int], at: int, value: Any) -> None:
        """Write another value in the place of one item of an array."""
        node = self._node(keys)
        assert node is not None  # noqa: S101 - the caller has read the item there
        member = node.members[at]
        text = self._rendered(value, self._margin(member.start), is_flat=self._is_flat(node))
        self.text = self.text[: member.node.start] + text + self.text[member.node.end :]

    def remove(self, keys: Sequence[str | int], at: int) -> None:
        """Take one item out of an array, and what is empty then: the array, and the objects around it."""
        node = self._node(keys)
        assert node is not None  # noqa: S101 - the caller has read the item there
        self._cut(node, node.members[at])
        for depth in range(len(keys), 0, -1):
            inner, outer, key = self._node(keys[:depth]), self._node(keys[: depth - 1]), keys[depth - 1]
            if inner is None or outer is None or inner.members or isinstance(key, int):
                return
            member = outer.member(key)
            if member is not None:
                self._cut(outer, member)

    def _node(self, keys: Sequence[str | int]) -> Node | None:
        node = self.root()
        for at, key in enumerate(keys):
            if isinstance(key, int):
                node = node.members[key].node
                continue
            if not isinstance(node.value, dict):
                self._refuse(f"{'.'.join(map(str, keys[:at]))} is no object")
            member = node.member(key)
            if member is None:
                return None
            node = member.node
        return node

    def _insert(self, holder: Node, key: str, value: Any, *, is_first: bool = False) -> None:
        if isinstance(holder.value, dict) != bool(key):
            self._refuse(f"what holds {key or 'the hooks'} is of another kind")
        is_flat = self._is_flat(holder)
        margin = self._margin(holder.start) + self._indent
        lead = "" if is_flat else self._newline + margin
        told = (f"{json.dumps(key)}: " if key else "") + self._rendered(value, margin, is_flat=is_flat)
        if not holder.members:
            inner = self.text[holder.start + 1 : holder.end - 1]
            close = "" if is_flat else self._newline + self._margin(holder.start)
            body = inner.rstrip() + lead + told + close
            self._splice(holder.start + 1, holder.end - 1, body)
        elif is_first:
            at = holder.start + 1
            self._splice(at, at, lead + told + "," + (" " if is_flat else ""))
        else:
            self._insert_last(holder, holder.members[-1], (" " if is_flat else lead) + told)

    def _insert_last(self, holder: Node, last: Member, told: str) -> None:
        # what follows the last value may be a comment: it stays where it is, and ours comes after it
        rest = self.text[last.comma or last.node.end : holder.end - 1]
        end = (last.comma or last.node.end) + len(rest.rstrip(" \t\r\n"))
        self._splice(end, end, told + ("," if last.comma else ""))
        if not last.comma:
            self._splice(last.node.end, last.node.end, ",")

    def _cut(self, holder: Node, member: Member) -> None:
        at = holder.members.index(member)
        before = self.text[holder.start + 1 : member.start]
        start = holder.start + 1 + len(before.rstrip(" \t\r\n"))
        self._splice(start, member.comma or member.node.end, "")
        if not member.comma and at:
            comma = holder.members[at - 1].comma
            self._splice(comma - 1, comma, "")
        if len(holder.members) == 1:
            self._collapse(holder.start)

    def _collapse(self, start: int) -> None:
        """Leave nothing but the brackets of a container that holds only space."""
        end = start + 1
        while self.text[end] in " \t\r\n":
            end += 1
        if self.text[end] in "}]":
            self._splice(start + 1, end, "")

    def _is_flat(self, holder: Node) -> bool:
        return bool(holder.members) and "\n" not in self.text[holder.start : holder.end]

    def _margin(self, at: int) -> str:
        line = self.text[self.text.rfind("\n", 0, at) + 1 : at].lstrip("\ufeff")
        return line[: len(line) - len(line.lstrip(" \t"))]

    def _rendered(self, value: Any, margin: str, *, is_flat: bool) -> str:
        if is_flat:
            return json.dumps(value, ensure_ascii=False)
        told = json.dumps(value, ensure_ascii=False, indent=self._indent)
        return told.replace("\n", self._newline + margin)

    def _splice(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]

    def _refuse(self, what: str) -> None:
        raise InputError(Problem("P1081", f"{self._file}: {what}", "mend the file by hand; nothing was changed in it"))
