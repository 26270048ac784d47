"""What does one transaction of a ledger do? All of it or nothing: entries, the head, and the rows that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from paraph.adapters.store.session import Session
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import read_entry
from paraph.core.ledger.merkle import Frontier, leaf_hash
from paraph.core.ledger.tiles import grow
from paraph.ports.ledger import Introduced, Job, KeptBlob, KeptStatement, Movement, Row, Spent


class Request(NamedTuple):
    """What one caller wants recorded; `drops` are digests of blobs to be deleted."""

    entries: Sequence[bytes]
    leaves: Sequence[bytes]
    jobs: Sequence[Job] = ()
    rows: Sequence[Row] = ()
    drops: Sequence[str] = ()


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


def checked(
    entries: Sequence[bytes], jobs: Sequence[Job] = (), rows: Sequence[Row] = (), drops: Sequence[str] = ()
) -> Request:
    """A request of which the database cannot say that it is nonsense. Raises InputError."""
    for content in entries:
        read_entry(content)
    for row in rows:
        is_fine = 0 <= row.of < len(entries) if row.of is not None else not isinstance(row.value, Spent)
        if not is_fine:
            what = f"a {type(row.value).__name__} of entry {row.of} cannot be kept with {len(entries)} entries"
            raise InputError(Problem("P0843", what, "let it name an entry of the same record"))
    return Request(tuple(entries), [leaf_hash(content) for content in entries], tuple(jobs), tuple(rows), tuple(drops))


def write(session: Session, requests: Sequence[Request], guard: Callable[[StoredHead], None]) -> Written:
    """Everything of one transaction that has begun and is not committed.

    What needs no index comes before the head is locked, in the order of its keys, so that two writers neither wait
    longer than they must nor for each other. `guard` raises for a head that must not be grown.
    """
    _write_loose(session, requests)
    head = StoredHead(*(session.one("lock head") or ("", 0, b"", b"", "FORKED")))
    guard(head)
    frontier, starts = Frontier.from_bytes(head.frontier), []
    rows: list[tuple[int, bytes, bytes]] = []
    for request in requests:
        starts.append(head.size + len(rows))
        rows += zip(range(starts[-1], starts[-1] + len(request.entries)), request.leaves, request.entries, strict=True)
    if not rows:
        _write_indexed(session, requests, starts)
        return Written(head.size, head.root, starts)
    session.many("add entry", rows)
    session.many("add subtree", grow(frontier, [leaf for _, leaf, _ in rows]))
    root = frontier.root()
    _write_indexed(session, requests, starts)
    session.run("grow head", frontier.size, root, frontier.to_bytes())
    return Written(frontier.size, root, starts)


def _write_loose(session: Session, requests: Sequence[Request]) -> None:
    jobs = {job.key: (job.task, job.arguments, job.key) for request in requests for job in request.jobs}
    values = [row.value for request in requests for row in request.rows]
    blobs = {blob.digest: (blob.digest, blob.salt, blob.content) for blob in values if isinstance(blob, KeptBlob)}
    introduced: dict[str, str] = {}
    for value in values:
        if isinstance(value, Introduced):
            introduced.setdefault(*value)
    session.many(
        "drop blob", [(digest,) for digest in sorted({each for request in requests for each in request.drops})]
    )
    session.many("add blob", [blobs[digest] for digest in sorted(blobs)])
    session.many("add introduced", sorted(introduced.items()))
    session.many("add job", [jobs[key] for key in sorted(jobs)])


def _write_indexed(session: Session, requests: Sequence[Request], starts: Sequence[int]) -> None:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for request, start in zip(requests, starts, strict=True):
        for row in request.rows:
            value, at = row.value, None if row.of is None else start + row.of
            if isinstance(value, KeptStatement):
                found["add statement"].append(value if at is None else value._replace(entry=at))
            elif isinstance(value, Movement):
                found["add movement"].append(value if at is None else value._replace(entry=at))
            elif isinstance(value, Spent):
                found["spend"].append((at, value.statement))
    for statement in ("add statement", "add movement", "spend"):
        session.many(statement, found[statement])
