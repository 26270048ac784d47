"""What does the ledger prove, and how does anybody check that without us?"""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Iterator
from typing import Any

from paraph.core.errors import InputError
from paraph.core.ledger.checkpoint import read_checkpoint
from paraph.core.ledger.entry import read_entry
from paraph.core.ledger.merkle import leaf_hash
from paraph.core.ledger.note import read_note
from paraph.core.ledger.proofs import write_proof
from paraph.core.model.noun import noun
from paraph.core.model.refs import short_name
from paraph.flows.ledger.prove_entry import prove_entry
from paraph.flows.ledger.reconcile import Unsettled, reconcile
from paraph.flows.view.addresses import entry_address, repository_address
from paraph.flows.view.shown import ago, cell, counted, iso, shown
from paraph.ports.board import ConnectedRepository
from paraph.ports.ledger import Ledger
from paraph.ports.repository import RepositoryReader

MOST_ENTRIES, MOST_EXPORTED, MOST_EXCEPTIONS = 50, 10_000, 200
_NAMES = (
    "ref", "number", "statement", "person", "state", "tips", "commits", "verdict", "name", "what", "why", "head",
    "commit", "weaker",
)  # fmt: skip


@noun
class EntryView:
    """One entry in a list: `said` is what it is about in a few words."""

    index: int
    kind: str
    repository: str
    said: str
    at_iso: str
    ago: str
    link: str


@noun
class Command:
    """What to type, and what it does."""

    text: str
    why: str


@noun
class AuditView:
    """The page of the whole ledger; `is_whole` says that its checkpoint covers every entry."""

    origin: str
    size: int
    root: str
    checkpoint: str
    is_whole: bool
    sentences: tuple[str, ...]
    commands: tuple[Command, ...]
    entries: tuple[EntryView, ...]
    older: str
    repositories: tuple[tuple[str, str], ...]
    schema: str = "paraph/audit/v1"


@noun
class EntryPage:
    """One entry, verbatim, with the proof that it is in the log."""

    index: int
    kind: str
    at_iso: str
    repository: str
    content: str
    pretty: str
    leaf: str
    proof: str
    commands: tuple[Command, ...]
    schema: str = "paraph/entry/v1"


@noun
class ExceptionView:
    """A stretch of the history without a good record."""

    old: str
    new: str
    commits: int
    wrong: str
    why: str
    is_accepted: bool
    entry: int | None
    link: str


@noun
class RepositoryAudit:
    """Whether everything that landed on one branch is on record: `landed = recorded + exceptions`."""

    repository: str
    ref: str
    tip: str
    landed: int
    recorded: int
    excepted: int
    open: int
    before: int
    sentence: str
    is_settled: bool
    exceptions: tuple[ExceptionView, ...]
    findings: tuple[str, ...]
    schema: str = "paraph/repository-audit/v1"


def audit(
    ledger: Ledger, repositories: list[ConnectedRepository], now: int, before: int | None = None, data: str = ""
) -> AuditView:  # fmt: skip
    """The page of the whole log, its newest entries first; `before` is the index to page on from, `data` the server's
    folder, empty where the reader need not know it. Raises ReadError."""
    text = ledger.checkpoint()
    vouched = read_checkpoint(read_note(text.encode()).text)
    head = ledger.head()
    is_whole = (vouched.size, vouched.root) == (head.size, head.root)
    end = head.size if before is None else max(0, min(before, head.size))
    start = max(0, end - MOST_ENTRIES)
    rows = [entry_view(index, content, now) for index, content in enumerate(ledger.entries(start, end), start)]
    first = next(iter(ledger.entries(0, 1)), b"") if head.size else b""
    return AuditView(
        origin=shown(vouched.origin, 200),
        size=head.size,
        root=head.root.hex(),
        checkpoint=text,
        is_whole=is_whole,
        sentences=tuple(_sentences(head.size, vouched.size, iso(_data(first).get("at", 0)), is_whole=is_whole)),
        commands=_commands(data),
        entries=tuple(rows[::-1]),
        older=f"/audit?before={start}" if start else "",
        repositories=tuple((shown(each.key, 200), repository_address(each.key, "audit")) for each in repositories),
    )


def _commands(data: str) -> tuple[Command, ...]:
    where = "on the server" if data else "on the server, whose data lie in DATA"
    name = shlex.quote(shown(data, 4_000)) if data else "DATA"
    said = f"{where}: writes the whole log as static files, and its public key"
    return Command(f"paraph log export audit/ --ledger {name}", said), *COMMANDS


COMMANDS = (
    Command(
        "paraph log verify audit/ --key audit/vkey",
        "anywhere, offline: every entry, every tile up to the root, and the signature; get the key from another place",
    ),
    Command("paraph log verify audit/ --key audit/vkey --checkpoint checkpoint.txt",
            "the same, and that it goes on from a checkpoint that you kept: nothing was taken away since"),
)  # fmt: skip


