"""Which work does a push make for the server that a repository has joined?

The refs have moved by then. What gets lost between the two is found by the server's own reconcile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from paraph.core.model.refs import ATTRIBUTION_REF, NOTES_SPACE
from paraph.core.policy.ref_globs import is_protected
from paraph.ports.ledger import Job
from paraph.ports.receiving import RefUpdate
from paraph.ports.server import ServerSettings

BRANCHES = "refs/heads/"
MOST_BRANCHES = 200


def is_carrier(ref: str) -> bool:
    """Whether a ref carries statements, or records of lines: it speaks of changes, and is none."""
    return ref.startswith(NOTES_SPACE) or ref == ATTRIBUTION_REF


def jobs_of(settings: ServerSettings, updates: Iterable[RefUpdate], spoken_of: Iterable[str] = ()) -> tuple[Job, ...]:
    """The jobs for a push: each branch that moved is looked at again, and those (full refs) that what it brought
    speaks of; where a protected one moved, what has landed. None for a repository that has joined no server."""
    if not settings.scope:
        return ()
    moved = [each.ref for each in updates if each.ref.startswith(BRANCHES)]
    landed = [ref for ref in moved if is_protected(ref, settings.protected)]
    branches = [ref for ref in dict.fromkeys((*moved, *spoken_of)) if ref.startswith(BRANCHES) and ref not in landed]
    attended = [_attend(settings.scope, ref.removeprefix(BRANCHES)) for ref in branches[:MOST_BRANCHES]]
    return (*attended, *([settle_job(settings.scope)] if landed else []))


def settle_job(repository: str) -> Job:
    """Look at what has landed on a repository's protected branches."""
    return _job("settle", {"repository": repository}, f"settle:{repository}")


def jobs_of_landing(settings: ServerSettings) -> Sequence[Job]:
    """The jobs that go with the record that a protected ref has moved."""
    return (settle_job(settings.scope),) if settings.scope else ()


def _attend(repository: str, number: str) -> Job:
    return _job("attend", {"repository": repository, "number": number}, f"attend:{repository}#{number}")


def _job(task: str, arguments: Mapping[str, str], key: str) -> Job:
    return Job(task, json.dumps(arguments, sort_keys=True).encode("utf-8", "backslashreplace"), key)
