"""Whose answer is owed for a change now, and has everybody been asked who should be, once?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paraph.core.ledger.entry import entry
from paraph.core.model.asking import Ask
from paraph.core.model.digest import sha256_hex
from paraph.core.model.noun import changed
from paraph.core.policy.lookup import index_people
from paraph.core.signoff.assign import Choice, Want, assign, best
from paraph.core.signoff.working_time import due_at
from paraph.flows.asking.matter import Matter, matter_of
from paraph.flows.asking.words import Notice, nobody_notice, notify_job, turn_notice
from paraph.flows.asking.zones import offset
from paraph.flows.attend.change_row import turns_of
from paraph.flows.attend.errands import errand
from paraph.flows.attend.office import Office
from paraph.flows.signing.asked_of import strongest_proof
from paraph.ports.board import AskRow, Fence, Posted, Turns
from paraph.ports.ledger import Job, Row

LEAD = "lead"
AGAIN_SECONDS = 3_600
_HOUR = 3_600
_USUAL_HOURS = 24


class Plan(NamedTuple):
    """What is to be put down: asks as they are from now on, those of them that are new, and messages."""

    asks: tuple[Ask, ...] = ()
    new: tuple[Ask, ...] = ()
    notices: tuple[Notice, ...] = ()


def ask_people(office: Office, repository: str, number: str, fence: Fence | None = None) -> None:
    """Ask one named person for each sign-off that a change waits for, and let go of asks that are no longer owed.

    Doing it again changes nothing. Where it cannot be told what is missing, everything stays as it is. Raises
    ReadError, ForgeError among them, where something cannot be read; then it is to be done again.
    """
    matter = matter_of(office, repository, number)
    if matter is None:
        return
    if matter.row.state != "open" or matter.row.verdict in ("allow", "deny"):
        gone = matter.open if matter.row.state == "open" else (*matter.open, *matter.extra)
        put_down(matter, Plan((*_closed(matter, gone), *_extra(matter))), fence)
        tell_forge(office, repository, number, fence)
    elif matter.is_owed:
        choices = assign(matter.wants, matter.bench())
        again = [] if all(each.person for each in choices) else [_again(matter)]
        put_down(matter, _plan(matter, choices), fence, again)
        tell_forge(office, repository, number, fence)


def put_down(matter: Matter, plan: Plan, fence: Fence | None, jobs: Sequence[Job] = ()) -> None:
    """Record a plan: the asks that are new with an entry that says so, all of them as rows, messages as jobs; and whose
    turn it is then."""
    now, row, turns = matter.office.clock(), matter.row, _turns(matter, plan)
    if not any(plan) and not jobs and turns == row.owed_by:
        return
    entries = []
    if plan.new:
        said = [_said(each) for each in plan.new]
        entries.append(entry("asked", now, number=row.number, head=row.head, asks=said))
    asks = {each.id: each for each in (*plan.asks, *plan.new)}
    rows = [Row(AskRow(each)) for each in asks.values()]
    rows += [Row(Turns(row.repository, row.number, row.version, turns))] if turns != row.owed_by else []
    rows += [Row(fence)] if fence else []
    matter.office.ledger(row.repository).record(entries, [*map(notify_job, plan.notices), *jobs], rows)


def _turns(matter: Matter, plan: Plan) -> tuple[str, ...]:
    """Whose turn it is once a plan is put down: whoever is asked, and authors who owe something."""
    asks = {each.id: each for each in (*matter.asks, *plan.asks, *plan.new)}
    asked = (each.person for each in asks.values() if each.state == "open")
    return tuple(dict.fromkeys((*asked, *turns_of(matter.found.decision))))


def new_ask(matter: Matter, want: Want, person: str, deputy: str = "", by: str = "") -> Ask:
    """An ask of somebody, from now on, with hours to answer in by the tier of the change."""
    office, row = matter.office, matter.row
    now = office.clock()
    hours = dict(office.config.asking.hours).get(row.tier, _USUAL_HOURS)
    known = next((each for each in matter.asks if each.person == person and each.head == row.head), None)
    id_ = known.id if known else sha256_hex("\0".join((row.repository, row.number, row.head, person)).encode())[:24]
    return Ask(
        id=id_, repository=row.repository, number=row.number, head=row.head, requirement=want.requirement,
        person=person, asked_at=now, due_at=due_at(now, hours * _HOUR, matter.people[person], offset),
        minutes=want.minutes, proof=strongest_proof(matter.found), deputy=deputy, by=by, changed_at=now,
    )  # fmt: skip


def lead_of(matter: Matter, outside: Sequence[str] = ()) -> str:
    """The one who looks after what nobody answers: the least busy of those named for it, else of the leads."""
    named = [each for each in matter.office.config.asking.escalate_to if each in matter.people]
    leads = named or [each.id for each in matter.people.values() if LEAD in each.roles]
    bench = matter.bench()._replace(outside=frozenset(outside), open=(), most_minutes=1 << 30)
    return next(iter(best(Want("", tuple(leads)), bench)), "")


def tell_nobody(matter: Matter, want: Want, why: str) -> tuple[Notice, ...]:
    """The message to a lead that nobody is left; where there is none, the server's log has to do."""
    row = matter.row
    lead = lead_of(matter)
    if not lead:
        matter.office.tell("nobody_to_ask", repository=row.repository, number=row.number, why=why)
        return ()
    mark = sha256_hex(f"{row.repository}\0{row.number}\0{row.head}\0{want.requirement}".encode())[:24]
    return (nobody_notice(matter, lead, f"nobody:{mark}", want.requirement, why),)


