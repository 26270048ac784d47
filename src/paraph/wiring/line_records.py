"""Where are the records of who wrote which line? Imports stand inside functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from paraph.ports.attribution import LineSource, Recorded

if TYPE_CHECKING:
    from paraph.adapters.git.attribution_notes import AttributionNotes
    from paraph.adapters.git.reader import GitRepository

RECORDED = "recorded-notes"


@contextmanager
def line_source(reader: GitRepository) -> Iterator[LineSource]:
    """The records in the notes of a repository, beside those that this clone put down when it made commits."""
    area = reader.private_area()
    with opened_records(reader) as records:
        yield LineSource(
            lambda: has_records(reader) or os.path.exists(f"{area}/{RECORDED}"), records.get, _put_down_at(area)
        )


def attribution_records(reader: GitRepository, refs: tuple[str, ...] = ()) -> AttributionNotes:
    """The records of lines that travel with a repository (`refs/notes/ai`); the caller closes them."""
    from paraph.adapters.formats.git_ai_form import GitAiForm
    from paraph.adapters.git.attribution_notes import AttributionNotes

    if refs:
        return AttributionNotes(reader.folder, reader.location, form=GitAiForm(), refs=refs)
    return AttributionNotes(reader.folder, reader.location, form=GitAiForm())


def has_records(reader: GitRepository) -> bool:
    """Whether there can be records of lines."""
    from paraph.adapters.git.has_records import may_have_records

    return may_have_records(reader.location.common_folder)


class OpenedRecords:
    """The records of a repository, opened when somebody asks for them."""

    def __init__(self, reader: GitRepository) -> None:
        self._reader = reader
        self._notes: AttributionNotes | None = None

    def get(self) -> AttributionNotes | None:
        """The records, None where there can be none."""
        if self._notes is None and has_records(self._reader):
            self._notes = attribution_records(self._reader)
        return self._notes

    def close(self) -> None:
        """End what was started."""
        if self._notes is not None:
            self._notes.close()


@contextmanager
def opened_records(reader: GitRepository) -> Iterator[OpenedRecords]:
    """The records of a repository for a while."""
    records = OpenedRecords(reader)
    try:
        yield records
    finally:
        records.close()


def _put_down_at(area: str) -> Callable[[Sequence[str]], Recorded]:
    def put_down(commits: Sequence[str]) -> Recorded:
        if not os.path.exists(f"{area}/{RECORDED}"):
            return {}
        from paraph.adapters.agents.capture.recorded_notes import recorded_digests
        from paraph.ports.ledger import Attributed

        digests = recorded_digests(area)
        return {commit: Attributed(commit, digests[commit], 0) for commit in commits if commit in digests}

    return put_down
