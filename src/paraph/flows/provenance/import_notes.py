"""What do all the records of a repository say together, and what is odd about them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from paraph.core.model.attribution import LINE_KINDS, Attribution, LineCounts, NoteOddity

FIRST_PLACES = 3
MOST_TOOLS = 1000
NO_RECORD = frozenset({"schema_unknown", "too_large", "too_many_ranges", "unknown_format", "note_missing"})
FOREIGN = frozenset({"separator_missing", "metadata_missing"})
MESSAGES = ("prompt_messages", "session_messages")


class Met(NamedTuple):
    """An oddity over all records: how often it was met, in how many records, and its first places."""

    times: int
    records: int
    first: tuple[NoteOddity, ...]


class ToolLines(NamedTuple):
    """What is attributed to one tool: lines, in how many records."""

    lines: int
    records: int


class Begun(NamedTuple):
    """Records of which the first were read: `passed` of them, and whether one was a record of lines, of any version."""

    records: Iterator[Attribution]
    passed: int
    has_record: bool


def begin(records: Iterable[Attribution]) -> Begun:
    """Read on to the first record of lines; notes of git's own, statements and the like are none."""
    source, passed = iter(records), list[Attribution]()
    has_record = False
    while not has_record and (record := next(source, None)) is not None:
        passed.append(record)
        has_record = is_record(record)
    return Begun(chain(passed, source), len(passed), has_record)


def is_record(record: Attribution) -> bool:
    """Whether a note is one of lines at all, even an empty or damaged one or one of another version."""
    kinds = {each.kind for each in record.oddities}
    return bool(record.files) or not (kinds >= FOREIGN or "unknown_format" in kinds)


class Survey:
    """Counts records as they pass. Its memory grows with the number of tools and kinds, not of records, but for a set
    of the commits that they stand at."""

    def __init__(self) -> None:
        self.records = self.size_bytes = self.largest_bytes = self.empty = self.unread = self.files = 0
        self.attested: Counter[str] = Counter()
        self.stated: Counter[str] = Counter()
        self.tools: dict[str, ToolLines] = {}
        self.oddities: dict[str, Met] = {}
        self.commits: set[str] = set()

    def seen(self, records: Iterable[Attribution]) -> Iterator[Attribution]:
        """The same records, counted on their way."""
        for record in records:
            self.add(record)
            yield record

    def add(self, record: Attribution) -> None:
        """Count one record."""
        self.records += 1
        self.commits.add(record.commit)
        self.size_bytes += record.size_bytes
        self.largest_bytes = max(self.largest_bytes, record.size_bytes)
        kinds = {each.kind for each in record.oddities}
        self.empty += "empty_attestation" in kinds
        self.unread += not kinds.isdisjoint(NO_RECORD)
        self.files += len(record.files)
        self.stated.update(record.stated._asdict())
        self._add_lines(record)
        self.hear(record)

    def hear(self, record: Attribution) -> None:
        """Count only what is odd about a record: one that stands at no commit."""
        for kind in {each.kind: None for each in record.oddities}:
            self._meet(kind, [each for each in record.oddities if each.kind == kind])

    def _add_lines(self, record: Attribution) -> None:
        by_tool: Counter[str] = Counter()
        for _, spans in record.files:
            for span in spans:
                size = span.last - span.first + 1
                self.attested[span.kind] += size
                if span.claim is not None and span.claim.polarity == "ai":
                    by_tool[span.claim.tool] += size
        for tool, size in by_tool.items():
            name = tool if tool in self.tools or len(self.tools) < MOST_TOOLS else "others"
            before = self.tools.get(name, ToolLines(0, 0))
            self.tools[name] = ToolLines(before.lines + size, before.records + 1)

    def _meet(self, kind: str, here: list[NoteOddity]) -> None:
        before = self.oddities.get(kind, Met(0, 0, ()))
        first = (*before.first, *here)[:FIRST_PLACES]
        self.oddities[kind] = Met(before.times + sum(each.count for each in here), before.records + 1, first)

    def messages(self) -> int:
        """Prompts and sessions that still carry what was said to a tool."""
        return sum(self.oddities[kind].times for kind in MESSAGES if kind in self.oddities)

    def reached(self, descent: Iterable[tuple[str, ...]]) -> int:
        """How many of the commits are among those of a history."""
        return sum(line[0] in self.commits for line in descent)


def lines_of(counts: Mapping[str, int]) -> LineCounts:
    """A tally by kind as counts."""
    return LineCounts(**{kind: counts.get(kind, 0) for kind in LINE_KINDS})


def writable(records: Iterable[Attribution], *, is_own: bool) -> Iterator[Attribution]:
    """The records that may be written anew: those that could be read and, from elsewhere, that say something."""
    for record in records:
        is_read = NO_RECORD.isdisjoint(each.kind for each in record.oddities)
        if is_read and (record.files or is_own):
            yield record
