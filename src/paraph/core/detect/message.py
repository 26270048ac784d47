"""What does a message say of the tools that took part?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from paraph.core.detect.declared import declarations_in
from paraph.core.detect.disguise import is_disguised, plain, skeleton
from paraph.core.detect.identity import Table, match_branch, shown
from paraph.core.detect.quoting import quoted_lines
from paraph.core.detect.trailers import LONGEST_LINE, NOTHING, Clues, is_trailer, read_line
from paraph.core.model.provenance import Declaration, DeclarationSource, Oddity, Signal, SignalSource

MOST_SIGNALS = 200


class Reading(NamedTuple):
    """All that one text holds, in the order found; every part empty for nearly all messages."""

    signals: tuple[Signal, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    oddities: tuple[Oddity, ...] = ()


SILENT = Reading()

_SUBJECTS = Table("subject")
_MERGED = re.compile(
    r"Merge pull request #\d+ from [^/\s]+/(\S+)|Merge (?:remote-tracking )?branch(?:es)? '(?:origin/)?([^'\s]+)'.*"
    r"|Merged? (?:in )?(\S+) (?:into|\(pull request #\d+\)).*"
)


def read_message(message: str, declares_as: DeclarationSource = "trailer") -> Reading:
    """Read a commit message or the text of a pull request.

    Whole lines only: prose that mentions a tool is no clue, nor are lines that quote or forbid one.
    Linear in the length of the message.
    """
    text = message if message.isascii() else plain(message)
    lowered = text.lower()
    if not _may_hold_clues(lowered):
        return SILENT if text is message else _lookalikes_only(text)
    if _is_signed_by_people_only(text, lowered):
        return SILENT
    return _read(message, text, declares_as)


def _may_hold_clues(lowered: str) -> bool:
    # plain substring tests, in the order of how often they hit: ten times faster than one regular expression
    return (
        "-by" in lowered
        or "merge" in lowered[:8]
        or "generated " in lowered
        or "-session" in lowered
        or "co-author" in lowered
        or "ai-assistance" in lowered
        or "ai-tools" in lowered
        or "ai-share" in lowered
        or "generative ai tooling" in lowered
        or "[x]" in lowered
        or "claude.ai/code" in lowered
        or "amp-thread" in lowered
        or "agent-logs-url" in lowered
        or "entire-" in lowered
        or "replit-commit" in lowered
        or "made with" in lowered
        or "made-with" in lowered
        or "chatgpt.com/codex" in lowered
        or "app.devin.ai" in lowered
        or "bcid=bc-" in lowered
        or lowered.startswith("aider: ")
    )


def _is_signed_by_people_only(text: str, lowered: str) -> bool:
    """Whether all that looked like a clue are sign-offs and reviews of people, as in most messages of some projects."""
    if not text.isascii() or len(lowered) != len(text):
        return False
    rest = lowered.replace("signed-off-by:", "").replace("reviewed-by:", "").replace("acked-by:", "")
    if len(rest) == len(lowered) or _may_hold_clues(rest):
        return False
    at = lowered.find("signed-off-by:")
    while at >= 0:
        end = text.find("\n", at)
        line = text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
        if read_line(line) is not NOTHING:
            return False
        at = lowered.find("signed-off-by:", at + 1)
    return True


def _lookalikes_only(text: str) -> Reading:
    latin = skeleton(text)
    if latin == text or not _may_hold_clues(latin.lower()):
        return SILENT
    return _read(text, text, "trailer")


def _read(message: str, text: str, declares_as: DeclarationSource) -> Reading:
    lines, raw = text.split("\n"), message.split("\n")
    hidden = quoted_lines(lines)
    signals: dict[tuple[object, ...], Signal] = {}
    declarations: list[Declaration] = []
    oddities: list[Oddity] = []
    for index, line in enumerate(lines):
        clues = read_line(_unfolded(lines, index)) if line and index not in hidden else NOTHING
        if clues is NOTHING:
            if not line.isascii() and index not in hidden:
                oddities.extend(_lookalike(line))
            continue
        for signal in clues.signals:
            if len(signals) < MOST_SIGNALS:
                signals.setdefault((signal.tool, signal.role, signal.source, signal.rule, signal.model), signal)
        oddities.extend(_oddities(clues, raw[index], line))
        declarations.extend(_declared(clues))
    for signal in _of_subject(lines[0]):
        signals.setdefault((signal.rule,), signal)
    for found in declarations_in(lines, hidden, declares_as):
        if isinstance(found, Declaration):
            declarations.append(found)
        else:
            oddities.append(found)
    return Reading(
        tuple(signals.values()),
        tuple(dict.fromkeys(declarations))[:MOST_SIGNALS],
        tuple(dict.fromkeys(oddities))[:MOST_SIGNALS],
    )


def _unfolded(lines: list[str], index: int) -> str:
    """The line with the address that stands alone on the next, indented one, as git unfolds trailers."""
    line = lines[index].rstrip("\r")
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if following[:1] in {" ", "\t"} and following.lstrip().startswith("<") and "<" not in line and is_trailer(line):
        return f"{line} {following.strip()}"
    return line


def _of_subject(subject: str) -> Iterator[Signal]:
    for row in _SUBJECTS.find(subject[:LONGEST_LINE].strip().lower()):
        yield Signal(row.tool, row.role, row.strength, "subject", row.id, shown(subject))
    merged = _MERGED.fullmatch(subject.strip()[:LONGEST_LINE])
    if merged:
        yield from branch_signals(merged[1] or merged[2] or merged[3])


def branch_signals(branch: str, source: SignalSource = "branch") -> tuple[Signal, ...]:
    """What the name of a branch suggests; weak, since people name branches after themselves and their topics."""
    found = match_branch(branch)
    if not found:
        return ()
    return (Signal(found.row.tool, found.row.role, found.strength, source, found.row.id, shown(branch)),)


def _oddities(clues: Clues, raw: str, line: str) -> Iterator[Oddity]:
    if clues.has_signed_off:
        yield Oddity("agent_signed_off", f"{shown(line)} (only a person can certify where code comes from)")
    if is_disguised(raw):
        yield Oddity("disguised_trailer", f"{shown(line)} (written with full-width or invisible characters)")


def _lookalike(line: str) -> Iterator[Oddity]:
    latin = skeleton(line)
    if latin != line and read_line(latin.rstrip("\r")) is not NOTHING:
        yield Oddity(
            "disguised_trailer", f"{shown(line)} (letters of another script stand for Latin ones; not matched)"
        )


def _declared(clues: Clues) -> Iterator[Declaration]:
    if clues.declares:
        tools = tuple(dict.fromkeys(signal.tool for signal in clues.signals))
        yield Declaration(clues.declares, "trailer", clues.signals[0].text, tools, is_exact=False)


def of_commit(reading: Reading, commit: str) -> Reading:
    """The same reading, said of one commit."""
    if reading is SILENT or not commit:
        return reading
    return Reading(
        tuple(replace(signal, commit=commit) for signal in reading.signals),
        tuple(replace(declaration, commit=commit) for declaration in reading.declarations),
        tuple(replace(oddity, commit=commit) for oddity in reading.oddities),
    )
