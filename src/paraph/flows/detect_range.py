"""Who, or what, wrote each commit of a range?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.assess import assess
from paraph.core.detect.message import SILENT, Reading
from paraph.core.detect.read import read_commit
from paraph.core.model.change import Change, Commit
from paraph.core.model.decision import AssistanceFound, Finding
from paraph.core.model.person import Directory, Identity
from paraph.core.model.provenance import Provenance
from paraph.ports.repository import RepositoryReader

_NOBODY = Identity("", "")


class Detection(NamedTuple):
    """The answer about one commit; of its message, `subject` is the first line where something speaks.

    `reading` is `SILENT` where nothing speaks: then `found` is always `UNKNOWN`.
    """

    commit: str
    subject: str
    found: AssistanceFound
    reading: Reading = SILENT
    findings: tuple[Finding, ...] = ()


def assess_reading(
    commit: str, reading: Reading, directory: Directory | None = None
) -> tuple[AssistanceFound, tuple[Finding, ...]]:
    """The assistance of one commit taken as a change of its own, whose lines are not counted."""
    change = Change(base="", head=commit, commits=(Commit(commit, _NOBODY, _NOBODY),))
    return assess(Provenance(reading.signals, reading.declarations, oddities=reading.oddities), change, directory)


UNKNOWN, _ = assess_reading("", SILENT)


def detect_range(
    reader: RepositoryReader,
    range_: str,
    *,
    first_parent: bool = False,
    directory: Directory | None = None,
    own: AgentRows = NO_ROWS,
) -> Iterator[Detection]:
    """Answer commit by commit, newest first, in constant memory; `range_` is a revision or range as git writes it.

    `own` are the rows that the policy adds to the catalogue.

    Raises `paraph.core.errors.ReadError` when the history cannot be read to its end.
    """
    for record in reader.commits(range_, first_parent=first_parent):
        id_, _, _, author, author_email, committer, committer_email, _, commit_time, message = record
        reading = read_commit(author, author_email, committer, committer_email, message, commit_time, id_, own=own)
        if reading is SILENT:
            yield Detection(id_, message, UNKNOWN, SILENT, ())
        else:
            found, findings = assess_reading(id_, reading, directory)
            yield Detection(id_, message.partition("\n")[0], found, reading, findings)
