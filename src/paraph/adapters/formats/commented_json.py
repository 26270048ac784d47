"""Where in a JSON file of somebody else does each value stand, comments and all?

Settings files of agents and editors are JSON (RFC 8259), some with `//` and `/* */` comments and commas after the last
member. They are read with places, so that a value can be put in or taken out while every other byte stays.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, NoReturn

from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position

MOST_LEVELS = 200
_SPACE = " \t\r\n\ufeff"
_WORD = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_WORDS = {"true": True, "false": False, "null": None}
_FIX = "mend the file by hand; nothing was changed in it"


class Node(NamedTuple):
    """One value: its place in the text, what it is, and for objects and arrays what they hold, with keys or `""`."""

    start: int
    end: int
    value: Any
    members: tuple[Member, ...] = ()

    def member(self, key: str) -> Member | None:
        """The member of that key."""
        return next((each for each in self.members if each.key == key), None)


class Member(NamedTuple):
    """A value in a container; `start` is where its key begins, `comma` the place after the comma that follows, or 0."""

    key: str
    start: int
    node: Node
    comma: int


def read_commented(text: str, file: str, *, has_comments: bool) -> Node:
    """The value of a whole file.

    Without `has_comments`, comments and commas after the last member are refused, as the reader that the file is meant
    for would not take them. Raises InputError with the place.
    """
    return _Reader(text, file, has_comments).whole()


class _Reader:
    def __init__(self, text: str, file: str, has_comments: bool) -> None:  # noqa: FBT001 - one caller, above
        self.text, self.file, self.has_comments = text, file, has_comments

    def whole(self) -> Node:
        node = self.value(self.space(0), 0)
        if (end := self.space(node.end)) != len(self.text):
            self.refuse("the file goes on after its value", end)
        return node

    def space(self, at: int) -> int:
        text = self.text
        while at < len(text):
            if text[at] in _SPACE:
                at += 1
            elif text.startswith(("//", "/*"), at):
                at = self.comment(at)
            else:
                break
        return at

    def comment(self, at: int) -> int:
        if not self.has_comments:
            self.refuse("a comment, which the agent that reads this file does not take", at)
        if self.text.startswith("//", at):
            end = self.text.find("\n", at)
            return len(self.text) if end < 0 else end
        end = self.text.find("*/", at + 2)
        if end < 0:
            self.refuse("this comment does not end", at)
        return end + 2

    def value(self, at: int, level: int) -> Node:
        if level > MOST_LEVELS:
            self.refuse("nested too deeply", at)
        start = self.text[at : at + 1]
        if start == "{":
            return self.container(at, level, "}")
        if start == "[":
            return self.container(at, level, "]")
        if start == '"':
            return self.string(at)
        word = _WORD.match(self.text, at)
        if not word:
            self.refuse("a value is missing here" if start else "the file ends too early", at)
        try:
            return Node(at, word.end(), _WORDS[word[0]] if word[0] in _WORDS else json.loads(word[0]))
        except ValueError:
            self.refuse(f"{word[0][:40]} is no number", at)

    def string(self, at: int) -> Node:
        found = _STRING.match(self.text, at)
        if not found:
            self.refuse("this text does not end on its line", at)
        try:
            return Node(at, found.end(), json.loads(found[0]))
        except ValueError:
            self.refuse("this text holds an escape that is none", at)

    def container(self, start: int, level: int, end: str) -> Node:
        members: list[Member] = []
        keys: dict[str, Any] = {}
        at = self.space(start + 1)
        while self.text[at : at + 1] != end:
            if members and not members[-1].comma:
                self.refuse(f"a comma or {end} is missing here", at)
            member = self.one(at, level, is_named=end == "}")
            if end == "}" and member.key in keys:
                self.refuse(f"{json.dumps(member.key)} stands here a second time", at)
            keys[member.key] = member.node.value
            members.append(member)
            at = self.space(member.comma or member.node.end)
        if members and members[-1].comma and not self.has_comments:
            self.refuse("a comma after the last member", members[-1].comma - 1)
        value = keys if end == "}" else [member.node.value for member in members]
        return Node(start, at + 1, value, tuple(members))

    def one(self, at: int, level: int, *, is_named: bool) -> Member:
        key, start = "", at
        if is_named:
            if self.text[at : at + 1] != '"':
                self.refuse("a key in quotes is missing here" if at < len(self.text) else "the file ends too early", at)
            name = self.string(at)
            key, at = name.value, self.space(name.end)
            if self.text[at : at + 1] != ":":
                self.refuse("a colon is missing here", at)
            at = self.space(at + 1)
        node = self.value(at, level + 1)
        after = self.space(node.end)
        return Member(key, start, node, after + 1 if self.text[after : after + 1] == "," else 0)

    def refuse(self, what: str, at: int) -> NoReturn:
        before = self.text[:at]
        where = Position(self.file, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)
        raise InputError(Problem("P1080", f"not the JSON that it should be: {what}", _FIX, where))
