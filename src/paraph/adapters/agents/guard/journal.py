"""What has the guard denied or asked, in order, so that nobody can change it unseen?

One line of JSON for each answer in `guard-journal.jsonl` of the repository's private area. Each line names the
SHA-256 of the one before it and carries its own over all its other members, so that a line that was edited, taken out
or moved is told. Lines taken off the end are told only where the ledger has them (`paraph guard log --append`).
"""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

from paraph.adapters.agents.append_line import append_whole, locked
from paraph.core.model.capture import ToolEvent
from paraph.core.model.digest import sha256_hex
from paraph.core.model.guard import GuardAnswer, GuardVerdict

NAME = "guard-journal.jsonl"
FIRST = "0" * 64
MAX_LINE = 32_768
MAX_JOURNAL = 256 * 1_048_576


class Journal(NamedTuple):
    """The records, oldest first; `broken` is the 1-based line at which the chain does not hold, 0 where it does."""

    records: tuple[dict[str, Any], ...]
    broken: int = 0


def append_verdict(
    private_area: str, event: ToolEvent, verdict: GuardVerdict, now: int, *, given: GuardAnswer | None = None
) -> str:
    """Write down one deny or ask, `now` in epoch seconds; the command with its secrets hidden, or what else was asked.

    `given` is the answer that the agent was really given: one that cannot ask is told to deny. Then `judged` keeps
    what the guard would have answered.

    Answers what the user should know where it could not be written, empty where it was.
    """
    from paraph.core.guard.redact import redacted_command

    told = _told(event)
    answer = given or verdict.answer
    record = {
        "at": now,
        "agent": event.agent[:100],
        "session": event.session[:200],
        "call": event.call[:200],
        "tool": event.tool[:200],
        "answer": answer,
        **({"judged": verdict.answer} if answer != verdict.answer else {}),
        "rules": list(dict.fromkeys(danger.rule for danger in verdict.dangers))[:20],
        "environments": list(dict.fromkeys(each.environment for each in verdict.dangers if each.environment))[:20],
        "command": redacted_command(told),
        "command_sha256": sha256_hex(told.encode("utf-8", "surrogatepass")),
    }
    try:
        os.makedirs(private_area, mode=0o700, exist_ok=True)
        with locked(f"{private_area}/{NAME}") as descriptor:
            append_whole(descriptor, _line(record, _last_hash(descriptor)))
    except (OSError, ValueError) as error:
        return f"the answer of the guard could not be recorded: {error}"
    return ""


def _told(event: ToolEvent) -> str:
    """What the call would do: its command, the files that it edits, or the tool with what that is given."""
    if event.command:
        return event.command
    if event.edits:
        return f"edit {' '.join(dict.fromkeys(edit.path for edit in event.edits))}"
    return " ".join(part for part in (event.tool, event.content) if part)


def read_journal(private_area: str) -> Journal:
    """All records, with the line at which the chain breaks. Raises ReadError (P1105) where the file cannot be read."""
    try:
        with open(f"{private_area}/{NAME}", "rb") as file:
            content = file.read(MAX_JOURNAL + 1)
    except FileNotFoundError:
        return Journal(())
    except OSError as error:
        raise _unreadable(f"the guard's journal cannot be read: {error}", "check its rights") from error
    if len(content) > MAX_JOURNAL:
        raise _unreadable("the guard's journal is too large to be read", "move it away as a whole")
    return _chained(content)


def _unreadable(what: str, fix: str) -> Exception:
    from paraph.core.errors import Problem, ReadError

    return ReadError(Problem("P1105", what, fix))


def _chained(content: bytes) -> Journal:
    records: list[dict[str, Any]] = []
    before, broken = FIRST, 0
    for number, line in enumerate(content.splitlines(), 1):
        record = _record(line)
        if record is None or record.get("before") != before or record.get("hash") != _hash(record):
            broken = broken or number
        if record is not None:
            records.append(record)
            before = str(record.get("hash", ""))
    if content and not content.endswith(b"\n"):
        broken = broken or len(records)
    return Journal(tuple(records), broken)


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _line(record: dict[str, Any], before: str) -> bytes:
    whole = {**record, "before": before}
    return _bytes({**whole, "hash": _hash(whole)}) + b"\n"


def _hash(record: dict[str, Any]) -> str:
    return sha256_hex(_bytes({key: value for key, value in record.items() if key != "hash"}))


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _last_hash(descriptor: int) -> str:
    """The hash that the next line names: that of the last line, or of none where what stands there is none of ours.

    A line that was cut by a crash stays one of its own, and is told as broken.
    """
    size = os.fstat(descriptor).st_size
    if size == 0:
        return FIRST
    tail = os.pread(descriptor, MAX_LINE, max(size - MAX_LINE, 0))
    record = _record(tail.rstrip(b"\n").rpartition(b"\n")[2])
    return str(record.get("hash", FIRST)) if record else FIRST
