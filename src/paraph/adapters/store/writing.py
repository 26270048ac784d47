"""What does one transaction of a ledger do? All of it or nothing: entries, the head, and the rows that follow."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from paraph.adapters.store import server_rows
from paraph.adapters.store.session import Session
from paraph.adapters.store.signatures import joined
from paraph.adapters.store.troubles import begun
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import Entry, read_entry
from paraph.core.ledger.merkle import Frontier, leaf_hash
from paraph.core.ledger.tiles import grow
from paraph.ports.ledger import Attributed, Introduced, Job, KeptBlob, KeptStatement, Movement, Row, Spent


class Request(NamedTuple):
    """What one caller wants recorded; `drops` are digests of blobs to be deleted. With `is_first` it is refused by a
    log that has entries already."""

    entries: Sequence[bytes]
    leaves: Sequence[bytes] = ()
    jobs: Sequence[Job] = ()
    rows: Sequence[Row] = ()
    drops: Sequence[str] = ()
    is_first: bool = False


class StoredHead(NamedTuple):
    """The row that every writer locks."""

    origin: str
    size: int
    root: bytes
    frontier: bytes
    state: str


class Written(NamedTuple):
    """The head after a transaction, and the index of the first entry of each request."""

    size: int
    root: bytes
    starts: list[int]


def checked(request: Request) -> Request:
    """A request with its leaf hashes, of which the database cannot say that it is nonsense. Raises InputError."""
    for content in request.entries:
        if type(content) is not Entry:
            read_entry(content)
    for value, of in request.rows:
        is_fine = 0 <= of < len(request.entries) if of is not None else not isinstance(value, Spent)
        if not is_fine:
            what = f"a {type(value).__name__} of entry {of} cannot be kept with {len(request.entries)} entries"
            raise InputError(Problem("P0843", what, "let it name an entry of the same record"))
    return request._replace(leaves=[leaf_hash(content) for content in request.entries])


def write(session: Session, requests: Sequence[Request], guard: Callable[[StoredHead], None]) -> Written:
    """Everything of one transaction that has begun and is not committed.

    What needs no index comes before the head is locked, in the order of its keys, so that two writers neither wait
    longer than they must nor for each other. `guard` raises for a head that must not be grown.
    """
    with_effects = [request for request in requests if request.rows or request.jobs or request.drops]
    if with_effects:
        _write_loose(session, with_effects)
    head = StoredHead(*(session.one("lock head") or ("", 0, b"", b"", "FORKED")))
    guard(head)
    rows, starts = _numbered(requests, head.size)
    if any(start and request.is_first for request, start in zip(requests, starts, strict=True)):
        raise begun()
    grown = _grow(session, head, rows) if rows else head
    if with_effects:
        _write_indexed(session, requests, starts)
    return Written(grown.size, grown.root, starts)


def _numbered(requests: Sequence[Request], index: int) -> tuple[list[tuple[int, bytes, bytes]], list[int]]:
    """The rows of the entries, and the index at which each request begins."""
    rows, starts = [], []
    for request in requests:
        starts.append(index)
        for leaf, entry in zip(request.leaves, request.entries, strict=True):
            rows.append((index, leaf, entry))
            index += 1
    return rows, starts


def _grow(session: Session, head: StoredHead, rows: Sequence[tuple[int, bytes, bytes]]) -> StoredHead:
    session.insert("add entry", rows)
    frontier = Frontier.from_bytes(head.frontier)
    session.insert("add subtree", grow(frontier, [leaf for _, leaf, _ in rows]))
    root, kept = frontier.root(), frontier.to_bytes()
    session.run("grow head", frontier.size, root, kept)
    return StoredHead(head.origin, frontier.size, root, kept, head.state)


def _write_loose(session: Session, requests: Sequence[Request]) -> None:
    values = [row.value for request in requests for row in request.rows]
    server_rows.check_fences(session, values)
    blobs = {blob.digest: (blob.digest, blob.salt, blob.content) for blob in values if isinstance(blob, KeptBlob)}
    introduced: dict[str, str] = {}
    for value in values:
        if isinstance(value, Introduced):
            introduced.setdefault(*value)
    session.many(
        "drop blob", [(digest,) for digest in sorted({each for request in requests for each in request.drops})]
    )
    session.insert("add blob", [blobs[digest] for digest in sorted(blobs)])
    session.insert("add introduced", sorted(introduced.items()))
    server_rows.put_rows(session, values)
    now = int(time.time() * 1000)
    server_rows.add_jobs(session, [job for request in requests for job in request.jobs], now)


def _write_indexed(session: Session, requests: Sequence[Request], starts: Sequence[int]) -> None:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    statements: list[KeptStatement] = []
    for request, start in zip(requests, starts, strict=True):
        for row in request.rows:
            value, at = row.value, None if row.of is None else start + row.of
            if isinstance(value, KeptStatement):
                statements.append(value if at is None else value._replace(entry=at))
            elif isinstance(value, Movement):
                found["add movement"].append(value if at is None else value._replace(entry=at))
            elif isinstance(value, Attributed):
                found["add attributed"].append(value if at is None else value._replace(entry=at))
            elif isinstance(value, Spent):
                found["spend"].append((at, value.statement))
            else:
                server_rows.put_indexed(session, value, at)
    if statements:
        _write_statements(session, statements)
    for statement in ("add movement", "add attributed", "spend"):
        session.many(statement, found[statement])


def _write_statements(session: Session, statements: Sequence[KeptStatement]) -> None:
    known: dict[str, bytes] = dict(session.listed("envelopes", [each.id for each in statements]))
    for each in statements:
        if each.id not in known:
            session.run("add statement", *each)
            known[each.id] = each.envelope
            continue
        both = joined(known[each.id], each.envelope)
        if both != known[each.id]:
            session.run("sign statement", both, each.id)
            known[each.id] = both
