"""A change landed as a squash or a rebase: what do the commits that landed have from the head that was approved?

The ledger knows which head was judged and which movement came of it, so git's objects are enough; no client takes
part. It is done when the movement is on record, and changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.detect.lines.spans import counted
from paraph.core.ledger.entry import entry
from paraph.core.model.attribution import Attribution, LineCounts
from paraph.core.policy.ref_globs import is_protected
from paraph.flows.ledger.recorded_movements import entries_at, landings_of
from paraph.flows.provenance.carry_branch import Rewrite, carry_branch
from paraph.flows.provenance.carry_steps import History
from paraph.flows.server.landed_head import landed_head
from paraph.flows.server.settle_movement import RefWatch
from paraph.ports.attribution import AttributionRecords, AttributionStore
from paraph.ports.ledger import Attributed, Row
from paraph.ports.receiving import RefUpdate

CARRIED = frozenset({"squash", "rebase"})


def carry_landed(
    watch: RefWatch, history: History, store: AttributionStore, updates: Iterable[RefUpdate]
) -> tuple[str, ...]:
    """Write the records that landed commits are owed into `store` and the ledger, and return those commits.

    Only what landed as it was approved is looked at. Raises ParaphError where it cannot be done: it may be done later
    by hand (`paraph provenance carry`).
    """
    protected = watch.settings.protected
    found: list[Attribution] = []
    for update in updates:
        if is_protected(update.ref, protected) and update.new:
            found += _of_movement(watch, history, update)
    if not found:
        return ()
    store.add(found)
    commits = [each.commit for each in found]
    _put_down(watch, store, commits)
    return tuple(commits)


def _of_movement(watch: RefWatch, history: History, update: RefUpdate) -> list[Attribution]:
    done = watch.ledger.last_done(update.ref)
    if done is None or done.new != update.new or done.state not in ("landed", "excepted"):
        return []
    landed = dict(entries_at(watch.ledger, [done.entry]))[done.entry]
    number = landed.get("decided")
    decided = dict(entries_at(watch.ledger, [number]))[number] if isinstance(number, int) else {}
    found: list[Attribution] = []
    for part in landings_of(decided):
        change = part.get("change", {})
        base, head, new = change.get("base", ""), change.get("head", ""), part.get("new", update.new)
        if part.get("form") in CARRIED and base and head and head in watch.reader.present([head]):
            found += carry_branch(history, Rewrite(base, head, base, new))
    return found or _of_branch(history, update)


def _of_branch(history: History, update: RefUpdate) -> list[Attribution]:
    """What is owed where no head was signed, and no client has brought records of what landed."""
    if not update.old.strip("0"):
        return []
    new = [each.id for each in history.reader.commits(f"{update.old}..{update.new}")]
    if next(iter(history.records.attributions(new)), None) is not None:
        return []
    head = landed_head(history.reader, update.old, update.new, update.ref)
    return [*carry_branch(history, Rewrite(update.old, head, update.old, update.new))] if head else []


def _put_down(watch: RefWatch, records: AttributionRecords, commits: list[str]) -> None:
    known = watch.ledger.attributed(commits)
    made = [each for each in records.attributions(commits) if each.digest and each.commit not in known]
    entries = [
        entry("attributed", watch.now, commit=each.commit, digest=each.digest, lines=_counts(each)._asdict())
        for each in made
    ]
    rows = [Row(Attributed(each.commit, each.digest, 0, _ai_lines(each)), number) for number, each in enumerate(made)]
    if entries:
        watch.ledger.record(entries, rows=rows)


def _ai_lines(found: Attribution) -> int:
    counts = _counts(found)
    return counts.ai + counts.mixed


def _counts(found: Attribution) -> LineCounts:
    each = (counted(spans, tuple((span.first, span.last) for span in spans)) for _, spans in found.files)
    return LineCounts(*map(sum, zip(LineCounts(), *each, strict=True)))
