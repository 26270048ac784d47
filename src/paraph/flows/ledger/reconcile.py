"""Is every movement of a protected ref on record, and which are not?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from paraph.core.ledger.entry import entry
from paraph.flows.ledger.recorded_movements import Recorded, entries_at, is_nothing, recorded_movements
from paraph.flows.ledger.spending import named_in_entry, used_up
from paraph.ports.ledger import KeptBlob, Ledger, Movement, Receipt, Row, Spent
from paraph.ports.repository import RepositoryReader

Wrong = Literal[
    "no record", "unhealed", "other content", "not allowed", "undecided", "alarm", "gone", "aside", "accepted"
]


class Unsettled(NamedTuple):
    """A stretch of the first-parent history without a good record: everything after `old` up to `new`.

    `commits` is its length, 1 for a movement that the history no longer shows; `why` says in words what is wrong;
    `entry` is the entry that shows it; `accepted` the `exception` entry by which an operator took it on, None
    while nobody has.
    """

    ref: str
    old: str
    new: str
    commits: int
    wrong: Wrong
    why: str
    entry: int | None = None
    accepted: int | None = None


class Finding(NamedTuple):
    """Something about a good landing that its history does not show any more; `entry` is the entry that does."""

    old: str
    new: str
    lost: tuple[str, ...]
    entry: int


class Reconciled(NamedTuple):
    """One ref beside its record: `landed = recorded + exceptions`, counted in commits of its first-parent history
    and in movements that this history no longer shows. `before` are commits older than the record; `findings` are
    about landings that are in order."""

    ref: str
    tip: str
    landed: int
    recorded: int
    before: int
    exceptions: tuple[Unsettled, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> tuple[Unsettled, ...]:
        """The exceptions that nobody has accepted."""
        return tuple(each for each in self.exceptions if each.accepted is None)


class Link(NamedTuple):
    """One commit of a first-parent chain with its tree."""

    id: str
    tree: str


def reconcile(reader: RepositoryReader, ledger: Ledger, ref: str, *, since: str | None = None) -> Reconciled:
    """Match the first-parent history of a ref with the recorded movements.

    `since` is a commit: what it has is left out. One stream of commits and one of entries are read, in that order, so
    that what lands meanwhile is not taken for unrecorded. Raises InputError where the ref names no commit, ReadError
    when git or the ledger does not answer.
    """
    tip = reader.commit_id(ref)
    floor = reader.commit_id(since) if since else ""
    return matched(reader, ref, chain_of(reader, tip, floor), recorded_movements(ledger, ref), floor)


def chain_of(reader: RepositoryReader, tip: str, floor: str) -> list[Link]:
    """The first-parent history of a commit, newest first, without what `floor` has."""
    span = f"{floor}..{tip}" if floor else tip
    return [Link(each.id, each.tree) for each in reader.commits(span, first_parent=True)]


def matched(reader: RepositoryReader, ref: str, chain: list[Link], records: list[Recorded], floor: str) -> Reconciled:
    """The history `chain`, which ends where `floor` begins, beside its records."""
    places = {link.id: at for at, link in enumerate(chain)}
    good, before = bytearray(len(chain)), bytearray(len(chain))
    bad: list[_Bad] = []
    findings: list[Finding] = []
    for record in records:
        start = places.get(record.new)
        if start is None:
            continue
        end = _end(reader, record, places, len(chain), floor)
        flaw = _flaw(record, chain[start].tree)
        if end <= start:
            why = "the ref did not move ahead: its old tip is not in its history"
            bad.append(_Bad(start, start + 1, record, "aside", why))
        elif flaw:
            bad.append(_Bad(start, end, record, *flaw))
        else:
            found = before if record.is_beginning else good
            found[start:end] = b"\1" * (end - start)
            findings += _findings(record)
    exceptions = [*_stretches(ref, chain, [a or b for a, b in zip(good, before, strict=True)], bad, floor)]
    exceptions += _hidden(ref, bad, exceptions)
    exceptions += [] if floor else _gone(ref, records, places)
    recorded = sum(good)
    older = sum(1 for is_good, is_older in zip(good, before, strict=True) if is_older and not is_good)
    landed = recorded + sum(each.commits for each in exceptions)
    tip = chain[0].id if chain else floor
    return Reconciled(ref, tip, landed, recorded, older, tuple(exceptions), tuple(findings[::-1]))


def _findings(record: Recorded) -> list[Finding]:
    decision = record.decision
    return [Finding(record.old, record.new, record.lost, decision.entry)] if record.lost and decision else []


class _Bad(NamedTuple):
    start: int
    end: int
    record: Recorded
    wrong: Wrong
    why: str


def _end(reader: RepositoryReader, record: Recorded, places: dict[str, int], length: int, floor: str) -> int:
    """Where in the chain the span of a record ends; 0 where its old tip is not below its new one."""
    if is_nothing(record.old) or record.old == floor:
        return length
    if record.old in places:
        return places[record.old]
    return length if floor and reader.is_movement(record.new, record.old) else 0


def is_settled(record: Recorded, tree: str) -> bool:
    """Whether a movement landed with this tree as it was allowed to, or an operator accepted that it did not."""
    flaw = _flaw(record, tree)
    return flaw is None or flaw[0] == "accepted"


def _flaw(record: Recorded, tree: str) -> tuple[Wrong, str] | None:
    """What is wrong with the record of a movement that is in the history; None where nothing is."""
    done, decision = record.done, record.decision
    if done is not None and done.state == "excepted":
        return "accepted", str(record.done_entry.get("reason") or "accepted by an operator")
    if done is not None and done.state == "alarm":
        return "alarm", f"alarm: {record.done_entry.get('why') or 'it landed otherwise than it was decided'}"
    if record.is_beginning:
        return None
    if decision is None:
        return "undecided", "it is recorded as landed, but nothing was decided"
    if decision.state == "refused" or (decision.verdict != "allow" and decision.state != "excepted"):
        return "not allowed", f"it landed though the verdict was {decision.verdict.replace('_', ' ') or 'not recorded'}"
    if record.approved_tree != tree:
        return "other content", f"the record says tree {record.approved_tree[:10] or '(none)'}, it has {tree[:10]}"
    if done is None:
        return "unhealed", "it was allowed, but its landing is not recorded (--heal records it)"
    return None


def _stretches(ref: str, chain: list[Link], is_covered: list[int], bad: list[_Bad], floor: str) -> Iterator[Unsettled]:
    """What no good record covers, newest first: by the record that is bad, or as a stretch without any."""
    owner: list[int | None] = [None] * len(chain)
    for number, each in enumerate(bad):
        owner[each.start : each.end] = [number] * (each.end - each.start)
    marks = [None if is_covered[at] else (owner[at],) for at in range(len(chain))]
    at = 0
    for mark, same in groupby(marks):
        end = at + len(list(same))
        if mark is not None:
            old = chain[end].id if end < len(chain) else floor
            yield _stretch(ref, old, chain[at].id, end - at, None if mark[0] is None else bad[mark[0]])
        at = end


def _stretch(ref: str, old: str, new: str, commits: int, of: _Bad | None) -> Unsettled:
    if of is None:
        return Unsettled(ref, old, new, commits, "no record", "no record: nothing was decided")
    record = of.record
    shown = record.done or record.decision
    index = shown.entry if shown else None
    is_accepted = record.done is not None and record.done.state == "excepted"
    return Unsettled(ref, record.old, record.new, commits, of.wrong, of.why, index, index if is_accepted else None)


def _hidden(ref: str, bad: list[_Bad], shown: list[Unsettled]) -> list[Unsettled]:
    """Bad landings, every commit of which other movements cover: the ref was there all the same."""
    told = {(each.old, each.new) for each in shown}
    landed = [each for each in bad if each.record.done is not None]
    return [
        _stretch(ref, "", "", 1, each) for each in landed if (each.record.old, each.record.new) not in told
    ]  # fmt: skip


def _gone(ref: str, records: list[Recorded], places: dict[str, int]) -> Iterator[Unsettled]:
    """Movements that landed and that the history no longer shows. Where an operator accepted that very movement, or
    the one by which the ref left it, they are accepted too."""
    done = [(record, record.done) for record in records if record.done is not None]
    excused = {each.old: each.entry for _, each in done if each.state == "excepted" and each.old not in places}
    for record, movement in reversed(done):
        if record.new in places:
            continue
        accepted = movement.entry if movement.state == "excepted" else excused.get(record.new)
        if accepted is not None:
            excused.setdefault(record.old, accepted)
        why = "the ref was deleted" if is_nothing(record.new) else "it landed, and the ref has left it since"
        yield Unsettled(ref, record.old, record.new, 1, "gone", why, movement.entry, accepted)


def heal(ledger: Ledger, found: Iterable[Unsettled], now: int) -> tuple[Receipt, ...]:
    """Record the landing of what was allowed, is in the history with the tree that was decided on, and lacks only
    that record; the sign-offs that it used are spent. `now` is epoch seconds."""
    healed: list[Receipt] = []
    for each in found:
        if each.wrong != "unhealed" or each.entry is None:
            continue
        spent, told = used_up(ledger, each.ref, dict(entries_at(ledger, [each.entry]))[each.entry])
        content = entry("landed", now, ref=each.ref, old=each.old, new=each.new, decided=each.entry, healed=True,
                        spent=named_in_entry(spent))  # fmt: skip
        rows = [Row(Movement(each.ref, each.old, each.new, "landed", "allow", 0), 0)]
        rows += [Row(Spent(id_), 0) for id_ in (*spent, *told)]
        healed += ledger.record([content], rows=rows)
    return tuple(healed)


def accept(ledger: Ledger, unsettled: Unsettled, by: KeptBlob, reason: str, now: int) -> Receipt:
    """Take an exception on, as a logged act: who (an account behind its commitment), why, and what was wrong."""
    content = entry(
        "exception", now, ref=unsettled.ref, old=unsettled.old, new=unsettled.new, wrong=unsettled.wrong,
        reason=reason, by=by.digest,
    )  # fmt: skip
    movement = Movement(unsettled.ref, unsettled.old, unsettled.new, "excepted", "", 0)
    return ledger.record([content], rows=[Row(by), Row(movement, 0)])[0]
