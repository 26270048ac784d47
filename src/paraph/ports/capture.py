"""Where stands what agents did to the files of one work tree, until it is committed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, Protocol

from paraph.core.detect.lines.retrace import Told
from paraph.core.detect.lines.told_edits import ToldEdit
from paraph.core.model.capture import Deed

EntryKind = Literal["before", "after", "moved", "committed"]
ABSENT = "absent"


class JournalEntry(NamedTuple):
    """One line of the journal. `files` are paths as git names them with the digest of what each held, or a word for
    why there is none (`absent`: there was no such file). `at` are epoch seconds, `edits` names what the event said, and
    `said` the text of a command.
    `number` is its place among all lines of the journal."""

    number: int
    kind: EntryKind
    at: float
    head: str
    files: Mapping[str, str]
    agent: str = ""
    session: str = ""
    model: str = ""
    call: str = ""
    tool: str = ""
    deed: Deed = "other"
    edits: str = ""
    told: Mapping[str, tuple[Told, ...]] = {}
    said: str = ""


class CaptureJournal(Protocol):
    """What agents did in one work tree. What is damaged in it is passed over: it attributes nothing."""

    def entries(self) -> tuple[JournalEntry, ...]:
        """All entries of the work tree, in the order in which they were written."""
        ...

    def content(self, digest: str) -> bytes | None:
        """A content that was kept, None where it is not there whole."""
        ...

    def told_edits(self, entry: JournalEntry) -> Mapping[str, tuple[ToldEdit, ...]]:
        """What an entry says that was replaced, by path; a path that does not stand in it is not told of."""
        ...

    def held(self, path: str) -> bytes | None:
        """What a file of the work tree holds now; None where there is none, or no plain one of a usual size."""
        ...

    def settle(self, commit: str, is_settled: Callable[[str], bool]) -> None:
        """Write down a commit, and forget what can matter no more: the entries on paths of which nothing is left to
        commit. Work in hand is kept, and so is everything where the disk is full. Raises ReadError then."""
        ...
