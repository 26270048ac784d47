"""Which other changes propose the same commit for the same branch, and what may its check say then?

A forge keeps a check by commit and name: the one that was posted last would stand for all of them. So each shows the
worst of what was decided of them; the same content lands whichever of them is merged.
"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.model.decision import Verdict
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.ports.board import ChangeQuery, ChangeRow
from paraph.ports.forge import Report
from paraph.ports.ledger import Job

MOST = 50
_WORST = (Verdict.DENY, Verdict.CANNOT_TELL, Verdict.WAIT, Verdict.ALLOW)


def twins_of(office: Office, row: ChangeRow) -> list[ChangeRow]:
    """The other open changes of this head for this target."""
    if not row.head:
        return []
    found = office.board.changes(ChangeQuery(row.repository, state="open", head=row.head, most=MOST))
    return [each for each in found if each.target == row.target and each.number != row.number]


def twin_jobs(office: Office, row: ChangeRow) -> list[Job]:
    """What is to be shown again where this change stood in the way of others, or does now."""
    return [errands.show_job(each.repository, each.number) for each in twins_of(office, row)]


def as_worst(report: Report, twins: Iterable[ChangeRow]) -> Report:
    """A report that passes only where every one of them may land."""
    worst = min(twins, key=lambda each: (_WORST.index(Verdict(each.verdict)), each.number), default=None)
    if worst is None or _WORST.index(Verdict(worst.verdict)) >= _WORST.index(report.verdict):
        return report
    name = f"Change {worst.number} has the same commit"
    title = f"{name}, and it may not land: {worst.summary}"
    said = f"{name} for the same branch: while it is open, both show the worse of what was decided of them."
    return report._replace(verdict=Verdict(worst.verdict), title=title[:120], summary=f"{said}\n\n{report.summary}")
