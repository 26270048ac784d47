"""What does the journal of one work tree hold, and what of it is still needed?"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from paraph.adapters.agents.capture import journal
from paraph.adapters.agents.capture.room import forget_count
from paraph.adapters.agents.work_tree import WorkPlace, work_place
from paraph.adapters.git.names import decode_path, encode_path
from paraph.core.detect.lines.retrace import Mark, Told
from paraph.core.detect.lines.told_edits import ToldEdit
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.digest import sha256_hex
from paraph.ports.capture import JournalEntry

KINDS = ("before", "after", "moved", "committed")
KEPT_SECONDS = 30 * 86_400
OPEN_SECONDS = 86_400
CACHED = 64


class Journal:
    """The journal of the work tree around a folder; implements `paraph.ports.capture.CaptureJournal`.

    `notices` says in words what was passed over. Raises InputError where there is no work tree.
    """

    def __init__(self, folder: str) -> None:
        place = work_place(os.path.realpath(folder))
        if place is None:
            what = f"{folder} is in no work tree of a repository that is yours"
            raise InputError(Problem("P1040", what, "run it in the work tree where the agent worked"))
        self.place: WorkPlace = place
        self.notices: list[str] = []
        self._kept: dict[str, bytes | None] = {}

    def entries(self) -> tuple[JournalEntry, ...]:
        """All entries of the work tree, in the order in which they were written."""
        found: list[JournalEntry] = []
        damaged = 0
        for number, line in enumerate(self._lines()):
            told = _parsed(line)
            entry = _entry(number, told) if told is not None else None
            if entry is None:
                damaged += 1
            elif told is not None and told.get("tree") == self.place.tree:
                found.append(entry)
        if damaged:
            lines = "1 line" if damaged == 1 else f"{damaged:,} lines"
            self.notices.append(f"{lines} of the capture journal cannot be read; nothing is attributed by them")
        return tuple(found)

    def content(self, digest: str) -> bytes | None:
        """A content that was kept, None where it is not there whole."""
        if digest not in self._kept:
            if len(self._kept) >= CACHED:
                self._kept.pop(next(iter(self._kept)))
            self._kept[digest] = self._read(digest)
        return self._kept[digest]

    def told_edits(self, entry: JournalEntry) -> Mapping[str, tuple[ToldEdit, ...]]:
        """What an entry says that was replaced, by path."""
        content = self.content(entry.edits) if entry.edits else None
        told = _parsed(content) if content else None
        return dict(_edits(told or {}))

    def held(self, path: str) -> bytes | None:
        """What a file of the work tree holds now; None where there is none, or no plain one of a usual size."""
        real = f"{self.place.top}/{os.fsdecode(encode_path(path))}"
        try:
            if os.path.islink(real) or not os.path.isfile(real) or os.path.getsize(real) > journal.SNAPSHOT_BYTES:
                return None
            with open(real, "rb") as file:
                return file.read()
        except OSError:
            return None

    def settle(self, commit: str, is_settled: Callable[[str], bool]) -> None:
        """Write down a commit, and forget the entries on paths of which nothing is left to commit.

        Raises ReadError where the disk says no; the journal then stands as it was.
        """
        if not os.path.exists(self._path):
            return
        try:
            with journal.alone(self.place.capture):
                kept, paths = self._still_needed(is_settled)
                self._replace(kept)
            if paths:
                journal.append_committed(self.place, commit, paths)
            with journal.alone(self.place.capture):
                self._forget_contents()
        except OSError as error:
            what = f"the capture journal cannot be written: {error}"
            raise ReadError(Problem("P1041", what, f"see to {self.place.capture}")) from error

    @property
    def _path(self) -> str:
        return f"{self.place.capture}/{journal.JOURNAL}"

    def _lines(self) -> list[bytes]:
        try:
            with open(self._path, "rb") as file:
                lines = file.read(2 * journal.JOURNAL_BYTES).split(b"\n")
            return lines if lines[-1] else lines[:-1]  # a last line without its end was torn
        except FileNotFoundError:
            return []
        except OSError as error:
            what = f"the capture journal cannot be read: {error}"
            raise ReadError(Problem("P1042", what, f"see to {self._path}")) from error

    def _read(self, digest: str) -> bytes | None:
        if len(digest) != 64 or digest.strip("0123456789abcdef"):
            return None
        try:
            with open(journal.snapshot_path(self.place.capture, digest), "rb") as file:
                unpacker = zlib.decompressobj()
                content = unpacker.decompress(file.read(2 * journal.EDIT_BYTES), 2 * journal.EDIT_BYTES)
        except (OSError, zlib.error):
            return None
        return content if sha256_hex(content) == digest else None

    def _still_needed(self, is_settled: Callable[[str], bool]) -> tuple[list[bytes], set[str]]:
        """The lines that stay, and the paths of this work tree that they are on, as the journal writes them."""
        now = time.time()
        every = [told for line in self._lines() if (told := _parsed(line)) is not None and _entry(0, told) is not None]
        mine = [told for told in every if told["tree"] == self.place.tree]
        last = {path: told["at"] for told in mine for path in told["files"]}
        done = {
            path
            for path, at in last.items()
            if is_settled(_named(path)) or (now - at > KEPT_SECONDS and self.held(_named(path)) is None)
        }
        ended = {(told.get("session"), told.get("call")) for told in mine if told["kind"] == "after"}
        kept: list[dict[str, Any]] = []
        for told in every:
            if told["tree"] != self.place.tree:
                if not told["tree"] or os.path.isdir(f"{self.place.shared}/{told['tree']}"):
                    kept.append(told)
                continue
            is_open = told["kind"] == "before" and (told.get("session"), told.get("call")) not in ended
            if not is_open or now - told["at"] > OPEN_SECONDS:
                told["files"] = {path: digest for path, digest in told["files"].items() if path not in done}
            if told["files"]:
                kept.append(told)
        paths = {path for told in kept if told["tree"] == self.place.tree for path in told["files"]}
        return [json.dumps(told, separators=(",", ":")).encode() for told in kept], paths

    def _replace(self, lines: list[bytes]) -> None:
        draft = f"{self._path}.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(b"".join(line + b"\n" for line in lines))
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, self._path)
        except OSError:
            os.unlink(draft)
            raise

    def _forget_contents(self) -> None:
        """Remove the contents that no line names any more, while nobody else writes."""
        needed: set[str] = set()
        for line in self._lines():
            told = _parsed(line) or {}
            needed.update(str(each) for each in (*told.get("files", {}).values(), told.get("edits"), told.get("said")))
        top = f"{self.place.capture}/{journal.SNAPSHOTS}"
        forget_count(self.place.capture)
        for folder in os.listdir(top):
            for name in os.listdir(f"{top}/{folder}"):
                if folder + name not in needed:
                    os.unlink(f"{top}/{folder}/{name}")


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _named(path: str) -> str:
    """A path of the journal as git names it."""
    return decode_path(os.fsencode(path))


def _entry(number: int, told: dict[str, Any]) -> JournalEntry | None:
    """The entry that a line is; None for a line that is none of ours."""
    kind, files, at = told.get("kind"), told.get("files"), told.get("at")
    words = [
        told.get(name, "")
        for name in ("tree", "head", "agent", "session", "model", "call", "tool", "deed", "edits", "said")
    ]
    if told.get("v") != journal.VERSION or kind not in KINDS or not isinstance(at, int | float):
        return None
    if not isinstance(files, dict) or not all(isinstance(each, str) for each in (*words, *files.values())):
        return None
    try:
        named = {_named(path): digest for path, digest in files.items()}
        known = {_named(path): tuple(_told(rows)) for path, rows in dict(told.get("told") or {}).items()}
    except (ValueError, TypeError):
        return None
    _, head, agent, session, model, call, tool, deed, edits, said = words
    return JournalEntry(number, kind, at, head, named, agent, session, model, call, tool, deed, edits, known, said)


def _told(rows: Any) -> Iterator[Told]:
    for first, last, kind, agent, session, model, *more in rows:
        if kind in ("ai", "mixed", "human_attested") and isinstance(first, int) and isinstance(last, int):
            person, strength = (*map(str, more), "", "")[:2]
            yield Told(first, last, Mark(kind, str(agent), str(session), str(model), person, strength == "weak"))


def _edits(told: dict[str, Any]) -> Iterator[tuple[str, tuple[ToldEdit, ...]]]:
    for path, rows in told.items():
        try:
            found = [
                ToldEdit(None if old is None else _bytes(old), _bytes(new), is_everywhere is True)
                for old, new, is_everywhere in rows
            ]
            yield _named(path), tuple(found)
        except (ValueError, TypeError, AttributeError):
            continue


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
