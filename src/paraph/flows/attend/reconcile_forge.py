"""What was never delivered: which changes do not stand here as their forge lists them, and which branch has moved?"""

from __future__ import annotations

import json
from collections.abc import Iterator

from paraph.core.attest.canonical import canonical
from paraph.core.errors import ReadError
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, Place, as_governed, place
from paraph.flows.attend.repositories import refreshed_setting
from paraph.flows.attend.take_notes import take_notes
from paraph.flows.attend.waiting import is_gone, tried_again
from paraph.flows.attend.watched import watched_refs
from paraph.flows.ledger.recorded_movements import is_nothing
from paraph.ports.board import ChangeQuery, ChangeRow, ConnectedRepository, Setting
from paraph.ports.forge import Known
from paraph.ports.jobs import Task
from paraph.ports.ledger import Job, Row

MOST_OPEN = 20_000
MOST_UNTOLD = 500
SEEN_SECONDS = 600
REFRESH_SECONDS = 3_600
AT_ONCE = 500


def reconcile(office: Office, task: Task, key: str = "", people_of: PeopleOf = as_governed) -> None:
    """Find what no webhook told of one repository; without a key, of all, each by a job of its own.

    One listing, one fetch and nothing written where nothing has changed. Raises Postponed where the forge does not
    answer.
    """
    if not key:
        jobs = [errands.reconcile_job(each.key) for each in office.board.repositories() if each.is_on]
        office.log.record((), [*jobs, *_refresh(office)])
        return
    repository = office.board.repository(key)
    if repository is None or not repository.is_on:
        return
    try:
        listed = {each.number: each for each in office.forge_of(repository).open_changes(repository)}
        jobs = [*_moved(office, repository, people_of), *_missed(office, repository, listed)]
    except ReadError as error:
        _seen(office, task, repository, error.problems[0].what)
        if is_gone(error):
            return
        raise tried_again(error, task) from error
    for first in range(0, len(jobs), AT_ONCE):
        office.log.record((), jobs[first : first + AT_ONCE])
    _remember(office, task, repository, listed)
    _seen(office, task, repository, "")


def _refresh(office: Office) -> Iterator[Job]:
    """The forges that have not listed their repositories for a while."""
    for name in office.forges:
        last = int(office.board.setting(refreshed_setting(name)) or 0)
        if office.clock() - last >= REFRESH_SECONDS:
            yield errands.repositories_job(name)


def _moved(office: Office, repository: ConnectedRepository, people_of: PeopleOf) -> Iterator[Job]:
    with place(office, repository, people_of) as at:
        take_notes(at)
        if any(_has_moved(at, ref) for ref in watched_refs(at)):
            yield errands.settle_job(repository.key)


def _has_moved(at: Place, ref: str) -> bool:
    done = at.ledger.last_done(ref)
    return at.tip(ref) != ("" if done is None or is_nothing(done.new) else done.new)


def _missed(office: Office, repository: ConnectedRepository, listed: dict[str, Known]) -> Iterator[Job]:
    """A look at each change that is new, that has changed since it was looked at, or that is not open any more."""
    board, key = office.board, repository.key
    rows = {row.number: row for row in board.changes(ChangeQuery(key, state="open", most=MOST_OPEN))}
    seen = _listed_before(office, repository)
    untold = 0
    for number, known in listed.items():
        row = rows.get(number) or board.change(key, number)
        is_untold = row is not None and row.state == "open" and row.verdict == "cannot_tell"
        untold += is_untold
        if _is_other(row, known) or seen.get(number, 0) != known.updated_at or (is_untold and untold <= MOST_UNTOLD):
            yield errands.attend_job(key, number)
    for number, row in rows.items():
        if number not in listed and row.kind == "change":
            yield errands.attend_job(key, number)


def _is_other(row: ChangeRow | None, known: Known) -> bool:
    if row is None:
        return known.state == "open"
    if row.state == "alarm":
        return known.state == "open"
    if row.state != known.state:
        return True
    return known.state == "open" and (row.head, row.target) != (known.head, known.target)


def _listed_name(repository: ConnectedRepository) -> str:
    return f"listed:{repository.key}"


def _listed_before(office: Office, repository: ConnectedRepository) -> dict[str, int]:
    content = office.board.setting(_listed_name(repository))
    found: dict[str, int] = json.loads(content) if content else {}
    return found


def _remember(office: Office, task: Task, repository: ConnectedRepository, listed: dict[str, Known]) -> None:
    content = canonical({number: each.updated_at for number, each in listed.items()})
    if content != office.board.setting(_listed_name(repository)):
        rows = [Row(Setting(_listed_name(repository), content)), Row(task.fence)]
        office.log.record((), (), rows)


def _seen(office: Office, task: Task, repository: ConnectedRepository, trouble: str) -> None:
    """That it was read, or why not; not at every pass."""
    now = office.clock()
    if trouble != repository.trouble or (not trouble and now - repository.seen_at >= SEEN_SECONDS):
        fresh = repository._replace(trouble=trouble, seen_at=repository.seen_at if trouble else now)
        office.log.record((), (), [Row(fresh), Row(task.fence)])
