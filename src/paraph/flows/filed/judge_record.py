"""May what a change record says be done now?"""

from __future__ import annotations

from paraph.core.errors import InputError, ReadError
from paraph.core.model.digest import sha256_hex
from paraph.core.model.facts import Deployment
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.change_row import decided_row, is_same, untold_row
from paraph.flows.attend.enter_judged import answer_digest, enter_judged, enter_unusable, said_before
from paraph.flows.attend.errands import ask_job
from paraph.flows.attend.judge_proposal import judge_proposal
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, Place, as_governed, place
from paraph.flows.attend.waiting import tried_again
from paraph.flows.filed.record_text import environment_in
from paraph.ports.board import ChangeRow
from paraph.ports.jobs import Task
from paraph.ports.ledger import Row
from paraph.ports.question import Evaluation

LABEL = "record"


def judge_record(office: Office, task: Task, row: ChangeRow, people_of: PeopleOf = as_governed) -> None:
    """Decide a record as it stands now, and put it down where that says something new. No forge is asked.

    Raises Postponed where the repository could not be read.
    """
    repository = office.board.repository(row.repository)
    if repository is None or not repository.is_on or row.state != "open":
        return
    try:
        with place(office, repository, people_of, is_fetched=False) as at:
            _judge(at, task, row)
    except ReadError as error:
        why = error.problems[0].what
        new = untold_row(None, row, (row.repository, row.number), why, office.clock())
        if not is_same(new, row):
            rows = [Row(new._replace(version=row.version + 1)), Row(task.fence)]
            office.ledger(row.repository).record((), (), rows)
        raise tried_again(error, task) from error


def proposal_of(row: ChangeRow) -> Proposal:
    """A record as a proposed change: who filed it opened it and brought it."""
    return Proposal(
        row.repository, row.number, row.head, row.target, title=row.title, author=row.author,
        pushers=(row.author,) if row.author else (), labels=(LABEL,), updated_at=row.opened_at,
    )  # fmt: skip


def judged(at: Place, row: ChangeRow) -> Evaluation:
    """A record decided as it stands now, for the environment that it names. Raises ReadError, InputError."""
    reviews = at.office.board.reviews(row.repository, row.number)
    commits = [*at.opened.reader.commits(f"{row.head}^..{row.head}")]
    environment = environment_in(commits[0].message) if commits else ""
    asked = Deployment(environment) if environment else None
    return judge_proposal(at, proposal_of(row), reviews, deployment=asked)


def _judge(at: Place, task: Task, row: ChangeRow) -> None:
    proposal = proposal_of(row)
    try:
        evaluation = judged(at, row)
    except InputError as error:
        problem = error.problems[0]
        said = sha256_hex(f"{row.target}\0{row.head}\0{problem.code}\0{problem.what}".encode())
        entered = None if said_before(at, row) == said else enter_unusable(at, proposal, problem.code, said)
        new = untold_row(None, row, (row.repository, row.number), problem.what, at.now)
        new = new._replace(decision="", facts="", policy="") if entered else new
    else:
        said = answer_digest(evaluation)
        entered = None if said_before(at, row) == said else enter_judged(at, proposal, evaluation, said)
        new = decided_row(proposal, evaluation, entered, row, at.now)
    if entered is None and is_same(new, row):
        return
    new = new._replace(version=row.version + 1, person=row.person)
    blobs = [Row(blob) for blob in entered.blobs] if entered else []
    entries = [entered.content] if entered else []
    rows = [*blobs, Row(new, 0 if entered else None), Row(task.fence)]
    at.ledger.record(entries, [ask_job(row.repository, row.number)], rows)
