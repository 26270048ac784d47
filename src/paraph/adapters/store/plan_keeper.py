"""How does a clone remember the states that it saw plans of, and the plans that somebody approved?

Two files below the private area: `plan-states.json` and the append-only `plan-approvals.jsonl`. They are against
mistakes and old plans: whoever can write in the private area can change both, but an approval that was signed cannot
be made by others.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from paraph.adapters.formats.strict_json import read_json
from paraph.adapters.store.area import own_folder, write_own
from paraph.core.errors import InputError, ParaphError, Problem, ReadError
from paraph.core.guard.plan.approval import Approval, approval_fields, refuse_torn
from paraph.core.guard.plan.state_memory import StateMemory

STATES, APPROVALS = "plan-states.json", "plan-approvals.jsonl"
LOCK_SECONDS = 5.0
_MOST_BYTES = 64 * 1024 * 1024
_MOST_STATES = 1000


class FilePlanKeeper:
    """Implements `paraph.ports.plans.PlanKeeper` in a folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def memories(self) -> dict[str, StateMemory]:
        """What is remembered of each state; nothing where nothing was kept yet."""
        content = self._read(STATES)
        if not content:
            return {}
        try:
            data = read_json(content, STATES, max_bytes=_MOST_BYTES)
            return {str(key): _memory(value) for key, value in data.items()}
        except (ParaphError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise _broken(self._path(STATES)) from error

    def keep(self, memories: Mapping[str, StateMemory]) -> None:
        """Write what is remembered, the newest thousand states."""
        last = list(memories.items())[-_MOST_STATES:]
        data = {key: {field.name: getattr(each, field.name) for field in fields(StateMemory)} for key, each in last}
        own_folder(self._folder)
        write_own(self._path(STATES), json.dumps(data, indent=1).encode())

    def approvals(self) -> tuple[Approval, ...]:
        """All approvals, each following the one before it."""
        try:
            found = tuple(_approval(line) for line in self._read(APPROVALS).splitlines())
        except (ParaphError, TypeError, ValueError) as error:
            raise _broken(self._path(APPROVALS)) from error
        refuse_torn(found)
        return found

    def add(self, approval: Approval) -> None:
        """Append one line and have it on the disk; two at once would not follow each other, and one is refused.

        Raises ReadError (P1145) where it cannot be written, or another one has been at it for five seconds.
        """
        own_folder(self._folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with os.fdopen(os.open(self._path(APPROVALS), flags, 0o600), "ab") as file:
                _lock(file.fileno())
                refuse_torn((*self.approvals(), approval))
                file.write(json.dumps(approval_fields(approval)).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            problem = Problem("P1145", f"{self._path(APPROVALS)} cannot be written: {error}", "see to its rights")
            raise ReadError(problem) from error

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def _read(self, name: str) -> bytes:
        try:
            with open(self._path(name), "rb") as file:
                return file.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise _broken(self._path(name)) from error


class NoPlanKeeper:
    """What stands for a keeper where there is no repository: nothing is remembered, and nothing can be approved."""

    def memories(self) -> dict[str, StateMemory]:
        """Nothing."""
        return {}

    def keep(self, memories: Mapping[str, StateMemory]) -> None:
        """Forget it."""

    def approvals(self) -> tuple[Approval, ...]:
        """None."""
        return ()

    def add(self, approval: Approval) -> None:
        """Raise InputError: there is no place for it."""
        what = f"there is no repository to keep the approval of {approval.plan[:12]} in"
        raise InputError(Problem("P1143", what, "run it inside the repository of the configuration, or give --repo"))


def _lock(descriptor: int) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise OSError("another call has been writing there for too long") from None
            time.sleep(0.005)


def _memory(value: Mapping[str, Any]) -> StateMemory:
    lowered = tuple((str(address), str(what), str(digest)) for address, what, digest in value["lowered"])
    serial = value["serial"]
    if not (serial is None or isinstance(serial, int)):
        raise TypeError(serial)
    return StateMemory(
        str(value["lineage"]), serial, int(value["managed"]), lowered,
        tuple(map(str, value["protected"])), str(value["backend"]),
    )  # fmt: skip


def _approval(line: bytes) -> Approval:
    data = read_json(line, APPROVALS, max_bytes=1 << 20)
    if not isinstance(data, dict) or not all(isinstance(value, (str, int, type(None))) for value in data.values()):
        raise TypeError(APPROVALS)
    return Approval(**data)


def _broken(path: str) -> ReadError:
    fix = "find out what happened to it; take it away to begin anew: old states are then not known as old"
    return ReadError(Problem("P1142", f"{path} cannot be read", fix))
