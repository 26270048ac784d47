"""How much room do the contents take that are kept of what agents did, and which of them go first?

A commit makes room, where git's hooks are in place (`paraph hook install --local`). Where they are not, whole sessions
go, the one that was seen last the longest ago first: with a part of one it could seem to have written what others did.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

MOST_BYTES = 1 << 29
COUNT = "snapshots-bytes"
_NOTICE = (
    "what was kept of what agents did took more than {limit:,} MB, so that of the {gone} longest ago is gone, and "
    "their uncommitted lines are unknown: `paraph hook install --local` lets each commit make room"
)


def count_in(folder: str, snapshots: str, more: int) -> None:
    """Add so many bytes to what is counted below a capture folder; a count that is lost is taken anew."""
    total = counted(folder)
    _write(f"{folder}/{COUNT}", str(_sum(snapshots) if total is None else total + more).encode())


def counted(folder: str) -> int | None:
    """The bytes that were counted, None where nobody knows."""
    try:
        with open(f"{folder}/{COUNT}", "rb") as file:
            return int(file.read(32))
    except (OSError, ValueError):
        return None


def forget_count(folder: str) -> None:
    """Have it counted anew, after contents went."""
    if os.path.exists(f"{folder}/{COUNT}"):
        os.unlink(f"{folder}/{COUNT}")


def make_room(folder: str, journal: str, snapshots: str) -> str:
    """Let sessions go until the contents of the others take half of what they may; says so, or nothing where they do.

    Nobody else may write meanwhile. Raises OSError.
    """
    if (counted(folder) or 0) <= MOST_BYTES:
        return ""
    sizes = dict(_sizes(snapshots))
    if sum(sizes.values()) <= MOST_BYTES:
        forget_count(folder)
        return ""
    with open(journal, "rb") as file:
        lines = [told for line in file.read().split(b"\n") if isinstance(told := _parsed(line), dict)]
    kept, gone = _kept(lines, sizes)
    _write(journal, b"".join(json.dumps(told, separators=(",", ":")).encode() + b"\n" for told in kept))
    needed = {digest for told in kept for digest in _named(told)}
    for digest in sizes.keys() - needed:
        os.unlink(f"{snapshots}/{digest[:2]}/{digest[2:]}")
    forget_count(folder)
    words = "session" if gone == 1 else f"{gone} sessions"
    return _NOTICE.format(limit=MOST_BYTES // 1_000_000, gone=words)


def _kept(lines: list[dict[str, Any]], sizes: dict[str, int]) -> tuple[list[dict[str, Any]], int]:
    """The lines that stay, and how many sessions do not. What git moved stays as long as any session before it."""
    last = {_session(told): number for number, told in enumerate(lines) if told.get("agent")}
    gone: set[tuple[str, str]] = set()
    kept = lines
    for session in sorted(last, key=lambda each: last[each]):
        gone.add(session)
        rest = [not told.get("agent") or _session(told) not in gone for told in lines]
        first = next((at for at, told in enumerate(lines) if told.get("agent") and rest[at]), len(lines))
        kept = [told for at, told in enumerate(lines) if rest[at] and at >= first]
        if sum(sizes.get(each, 0) for each in {name for told in kept for name in _named(told)}) <= MOST_BYTES // 2:
            break
    return (kept if last else []), len(gone)


def _session(told: dict[str, Any]) -> tuple[str, str]:
    return str(told.get("agent")), str(told.get("session"))


def _named(told: dict[str, Any]) -> Iterable[str]:
    files = told.get("files")
    held = files.values() if isinstance(files, dict) else ()
    return [each for each in (*held, told.get("edits"), told.get("said")) if isinstance(each, str)]


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _sizes(snapshots: str) -> Iterable[tuple[str, int]]:
    for folder in os.scandir(snapshots):
        if folder.is_dir(follow_symlinks=False):
            for each in os.scandir(folder.path):
                yield folder.name + each.name, each.stat(follow_symlinks=False).st_size


def _sum(snapshots: str) -> int:
    return sum(size for _, size in _sizes(snapshots))


def _write(path: str, content: bytes) -> None:
    draft = f"{path}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        os.rename(draft, path)
    except OSError:
        os.unlink(draft)
        raise
