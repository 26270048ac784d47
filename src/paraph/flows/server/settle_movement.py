"""A ref of the server moves, or has moved: was that decided, and is what landed what was approved?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.core.model.places import ANY_CODEOWNERS, GOVERNED_FOLDERS
from paraph.core.policy.ref_globs import is_protected
from paraph.flows.ledger.recorded_movements import entries_at, is_nothing, landings_of
from paraph.flows.ledger.spending import named_in_entry, used_up
from paraph.flows.server.check_landing import landed_as
from paraph.flows.server.tell_server import jobs_of_landing
from paraph.ports.ledger import Ledger, Movement, Row, Spent
from paraph.ports.receiving import ReceivingRepository, RefUpdate
from paraph.ports.repository import RepositoryReader
from paraph.ports.server import ServerSettings

DECIDED_SECONDS = 900
MOST_STEPS = 64
GOVERNING = (*GOVERNED_FOLDERS, *ANY_CODEOWNERS)
_PUSH = "push it, so that it is decided"


class RefWatch(NamedTuple):
    """What is at hand when refs move; `now` is epoch seconds."""

    reader: RepositoryReader
    receiving: ReceivingRepository
    ledger: Ledger
    settings: ServerSettings
    now: int


class Stop(NamedTuple):
    """Why a ref must not move now, and what to do."""

    ref: str
    why: str
    fix: str = ""


def stops(watch: RefWatch, updates: Sequence[RefUpdate]) -> list[Stop]:
    """The protected refs that git is about to move without a decision for just that movement.

    `updates` are those of one transaction; an empty `old` stands for whatever the ref holds now.
    """
    found = (_stop(watch, each, updates) for each in updates if is_protected(each.ref, watch.settings.protected))
    return [each for each in found if each is not None]


def _stop(watch: RefWatch, update: RefUpdate, together: Sequence[RefUpdate]) -> Stop | None:
    current = watch.receiving.value_of(update.ref)
    old = update.old or current
    if not update.new:
        # git packs refs by writing them elsewhere and then deleting their files, which looks like this
        is_gone = not current or (bool(update.old) and watch.receiving.is_packed(update.ref, update.old))
        return (
            None if is_gone else Stop(update.ref, "a protected ref is never deleted", "take its protection away first")
        )
    if update.new == current:
        return None
    movement = watch.ledger.movement(update.ref, old, update.new)
    if movement is None or movement.state != "decided":
        why = "it was refused" if movement and movement.state == "refused" else "nobody decided this movement"
        return Stop(update.ref, why, _PUSH)
    return _doubt(watch, update, _entry(watch.ledger, movement), together)


def _doubt(watch: RefWatch, update: RefUpdate, decided: dict[str, Any], together: Sequence[RefUpdate]) -> Stop | None:
    """Why a decision does not hold any more, or not yet."""
    if decided.get("verdict") != "allow" and not decided.get("excepted"):
        return Stop(update.ref, "it was not allowed", _PUSH)
    if not 0 <= watch.now - int(decided["at"]) <= DECIDED_SECONDS:
        return Stop(update.ref, "it was decided long ago", "push it again")
    then, now = decided.get("governed_at", ""), watch.receiving.value_of(watch.settings.policy_ref)
    if then and now and then != now and not watch.receiving.is_same(then, now, GOVERNING):
        return Stop(update.ref, "the policy has changed since it was decided", "push it again")
    if update.ref.startswith("refs/tags/") and not _has_landed(watch, update, together):
        return Stop(update.ref, "what it tags has not landed", "push the branch first, then the tag")
    return None


def _has_landed(watch: RefWatch, tag: RefUpdate, together: Sequence[RefUpdate]) -> bool:
    commit = watch.receiving.commit_of(tag.new)
    protected = watch.settings.protected
    tips = {ref: tip for ref, tip in watch.receiving.tips(protected).items() if ref.startswith("refs/heads/")}
    tips |= {each.ref: each.new for each in together if each.ref.startswith("refs/heads/") and each.new}
    return any(is_protected(ref, protected) and watch.reader.is_movement(tip, commit) for ref, tip in tips.items())


def settle(watch: RefWatch, updates: Iterable[RefUpdate]) -> list[Stop]:
    """Record that protected refs have moved; what landed otherwise than it was decided, as an alarm.

    A new ref may begin where another one stands, so that all of them are looked at then.
    Returns the alarms. One caller at a time: another one may have recorded the same movement meanwhile.
    """
    protected = watch.settings.protected
    named = [each for each in updates if is_protected(each.ref, protected)]
    values = {each.ref: watch.receiving.value_of(each.ref) for each in named}
    if any(each.new and not each.old for each in named):
        values = watch.receiving.tips(protected) | values
    return [stop for ref, value in values.items() for stop in _catch_up(watch, ref, value)]


def _catch_up(watch: RefWatch, ref: str, current: str) -> list[Stop]:
    """Bring the record of a ref up to where the ref is now, over movements that were decided where there are any."""
    done = watch.ledger.last_done(ref)
    last = done.new if done and not is_nothing(done.new) else ""
    if last == current:
        return []
    steps = _way(watch.ledger, ref, last, current)
    alarms = []
    for step in steps or [Movement(ref, last, current, "alarm", "", -1)]:
        why = land(watch, step)
        alarms += [Stop(ref, why, "`paraph log reconcile` shows it")] if why else []
    return alarms


def _decided_from(ledger: Ledger, ref: str, old: str) -> list[Movement]:
    """The movements away from a tip of which the last word is that they may be."""
    asked = (each for each in ledger.movements_from(ref, old) if each.state in ("decided", "refused"))
    last = {each.new: each for each in asked}
    return [each for each in last.values() if each.state == "decided"]


def _way(ledger: Ledger, ref: str, old: str, new: str) -> list[Movement]:
    """The decided movements that lead from one tip to another, the fewest of them; none where they do not."""
    ways: list[list[Movement]] = [[]]
    seen = {old}
    for _ in range(MOST_STEPS):
        longer = []
        for way in ways:
            at = way[-1].new if way else old
            for movement in _decided_from(ledger, ref, at):
                if movement.new == new:
                    return [*way, movement]
                if movement.new not in seen:
                    seen.add(movement.new)
                    longer.append([*way, movement])
        if not longer:
            return []
        ways = longer
    return []


def land(watch: RefWatch, step: Movement) -> str:
    """Record one movement as landed, or as an alarm: the words of it, empty where all is well."""
    decided = _entry(watch.ledger, step) if step.state == "decided" else {}
    why = _wrong(watch, step, decided)
    said: dict[str, Any] = {"ref": step.ref, "old": step.old, "new": step.new}
    if step.state == "decided":
        said["decided"] = step.entry
    state: Literal["alarm", "excepted", "landed"]
    spent: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    if why:
        state = "alarm"
        content = entry("alarm", watch.now, **said, why=why)
    else:
        spent, told = used_up(watch.ledger, step.ref, decided)
        excepted = decided.get("excepted", "")
        state = "excepted" if excepted else "landed"
        said |= {"reason": excepted} if excepted else {}
        content = entry("landed", watch.now, **said, form=decided.get("form", ""), spent=named_in_entry(spent))
    rows = [Row(Movement(step.ref, step.old, step.new, state, step.verdict, 0), 0)]
    rows += [Row(Spent(id_), 0) for id_ in (*spent, *told)]
    watch.ledger.record([content], jobs_of_landing(watch.settings), rows)
    return why


def _wrong(watch: RefWatch, step: Movement, decided: dict[str, Any]) -> str:
    """What is wrong with a movement that has happened; empty where it is as it was decided."""
    if step.state != "decided":
        return "it moved without a decision" if step.new else "it was deleted"
    if decided.get("verdict") != "allow" and not decided.get("excepted"):
        return f"it landed though the verdict was {str(decided.get('verdict')).replace('_', ' ')}"
    for part in landings_of(decided):
        change = part.get("change", {})
        base, head, new = change.get("base", ""), change.get("head", ""), part.get("new", step.new)
        try:
            landing = landed_as(watch.reader, base, head, new)
        except ReadError as error:
            return f"it could not be compared with what was approved: {error.problems[0].what}"
        if not landing.is_approved:
            return landing.why
    return ""


def _entry(ledger: Ledger, movement: Movement) -> dict[str, Any]:
    return dict(entries_at(ledger, [movement.entry]))[movement.entry]
