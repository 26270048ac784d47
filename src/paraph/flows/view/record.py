"""What does the page of a change record say beside what every change's page says, and how is one filed?"""

from __future__ import annotations

from collections.abc import Collection

from paraph.core.model.noun import noun
from paraph.flows.filed.record_text import USES, Filing
from paraph.flows.view.addresses import change_address, repository_address
from paraph.flows.view.shown import shown
from paraph.flows.view.tree import Names
from paraph.ports.board import ChangeRow
from paraph.ports.question import Evaluation

LEAD = "lead"


@noun
class RecordView:
    """Where a record is carried out (empty where it does not say), and whether the reader may say that it was:
    `finish` is where that goes, `note` what is to be known of it."""

    environment: str
    may_finish: bool
    finish: str
    note: str


@noun
class NewRecord:
    """The form to file a record: what was typed so far, and what is wrong with it. `uses` are how AI can have taken
    part, with their words."""

    repository: str
    action: str
    title: str = ""
    text: str = ""
    environment: str = ""
    assistance: str = ""
    tools: str = ""
    rollback: str = ""
    uses: tuple[tuple[str, str], ...] = tuple(USES.items())
    problems: tuple[str, ...] = ()
    schema: str = "paraph/new-record/v1"


def new_record(key: str, filing: Filing | None = None, problems: tuple[str, ...] = ()) -> NewRecord:
    """The form, empty or as it was sent."""
    action = repository_address(key, "records")
    if filing is None:
        return NewRecord(key, action)
    return NewRecord(
        key, action, filing.title, filing.text, filing.environment, filing.assistance, ", ".join(filing.tools),
        filing.rollback, problems=problems,
    )  # fmt: skip


def record_view(
    row: ChangeRow, found: Evaluation | None, person: str, roles: Collection[str], names: Names
) -> RecordView | None:
    """None where the change is code."""
    if row.kind != "record":
        return None
    deployment = found.facts.deployment if found else None
    is_theirs = bool(person) and (person == row.person or LEAD in roles) and "auditor" not in roles
    is_ready = row.state == "open" and row.verdict == "allow"
    who = names.of(row.person).name if row.person else "whoever filed it"
    note = ""
    if row.state == "open":
        note = f"It may be done now; then {'you say' if is_theirs else f'{who} or a lead says'} that it was." if (
            is_ready
        ) else "It must not be done yet: once it is allowed, this page says so."  # fmt: skip
    elif row.state == "landed":
        note = "It was done."
    return RecordView(
        environment=shown(deployment.environment, 100) if deployment else "",
        may_finish=is_theirs and is_ready,
        finish=change_address(row.repository, row.number, "done"),
        note=note,
    )
