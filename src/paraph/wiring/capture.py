"""What do the hooks of git and the command line need of what agents did?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.core.model.attribution import Attribution
    from paraph.flows.capture.uncommitted import Uncommitted


def note_commit(folder: str, commit: str = "HEAD") -> tuple[Attribution | None, tuple[str, ...]]:
    """Write the record of a commit's lines, from what was captured in the work tree around a folder.

    The record, None where no agent's line was committed, and notices in words. Raises ParaphError.
    """
    from paraph.adapters.agents.capture.journal import JOURNAL
    from paraph.adapters.agents.capture.journal_reading import Journal

    journal = Journal(folder)
    if not os.path.exists(f"{journal.place.capture}/{JOURNAL}"):
        return None, ()
    from paraph.adapters.agents.capture.recorded_notes import record_digests
    from paraph.flows.capture import note_commit as flow
    from paraph.wiring import open_repository
    from paraph.wiring.line_records import ai_lines, attribution_records

    with open_repository(folder) as reader, attribution_records(reader) as records:
        area = reader.private_area()
        made = flow.note_commit(
            reader,
            journal,
            records,
            reader.commit_id(commit),
            lambda digests: record_digests(area, digests, ai_lines(records.attributions(digests))),
        )
    return made, tuple(journal.notices)


def uncommitted(folder: str) -> tuple[tuple[Uncommitted, ...], tuple[str, ...]]:
    """What agents did in the work tree around a folder that is not committed, by session, and notices in words.

    Raises ParaphError.
    """
    from paraph.adapters.agents.capture.journal_reading import Journal
    from paraph.flows.capture import uncommitted as flow
    from paraph.wiring import open_repository

    journal = Journal(folder)
    with open_repository(folder) as reader:
        return flow.uncommitted(reader, journal), tuple(journal.notices)
