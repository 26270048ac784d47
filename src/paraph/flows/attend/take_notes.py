"""Which statements, and which records of lines, came in the notes of a hosted repository since we looked last?

No forge tells of a push of notes, and none can refuse one. So they are taken in whenever the copy is fetched: what was
added is checked as at a push and entered before anything is decided; what was taken out of the notes stays entered.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

from paraph.core.attest.canonical import canonical
from paraph.core.attest.envelope import read_envelope
from paraph.core.attest.predicates import Statement
from paraph.core.errors import InputError
from paraph.core.model.digest import sha256_hex
from paraph.core.model.refs import ATTRIBUTION_REF, STATEMENTS_REF
from paraph.flows.attend import errands
from paraph.flows.attend.desk import desk_of
from paraph.flows.attend.place import Place
from paraph.flows.attend.report import reply_setting
from paraph.flows.server.movement_entries import Record, add_records, add_statement
from paraph.flows.server.serving import Desk, governance_of, governing
from paraph.flows.server.take_records import MOST_BYTES, read_records
from paraph.flows.server.take_statements import Taken, take_added
from paraph.ports.board import ChangeQuery, ChangeRow, Setting
from paraph.ports.ledger import Job, Row
from paraph.ports.statements import Carried

MOST_AT_ONCE = 200
MOST_RECORDS = 5_000
MOST_ENVELOPES = 50_000
MOST_OPEN = 10_000
MOST_REFUSED = 200
_TURNS: defaultdict[str, Lock] = defaultdict(Lock)


class _Pointer(NamedTuple):
    """The commits of notes that were taken in: of statements (`tip`) and of records (`records`). `refused` are the
    commits with a statement that was no good while `governed` governed: somebody's key may be named since."""

    tip: str = ""
    records: str = ""
    governed: str = ""
    refused: tuple[str, ...] = ()


def take_notes(at: Place) -> None:
    """Enter what is new in the notes, and have every change looked at again that it may be about.

    Nothing is asked of git but where two refs stand, as long as they stand where they did. On plain git the hooks do
    this. Where the people files are of no use, it is all done the next time. Raises ReadError.
    """
    if at.repository.kind == "git" or not _is_new(at, _pointer(at)):
        return
    with _TURNS[at.repository.key]:  # several changes of one repository are looked at at once
        before = _pointer(at)
        if _is_new(at, before):
            try:
                _take(at, before)
            except InputError as error:
                at.office.tell("notes_not_taken", repository=at.repository.key, why=error.problems[0].what)


def _pointer(at: Place) -> _Pointer:
    value = at.office.board.setting(_name(at))
    said: dict[str, Any] = json.loads(value) if value else {}
    return _Pointer(**(said | {"refused": tuple(said.get("refused", ()))}))


def _name(at: Place) -> str:
    return f"notes:{at.repository.key}"


def _tips(at: Place) -> tuple[str, str]:
    statements, records = (at.opened.receiving.value_of(ref) for ref in (STATEMENTS_REF, ATTRIBUTION_REF))
    return statements, records


def _is_new(at: Place, before: _Pointer) -> bool:
    return _tips(at) != (before.tip, before.records) or _is_again(at, before)


def _is_again(at: Place, before: _Pointer) -> bool:
    """Whether what was no good may be good now."""
    return bool(before.refused) and at.tip(at.repository.target) != before.governed


def _take(at: Place, before: _Pointer) -> None:
    desk, is_again = desk_of(at), _is_again(at, before)
    statements, records = _tips(at)
    if records != before.records:
        _take_records(at, desk, before.records, records)
    refused = before.refused
    if statements != before.tip or is_again:
        refused = _take_statements(at, desk, "" if is_again else before.tip, statements, before.refused)
    said = {"tip": statements, "records": records, "governed": at.tip(at.repository.target), "refused": [*refused]}
    at.office.log.record((), (), [Row(Setting(_name(at), canonical(said)))])


