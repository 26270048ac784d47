"""A protected branch of a forge stands elsewhere: what landed, and was it what was approved?

What nobody allowed is an alarm in the pass that sees it, whoever moved the branch. Where hooks of plain git have put a
movement down already, their record stands, and nothing is said twice.
"""

from __future__ import annotations

from typing import Any

from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry, read_entry
from paraph.flows.attend import errands
from paraph.flows.attend.find_landing import candidates, next_landing, unheard
from paraph.flows.attend.follow_landed import follow_landed
from paraph.flows.attend.notices import alarm_jobs
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, Place, as_governed, place
from paraph.flows.attend.settle_landing import settle_landing
from paraph.flows.attend.take_notes import take_notes
from paraph.flows.attend.waiting import later, tried_again
from paraph.flows.attend.watched import watched_refs
from paraph.flows.ledger.recorded_movements import is_nothing
from paraph.flows.server.settle_movement import GOVERNING, RefWatch, land
from paraph.ports.board import ChangeQuery
from paraph.ports.jobs import Task
from paraph.ports.ledger import Movement, Row
from paraph.ports.receiving import Link
from paraph.ports.server import ServerSettings

MOST_LINKS = 2_000
MOST_OPEN = 10_000
AT_ONCE = 500
HOOK_SECONDS = 10
"""For so long a hook is given to record that what it decided has landed."""


def settle_forge(office: Office, task: Task, key: str, people_of: PeopleOf = as_governed) -> None:
    """Bring the record of the protected branches up to where they are. Raises Postponed where they cannot be read."""
    repository = office.board.repository(key)
    if repository is None or not repository.is_on:
        return
    try:
        with place(office, repository, people_of) as at:
            take_notes(at)
            settle_place(at, task)
    except ReadError as error:
        raise tried_again(error, task) from error


def settle_place(at: Place, task: Task) -> None:
    """The same of a repository that is open and up to date."""
    for ref in watched_refs(at):
        _settle(at, task, ref)


def _settle(at: Place, task: Task, ref: str) -> None:
    tip = at.tip(ref)
    done = at.ledger.last_done(ref)
    if done is None:
        _wait_for_hooks(at, ref, "", tip)
        _begin(at, ref, tip)
        return
    last = "" if is_nothing(done.new) else done.new
    if tip != last:
        _wait_for_hooks(at, ref, last, tip)
        _catch_up(at, ref, last, tip)
    is_governing = ref == at.repository.target and not _is_governed_alike(at, last, tip)
    if follow_landed(at, task, ref) or is_governing:
        _look_again(at, "" if is_governing else ref)


def _is_governed_alike(at: Place, old: str, new: str) -> bool:
    """Whether policy, people and owners are the same at two tips of the default branch."""
    is_here = bool(old and new) and at.opened.reader.present([old, new]) >= {old, new}
    return old == new or (is_here and at.opened.receiving.is_same(old, new, GOVERNING))


def _begin(at: Place, ref: str, tip: str) -> None:
    """The record of a branch begins where it stands; nothing is known of what landed before."""
    if tip:
        said = {"name": at.repository.key, "protected": [ref], "policy_ref": at.repository.target, "tips": {ref: tip}}
        at.ledger.record([entry("genesis", at.now, **said)], (), [Row(Movement(ref, "", tip, "landed", "", 0), 0)])


def _wait_for_hooks(at: Place, ref: str, old: str, new: str) -> None:
    """On plain git, hooks decide before a branch moves and record afterwards that it has."""
    decided = at.ledger.movement(ref, old, new) if at.repository.kind == "git" else None
    if decided is not None and decided.state == "decided":
        said = read_entry(next(iter(at.ledger.entries(decided.entry, decided.entry + 1))))
        if at.now - int(said["at"]) < HOOK_SECONDS:
            raise later(HOOK_SECONDS / 2, "the hook that decided it records that it has landed")


def _catch_up(at: Place, ref: str, last: str, tip: str) -> None:
    chain = _chain(at, last, tip)
    if not chain:
        why = "it was rewritten: what had landed is not in its history" if tip else "it was deleted"
        why = why if last else "it was made again after it had been deleted"
        _alarm(at, Movement(ref, last, tip, "alarm", "", -1), why)
        return
    rows, base, is_asked = candidates(at, ref), last, False
    while chain:
        landed = next_landing(at, base, chain, rows)
        if landed.row is None and not is_asked:
            is_asked, late = True, unheard(at, ref)
            rows = [*(row for row in rows if row.number not in {each.number for each in late}), *late]
            landed = next_landing(at, base, chain, rows)
        known = at.ledger.movement(ref, base, landed.new)
        if known is not None and known.state == "decided":
            _land(at, known)
        else:
            settled = settle_landing(at, ref, landed)
            step = Movement(ref, base, landed.new, "refused" if settled.why else "decided", "", settled.entry)
            if settled.why:
                _alarm(at, step, settled.why)
            else:
                _land(at, step)
        rows = [row for row in rows if landed.row is None or row.number != landed.row.number]
        base, chain = landed.new, chain[landed.links :]


def _chain(at: Place, last: str, tip: str) -> tuple[Link, ...]:
    """The first-parent chain of the tip down to where the branch stood; empty where it does not lead there."""
    if not tip or not last or not at.opened.reader.present([last]):
        return ()
    chain = at.opened.receiving.chain(last, tip, MOST_LINKS + 1)
    return chain if chain and len(chain) <= MOST_LINKS and chain[0].parents[:1] == (last,) else ()


def _land(at: Place, step: Movement) -> None:
    """Record that what was decided has landed, once more held against what was approved; sign-offs are spent."""
    settings = ServerSettings(at.repository.key, (step.ref,), step.ref, "", "")
    why = land(RefWatch(at.opened.reader, at.opened.receiving, at.ledger, settings, at.now), step)
    if why:
        at.office.tell("alarm", repository=at.repository.key, ref=step.ref, new=step.new, why=why)


def _alarm(at: Place, step: Movement, why: str) -> None:
    said: dict[str, Any] = {"ref": step.ref, "old": step.old, "new": step.new, "why": why}
    said |= {"decided": step.entry} if step.entry >= 0 else {}
    moved = Movement(step.ref, step.old, step.new, "alarm", step.verdict, 0)
    text = f"{at.repository.key}: {step.ref} moved to {step.new[:12] or 'nothing'}, and {why}."
    jobs = alarm_jobs(at.office, f"alarm:{at.repository.key}:{step.old}:{step.new}", f"Alarm: {why}", text)
    at.ledger.record([entry("alarm", at.now, **said)], jobs, [Row(moved, 0)])
    at.office.tell("alarm", repository=at.repository.key, ref=step.ref, new=step.new, why=why)


def _look_again(at: Place, ref: str) -> None:
    """Every open change for a branch that moved is decided anew: it would land on something else. Without a ref, every
    change: what governs is not the same any more."""
    query = ChangeQuery(at.repository.key, state="open", most=MOST_OPEN)
    jobs = [
        errands.attend_job(row.repository, row.number)
        for row in at.office.board.changes(query) if not ref or row.target == ref
    ]  # fmt: skip
    for first in range(0, len(jobs), AT_ONCE):
        at.office.log.record((), jobs[first : first + AT_ONCE])
