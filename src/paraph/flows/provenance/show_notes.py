"""Which records stand at the commits that somebody asked about?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from paraph.core.model.attribution import Attribution
from paraph.ports.attribution import AttributionRecords
from paraph.ports.repository import CommitRecord, RepositoryReader

AT_ONCE = 512


class Shown(NamedTuple):
    """A commit, and the record that stands at it, if there is one."""

    commit: CommitRecord
    record: Attribution | None


def show_notes(reader: RepositoryReader, records: AttributionRecords, range_: str) -> Iterator[Shown]:
    """The commits of a range (`main..HEAD`), or one commit alone, newest first, with their records.

    Raises InputError for what names no commit.
    """
    waiting = reader.commits(range_)
    if ".." not in range_:
        waiting = islice(waiting, 1)
    while window := list(islice(waiting, AT_ONCE)):
        found = {record.commit: record for record in records.attributions([each.id for each in window])}
        yield from (Shown(each, found.get(each.id)) for each in window)
