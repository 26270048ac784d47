"""What does this YAML say, and is it plain enough to be trusted? Bytes in, a positioned tree out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from paraph.adapters.formats.text import decode_text, position_of, refuse_odd_characters
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position
from paraph.core.policy.digest import tree_digest
from paraph.core.policy.source import Document, Mapping, Scalar, Sequence, Tree, Value

MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_DIGITS = 15

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def read_yaml(content: bytes, file: str) -> Document:
    """Read one YAML 1.2 document in which nothing is hidden: no anchors, aliases, tags, directives,
    second document or duplicate keys, within limits of size, depth and number of values.

    `file` is the name that problems carry. Raises InputError with the first problem and its place;
    time and memory are bounded by the size limit. The document carries its digest.
    """
    text = decode_text(content, file)
    root = _Builder(file, text).tree()
    return Document(file, root, tree_digest(root))


class _Builder:
    """Builds a tree from parser events and refuses what has no business in a document that people review."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.nodes = 0
        self.events = self._events()

    def tree(self) -> Tree:
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and (event.version or event.tags):
                self._refuse("P0107", "directives are not read", "delete the line that starts with `%`", 1, 1)
            if kind not in {"StreamStartEvent", "DocumentStartEvent"}:
                root = self._node(event, 1)
                break
        self._end()
        return root

    def _end(self) -> None:
        for event in self.events:
            if type(event).__name__ == "DocumentStartEvent":
                line, column = _place(event)
                self._refuse("P0108", "a second document starts here", "keep one document a file", line, column)

    def _node(self, event: Any, depth: int) -> Tree:
        line, column = _place(event)
        kind = type(event).__name__
        self._check(event, kind, depth, line, column)
        if kind == "ScalarEvent":
            return Scalar(self._value(event, line, column), line, column)
        if kind == "SequenceStartEvent":
            return Sequence(tuple(self._items(depth)), line, column)
        if kind != "MappingStartEvent":
            self._refuse("P0103", "the document is empty", "write at least one key", line, column)
        return Mapping(tuple(self._entries(depth)), line, column)

    def _items(self, depth: int) -> Iterator[Tree]:
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                return
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Tree]]:
        seen: dict[Value, Scalar] = {}
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                return
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or not isinstance(key.value, str):
                self._refuse("P0110", "a key must be text", "write a word, or quote it", key.line, key.column)
            if key.value in seen:
                self._duplicate(key, seen[key.value])
            seen[key.value] = key
            value = self._node(next(self.events), depth + 1)
            if isinstance(value, Scalar) and value.value is None:
                value = key._replace(value=None)  # an empty value has no place but its key's
            yield key, value

    def _check(self, event: Any, kind: str, depth: int, line: int, column: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse("P0106", f"more than {MAX_NODES} values", "split or shorten the document", line, column)
        if depth > MAX_DEPTH:
            self._refuse("P0105", f"nested deeper than {MAX_DEPTH} levels", "flatten the document", line, column)
        if kind == "AliasEvent":
            fix = 'write it out; quote a pattern, for instance "**/auth/**"'
            self._refuse("P0107", f"the alias `*{event.anchor[:40]}` is not read", fix, line, column)
        if getattr(event, "anchor", None):
            self._refuse("P0107", f"the anchor `&{event.anchor[:40]}` is not read", "delete it", line, column)
        if getattr(event, "tag", None):
            self._refuse("P0107", f"the tag `{event.tag[:40]}` is not read", "delete it", line, column)

    def _value(self, event: Any, line: int, column: int) -> Value:
        text: str = event.value
        if event.style is None or event.style == "":
            return self._plain(text, line, column)
        refuse_odd_characters(text, Position(self.file, line, column))
        return text

    def _plain(self, text: str, line: int, column: int) -> Value:
        """Resolve a plain word by the core schema of YAML 1.2 (10.3.2), without infinities and NaN."""
        if _NULL.fullmatch(text):
            return None
        if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
            return text[0] in "tT"
        is_integer = _INTEGER.fullmatch(text)
        if not is_integer and not _FLOAT.fullmatch(text):
            return text
        if sum(character.isalnum() for character in text) > MAX_DIGITS:
            self._refuse("P0110", "the number is too long", f"use at most {MAX_DIGITS} digits", line, column)
        if is_integer:
            return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
        return self._float(text, line, column)

    def _float(self, text: str, line: int, column: int) -> float:
        value = float(text)
        if value - value != 0:
            self._refuse("P0110", "the number is too large", "write a smaller number", line, column)
        return value

    def _events(self) -> Iterator[Any]:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        line, column = 1, 1
        try:
            for event in YAML(typ="safe", pure=True).parse(self.text):
                line, column = event.end_mark.line + 1, event.end_mark.column + 1
                yield event
        except YAMLError as error:
            self._broken(error)
        except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            self._refuse("P0103", "what follows is not YAML", "mend or quote the value", line, column)

    def _broken(self, error: Any) -> NoReturn:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        what = str(getattr(error, "problem", None) or "this is not YAML").splitlines()[0][:200]
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self._refuse("P0103", f"this is not YAML: {what}", _likely_fix(self.text, line), line, column)

    def _duplicate(self, key: Scalar, first: Scalar) -> NoReturn:
        here, there = Position(self.file, key.line, key.column), Position(self.file, first.line, first.column)
        what = f"the key `{str(key.value)[:80]}` stands twice, first on line {first.line}"
        raise InputError(Problem("P0109", what, "delete one, or merge the two", here, there))

    def _refuse(self, code: str, what: str, fix: str, line: int, column: int) -> NoReturn:
        raise InputError(Problem(code, what, fix, position_of(self.file, self.text, line, column)))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _likely_fix(text: str, line: int) -> str:
    """What people most often meant where a scanner gave up."""
    lines = text.split("\n", line)
    faulty = lines[line - 1] if len(lines) >= line else ""
    if "\t" in faulty[: len(faulty) - len(faulty.lstrip())]:
        return "indent with spaces, not tabs"
    if re.search(r":\s+[>!@`%*&]", faulty):
        return 'quote the value, for instance ">= 25" or "**/auth/**"'
    return "check the indentation, colons and quotes of this line and the one before it"
