"""What does one word of a shell text say, as far as it can be told without running it?

The quoting rules are those of POSIX.1-2024, Shell Command Language, 2.2 and 2.6, with the `$'...'` of bash.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NamedTuple

from paraph.core.model.regex import regex

HOLE = "\x00"  # stands in a word for what only the run will tell
MAX_NESTING = 40
MAX_VALUE_CHARACTERS = 4_096
MAX_FAILED = 50

_PLAIN = regex(r"[^\s'\"\\$`;&|()<>]+")
_IN_DOUBLE = regex(r"[^\"\\$`]+")
_IN_TICKS = regex(r"(?:[^`\\]|\\.)*", 16)
_IN_ANSI = regex(r"(?:[^'\\]|\\.)*", 16)
_ANSI_ESCAPE = regex(r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3})|(.))", 16)
_ANSI_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_VARIABLE = regex(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_BRACED = regex(
    r"\{([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*])(\[[@*]\])?(?:(:?[-=])([^{}$`\"'\\]*)|(:\?)[^{}$`\"'\\]*|\?[^{}$`\"'\\]*)?\}"
)
_BRACES = regex(r"\{([^{}]*,[^{}]*)\}")
MAX_EXPANDED = 64
_BLANK = frozenset(" \t\r\n")
_ENDS = frozenset(" \t\r\n;&|()<>")


class Word(NamedTuple):
    """The fields that one word becomes; `is_bare` without any quote, escape or expansion."""

    fields: tuple[str, ...]
    is_bare: bool


class Draft:
    """A word in the making. An expansion outside of quotes is cut at its blanks, as the shell does."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.parts: list[str] = []
        self.is_bare = True
        self.is_quoted = False
        self.has_braces = False

    def add(self, text: str, *, is_quoted: bool) -> None:
        """Take what an expansion gave."""
        self.is_bare = False
        self.is_quoted = self.is_quoted or is_quoted
        if is_quoted or not any(char in _BLANK for char in text):
            self.parts.append(text)
            return
        self.split(text)

    def split(self, text: str) -> None:
        """Take a text whose blanks part fields, inside quotes too (`"${list[@]}"`)."""
        first, *rest = text.split() or [""]
        if text[:1] in _BLANK:
            self._end_field()
        self.parts.append(first)
        for field in rest:
            self._end_field()
            self.parts.append(field)
        if rest and text[-1:] in _BLANK:
            self._end_field()

    def _end_field(self) -> None:
        field = "".join(self.parts)
        if field:
            self.fields.append(field)
        self.parts.clear()

    def word(self) -> Word:
        """The finished word; an expansion to nothing outside of quotes leaves no field."""
        last = "".join(self.parts)
        if last or (self.is_quoted and not self.fields):
            self.fields.append(last)
        fields = [one for field in self.fields for one in expanded(field)] if self.has_braces else self.fields
        return Word(tuple(fields), self.is_bare)


def expanded(field: str) -> list[str]:
    """What the braces of a field come to (`a{b,c}` is `ab ac`), 64 words at most."""
    done: list[str] = []
    waiting = [field]
    while waiting and len(done) + len(waiting) <= MAX_EXPANDED:
        field = waiting.pop(0)
        found = _BRACES.search(field)
        if found is None:
            done.append(field)
        else:
            parts = found[1].split(",")
            waiting = [field[: found.start()] + part + field[found.end() :] for part in parts] + waiting
    return [one for one in (*done, *waiting) if one]


