"""May this push go in? All of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.model.decision import Verdict
from paraph.core.model.refs import ATTRIBUTION_REF, NOTES_SPACE, STATEMENTS_REF
from paraph.core.policy.ref_globs import folded, is_alias, is_protected
from paraph.flows.server.judge_movement import Judged, judge_branch, judge_tag
from paraph.flows.server.judge_part import Circumstances
from paraph.flows.server.known_statements import KnownStatements
from paraph.flows.server.movement_entries import Record, add_judged, add_pushed, add_records, add_statement
from paraph.flows.server.serving import Desk, Governing, governance_of, governing
from paraph.flows.server.take_records import take_records
from paraph.flows.server.take_statements import Taken, take_statements
from paraph.ports.receiving import NewCommits, RefUpdate

CLOSED = ("refs/replace/", "refs/paraph/")
MOST_COMMITS = 100_000
_CARRIERS = (STATEMENTS_REF, ATTRIBUTION_REF)


class RefusedRef(NamedTuple):
    """One ref that must not move: why in words, what to do, and the decision where one was made."""

    ref: str
    why: str
    fix: str = ""
    judged: Judged | None = None


class Outcome(NamedTuple):
    """What became of a push. `judged` are the movements of protected refs, `taken` the statements that came with
    it, `refusals` say what stands in its way: none where it goes in."""

    judged: tuple[Judged, ...]
    taken: Taken
    refusals: tuple[RefusedRef, ...]


def judge_push(desk: Desk, updates: Sequence[RefUpdate], pusher: str) -> Outcome:
    """Judge every ref of a push, and record what was decided before git moves any of them.

    `pusher` is the account of whoever pushes. Raises ReadError where what was allowed cannot be recorded, and
    ParaphError for whatever keeps the whole push from being judged: nobody may be let in then.
    """
    governed = governing(desk)
    new = desk.receiving.new_commits(_tips(updates), MOST_COMMITS)
    taken, refusals = _statements(desk, governed, updates)
    records = take_records(desk, updates)
    refusals += [RefusedRef(ATTRIBUTION_REF, records.wrong, records.fix)] if records.wrong else []
    refusals += [*_closed(desk, updates)]
    around = Circumstances(governed, frozenset(new.ids), pusher, records)
    guarded = [each for each in updates if is_protected(each.ref, desk.settings.protected)]
    judged = [_judge(desk, around, each, updates, taken) for each in guarded]
    refusals += [_refusal(each) for each in judged if not each.may_land]
    outcome = Outcome(tuple(judged), taken, tuple(refusals))
    _record(desk, outcome, around, new, updates)
    return outcome


def _tips(updates: Iterable[RefUpdate]) -> list[str]:
    """The objects that the push leads to, those of statements and of records of lines left out."""
    return list(dict.fromkeys(each.new for each in updates if each.new and each.ref not in _CARRIERS))


def _closed(desk: Desk, updates: Iterable[RefUpdate]) -> Iterable[RefusedRef]:
    """What nobody may push, whatever it brings."""
    guarded, named = (*desk.settings.protected, *_CARRIERS), set[str]()
    for update in updates:
        ref, place = update.ref, folded(f"{update.ref}/")
        if ref in named:
            yield RefusedRef(ref, "it is named twice in one push", "push it once")
        elif place.startswith(CLOSED):
            yield RefusedRef(ref, "nobody pushes to this name space: it is the server's own", "leave it out")
        elif place.startswith(NOTES_SPACE) and ref != STATEMENTS_REF:
            yield RefusedRef(ref, f"statements are carried by {STATEMENTS_REF} alone", "leave it out")
        elif update.new and ref not in _CARRIERS and any(_are_in_the_way(place, f"{each}/") for each in _CARRIERS):
            why = "where it stands neither records of lines nor statements could be pushed any more"
            yield RefusedRef(ref, why, "name it otherwise")
        elif is_alias(ref, guarded):
            yield RefusedRef(ref, "some file systems take it for a ref that is guarded here", "name it otherwise")
        named.add(ref)


def _are_in_the_way(place: str, other: str) -> bool:
    """Whether one of two refs would have to be a folder of the other, which git does not allow."""
    return place != other and (place.startswith(other) or other.startswith(place))


def _statements(desk: Desk, governed: Governing, updates: Iterable[RefUpdate]) -> tuple[Taken, list[RefusedRef]]:
    update = next((each for each in updates if each.ref == STATEMENTS_REF), None)
    if update is None:
        return Taken(), []
    found = governance_of(desk, governed)
    identity = found.policy.identity if found.policy else ""
    taken = take_statements(desk, update, found.directory, identity)
    return taken, [RefusedRef(update.ref, why, "see `paraph signoff --help`") for why in taken.wrong]


def _judge(desk: Desk, around: Circumstances, update: RefUpdate, updates: Sequence[RefUpdate], taken: Taken) -> Judged:
    if desk.receiving.value_of(update.ref) != update.old:
        why = "it has moved since this push began"
        return Judged(update, "forward", Verdict.DENY, why=why, fix="`git fetch`, look at what came, and push again")
    if update.ref.startswith("refs/tags/"):
        return judge_tag(desk, update, updates)
    try:
        return judge_branch(desk, around, update, KnownStatements(desk.ledger, update.ref, taken.statements, desk.now))
    except ParaphError as error:
        problem = error.problems[0]
        code = f"problem {problem.code}"
        return Judged(update, "forward", Verdict.CANNOT_TELL, (), problem.what, problem.fix, recorded=code)


def _shown(desk: Desk, ref: str) -> str:
    """The name of a ref as the record may hold it: whoever pushes chooses those that are not guarded."""
    if ref in _CARRIERS or is_protected(ref, desk.settings.protected):
        return ref
    return next((place for place in (*CLOSED, NOTES_SPACE) if folded(f"{ref}/").startswith(place)), "another ref")


def _refusal(judged: Judged) -> RefusedRef:
    return RefusedRef(judged.update.ref, judged.why, judged.fix, judged)


def _record(desk: Desk, outcome: Outcome, around: Circumstances, new: NewCommits, updates: Sequence[RefUpdate]) -> None:
    """Enter what was decided in one transaction. That of a refused push is entered as far as it can be."""
    withheld_by = _shown(desk, outcome.refusals[0].ref) if outcome.refusals else ""
    record = Record([], [])
    pusher, governed_at = around.pusher, around.governing.commit
    version = desk.receiving.git_version() if outcome.judged else ""
    if withheld_by:
        add_pushed(record, desk, pusher, (), [each.new for each in updates if each.new])
    else:
        for statement, signed in zip(outcome.taken.read, outcome.taken.statements, strict=True):
            add_statement(record, desk, statement, signed)
        add_pushed(record, desk, pusher, new.ids, [each.new for each in updates if each.new])
        add_records(record, desk, around.records.records, around.records.tip)
    for judged in outcome.judged:
        add_judged(record, desk, judged, version, governed_at, withheld_by)
    if not withheld_by:
        _enter(desk, record, is_told=bool(outcome.judged or outcome.taken.read or around.records.records))
    elif outcome.judged:
        from contextlib import suppress  # only a refusal pays for it

        with suppress(ParaphError):
            _enter(desk, record, is_told=True)


def _enter(desk: Desk, record: Record, *, is_told: bool) -> None:
    """Record, and have the log signed where more than a push of commits is on record now: an older copy of it that is
    put back is told by what was signed last."""
    desk.ledger.record(record.entries, rows=record.rows)
    if is_told:
        desk.ledger.checkpoint()
