"""What does a message say of the tools that took part?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from paraph.core.detect.declared import declarations_in
from paraph.core.detect.disguise import is_disguised, plain, skeleton
from paraph.core.detect.identity import Table, match_branch, shown
from paraph.core.detect.quoting import quoted_lines, trailers_of_git
from paraph.core.detect.trailers import LONGEST_LINE, NOTHING, Clues, is_trailer, read_line
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Declaration, DeclarationSource, Oddity, Signal, SignalSource
from paraph.core.model.regex import regex

T = TypeVar("T")
MOST_LINES = 200
MOST_FOLDS = 4


class Reading(NamedTuple):
    """All that one text holds, in the order found; every part empty for nearly all messages.

    `windows` are, for rules of a policy, the epoch seconds in which they do not count, start included and end not.
    """

    signals: tuple[Signal, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    windows: tuple[tuple[str, tuple[int, int]], ...] = ()


SILENT = Reading()

_BREAKS = regex(r"\r\n?|[\v\f\x85\u2028\u2029]")
_AI_WORD = regex(r"\b(?:ai|llm)\b")
_SUBJECTS = Table("subject")
_MERGED = regex(
    r"Merge pull request #\d+ from [^/\s]+/(\S+)|Merge (?:remote-tracking )?branch(?:es)? '(?:origin/)?([^'\s]+)'.*"
    r"|Merged? (?:in )?(\S+) (?:into|\(pull request #\d+\)).*"
)


_BY = ("-by",)
_FOLDS = frozenset((" ", "\t"))
# Substrings in lower case, of which every line that `read_line` understands holds one. Plain substring tests
# are ten times faster than one regular expression over the message.
_CLUES = (
    "-by", "co-author", "generated ", "-session", "claude.ai/code", "amp-thread", "agent-logs-url", "entire-",
    "replit-commit", "made with", "made-with", "chatgpt.com/codex", "app.devin.ai", "bcid=bc-",
    " on behalf of ", "aider chat conversation",
)  # fmt: skip


def read_message(message: str, declares_as: DeclarationSource = "trailer") -> Reading:
    """Read a commit message or the text of a pull request.

    Whole lines only: prose that mentions a tool is no clue, nor are lines that quote or forbid one.
    Linear in the length of the message.
    """
    if "\r" in message or "\v" in message or "\f" in message or not message.isascii():
        message = _BREAKS.sub("\n", message)
    text = message if message.isascii() else plain(message)
    lowered = text.lower()
    is_declared = _may_declare(lowered)
    has_subject = lowered.startswith(("merge", "aider: ", "[codex] "))
    latin = text if text.isascii() else skeleton(text)
    clues = _clues_in(lowered)
    if not is_declared and not has_subject and latin is text and (not clues or _is_by_people(text, lowered, clues)):
        return SILENT
    lines = text.split("\n")
    found = [(index, read_line(_unfolded(lines, index))) for index in _candidates(lowered, clues)] if clues else []
    found = [(index, each) for index, each in found if each is not NOTHING]
    masked = [] if latin is text else _lookalikes(lines, latin)
    if not found and not is_declared and not has_subject and not masked:
        return SILENT
    hidden = quoted_lines(lines, None if is_declared or masked else [index for index, _ in found])
    raw = lines if text is message else message.split("\n")
    clues_read = _gather([(raw[index], each) for index, each in found if index not in hidden])
    spoken = list(declarations_in(lines, hidden, declares_as)) if is_declared else []
    odd = [_masked(lines[index]) for index in masked if index not in hidden]
    odd += _shown_to_git(lines, [(index, each) for index, each in found if index in hidden])
    reading = Reading(
        (*clues_read.signals, *_of_subject(lines[0]))[:MOST_LINES],
        _distinct([*clues_read.declarations, *(each for each in spoken if isinstance(each, Declaration))]),
        _distinct([*clues_read.oddities, *(each for each in spoken if isinstance(each, Oddity)), *odd]),
    )
    return reading if any(reading) else SILENT


def _distinct(items: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))[:MOST_LINES]


def _clues_in(lowered: str) -> tuple[str, ...]:
    # one chain of tests: most messages hold none of these, or only the first
    if (
        "co-author" in lowered
        or "generated " in lowered
        or "-session" in lowered
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
        or " on behalf of " in lowered
        or "aider chat conversation" in lowered
    ):
        return tuple(clue for clue in _CLUES if clue in lowered)
    return _BY if "-by" in lowered else ()


def _is_by_people(text: str, lowered: str, clues: tuple[str, ...]) -> bool:
    """Whether the only clues are lines of people, `Signed-off-by` nearly always: then nothing need be split."""
    if clues is not _BY or len(text) != len(lowered):
        return False
    at = lowered.find("-by")
    while at >= 0:
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        is_folded = text[end + 1 : end + 2] in _FOLDS
        if is_folded or read_line(text[text.rfind("\n", 0, at) + 1 : end]) is not NOTHING:
            return False
        at = lowered.find("-by", end)
    return True


def _may_declare(lowered: str) -> bool:
    return (
        "ai-assistance" in lowered
        or "ai-tools" in lowered
        or "ai-share" in lowered
        or "generative ai tooling" in lowered
        or ("[x]" in lowered and ("generative tooling" in lowered or _AI_WORD.search(lowered) is not None))
    )


def _candidates(lowered: str, clues: tuple[str, ...]) -> list[int]:
    """Numbers of the lines that hold one of `clues`, in order."""
    at: set[int] = set()
    for clue in clues:
        line = start = 0
        position = lowered.find(clue)
        while position >= 0:
            line += lowered.count("\n", start, position)
            at.add(line)
            start = position
            end = lowered.find("\n", position)
            position = lowered.find(clue, end) if end >= 0 else -1
    return sorted(at)


def _gather(found: list[tuple[str, Clues]]) -> Reading:
    signals: dict[tuple[object, ...], Signal] = {}
    declarations: list[Declaration] = []
    oddities: list[Oddity] = []
    for raw, clues in found:
        for signal in clues.signals:
            link = signal.text if signal.role == "session" else ""  # two links are two sessions
            same = (signal.tool, signal.role, signal.source, signal.rule, signal.model, signal.strength, link)
            signals.setdefault(same, signal)
        oddities.extend(_oddities(clues, raw))
        declarations.extend(_declared(clues))
    strongest_first = sorted(signals.values(), key=lambda signal: signal.strength == "weak")
    return Reading(tuple(strongest_first), tuple(declarations), tuple(oddities))


def _lookalikes(lines: list[str], latin: str) -> list[int]:
    """Lines that would be clues if letters of other scripts were the Latin ones that they look like."""
    lowered = latin.lower()
    seen = latin.split("\n")
    at = _candidates(lowered, tuple(clue for clue in _CLUES if clue in lowered))
    differing = [index for index in at if seen[index] != lines[index]]
    return [i for i in differing if read_line(seen[i]) is not NOTHING and read_line(lines[i]) is NOTHING][:MOST_LINES]


def _masked(line: str) -> Oddity:
    return Oddity("disguised_trailer", f"{shown(line)} (letters of another script stand for Latin ones; not matched)")


def _shown_to_git(lines: list[str], quoted: list[tuple[int, Clues]]) -> list[Oddity]:
    """Claims that the message shows as a quotation and git reads as trailers all the same: not matched, not hidden."""
    claims = [index for index, each in quoted if any(signal.strength != "weak" for signal in each.signals)]
    real = trailers_of_git(lines) if claims else frozenset[int]()
    words = "(shown as a quotation, in a place where git reads trailers; not matched)"
    return [Oddity("disguised_trailer", f"{shown(lines[index])} {words}") for index in claims if index in real]


def _unfolded(lines: list[str], index: int) -> str:
    """The line with what the next, indented ones add to it, as git unfolds trailers, where an address ends there."""
    line = lines[index]
    if "<" in line or not is_trailer(line):
        return line
    whole = line.rstrip()
    for following in lines[index + 1 : index + 1 + MOST_FOLDS]:
        if following[:1] not in {" ", "\t"} or not following.strip():
            break
        whole += " " + following.strip()
        if whole.endswith(">"):
            return whole
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


def _oddities(clues: Clues, raw: str) -> Iterator[Oddity]:
    if clues.has_signed_off:
        yield Oddity("agent_signed_off", f"{shown(raw)} (only a person can certify where code comes from)")
    if is_disguised(raw):
        yield Oddity("disguised_trailer", f"{shown(raw)} (written with full-width or invisible characters)")


def _declared(clues: Clues) -> Iterator[Declaration]:
    if clues.declares:
        tools = tuple(dict.fromkeys(signal.tool for signal in clues.signals))
        yield Declaration(clues.declares, "trailer", clues.signals[0].text, tools, is_exact=False)


def of_commit(reading: Reading, commit: str) -> Reading:
    """The same reading, said of one commit."""
    if reading is SILENT or not commit:
        return reading
    return Reading(
        tuple(changed(signal, commit=commit) for signal in reading.signals),
        tuple(changed(declaration, commit=commit) for declaration in reading.declarations),
        tuple(changed(oddity, commit=commit) for oddity in reading.oddities),
        reading.windows,
    )