class WordReader(ABC):
    """Reads words from a place in a text; what a substitution runs is left to `substituted`."""

    def __init__(self, text: str, variables: dict[str, str], depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.variables = variables
        self.depth = depth
        self.is_broken = False
        self.failed_arithmetic = 0

    @abstractmethod
    def substituted(self, inner: str | None) -> str:
        """What the commands up to the next `)`, or in `inner`, print; HOLE where that cannot be told."""

    def word(self) -> Word:
        """The word that begins here."""
        draft = Draft()
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in _ENDS and not (char in "<>" and self.text[self.at + 1 : self.at + 2] == "("):
                break
            handler = _HANDLERS.get(char)
            if handler:
                handler(self, draft)
            else:
                self._plain(draft)
        return draft.word()

    def _plain(self, draft: Draft) -> None:
        found = _PLAIN.match(self.text, self.at)
        end = found.end() if found else self.at + 1
        part = self.text[self.at : end]
        draft.has_braces = draft.has_braces or ("{" in part and len(part) > 2)
        draft.parts.append(part.replace(HOLE, ""))
        self.at = end

    def _escape(self, draft: Draft) -> None:
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped != "\n":
            draft.parts.append(escaped)
            draft.is_quoted = True
            draft.is_bare = False
        self.at += 2

    def _single(self, draft: Draft) -> None:
        end = self._closing("'", self.at + 1)
        draft.add(self.text[self.at + 1 : end].replace(HOLE, ""), is_quoted=True)
        self.at = end + 1

    def _double(self, draft: Draft) -> None:
        self.at += 1
        draft.add("", is_quoted=True)
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == '"':
                self.at += 1
                return
            if char == "\\":
                self._escape_in_double(draft)
            elif char in "$`":
                self._expansion(draft, is_quoted=True)
            else:
                found = _IN_DOUBLE.match(self.text, self.at)
                end = found.end() if found else self.at + 1
                draft.parts.append(self.text[self.at : end].replace(HOLE, ""))
                self.at = end
        self.is_broken = True

    def _escape_in_double(self, draft: Draft) -> None:
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped != "\n":
            draft.parts.append(escaped if escaped and escaped in '$`"\\' else "\\" + escaped)
        self.at += 2

    def _unquoted_expansion(self, draft: Draft) -> None:
        self._expansion(draft, is_quoted=False)

    def _expansion(self, draft: Draft, *, is_quoted: bool) -> None:
        if self.text[self.at] == "`":
            self._ticks(draft, is_quoted=is_quoted)
            return
        follower = self.text[self.at + 1 : self.at + 2]
        if follower == "(":
            self._parenthesis(draft, is_quoted=is_quoted)
        elif follower == "{":
            self._braces(draft, is_quoted=is_quoted)
        elif follower == "'" and not is_quoted:
            self._ansi(draft)
        elif follower == '"' and not is_quoted:
            self.at += 1
        else:
            self._variable(draft, is_quoted=is_quoted)

    def _variable(self, draft: Draft, *, is_quoted: bool) -> None:
        found = _VARIABLE.match(self.text, self.at + 1)
        if found is None:
            draft.parts.append("$")
            self.at += 1
            return
        self.at = found.end()
        self._add_value(draft, found[0], is_quoted=is_quoted)

    def _add_value(self, draft: Draft, name: str, *, is_quoted: bool, default: str | None = None) -> None:
        value = self.variables.get(name, HOLE if default is None else default)
        if name == "@" and is_quoted:
            draft.is_bare = False
            draft.split(value)
        else:
            draft.add(value, is_quoted=is_quoted)

    def _braces(self, draft: Draft, *, is_quoted: bool) -> None:
        found = _BRACED.match(self.text, self.at + 1)
        if found is None:
            self._opaque_braces()
            draft.add(HOLE, is_quoted=is_quoted)
            return
        self.at = found.end()
        name = "@" if found[2] or found[1] == "*" else found[1]
        if found[2]:
            self.variables.setdefault("@", HOLE)
            draft.is_bare = False
            draft.split(self.variables.get(found[1], HOLE))
            return
        fallback = HOLE + "?" if found[5] else found[4]  # `${X:?}` is never empty
        self._add_value(draft, name, is_quoted=is_quoted, default=fallback or None)

    def _opaque_braces(self) -> None:
        """Pass over `${...}` of a form that is not told, running through what it would run."""
        self.at += 2
        self._pass_until("}")

    def _pass_until(self, closer: str) -> None:
        self.depth += 1
        scratch = Draft()
        while self.at < len(self.text) and self.depth < MAX_NESTING:
            char = self.text[self.at]
            if char == closer:
                self.at += 1
                self.depth -= 1
                return
            if char in "$`":
                self._expansion(scratch, is_quoted=True)
            elif char == '"':
                self._double(scratch)
            elif char == "\\":
                self.at += 2
            else:
                self.at += 1
        self.depth -= 1
        self._give_up()

    def _parenthesis(self, draft: Draft, *, is_quoted: bool) -> None:
        if self.text.startswith("$((", self.at) and self.arithmetic(self.at + 3):
            draft.add(HOLE, is_quoted=is_quoted)
            return
        self.at += 2
        draft.add(self.substituted(None), is_quoted=is_quoted)

    def arithmetic(self, start: int) -> bool:
        """Pass over an arithmetic expression to behind its `))`, running through what it would run.

        False where the brackets that opened it close one by one: then they were those of subshells, and nothing is
        passed over.
        """
        if self.failed_arithmetic > MAX_FAILED or self.depth >= MAX_NESTING:
            return False
        self.depth += 1
        is_passed = self._passed_arithmetic(start)
        self.depth -= 1
        return is_passed

    def _passed_arithmetic(self, start: int) -> bool:
        before, was_broken, self.at = self.at, self.is_broken, start
        open_ones, scratch = 2, Draft()
        while self.at < len(self.text) and open_ones:
            char = self.text[self.at]
            if char in "$`":
                self._expansion(scratch, is_quoted=True)
                continue
            open_ones += (char == "(") - (char == ")")
            self.at += 1
            if open_ones == 1 and char == ")" and self.text[self.at : self.at + 1] != ")":
                break
        if open_ones == 0:
            return True
        self.failed_arithmetic += 1
        self.at, self.is_broken = before, was_broken
        return False

    def _process(self, draft: Draft) -> None:
        self.at += 2
        self.substituted(None)
        draft.add(HOLE, is_quoted=True)

    def _ticks(self, draft: Draft, *, is_quoted: bool) -> None:
        found = _IN_TICKS.match(self.text, self.at + 1)
        end = found.end() if found else self.at + 1
        if self.text[end : end + 1] != "`":
            self.is_broken = True
        inner = self.text[self.at + 1 : end]
        for escaped in ("\\\\", "\\`", "\\$"):
            inner = inner.replace(escaped, escaped[1])
        self.at = end + 1
        draft.add(self.substituted(inner), is_quoted=is_quoted)

    def _ansi(self, draft: Draft) -> None:
        found = _IN_ANSI.match(self.text, self.at + 2)
        end = found.end() if found else self.at + 2
        if end >= len(self.text):
            self.is_broken = True
        draft.add(ansi_text(self.text[self.at + 2 : end]).replace(HOLE, ""), is_quoted=True)
        self.at = end + 1

    def _closing(self, quote: str, start: int) -> int:
        end = self.text.find(quote, start)
        if end < 0:
            self.is_broken = True
            return len(self.text)
        return end

    def _give_up(self) -> None:
        self.is_broken = True
        self.at = len(self.text)


def ansi_text(text: str) -> str:
    """What stands between `$'` and `'`, or behind `echo -e`, with its escapes resolved."""
    return _ANSI_ESCAPE.sub(_ansi_character, text) if "\\" in text else text


def _ansi_character(found: object) -> str:
    hexadecimal, wide, octal, letter = found.groups()  # type: ignore[attr-defined]
    if letter is not None:
        return _ANSI_LETTERS.get(letter, str(letter))
    return chr(int(octal, 8) & 0xFF) if octal else chr(int(hexadecimal or wide, 16))


_HANDLERS: dict[str, Callable[[WordReader, Draft], None]] = {
    "'": WordReader._single,  # noqa: SLF001 (the table of the class itself)
    '"': WordReader._double,  # noqa: SLF001
    "\\": WordReader._escape,  # noqa: SLF001
    "$": WordReader._unquoted_expansion,  # noqa: SLF001
    "`": WordReader._unquoted_expansion,  # noqa: SLF001
    "<": WordReader._process,  # noqa: SLF001
    ">": WordReader._process,  # noqa: SLF001
}
