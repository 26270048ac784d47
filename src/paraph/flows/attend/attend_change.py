"""Something may have happened to a change: how does it stand now?

Everything is read again, whatever the webhook said. It is entered only where it differs from what was entered last;
where the forge or the copy cannot be read, the change cannot be told, and it is tried again.
"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.errors import InputError, ReadError
from paraph.core.model.digest import sha256_hex
from paraph.core.model.proposal import Proposal
from paraph.flows.attend import errands
from paraph.flows.attend.change_row import decided_row, fresh_row, is_same, untold_row
from paraph.flows.attend.enter_judged import Entered, answer_digest, enter_judged, enter_unusable, said_before
from paraph.flows.attend.follow_landed import past_number
from paraph.flows.attend.judge_proposal import judge_proposal
from paraph.flows.attend.keep_reviews import NewReview, base_setting, new_reviews
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, Place, as_governed, fetch, moment, place
from paraph.flows.attend.read_proposal import read_proposal, with_checks
from paraph.flows.attend.take_notes import take_notes
from paraph.flows.attend.tries import try_jobs
from paraph.flows.attend.twins import twin_jobs
from paraph.flows.attend.waiting import tried_again
from paraph.flows.attend.watched import is_watched
from paraph.ports.board import ChangeRow, ChangeState, ConnectedRepository, Setting
from paraph.ports.forge import ForgeError
from paraph.ports.jobs import Task
from paraph.ports.ledger import Job, Row
from paraph.ports.question import Evaluation


def attend_change(office: Office, task: Task, key: str, number: str, people_of: PeopleOf = as_governed) -> None:
    """Decide a change as it is now, and put it down. Raises Postponed where it could not be read."""
    repository = office.board.repository(key)
    if repository is None or not repository.is_on:
        return
    row = office.board.change(key, number)
    proposal: Proposal | None = None
    try:
        began = moment(office, repository)
        proposal = read_proposal(office, repository, number)
        if proposal.state != "open":
            _close(office, task, repository, proposal, row)
            return
        with place(office, repository, people_of, after=began) as at:
            if not at.opened.reader.present([proposal.head]):
                fetch(office, repository)  # it was pushed after the fetch of another job began
            _decide(at, task, proposal, row)
    except ForgeError as error:
        if error.is_gone and proposal is None:
            _gone(office, task, row)
            return
        _untold(office, task, (key, number), proposal, row, error)
    except ReadError as error:
        _untold(office, task, (key, number), proposal, row, error)


def _decide(at: Place, task: Task, proposal: Proposal, row: ChangeRow | None) -> None:
    known = {each.id: each for each in at.office.board.reviews(proposal.repository, proposal.number)}
    try:
        take_notes(at)
        evaluation = judge_proposal(at, proposal, [*known.values()])
        more = with_checks(at, proposal, evaluation.policy)
        if more is not None:
            proposal = more
            evaluation = judge_proposal(at, proposal, [*known.values()])
        found = new_reviews(at, proposal, evaluation, row, known)
        if found:
            known |= {each.review.id: each.review for each in found}
            evaluation = judge_proposal(at, proposal, [*known.values()])
    except InputError as error:
        _unusable(at, task, proposal, row, error)
        return
    said = answer_digest(evaluation)
    entered = None if said_before(at, row) == said else enter_judged(at, proposal, evaluation, said)
    new = decided_row(proposal, evaluation, entered, row, at.now)
    later_jobs = [*_expiring(proposal, evaluation), *_unknown_teams(at, evaluation)] if entered else []
    _record(at, task, new, row, entered, found, _settings(proposal, evaluation, row), later_jobs)


def _expiring(proposal: Proposal, evaluation: Evaluation) -> list[Job]:
    """A look at the change when the first of what counts now expires: nothing else would tell."""
    facts = evaluation.facts
    ends = [*(each.expires_at for each in facts.signoffs), *(each.expires_at for each in facts.overrides)]
    first = min((end for end in ends if end is not None and end > facts.now), default=0)
    return [errands.attend_later_job(proposal.repository, proposal.number, first + 1)] if first else []


def _unknown_teams(at: Place, evaluation: Evaluation) -> list[Job]:
    """Ask the forges for the members of the teams that are named and that nobody has asked for yet."""
    forges = {team.name.partition(":")[0] for team in evaluation.facts.people.forge_teams}
    return [errands.people_job(name) for name in sorted(forges) if name in at.office.forges]


def _settings(proposal: Proposal, evaluation: Evaluation, row: ChangeRow | None) -> list[Setting]:
    """What is remembered of a head that is not the head any more, for a review of it that comes late."""
    if row is None or row.head in ("", evaluation.facts.change.head) or not row.base:
        return []
    return [Setting(base_setting(proposal.repository, proposal.number, row.head), row.base.encode())]


def _record(
    at: Place, task: Task, new: ChangeRow, old: ChangeRow | None, entered: Entered | None,
    reviews: Sequence[NewReview] = (), settings: Sequence[Setting] = (), more: Sequence[Job] = (),
) -> None:  # fmt: skip
    if entered is None and not reviews and is_same(new, old):
        return
    entries = [each.content for each in reviews]
    rows = [Row(each.review, number) for number, each in enumerate(reviews)]
    if entered is not None:
        rows += [Row(blob) for blob in entered.blobs]
        entries.append(entered.content)
    new = new._replace(version=new.version + 1)
    rows += [Row(new, None if entered is None else len(entries) - 1), *map(Row, settings), Row(task.fence)]
    jobs = [errands.show_job(new.repository, new.number), *more]
    if old is not None and (old.head, old.target, old.state) != (new.head, new.target, new.state):
        jobs += [*twin_jobs(at.office, old), *twin_jobs(at.office, new)]
    jobs += try_jobs(at.office, new.repository, new.number) if entered is not None else []
    if new.target not in (at.repository.target, "" if old is None else old.target):
        jobs.append(errands.settle_job(new.repository))  # what lands there from now on is on record
    if entered is not None or new.is_draft != (old is not None and old.is_draft):
        jobs.append(errands.ask_job(new.repository, new.number))
    at.ledger.record(entries, [*dict.fromkeys(jobs)], rows)
    at.office.tell("attended", repository=new.repository, number=new.number, verdict=new.verdict,
                   is_new=entered is not None)  # fmt: skip


def _unusable(at: Place, task: Task, proposal: Proposal, row: ChangeRow | None, error: InputError) -> None:
    """What governs cannot be used: somebody has to mend it, and trying again does not help."""
    problem = error.problems[0]
    said = sha256_hex(f"{proposal.target}\0{proposal.head}\0{problem.code}\0{problem.what}".encode())
    entered = None if said_before(at, row) == said else enter_unusable(at, proposal, problem.code, said)
    new = untold_row(proposal, row, (proposal.repository, proposal.number), problem.what, at.now)
    if entered is not None:
        new = new._replace(decision="", facts="", policy="", decided_at=at.now)
    _record(at, task, new, row, entered)


def _close(
    office: Office, task: Task, repository: ConnectedRepository, proposal: Proposal, row: ChangeRow | None
) -> None:  # fmt: skip
    """It is not open any more. What landed on the default branch is judged by what the branch shows."""
    new = fresh_row(proposal, row, office.clock())
    jobs = [errands.ask_job(repository.key, proposal.number), *(twin_jobs(office, row) if row else ())]
    if proposal.state == "landed" and new.state != "alarm":
        name = past_number(proposal.landed, proposal.target, repository) if proposal.landed else ""
        past = office.board.change(repository.key, name) if name else None
        state: ChangeState = "alarm" if past is not None and past.state == "alarm" else "landed"
        new = new._replace(state=state, landed=proposal.landed, landed_at=new.landed_at or office.clock())
        jobs += [errands.settle_job(repository.key)] if is_watched(office.board, repository, proposal.target) else []
    elif proposal.state == "closed":
        new = new._replace(state="closed", waiting_since=0, owed_by=())
    if not is_same(new, row):
        rows = [Row(new._replace(version=new.version + 1)), Row(task.fence)]
        office.ledger(repository.key).record((), jobs, rows)


def _gone(office: Office, task: Task, row: ChangeRow | None) -> None:
    """The forge knows no such change (any more)."""
    if row is not None and row.state == "open":
        closed = row._replace(state="closed", version=row.version + 1, waiting_since=0, owed_by=())
        jobs = [errands.ask_job(row.repository, row.number), *twin_jobs(office, row)]
        office.ledger(row.repository).record((), jobs, [Row(closed), Row(task.fence)])


def _untold(
    office: Office, task: Task, place_: tuple[str, str], proposal: Proposal | None, row: ChangeRow | None,
    error: ReadError,
) -> None:  # fmt: skip
    """It could not be read: nothing that was decided before may stay green, and it is tried again."""
    why = error.problems[0].what
    new = untold_row(proposal, row, place_, why, office.clock())
    if (row is None or row.state == "open") and not is_same(new, row):
        rows = [Row(new._replace(version=new.version + 1)), Row(task.fence)]
        office.ledger(place_[0]).record((), [errands.show_job(*place_)], rows)
    office.tell("unreadable", repository=place_[0], number=place_[1], why=why)
    raise tried_again(error, task) from error
