"""Who, or what, wrote each commit of a range?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.detect.assess import assess
from paraph.core.detect.message import SILENT, Reading
from paraph.core.detect.read import read_commit
from paraph.core.model.change import Change, Commit
from paraph.core.model.decision import AssistanceFound, Finding
from paraph.core.model.person import Directory, Identity
from paraph.core.model.provenance import Provenance
from paraph.ports.repository import CommitRecord, RepositoryReader

_NOBODY = Identity("", "")


class Detection(NamedTuple):
    """The answer about one commit. `reading` is `SILENT` where nothing speaks: then `found` is always `UNKNOWN`."""

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
    reader: RepositoryReader, range_: str, *, first_parent: bool = False, directory: Directory | None = None
) -> Iterator[Detection]:
    """Answer commit by commit, newest first, in constant memory; `range_` is a revision or range as git writes it.

    Raises `paraph.core.errors.ReadError` when the history cannot be read to its end.
    """
    for record in reader.commits(range_, first_parent=first_parent):
        yield _detect(record, directory)


def _detect(record: CommitRecord, directory: Directory | None) -> Detection:
    reading = read_commit(
        record.author_name, record.author_email, record.committer_name, record.committer_email,
        record.message, record.commit_time, commit=record.id,
    )  # fmt: skip
    if reading is SILENT:
        return Detection(record.id, record.message, UNKNOWN)
    found, findings = assess_reading(record.id, reading, directory)
    return Detection(record.id, record.message.partition("\n")[0], found, reading, findings)
