"""What is kept for good of what agents did, once it is committed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paraph.core.errors import ParaphError
from paraph.core.model.attribution import Attribution
from paraph.flows.capture.attribute_commit import FILE_BYTES, attribute_commit
from paraph.ports.attribution import AttributionStore
from paraph.ports.capture import CaptureJournal
from paraph.ports.repository import RepositoryReader


def note_commit(
    reader: RepositoryReader,
    journal: CaptureJournal,
    records: AttributionStore,
    commit: str,
    record: Callable[[Mapping[str, str]], None],
) -> Attribution | None:
    """Write the record of a commit's lines and tell `record` its digest; then forget what is settled by the commit.

    The journal is only touched once the record stands. None where the commit has no lines of agents. Raises
    ParaphError: then nothing is lost, and it can be done again.
    """
    made = attribute_commit(reader, journal, commit)
    if made is not None:
        records.add([made])
        record({each.commit: each.digest for each in records.attributions([commit]) if each.digest})
    journal.settle(commit, lambda path: is_settled(reader, journal, commit, path))
    return made


def is_settled(reader: RepositoryReader, journal: CaptureJournal, commit: str, path: str) -> bool:
    """Whether a file of the work tree is what the commit holds, so that nothing in it is left to commit."""
    try:
        committed = reader.read(commit, path, max_bytes=FILE_BYTES)
    except ParaphError:
        return False
    held = journal.held(path)
    if committed is None or held is None:
        return False  # it may have been moved to where it is not committed yet
    return committed == held or committed.replace(b"\r\n", b"\n") == held.replace(b"\r\n", b"\n")