def tell_forge(office: Office, repository: str, number: str, fence: Fence | None) -> None:
    """Request the reviews of those who are asked and of whom the forge was not told yet."""
    matter = matter_of(office, repository, number)
    if matter is None or matter.row.kind == "record":  # no forge knows of a record
        return
    kind = matter.repository.kind
    asked = (*matter.open, *matter.extra) if matter.row.state == "open" else ()
    wanted = [each for each in asked if office.board.posted(f"ask:{each.id}") is None]
    accounts = {ask.id: _account(matter, ask, kind) for ask in wanted}
    named = list(dict.fromkeys(filter(None, accounts.values())))
    if not named:
        return
    office.forge_of(matter.repository).ask(matter.repository, number, named)
    now = office.clock()
    rows = [Row(Posted(f"ask:{id_}", "", account, now)) for id_, account in accounts.items() if account]
    office.ledger(repository).record((), (), [*rows, *([Row(fence)] if fence else [])])


def _again(matter: Matter) -> Job:
    """Look once more in a while: somebody may be back, or have read what they were asked for."""
    row, then = matter.row, matter.office.clock() + AGAIN_SECONDS
    key = f"again:{row.repository}#{row.number}"
    return errand("ask", key, repository=row.repository, number=row.number, not_before=then)


def _plan(matter: Matter, choices: Sequence[Choice]) -> Plan:
    asked = {each.person for each in choices if each.person}
    kept = [each for each in matter.open if each.person in asked]
    gone = _closed(matter, [each for each in matter.open if each.person not in asked])
    moved = tuple(changed(each, head=matter.row.head) for each in kept if each.head != matter.row.head)
    new = tuple(_first(matter, each) for each in choices if each.is_new)
    notices = [turn_notice(matter, each) for each in new]
    for choice in choices:
        notices += () if choice.person else tell_nobody(matter, choice.want, choice.why)
    return Plan((*gone, *moved, *_extra(matter)), new, tuple(notices))


def _extra(matter: Matter) -> tuple[Ask, ...]:
    """The optional asks of an open change that are answered, or were of an older head."""
    if matter.row.state != "open":
        return ()
    signed, now = _signers(matter), matter.office.clock()
    done = (changed(each, state="answered", changed_at=now) for each in matter.extra if each.person in signed)
    left = (each for each in matter.extra if each.person not in signed and each.head != matter.row.head)
    return (*done, *(changed(each, head=matter.row.head) for each in left))


def _first(matter: Matter, choice: Choice) -> Ask:
    return new_ask(matter, choice.want, choice.person, choice.deputy)


def _closed(matter: Matter, asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Asks that are owed no more: answered by those who signed, void for everybody else."""
    signed = _signers(matter)
    now = matter.office.clock()
    return tuple(changed(each, state="answered" if each.person in signed else "void", changed_at=now) for each in asks)


def _signers(matter: Matter) -> frozenset[str]:
    index = index_people(matter.found.facts.people)
    found = (each.person for each in matter.found.facts.signoffs if not each.is_withdrawn)
    people = (index.by_id.get(each) or index.person_of(each) for each in found)
    return frozenset(each.id for each in people if each is not None)


def _account(matter: Matter, ask: Ask, kind: str) -> str:
    person = matter.people.get(ask.person)
    return next((each for each in (person.accounts if person else ()) if each.startswith(f"{kind}:")), "")


def _said(ask: Ask) -> dict[str, object]:
    """What an entry tells of an ask: ids of the directory, and no words in which a name may stand."""
    return {"id": ask.id, "person": ask.person, "rule": ask.requirement.partition(": ")[0], "due_at": ask.due_at,
            "minutes": ask.minutes, "proof": ask.proof, "deputy": ask.deputy, "by": ask.by}  # fmt: skip