def _sentences(size: int, vouched: int, since: str, *, is_whole: bool) -> Iterator[str]:
    if not size:
        yield "The ledger is empty: nothing was decided yet."
        return
    yield f"Entries 0 to {size - 1:,} stand in one chain since {since[:10]}: none can be changed, taken out or put in."
    if is_whole:
        yield f"The checkpoint below is signed and covers all {counted(size, 'entry', 'entries')}."
    else:
        yield f"The checkpoint below covers {vouched:,} of {size:,} entries; the next one covers the rest."
    yield "Whoever keeps a checkpoint can prove later that nothing before it was altered."
    yield (
        "Names and addresses stand in the ledger as salted commitments: they can be erased, and the proof stays good. "
        "Ids of the directory stay."
    )


def entry_view(index: int, content: bytes, now: int) -> EntryView:
    """One entry for a list; one that cannot be read says so."""
    data = _data(content)
    at = data.get("at", 0)
    words = [f"{name} {_short(name, data[name])}" for name in _NAMES if _is_told(data.get(name))]
    kind, repository = str(data.get("kind") or "unreadable"), str(data.get("repository", ""))
    return EntryView(index, shown(kind, 40), shown(repository, 200), shown(", ".join(words[:4]), 300), iso(at),
                     ago(at, now), entry_address(index))  # fmt: skip


def entry_page(ledger: Ledger, index: int) -> EntryPage:
    """One entry with its proof. Raises InputError (P0860) where there is none, ReadError."""
    proven = prove_entry(ledger, str(index))
    data = _data(proven.entry)
    name = f"entry-{index}"
    commands = (
        Command(f"paraph log verify {name}.tlog-proof --entry {name}.json --key audit/vkey",
                "anywhere, offline, with both files of above; `paraph log export audit/` wrote the key"),
    )  # fmt: skip
    text = proven.entry.decode("utf-8", "backslashreplace")
    pretty = json.dumps(data, indent=2, ensure_ascii=True) if data else shown(text, 70_000)
    return EntryPage(
        index=index, kind=shown(str(data.get("kind") or "unreadable"), 40), at_iso=iso(data.get("at", 0)),
        repository=shown(str(data.get("repository", "")), 200), content=text, pretty=pretty,
        leaf=leaf_hash(proven.entry).hex(), proof=write_proof(proven.proof), commands=commands,
    )  # fmt: skip


def entries_csv(ledger: Ledger, start: int) -> str:
    """The entries from `start` on as CSV (RFC 4180), at most `MOST_EXPORTED`; no field is a formula."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    write.writerow(("index", "kind", "at", "repository", "about", "leaf"))
    end = min(ledger.head().size, start + MOST_EXPORTED)
    for index, content in enumerate(ledger.entries(start, end), start):
        view = entry_view(index, content, 0)
        cells = (view.kind, view.at_iso, view.repository, view.said, leaf_hash(content).hex())
        write.writerow((index, *map(cell, cells)))
    return out.getvalue()


def repository_audit(reader: RepositoryReader, ledger: Ledger, repository: ConnectedRepository) -> RepositoryAudit:
    """One branch beside its record. Raises InputError where the branch is not there, ReadError."""
    found = reconcile(reader, ledger, repository.target)
    left = len(found.open)
    excepted = sum(each.commits for each in found.exceptions)
    name = shown(short_name(found.ref), 200)
    sentence = f"{counted(found.landed, 'movement')} landed on {name}: {found.recorded:,} recorded as decided"
    sentence += f", {excepted:,} by exception" if excepted else ", none otherwise"
    if left:
        sentence += f"; {counted(left, 'exception')} nobody has accepted yet"
    exceptions = sorted(found.exceptions, key=lambda each: each.accepted is not None)
    return RepositoryAudit(
        repository=shown(repository.key, 200), ref=name, tip=found.tip, landed=found.landed, recorded=found.recorded,
        excepted=excepted, open=left, before=found.before, sentence=f"{sentence}.", is_settled=not left,
        exceptions=tuple(_exception(each) for each in exceptions[:MOST_EXCEPTIONS]),
        findings=tuple(f"{each.new[:12]} lost: {shown(', '.join(each.lost))}" for each in found.findings[:50]),
    )  # fmt: skip


def _exception(found: Unsettled) -> ExceptionView:
    entry = found.accepted if found.accepted is not None else found.entry
    return ExceptionView(found.old, found.new, found.commits, found.wrong, shown(found.why), found.accepted is not None,
                         entry, entry_address(entry) if entry is not None else "")  # fmt: skip


def _is_told(value: object) -> bool:
    return isinstance(value, (str, int)) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
    )  # fmt: skip


def _short(name: str, value: object) -> str:
    if isinstance(value, list) and name == "weaker":
        return "; ".join(map(str, value))
    if isinstance(value, list):
        more = f" and {len(value) - 3} more" if len(value) > 3 else ""
        return " ".join(str(each)[:12] for each in value[:3]) + more
    text = short_name(str(value)) if name == "ref" else str(value)
    return text[:12] if name in ("statement", "head", "commit") else text


def _data(content: bytes) -> dict[str, Any]:
    try:
        return read_entry(content) if content else {}
    except InputError:
        return {}
