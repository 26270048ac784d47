"""Where are the records of who wrote which line? Imports stand inside functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from paraph.ports.attribution import NO_RECORDS, AttributionRecords, LineSource, Recorded

if TYPE_CHECKING:
    from paraph.adapters.git.attribution_notes import AttributionNotes
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.model.attribution import Attribution, FileLines
    from paraph.core.model.change import Change

RECORDED = "recorded-notes"


@contextmanager
def line_source(reader: GitRepository) -> Iterator[LineSource]:
    """The records in the notes of a repository, beside those that this clone put down when it made commits."""
    area = reader.private_area()
    with opened_records(reader) as records:
        yield LineSource(
            lambda: has_records(reader) or os.path.exists(f"{area}/{RECORDED}"),
            records.get,
            _put_down_at(area),
            staged=lambda change: _staged(reader, area, change),
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


def recorded_commits(reader: GitRepository) -> frozenset[str]:
    """The commits that have a record of lines, by the names of the notes alone. Raises ReadError."""
    if not has_records(reader):
        return frozenset()
    with attribution_records(reader) as records:
        return records.commits()


class OpenedRecords:
    """The records of a repository, opened when somebody asks for them."""

    def __init__(self, reader: GitRepository) -> None:
        self._reader = reader
        self._notes: AttributionNotes | None = None

    def get(self) -> AttributionRecords:
        """The records, `NO_RECORDS` where there can be none."""
        if self._notes is None and has_records(self._reader):
            self._notes = attribution_records(self._reader)
        return self._notes or NO_RECORDS

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


def recorded_of_range(reader: GitRepository, range_: str) -> Recorded:
    """What this clone put down for the commits of a range. Raises InputError for what names no commit."""
    area = reader.private_area()
    if not os.path.exists(f"{area}/{RECORDED}"):
        return {}
    return _put_down_at(area)([each.id for each in reader.commits(range_)])


def ai_lines(records: Iterable[Attribution]) -> dict[str, int]:
    """How many lines each of some records gives to AI, mixed ones among them, by commit."""
    from paraph.core.detect.lines.tally import counts_of

    counted = ((each.commit, [counts_of(file.spans) for file in each.files]) for each in records)
    return {commit: sum(each.ai + each.mixed for each in counts) for commit, counts in counted}


def _staged(reader: GitRepository, area: str, change: Change) -> tuple[FileLines, ...]:
    """The staged lines that agents wrote; where they have no journal, nothing is loaded."""
    if not os.path.exists(f"{area}/capture"):
        return ()
    from paraph.adapters.agents.capture.journal_reading import Journal
    from paraph.core.errors import InputError
    from paraph.flows.capture.staged_lines import staged_lines

    try:
        journal = Journal(reader.folder)
    except InputError:
        return ()  # somebody else's work tree has no journal of ours
    return staged_lines(reader, journal, change)


def _put_down_at(area: str) -> Callable[[Sequence[str]], Recorded]:
    def put_down(commits: Sequence[str]) -> Recorded:
        if not os.path.exists(f"{area}/{RECORDED}"):
            return {}
        from paraph.adapters.agents.capture.recorded_notes import recorded_notes
        from paraph.ports.ledger import Attributed

        notes = recorded_notes(area)
        return {
            each: Attributed(each, notes[each].digest, 0, notes[each].ai_lines) for each in commits if each in notes
        }

    return put_down