def _take_records(at: Place, desk: Desk, old: str, new: str) -> None:
    touched = desk.records.touched(old, new) if desk.records else []
    for first in range(0, len(touched), MOST_RECORDS):
        commits = touched[first : first + MOST_RECORDS]
        if new and desk.records and desk.records.size_bytes(new, commits) > MOST_BYTES:
            continue  # what is not put down counts as it claims itself, and proves nothing
        found = read_records(desk, new, commits)
        known = desk.ledger.attributed(commits) if not old else {}
        fresh = [each for each in found if each.commit not in known or known[each.commit].digest != each.digest]
        record = Record([], [])
        add_records(record, desk, fresh, new)
        if record.entries:
            heads = {each.commit for each in fresh}
            rows = [row for row in _open(at) if row.head in heads]
            desk.ledger.record(record.entries, [*_looks(rows)], record.rows)


def _take_statements(at: Place, desk: Desk, old: str, new: str, refused: Sequence[str]) -> tuple[str, ...]:
    """Enter those that are good; the commits of those that are not."""
    if not desk.notes.is_addition(old, new):
        at.office.tell("notes_taken_out", repository=at.repository.key, notes=new)
    added = _unknown(desk, [*desk.notes.added(old, new)][:MOST_ENVELOPES] if new else [])
    wrong: dict[str, str] = dict.fromkeys(refused if old else (), "")
    if not added:
        return tuple(wrong)
    governance = governance_of(desk, governing(desk))
    identity = governance.policy.identity if governance.policy else ""
    for first in range(0, len(added), MOST_AT_ONCE):
        taken = take_added(desk, added[first : first + MOST_AT_ONCE], governance.directory, identity)
        _enter(at, desk, taken)
        wrong |= dict(taken.refused)
    return tuple(wrong)[-MOST_REFUSED:]


def _unknown(desk: Desk, added: Sequence[Carried]) -> list[Carried]:
    """Those that are not in the ledger as they stand: what was taken in needs no second look."""
    found: list[Carried] = []
    for first in range(0, len(added), MOST_AT_ONCE):
        some = added[first : first + MOST_AT_ONCE]
        kept = desk.ledger.statements(ids=[*filter(None, map(_id_of, some))])
        known = {each.envelope for each in kept}
        found += [each for each in some if each.envelope not in known]
    return found


def _id_of(carried: Carried) -> str:
    """The name of a statement, empty for what is none."""
    try:
        return sha256_hex(read_envelope(carried.envelope).payload)
    except InputError:
        return ""


def _enter(at: Place, desk: Desk, taken: Taken) -> None:
    record = Record([], [])
    for statement, signed in zip(taken.read, taken.statements, strict=True):
        add_statement(record, desk, statement, signed)
    rows = _open(at) if record.entries or taken.refused else []
    jobs = [*_looks(_spoken_of(rows, taken.read))]
    told = [*_refusals(rows, taken.refused)]
    jobs += [job for job, _ in told]
    for commit, why in taken.refused:
        at.office.tell("statement_refused", repository=at.repository.key, commit=commit, why=why)
    if record.entries or told:
        desk.ledger.record(record.entries, jobs, [*record.rows, *(Row(setting) for _, setting in told)])


def _looks(rows: Iterable[ChangeRow]) -> Iterable[Job]:
    return (errands.attend_job(row.repository, row.number) for row in rows)


def _open(at: Place) -> list[ChangeRow]:
    return at.office.board.changes(ChangeQuery(at.repository.key, state="open", most=MOST_OPEN))


def _spoken_of(rows: Iterable[ChangeRow], read: Iterable[Statement]) -> list[ChangeRow]:
    """The open changes that statements may be about: by the head, by the merged tree, or all of a target."""
    scopes = [each.scope for each in read]
    heads, trees = {each.head for each in scopes}, {each.tree for each in scopes if each.tree}
    whole = {each.target for each in scopes if not each.head}
    return [row for row in rows if row.head in heads or row.tree in trees or row.target in whole]


def _refusals(rows: Iterable[ChangeRow], refused: Iterable[tuple[str, str]]) -> Iterable[tuple[Job, Setting]]:
    """Whoever signed what does not count learns it where they look: in the comment of the change."""
    by_head: Mapping[str, str] = dict(refused)
    for row in rows:
        if row.head in by_head:
            said = canonical({"head": row.head, "text": f"{by_head[row.head]}."})
            yield errands.show_job(row.repository, row.number), Setting(reply_setting(row.repository, row.number), said)
