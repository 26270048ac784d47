"""Which lines did who, or what, write, and how do we know?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.model.noun import noun
from paraph.core.model.provenance import Role, Strength

LineKind = Literal["ai", "human_attested", "mixed", "unknown"]
LINE_KINDS: tuple[LineKind, ...] = ("ai", "human_attested", "mixed", "unknown")
Polarity = Literal["ai", "human", "none"]
ClaimSource = Literal["note", "trace", "capture", "commit", "declaration", "account"]


@noun
class Claim:
    """What is said of who, or what, had a hand in something, by whom it is said and how sure that is.

    `polarity` tells a tool's claim from a person's and from a declaration that no AI took part. `session` is the
    tool's own name of the conversation. `person` is whom a human claim attests, or who prompted ("Name <address>").
    `rule` is the row of the catalogue, `text` what was read. `window` are epoch seconds, start included and end not,
    in which such a clue is doubtful; `commit` is where the claim stands.
    """

    polarity: Polarity
    tool: str = ""
    model: str = ""
    session: str = ""
    role: Role = "wrote"
    strength: Strength = "strong"
    source: ClaimSource = "note"
    person: str = ""
    rule: str = ""
    text: str = ""
    window: tuple[int, int] | None = None
    commit: str = ""


class Span(NamedTuple):
    """Neighbouring lines of one file, 1-based and inclusive, with what is known of them.

    `commit` is the commit that introduced them, empty where nobody asked. A line without a span is not told of at
    all; a line of kind `unknown` was looked at, and nothing is known.
    """

    first: int
    last: int
    kind: LineKind
    claim: Claim | None = None
    commit: str = ""


Spans = tuple[Span, ...]  # sorted, disjoint


class FileLines(NamedTuple):
    """What is known of the lines of one file."""

    path: str
    spans: Spans


@noun
class NoteOddity:
    """Something about a record of lines that a reader should know; `kind` is one of a closed list of its reader.

    `line` is the line of the record, 1-based, 0 where none can be named. `count` is how often it was met: what comes
    many times is told of once, at its first place.
    """

    kind: str
    text: str
    commit: str = ""
    path: str = ""
    line: int = 0
    count: int = 1


class LineCounts(NamedTuple):
    """Lines of each kind."""

    ai: int = 0
    human_attested: int = 0
    mixed: int = 0
    unknown: int = 0


@noun
class Attribution:
    """What one record (a note, a trace, our own capture) says of the lines that one commit added.

    `digest` is the SHA-256 in hex of the record's bytes as they are stored, empty where it was not read from any;
    `size_bytes` is their number. `stated` are its lines as they are written there, range by range: a line that several
    entries name counts for each of them.
    """

    commit: str
    files: tuple[FileLines, ...] = ()
    oddities: tuple[NoteOddity, ...] = ()
    digest: str = ""
    size_bytes: int = 0
    stated: LineCounts = LineCounts()


class Hunk(NamedTuple):
    """One replaced run of lines: `old_count` lines from `old_first` became `new_count` lines from `new_first`.

    Lines are 1-based. An empty run starts at the line before which it stands (one past the end at the end of a file).
    """

    old_first: int
    old_count: int
    new_first: int
    new_count: int


class FileChange(NamedTuple):
    """One file of a difference: its paths (empty for an added or a removed one) and hunks, in order.

    A binary file has no hunks; its lines are no lines.
    """

    old_path: str
    new_path: str
    hunks: tuple[Hunk, ...] = ()
    is_binary: bool = False


class TreeChange(NamedTuple):
    """The difference from one commit or tree to another; files that are the same do not stand in it."""

    old: str
    new: str
    files: tuple[FileChange, ...]
