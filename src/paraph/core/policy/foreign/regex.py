"""Which texts does a regular expression of policy-bot match, as simple sequences?"""

from __future__ import annotations

from enum import Enum
from itertools import product

MAX_SEQUENCES = 64
MAX_CHARACTERS = 1000
MAX_DEPTH = 20
MAX_SPELLED_OUT = 8


class Mark(Enum):
    """What stands in a sequence beside literal characters. `APPROXIMATE` says that the sequence matches too much."""

    ANY = "any text"
    WITHIN = "any text without a slash"
    ONE = "one character that is no slash"
    START = "start"
    END = "end"
    APPROXIMATE = "approximate"


Token = str | Mark
Tokens = tuple[Token, ...]
Language = tuple[Tokens, ...]

_ANYTHING: Language = ((Mark.ONE,), ("/",))
_QUANTIFIERS = frozenset("*+?")


def sequences_of(regex: str) -> Language:
    """The alternatives of an RE2 expression, anchors included; what is only approximated carries its mark.

    Raises ValueError, in words, for what this reader does not follow (flags, named classes, too many alternatives).
    """
    if len(regex) > MAX_CHARACTERS:
        raise ValueError(f"it is longer than {MAX_CHARACTERS} characters")
    reader = _Reader(regex)
    found = reader.alternatives(0)
    if reader.index < len(regex):
        raise ValueError("a `)` has no `(`")
    return found


class _Reader:
    """A recursive-descent reader; every method leaves `index` behind what it has read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.index = 0

    def peek(self) -> str:
        return self.text[self.index : self.index + 1]

    def take(self) -> str:
        character = self.peek()
        self.index += 1
        return character

    def alternatives(self, depth: int) -> Language:
        if depth > MAX_DEPTH:
            raise ValueError("its groups are nested too deeply")
        found = self.concatenation(depth)
        while self.peek() == "|":
            self.index += 1
            found = _bounded((*found, *self.concatenation(depth)))
        return found

    def concatenation(self, depth: int) -> Language:
        found: Language = ((),)
        while self.peek() not in {"", "|", ")"}:
            following = self.quantified(depth)
            if len(found) * len(following) > MAX_SEQUENCES:
                raise ValueError("it has too many alternatives to write out")
            found = tuple(left + right for left, right in product(found, following))
        return found

    def quantified(self, depth: int) -> Language:
        atom = self.atom(depth)
        quantifier = self.peek()
        if quantifier == "{" and self.text[self.index + 1 : self.index + 2].isdigit():
            self.index = self.text.find("}", self.index) + 1
            if self.index == 0:
                raise ValueError("a `{` is never closed")
            quantifier = "*"
            atom = tuple((Mark.APPROXIMATE, *tokens) for tokens in atom)
        elif quantifier in _QUANTIFIERS and quantifier:
            self.index += 1
        else:
            return atom
        if self.peek() == "?":
            self.index += 1  # a lazy quantifier matches the same texts
        return _bounded(_repeated(atom, quantifier))

    def atom(self, depth: int) -> Language:
        character = self.take()
        if character == "(":
            return self.group(depth)
        if character == "[":
            return self.bracket()
        if character == "\\":
            return _escaped(self.take())
        if character in _QUANTIFIERS:
            raise ValueError(f"nothing stands before `{character}`")
        anchors: dict[str, Language] = {".": _ANYTHING, "^": ((Mark.START,),), "$": ((Mark.END,),)}
        return anchors.get(character, ((character,),))

    def group(self, depth: int) -> Language:
        if self.peek() == "?":
            if not self.text.startswith("?:", self.index):
                raise ValueError("it uses flags or names in a group")
            self.index += 2
        found = self.alternatives(depth + 1)
        if self.take() != ")":
            raise ValueError("a `(` is never closed")
        return found

    def bracket(self) -> Language:
        end = self.index + (2 if self.text.startswith("^]", self.index) else 1)
        while self.text[end : end + 1] not in {"]", ""}:
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise ValueError("a `[` is never closed")
        members, self.index = self.text[self.index : end], end + 1
        if members in {"^/", "^\\/"}:
            return ((Mark.ONE,),)
        plain = members.replace("\\.", ".").replace("\\-", "").replace("\\_", "_")
        if members.startswith("^") or "[" in members or "\\" in plain or _may_hold_slash(plain):
            return tuple((Mark.APPROXIMATE, *tokens) for tokens in _ANYTHING)
        is_list = "-" not in members and len(plain) <= MAX_SPELLED_OUT
        return tuple((one,) for one in plain) if is_list else ((Mark.APPROXIMATE, Mark.ONE),)


def _may_hold_slash(members: str) -> bool:
    ranges = (members[i - 1 : i + 2 : 2] for i in range(1, len(members) - 1) if members[i] == "-")
    return "/" in members or any(pair[0] <= "/" <= pair[-1] for pair in ranges)


def _escaped(character: str) -> Language:
    if character in set("dw"):
        return ((Mark.APPROXIMATE, Mark.ONE),)
    if character in set("sSDW"):
        return tuple((Mark.APPROXIMATE, *tokens) for tokens in _ANYTHING)
    if character in set("bB"):
        return ((Mark.APPROXIMATE,),)
    if character in set("Az"):
        return ((Mark.START if character == "A" else Mark.END,),)
    if not character or character.isalnum():
        raise ValueError(f"it uses `\\{character}`")
    return ((character,),)


def _repeated(atom: Language, quantifier: str) -> Language:
    if quantifier == "?":
        return ((), *atom)
    if any(token in {Mark.START, Mark.END} for tokens in atom for token in tokens):
        raise ValueError("it repeats an anchor")
    if atom == ((Mark.ONE,),):
        return ((Mark.WITHIN,),) if quantifier == "*" else ((Mark.ONE, Mark.WITHIN),)
    if atom == _ANYTHING:
        return ((Mark.ANY,),) if quantifier == "*" else ((Mark.ONE, Mark.ANY), ("/", Mark.ANY))
    crosses = any(token in {"/", Mark.ANY} for tokens in atom for token in tokens)
    return ((Mark.APPROXIMATE, Mark.ANY if crosses else Mark.WITHIN),)


def _bounded(found: Language) -> Language:
    if len(found) > MAX_SEQUENCES:
        raise ValueError("it has too many alternatives to write out")
    return found
