"""Movements of a protected branch are on record, by this server or by hooks: which changes have landed by them?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from paraph.core.attest.canonical import canonical
from paraph.core.ledger.entry import read_entry
from paraph.flows.attend import errands
from paraph.flows.attend.place import Place
from paraph.flows.ledger.recorded_movements import landings_of
from paraph.ports.board import ChangeQuery, ChangeRow, ConnectedRepository, Setting
from paraph.ports.jobs import Task
from paraph.ports.ledger import DONE, Job, Movement, Row

MOST_STEPS = 5_000
MOST_ALIKE = 20
_SHORT = 12


def follow_landed(at: Place, task: Task, ref: str) -> bool:
    """Write on the board what has landed since the last time; whether anything has."""
    name = f"followed:{at.repository.key}:{ref}"
    entry, tip = _pointer(at.office.board.setting(name))
    begun = entry
    for _ in range(MOST_STEPS):
        step = _next(at, ref, tip, entry)
        if step is None:
            break
        rows, jobs = _landed(at, step)
        entry, tip = step.entry, step.new
        pointer = Setting(name, canonical({"entry": entry, "tip": tip}))
        at.ledger.record((), jobs, [*map(Row, rows), Row(pointer), Row(task.fence)])
    return entry != begun


def _pointer(value: bytes) -> tuple[int, str]:
    said = json.loads(value) if value else {}
    return int(said.get("entry", -1)), str(said.get("tip", ""))


def _next(at: Place, ref: str, tip: str, entry: int) -> Movement | None:
    """The movement that took place next."""
    found = (each for each in at.ledger.movements_from(ref, tip) if each.state in DONE and each.entry > entry)
    return min(found, key=lambda each: each.entry, default=None)


def _landed(at: Place, step: Movement) -> tuple[list[ChangeRow], list[Job]]:
    done = _entry(at, step.entry)
    index = done.get("decided")
    decided = _entry(at, index) if isinstance(index, int) else {}
    parts = landings_of(dict(decided)) or ([dict(decided)] if decided.get("number") else [])
    rows = [row for part in parts for row in _rows(at, step, done, part, index)]
    if not rows and step.state == "alarm":
        rows = [_alarm_row(at, step, done, decided, index)]
    jobs = [job for row in rows for job in (errands.show_job(row.repository, row.number),
                                            errands.ask_job(row.repository, row.number))]  # fmt: skip
    return rows, jobs


def _rows(
    at: Place, step: Movement, done: Mapping[str, Any], part: Mapping[str, Any], index: Any
) -> Iterator[ChangeRow]:
    """The changes that are one landing: the one that the record names, else those with its head."""
    key, board = at.repository.key, at.office.board
    head = str(part.get("change", {}).get("head", ""))
    number = part.get("number")
    if number:
        found = [row for row in [board.change(key, str(number))] if row is not None]
    else:
        query = ChangeQuery(key, head=head, most=MOST_ALIKE)
        found = [row for row in board.changes(query) if head and row.target == step.ref and row.state != "closed"]
    for row in found:
        yield _ended(row, step, done, part, index)


def _ended(row: ChangeRow, step: Movement, done: Mapping[str, Any], part: Mapping[str, Any], index: Any) -> ChangeRow:
    is_alarm = step.state == "alarm"
    change = part.get("change", {})
    row = row._replace(
        version=row.version + 1, state="alarm" if is_alarm else "landed", landed=str(part.get("new") or step.new),
        landed_at=int(done["at"]), waiting_since=0, owed_by=(), head=str(change.get("head") or row.head),
    )  # fmt: skip
    if part.get("decision"):
        row = row._replace(
            decision=str(part["decision"]), facts=str(part.get("facts", "")), policy=str(part.get("policy", "")),
            entry=index, verdict=str(part.get("verdict", row.verdict)), tier=str(part.get("tier", row.tier)),
            base=str(change.get("base", row.base)), tree=str(change.get("tree", row.tree)),
            decided_at=int(done["at"]),
        )  # fmt: skip
    return row._replace(summary=str(done.get("why", ""))) if is_alarm else row


def _alarm_row(at: Place, step: Movement, done: Mapping[str, Any], decided: Mapping[str, Any], index: Any) -> ChangeRow:
    """What came past every proposal has a row of its own, so that it is seen where changes are."""
    number = past_number(step.new or step.old, step.ref, at.repository)
    number = number if step.new else f"gone-{number}"
    old = at.office.board.change(at.repository.key, number)
    row = old or ChangeRow(
        at.repository.key, number, 0, title=_subject(at, step), source=step.ref, target=step.ref, head=step.new,
        opened_at=at.now, decided_at=at.now,
    )  # fmt: skip
    return _ended(row, step, done, decided, index)


def past_number(commit: str, ref: str, repository: ConnectedRepository) -> str:
    """What stands for the number of what landed on a branch past every proposal."""
    branch = "" if ref == repository.target else f"-{ref.removeprefix('refs/heads/')}"
    return f"push-{commit[:_SHORT]}{branch}"


def _subject(at: Place, step: Movement) -> str:
    if not step.new or not at.opened.reader.present([step.new]):
        return "The branch was deleted" if not step.new else "A commit that is not here any more"
    record = next(iter(at.opened.reader.commit_records([step.new])))
    return record.message.partition("\n")[0][:500]


def _entry(at: Place, index: int) -> Mapping[str, Any]:
    content = next(iter(at.ledger.entries(index, index + 1)), b"")
    return read_entry(content) if content else {}
