"""How do the records of a range leave for other tools?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from paraph.core.model.attribution import Attribution, NoteOddity
from paraph.flows.provenance.show_notes import Shown

Write = Callable[[Attribution, str], bytes]


class Exported(NamedTuple):
    """The record of one commit in another format, and the files that the format cannot carry."""

    commit: str
    content: bytes
    left_out: tuple[NoteOddity, ...]


def export_notes(
    shown: Iterable[Shown], write: Write, left_out: Callable[[Attribution], tuple[NoteOddity, ...]]
) -> Iterator[Exported]:
    """Each record of some commits as `write` puts it, with the time of its commit as RFC 3339; commits without a
    record are passed over."""
    for commit, record in shown:
        if record is not None and record.files:
            at = datetime.fromtimestamp(max(commit.commit_time, 0), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            yield Exported(commit.id, write(record, at), left_out(record))
