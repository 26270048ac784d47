"""What did an agent just do to which files? One line for each event, and what the files held then.

It runs inside an agent's hook, so it starts nothing and imports little. `<private area>/capture/` holds
`journal.jsonl`, one JSON object a line, which is only appended to, and `snapshots/`, contents by their SHA-256,
compressed. Each line has `at` (epoch seconds), `kind` (`before`, `after`, `moved`, `committed`), `tree` (the work tree,
empty for the main one), `head`, and `files`: path -> digest, or why there is none (`absent`, `large`, `special`). Bytes
of a path that are not UTF-8 stand as lone surrogates. An event of a tool call adds `agent`, `session`, `model`, `call`,
`tool`, `deed`, and the digests of what it says that it replaced (`edits`) or of the command that it ran (`said`).
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from paraph.adapters.agents.append_line import append_whole, locked
from paraph.adapters.agents.capture.room import count_in, make_room
from paraph.adapters.agents.work_tree import WorkPlace, head_of, work_place
from paraph.core.model.capture import Edit, ToolEvent
from paraph.core.model.digest import sha256_hex

JOURNAL, SNAPSHOTS, LOCK = "journal.jsonl", "snapshots", "lock"
VERSION = 1
SNAPSHOT_BYTES = 3_000_000
JOURNAL_BYTES = 1 << 26
EDIT_BYTES = 1 << 22
MOST_FILES = 256
ABSENT, LARGE, SPECIAL = "absent", "large", "special"


def append_event(cwd: str, event: ToolEvent) -> str:
    """Write down one event of a tool call, in each repository whose files it names.

    Nothing is raised: an agent is never held up by this. The answer says in words why something was not recorded, and
    is empty where all was, or where there was nothing to record.
    """
    if event.moment == "other" or event.deed == "other":
        return ""
    try:
        folder = event.cwd or cwd
        named = list(_named_paths(folder, event))
        places = _places(named)
        notices = [_append_event(place, event, paths, folder) for place, paths in places.items()]
        if named and not places:
            from paraph.adapters.agents.capture.not_ours import not_recorded

            notices.append(not_recorded(named[0]))
    except (OSError, ValueError) as error:
        return f"what the agent did is not recorded: {error}"
    return next(filter(None, notices), "")


def append_moved(folder: str, told: Mapping[str, object] | None = None) -> str:
    """Write down what the files under watch hold after git moved HEAD or wrote to the work tree around a folder.

    `told` says of paths, from the top of the work tree, which lines of theirs are known (JSON: a list of
    `[first, last, kind, agent, session, model, person, strength]`), where git brought back work whose lines were
    recorded before.
    Nothing is raised; the answer says why something was not recorded.
    """
    try:
        place = work_place(os.path.realpath(folder))
        if place is None or not (told or os.path.exists(f"{place.capture}/{JOURNAL}")):
            return ""
        paths = {*watched_paths(place), *(told or ())}
        if paths:
            _append(place, {"kind": "moved", **({"told": told} if told else {})}, paths)
    except (OSError, ValueError) as error:
        return f"where HEAD moved is not recorded: {error}"
    return ""


def append_committed(place: WorkPlace, commit: str, paths: Iterable[str]) -> None:
    """Write down a commit with what the files hold right after it. Raises OSError."""
    _append(place, {"kind": "committed", "commit": commit}, paths)


def watched_paths(place: WorkPlace) -> frozenset[str]:
    """The paths of a work tree that the journal has anything on."""
    found: set[str] = set()
    try:
        with open(f"{place.capture}/{JOURNAL}", "rb") as file:
            lines = file.read(JOURNAL_BYTES).split(b"\n")
    except OSError:
        return frozenset()
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and entry.get("tree") == place.tree and isinstance(entry.get("files"), dict):
            found.update(entry["files"])
    return frozenset(found)


def _named_paths(cwd: str, event: ToolEvent) -> Iterable[str]:
    if event.deed == "edit":
        return [os.path.join(cwd, os.path.expanduser(edit.path)) for edit in event.edits if edit.path]
    from paraph.adapters.agents.capture.shell_targets import shell_targets

    return shell_targets(event.command, cwd) if event.command else ()


def _places(paths: Iterable[str]) -> dict[WorkPlace, dict[str, str]]:
    """The real paths by their work tree: path from its top -> as it was named."""
    found: dict[WorkPlace, dict[str, str]] = {}
    for named in paths:
        path = os.path.realpath(named)
        place = work_place(os.path.dirname(path))
        inner = place.below(path) if place else ""
        if place and inner and len(files := found.setdefault(place, {})) < MOST_FILES:
            files[inner] = named
    return found


def _append_event(place: WorkPlace, event: ToolEvent, paths: Mapping[str, str], folder: str) -> str:
    entry: dict[str, object] = {
        "kind": event.moment, "agent": event.agent, "session": event.session, "model": event.model,
        "call": event.call, "tool": event.tool, "deed": event.deed,
    }  # fmt: skip
    inner = {named: path for path, named in paths.items()}
    if event.deed == "edit":
        return _append(place, entry, paths, edits=_told(event.edits, inner, folder))
    return _append(place, entry, paths, said=event.command.encode("utf-8", "surrogateescape"))


def _told(edits: Iterable[Edit], inner: Mapping[str, str], folder: str) -> bytes:
    """The texts that an event says it replaced, as JSON: path -> `[old, new, is_everywhere]` in order.

    A path of which it does not tell all is left out: then the file alone tells what was done to it.
    """
    said: dict[str, list[list[object]]] = {}
    silent: set[str] = set()
    for edit in edits:
        path = inner.get(os.path.join(folder, os.path.expanduser(edit.path)), "")
        if edit.new is None:
            silent.add(path)
        else:
            said.setdefault(path, []).append([edit.old, edit.new, edit.is_everywhere])
    said = {path: texts for path, texts in said.items() if path and path not in silent}
    content = json.dumps(said).encode() if said else b""
    return content if len(content) <= EDIT_BYTES else b""


def _append(place: WorkPlace, entry: dict[str, object], paths: Iterable[str], **contents: bytes) -> str:
    """Write one line with the contents that it names; says where older ones had to go for that."""
    folder = place.capture
    _make(place.shared + "/paraph", folder)
    with alone(folder):
        entry |= {"files": {path: _snapshot(folder, f"{place.top}/{path}") for path in paths}}
        entry |= {name: keep(folder, content) for name, content in contents.items() if content}
        stamp = {"v": VERSION, "at": round(time.time(), 3), "tree": place.tree, "head": head_of(place)}
        _write_line(f"{folder}/{JOURNAL}", json.dumps({**stamp, **entry}, separators=(",", ":")).encode())
        return make_room(folder, f"{folder}/{JOURNAL}", f"{folder}/{SNAPSHOTS}")


def _make(area: str, folder: str) -> None:
    if os.path.isdir(f"{folder}/{SNAPSHOTS}"):
        return
    for path in (area, folder, f"{folder}/{SNAPSHOTS}"):
        try:
            os.mkdir(path, 0o755 if path == area else 0o700)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(path).st_mode):
                raise OSError(f"{path} is no folder") from None


@contextmanager
def alone(folder: str) -> Iterator[None]:
    """Keep every other writer of a journal out. Raises OSError where one has been at it for too long.

    The lock is a file beside the journal, which is replaced as a whole when it is cleared.
    """
    with locked(f"{folder}/{LOCK}"):
        yield


def _snapshot(folder: str, path: str) -> str:
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode):
            return SPECIAL
        if found.st_size > SNAPSHOT_BYTES:
            return LARGE
        with open(path, "rb") as file:
            content = file.read(SNAPSHOT_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    except OSError:
        return SPECIAL
    return LARGE if len(content) > SNAPSHOT_BYTES else keep(folder, content)


def snapshot_path(folder: str, digest: str) -> str:
    """Where a content is kept below a capture folder."""
    return f"{folder}/{SNAPSHOTS}/{digest[:2]}/{digest[2:]}"


def keep(folder: str, content: bytes) -> str:
    """Keep a content, whole or not at all; its digest. Raises OSError."""
    digest = sha256_hex(content)
    path = snapshot_path(folder, digest)
    if os.path.exists(path):
        return digest
    from zlib import compress

    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    draft = f"{path}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as file:
            size = file.write(compress(content, 1))
        os.rename(draft, path)
    except OSError:
        os.unlink(draft)
        raise
    count_in(folder, f"{folder}/{SNAPSHOTS}", size)
    return digest


def _write_line(path: str, line: bytes) -> None:
    with locked(path) as descriptor:
        if os.fstat(descriptor).st_size > JOURNAL_BYTES:
            raise OSError("the journal is full: a commit with the hooks of `paraph hook install --local` makes room")
        append_whole(descriptor, line + b"\n")
