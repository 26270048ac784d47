"""Which commands would a shell text run, with which words, fed by what?

A reader of our own (docs/decisions/0021): flat, in the order of the text, with what substitutions and bodies of
functions and loops would run. It executes nothing and guesses nothing: what it cannot tell is a HOLE.
"""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from paraph.core.guard.name_lists import names
from paraph.core.guard.shell.output import printed
from paraph.core.guard.shell.words import HOLE, MAX_NESTING, MAX_VALUE_CHARACTERS, WordReader
from paraph.core.model.regex import regex

MAX_COMMANDS = 5_000
MAX_REPEATS = 32
MAX_HEREDOCS = 100

_BLANKS = regex(r"(?:[ \t\r]+|\\\r?\n)+")
_REDIRECT = regex(r"(?:[0-9]*|\{[A-Za-z_][A-Za-z0-9_]*\})(<<<|<<-?|<>|>>|>\||>&|<&|&>>|&>|[<>](?!\())")
_OPERATOR = regex(r";;&|;;|;&|&&|\|\||\|&|[;&|()\n]")
_ASSIGNMENT = regex(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]\s]*\])?(\+?)=")
_DROPPED = names("if then else elif fi while until do done { } ! esac coproc")
_DECLARING = frozenset({"export", "declare", "local", "readonly", "typeset"})
KNOWN = {"HOME": "~", "PWD": ".", "TMPDIR": "/tmp", "IFS": " "}  # noqa: S108 (what a shell text means by it)
_READING = frozenset({"read", "mapfile", "readarray", "unset"})


class Redirect(NamedTuple):
    """One redirection: its operator without the number, and the word behind it."""

    operator: str
    target: str


class Command(NamedTuple):
    """One simple command. `fed` is the command whose output it reads through a pipe, `stdin` the text of a heredoc
    or here-string, `inner` what runs inside its words to make them. `shells` number the subshells around it,
    `joined` and `then` are the operators before and behind it; `is_sure` where no branch, loop or body came before."""

    words: tuple[str, ...]
    assigned: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    fed: Command | None = None
    stdin: str | None = None
    inner: tuple[Command, ...] = ()
    shells: tuple[int, ...] = ()
    joined: str = ""
    then: str = ""
    is_sure: bool = True


class Script(NamedTuple):
    """All commands of a text; `is_broken` where the text could not be read to its end as a shell would."""

    commands: tuple[Command, ...]
    is_broken: bool


def read_shell(text: str, variables: dict[str, str] | None = None) -> Script:
    """Read a shell text; never raises, in time linear to the text and to what its short loops repeat."""
    reader = ScriptReader(text.replace(HOLE, ""), dict(KNOWN) if variables is None else variables)
    reader.commands()
    return Script(tuple(reader.found), reader.is_broken)


class _Loop(NamedTuple):
    name: str
    items: list[str]
    body: int


class _Frame:
    """The command in the making, and the brackets around it."""

    def __init__(self) -> None:
        self.parentheses = 0
        self.cases = 0
        self.loops: list[_Loop] = []
        self.heading: tuple[str, list[str]] | None = None
        self.joined = ""
        self.fed: Command | None = None
        self.last: Command | None = None
        self.begin(0)

    def begin(self, found: int) -> None:
        self.words: list[str] = []
        self.assigned: list[tuple[str, str]] = []
        self.redirects: list[Redirect] = []
        self.stdin: str | None = None
        self.start = found


