"""How does a test of a flow write a journal down without a disk?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paraph.core.detect.lines.told_edits import ToldEdit
from paraph.core.model.digest import sha256_hex
from paraph.ports.capture import ABSENT, EntryKind, JournalEntry


class MemoryJournal:
    """A journal in memory; implements `paraph.ports.capture.CaptureJournal`."""

    def __init__(self) -> None:
        self.written: list[JournalEntry] = []
        self.contents: dict[str, bytes] = {}
        self.edits: dict[str, Mapping[str, tuple[ToldEdit, ...]]] = {}
        self.now: dict[str, bytes] = {}
        self.settled: list[tuple[str, dict[str, bool]]] = []

    def say(
        self, kind: EntryKind, files: Mapping[str, bytes | None], *, call: str = "", session: str = "one",
        edits: Mapping[str, tuple[ToldEdit, ...]] | None = None, **more: object,
    ) -> JournalEntry:  # fmt: skip
        """Add an entry: what files hold, None for one that is not there."""
        named = str(len(self.written)) if edits else ""
        self.edits[named] = edits or {}
        kept = {path: ABSENT if content is None else sha256_hex(content) for path, content in files.items()}
        self.contents |= {sha256_hex(content): content for content in files.values() if content is not None}
        self.now |= {path: content for path, content in files.items() if content is not None}
        given = {"agent": "agent", "session": session, "model": "m", "tool": "Edit", "deed": "edit"} | more
        entry = JournalEntry(len(self.written), kind, float(len(self.written)), "ref", kept, call=call, edits=named)
        self.written.append(entry._replace(**given))  # type: ignore[arg-type]
        return self.written[-1]

    def entries(self) -> tuple[JournalEntry, ...]:
        """All entries."""
        return tuple(self.written)

    def content(self, digest: str) -> bytes | None:
        """A content that was kept."""
        return self.contents.get(digest)

    def told_edits(self, entry: JournalEntry) -> Mapping[str, tuple[ToldEdit, ...]]:
        """What an entry says that was replaced."""
        return self.edits[entry.edits]

    def held(self, path: str) -> bytes | None:
        """What a file holds now."""
        return self.now.get(path)

    def settle(self, commit: str, is_settled: Callable[[str], bool]) -> None:
        """Remember what would be forgotten."""
        paths = {path for entry in self.written for path in entry.files}
        self.settled.append((commit, {path: is_settled(path) for path in sorted(paths)}))
