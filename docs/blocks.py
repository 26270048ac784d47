"""Which examples does a document hold, and what does each one show?

A document says where its commands run with a comment, `<!-- sandbox: shop -->`; another such comment starts afresh.
The info string of a fence says what stands in it: `console` for commands with their output (`$ ` begins a command,
`> ` goes on with it), else a format and what the document is, `yaml policy`; `file=PATH` writes it in the sandbox,
`append=PATH` adds it to a file that is there.
In an output, a line `…` stands for any number of lines and `…` in a line for any text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ANYTHING = "…"
_FENCE = re.compile(r"```(\S*) ?(.*)")
_SANDBOX = re.compile(r"<!-- sandbox: (\w+) -->")


class Shown(NamedTuple):
    """One command and the output that the document shows; `start` and `end` are the output's place in its lines."""

    command: str
    start: int
    end: int
    output: tuple[str, ...]


class Block(NamedTuple):
    """One fenced block; `start` is the 0-based line that follows the opening fence, `end` the closing fence.

    `writes` is `>PATH` or `>>PATH` for a block that goes into a file, empty for others.
    """

    language: str
    words: tuple[str, ...]
    writes: str
    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """What stands in the block."""
        return "".join(f"{line}\n" for line in self.lines)

    def shown(self) -> list[Shown]:
        """The commands of a console block. Raises ValueError for output without a command."""
        found: list[Shown] = []
        for number, line in enumerate(self.lines, self.start):
            if line.startswith("$ "):
                found.append(Shown(line[2:], number + 1, number + 1, ()))
            elif line.startswith("> ") and found and not found[-1].output:
                found[-1] = Shown(f"{found[-1].command}\n{line[2:]}", number + 1, number + 1, ())
            elif found:
                found[-1] = found[-1]._replace(end=number + 1, output=(*found[-1].output, line))
            else:
                raise ValueError(f"line {number + 1}: a console block begins with `$ `")
        return found


class Sandbox(NamedTuple):
    """From here on, commands run in a new sandbox of this kind."""

    kind: str


def parts_of(text: str) -> list[Block | Sandbox]:
    """Fenced blocks and sandboxes in their order. Raises ValueError for a fence that is not closed."""
    lines = text.splitlines()
    found: list[Block | Sandbox] = []
    at = 0
    while at < len(lines):
        begun, fence = _SANDBOX.fullmatch(lines[at].strip()), _FENCE.fullmatch(lines[at])
        at += 1
        if begun:
            found.append(Sandbox(begun[1]))
        elif fence:
            end = next((number for number in range(at, len(lines)) if lines[number] == "```"), None)
            if end is None:
                raise ValueError(f"line {at}: this fence is not closed")
            kinds = [word for word in fence[2].split() if "=" not in word]
            writes = [word for word in fence[2].split() if "=" in word]
            path = "".join(writes).replace("file=", ">").replace("append=", ">>")
            found.append(Block(fence[1], tuple(kinds), path, at, end, tuple(lines[at:end])))
            at = end + 1
    return found


def is_match(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether an output is what the document shows of it."""
    pattern = "".join(
        "(?:.*\n)*?" if line == ANYTHING else _line_pattern(line) + "\n" for line in map(str.rstrip, shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def renewed(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """The new output in the manner of the old one: cut where that was cut, with its open places."""
    if is_match(shown, printed):
        return list(shown)
    open_lines = [line for line in shown if ANYTHING in line and line != ANYTHING]
    kept = [next((line for line in open_lines if re.fullmatch(_line_pattern(line), new)), new) for new in printed]
    if ANYTHING not in shown:
        return kept
    first = shown.index(ANYTHING)
    last = len(shown) - 1 - max(number for number, line in enumerate(shown) if line == ANYTHING)
    if first + last >= len(kept):
        return kept
    return [*kept[:first], ANYTHING, *kept[len(kept) - last :]]


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split(ANYTHING))