class ScriptReader(WordReader):
    """Gathers the commands of one text into `found`."""

    def __init__(self, text: str, variables: dict[str, str], depth: int = 0) -> None:
        super().__init__(text, variables, depth)
        self.found: list[Command] = []
        self.behind_bodies = 0
        self.heredocs = 0
        self.repeats = 0
        self.shells: list[int] = []
        self.numbers = count()
        self.is_sure = True

    def commands(self, until: str = "") -> None:
        """Read commands to the end of the text, or to behind the bracket that closes a substitution."""
        frame = _Frame()
        frame.begin(len(self.found))
        while self.at < len(self.text):
            blanks = _BLANKS.match(self.text, self.at)
            if blanks:
                self.at = blanks.end()
            elif self.text[self.at] == "#":
                self._comment()
            elif self._token(frame, until):
                return
            if len(self.found) > MAX_COMMANDS:
                self._give_up()
        self._finish(frame)
        self.is_broken = self.is_broken or bool(until)

    def _comment(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end

    def _token(self, frame: _Frame, until: str) -> bool:
        redirect = _REDIRECT.match(self.text, self.at)
        if redirect:
            self.at = redirect.end()
            self._redirect(frame, redirect[1])
            return False
        operator = _OPERATOR.match(self.text, self.at)
        if operator:
            return self._operator(frame, operator[0], until)
        assignment = None if frame.words else _ASSIGNMENT.match(self.text, self.at)
        if assignment:
            self._assignment(frame, assignment[1], assignment[2], assignment.end())
        else:
            self._word(frame)
        return False

    def _word(self, frame: _Frame) -> None:
        start = self.at
        word = self.word()
        self.at += self.at == start
        text = word.fields[0] if word.fields else ""
        if word.is_bare and not frame.words and text in _DROPPED:
            self._reserved(frame, text)
        elif word.is_bare and text == "{" and frame.words[:1] == ["function"]:
            self._finish(frame)
        else:
            if word.is_bare and not frame.words and text == "case":
                frame.cases += 1
            frame.words.extend(word.fields)

    def _reserved(self, frame: _Frame, text: str) -> None:
        self.is_sure = False
        if text == "esac":
            frame.cases = max(frame.cases - 1, 0)
        elif text == "do":
            name, items = frame.heading or ("", [])
            frame.loops.append(_Loop(name, items, self.at))
            frame.heading = None
            self._next_item(frame)
        elif text == "done" and frame.loops:
            self._next_item(frame, is_again=True)

    def _next_item(self, frame: _Frame, *, is_again: bool = False) -> None:
        loop = frame.loops[-1]
        if loop.items and self.repeats < MAX_REPEATS:
            self.repeats += is_again
            self.variables[loop.name] = loop.items.pop(0)
            self.at = loop.body
        elif is_again:
            frame.loops.pop()
            self.is_broken = self.is_broken or bool(loop.items)
        elif loop.name:
            self.variables[loop.name] = HOLE

    def _operator(self, frame: _Frame, operator: str, until: str) -> bool:
        if operator == "(" and not frame.words and self.text.startswith("((", self.at) and self.arithmetic(self.at + 2):
            return False
        self.at += len(operator)
        self._finish(frame, operator)
        if operator != "\n" or frame.joined not in ("&&", "||", "|", "|&"):
            frame.joined = operator
        if operator in ("|", "|&"):
            frame.fed = frame.last
        elif operator == "\n":
            self.at = max(self.at, self.behind_bodies)
        elif operator == "(":
            frame.parentheses += 1
            self.shells.append(next(self.numbers))
        elif operator == ")":
            return self._close(frame, until)
        return False

    def _close(self, frame: _Frame, until: str) -> bool:
        if frame.parentheses:
            self.is_sure = self.is_sure and not frame.cases
            frame.parentheses -= 1
            self.shells.pop()
            return False
        if not frame.cases and not until:
            self.is_broken = True
        return until == ")" and not frame.cases

    def _assignment(self, frame: _Frame, name: str, plus: str, end: int) -> None:
        self.at = end
        if self.text[end : end + 1] == "(":
            self.at += 1
            value = " ".join(self._list_items())
        else:
            value = " ".join(self.word().fields)
        frame.assigned.append((name, (self.variables.get(name, "") if plus else "") + value))

    def _list_items(self) -> list[str]:
        items: list[str] = []
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at].isspace():
                self.at += 1
                continue
            start = self.at
            items.extend(self.word().fields)
            self.at += self.at == start
        self.at += 1
        return items

    def _redirect(self, frame: _Frame, operator: str) -> None:
        blanks = _BLANKS.match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        if operator in ("<<", "<<-"):
            self._heredoc(frame, is_indented=operator == "<<-")
            return
        target = " ".join(self.word().fields)
        if operator == "<<<":
            frame.stdin = target
        frame.redirects.append(Redirect(operator, target))

    def _heredoc(self, frame: _Frame, *, is_indented: bool) -> None:
        """Read the body at once: it begins behind this line, or behind the bodies that already do."""
        variables, self.variables = self.variables, {}
        start = self.at
        word = self.word()
        self.variables = variables
        is_told = bool(word.fields) and HOLE not in word.fields[0]
        delimiter = word.fields[0] if is_told else self.text[start : self.at]
        line_end = self.text.find("\n", self.at)
        self.heredocs += 1
        if line_end < 0 or self.heredocs > MAX_HEREDOCS:
            self.is_broken = True
            return
        behind, self.at = self.at, max(line_end + 1, self.behind_bodies)
        body = self._heredoc_body(delimiter, is_indented=is_indented)
        self.behind_bodies, self.at = self.at, behind
        frame.stdin = self._expanded(body) if word.is_bare and ("$" in body or "`" in body) else body

    def _heredoc_body(self, delimiter: str, *, is_indented: bool) -> str:
        lines: list[str] = []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end].lstrip("\t" if is_indented else "").removesuffix("\r")
            self.at = min(end + 1, len(self.text))
            if line == delimiter:
                return "\n".join(lines)
            lines.append(line)
        self.is_broken = True
        return "\n".join(lines)

    def _expanded(self, body: str) -> str:
        """The body of a heredoc whose delimiter has no quotes: what it substitutes runs."""
        quoted = '"' + body.replace('"', '\\"') + '"'
        inner = ScriptReader(quoted, self.variables, self.depth + 1)
        inner.shells, inner.numbers, inner.is_sure = list(self.shells), self.numbers, self.is_sure
        if inner.depth >= MAX_NESTING:
            self.is_broken = True
            return HOLE
        fields = inner.word().fields
        self.found.extend(inner.found)
        return "".join(fields)

    def _finish(self, frame: _Frame, then: str = "") -> None:
        if not (frame.words or frame.assigned or frame.redirects or frame.stdin is not None):
            frame.begin(len(self.found))
            return
        inner = tuple(self.found[frame.start :])
        words, assigned, redirects = tuple(frame.words), tuple(frame.assigned), tuple(frame.redirects)
        command = Command(words, assigned, redirects, frame.fed, frame.stdin, inner)
        command = command._replace(shells=tuple(self.shells), joined=frame.joined, then=then, is_sure=self.is_sure)
        self.found.append(command)
        self._remember(command, frame)
        frame.fed, frame.last = None, command
        frame.begin(len(self.found))

    def _remember(self, command: Command, frame: _Frame) -> None:
        first, *others = command.words or ("",)
        if first in ("cd", "pushd", "popd"):
            self._leave()
        if first in ("for", "select") and others:
            frame.heading = (others[0], others[2:] if others[1:2] == ["in"] else [])
        elif first == "set" and "--" in others:
            self._set_positional(others[others.index("--") + 1 :])
        elif first in _READING:
            for word in others:
                self.variables.pop(word, None)
        assigned = command.assigned if not first else ()
        for name, value in (*assigned, *(_pairs(others) if first in _DECLARING else ())):
            self._set(name, value)

    def _leave(self) -> None:
        """What was made from `$PWD` names the folder that is left now."""
        for name, value in self.variables.items():
            if name != "PWD" and (value == "." or value.startswith("./")):
                self.variables[name] = HOLE

    def _set_positional(self, words: list[str]) -> None:
        self._set("@", " ".join(words))
        self._set("*", " ".join(words))
        for number, word in enumerate(words[:9], 1):
            self._set(str(number), word)

    def _set(self, name: str, value: str) -> None:
        self.variables[name] = value if len(value) <= MAX_VALUE_CHARACTERS else HOLE

    def substituted(self, inner: str | None) -> str:
        """What the commands of a substitution print; they are found like all others."""
        if self.depth >= MAX_NESTING:
            self._give_up()
            return HOLE
        start = len(self.found)
        self.shells.append(next(self.numbers))
        kept = len(self.shells)
        if inner is None:
            self.depth += 1
            self.commands(until=")")
            self.depth -= 1
        else:
            reader = ScriptReader(inner, self.variables, self.depth + 1)
            reader.shells, reader.numbers, reader.is_sure = list(self.shells), self.numbers, self.is_sure
            reader.commands()
            self.found.extend(reader.found)
            self.is_broken = self.is_broken or reader.is_broken
        del self.shells[kept - 1 :]
        ran = self.found[start:]
        text = printed(ran[0]) if len(ran) == 1 else None
        return HOLE if text is None else text.rstrip("\n")


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    parted = [word.partition("=") for word in words]
    return [(name, value) for name, equals, value in parted if equals and name.isidentifier()]
