"""What was decided is shown at the forge: is there anything to say that was not said before?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.attest.canonical import canonical
from paraph.core.errors import ReadError
from paraph.core.model.digest import sha256_hex
from paraph.flows.attend.kept import kept
from paraph.flows.attend.office import Office
from paraph.flows.attend.report import comment_of, report_of
from paraph.flows.attend.twins import as_worst, twin_jobs, twins_of
from paraph.flows.attend.waiting import is_gone, tried_again
from paraph.ports.board import ChangeRow, ConnectedRepository, Posted
from paraph.ports.forge import Report
from paraph.ports.jobs import Task
from paraph.ports.ledger import Job, Row
from paraph.ports.question import Evaluation


def show_verdict(office: Office, task: Task, key: str, number: str) -> None:
    """Post the check of a change's head and its one comment, each where it differs from what was posted: at most two
    calls. Raises Postponed where the forge does not take them."""
    repository, row = office.board.repository(key), office.board.change(key, number)
    if repository is None or row is None or not repository.is_on or row.kind != "change":
        return
    try:
        found = kept(office, row)
        if row.state == "open" and row.head:
            _show(office, task, repository, row, found)
        if row.state != "closed":
            _say(office, task, repository, row, found)
    except ReadError as error:
        if not is_gone(error):
            raise tried_again(error, task) from error


def check_name(row: ChangeRow) -> str:
    """Under which name it is remembered what the check of a head says."""
    return f"check:{row.repository}#{row.number}@{row.head}"


def comment_name(row: ChangeRow) -> str:
    """Under which name it is remembered what the comment of a change says."""
    return f"comment:{row.repository}#{row.number}"


def _show(office: Office, task: Task, repository: ConnectedRepository, row: ChangeRow, found: Evaluation) -> None:
    posted = office.board.posted(check_name(row))
    report = as_worst(report_of(office, row, found, posted.external if posted else ""), twins_of(office, row))
    digest = _digest(report)
    if posted is None or posted.digest != digest:
        report = report._replace(is_again=posted is None and task.attempt > 1)
        external = office.forge_of(repository).show(repository, row.number, report)
        _remember(office, task, Posted(check_name(row), digest, external, office.clock()), twin_jobs(office, row))


def _say(office: Office, task: Task, repository: ConnectedRepository, row: ChangeRow, found: Evaluation) -> None:
    posted = office.board.posted(comment_name(row))
    if posted is None and row.state != "open":
        return
    text = comment_of(office, row, found)
    digest = sha256_hex(text.encode())
    if posted is None or posted.digest != digest:
        external = office.forge_of(repository).say(repository, row.number, text, posted.external if posted else "")
        _remember(office, task, Posted(comment_name(row), digest, external, office.clock()))


def _remember(office: Office, task: Task, posted: Posted, jobs: Sequence[Job] = ()) -> None:
    office.log.record((), jobs, [Row(posted), Row(task.fence)])


def _digest(report: Report) -> str:
    said = report._replace(external="", annotations=())._asdict() | {"annotations": [[*map(str, each)]
                                                                     for each in report.annotations]}  # fmt: skip
    return sha256_hex(canonical(said))
