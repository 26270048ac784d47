"""Which jobs does a record ask for, and under which keys?

Each is named once, here: who defers a job and who does it must agree on its arguments. A key makes a job unique while
it waits, so that a burst of webhooks about one change is one look at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraph.core.attest.canonical import canonical
from paraph.ports.ledger import Job


def errand(task: str, key: str, /, **arguments: Any) -> Job:
    """A job with plain arguments."""
    return Job(task, canonical(arguments), key)


def attend_job(repository: str, number: str) -> Job:
    """Look at a change again, and decide it."""
    return errand("attend", f"attend:{repository}#{number}", repository=repository, number=number)


def attend_later_job(repository: str, number: str, when: int) -> Job:
    """Look at a change at an epoch second, whatever happens until then."""
    key = f"attend:{repository}#{number}@{when}"
    return errand("attend", key, repository=repository, number=number, not_before=when)


def settle_job(repository: str) -> Job:
    """See what has landed in a repository."""
    return errand("settle", f"settle:{repository}", repository=repository)


def show_job(repository: str, number: str) -> Job:
    """Show at the forge what was decided."""
    return errand("show", f"show:{repository}#{number}", repository=repository, number=number)


def ask_job(repository: str, number: str) -> Job:
    """Ask whoever's turn it is."""
    return errand("ask", f"ask:{repository}#{number}", repository=repository, number=number)


def comment_job(repository: str, number: str, id_: str) -> Job:
    """Follow what a comment tells us to do."""
    key = f"comment:{repository}#{number}:{id_}"
    return errand("comment", key, repository=repository, number=number, id=id_)


def merge_group_job(repository: str, ref: str, head: str, said: Mapping[str, str]) -> Job:
    """Judge the try of a merge queue."""
    key = f"merge_group:{repository}:{head}"
    return errand("merge_group", key, repository=repository, ref=ref, head=head, said=dict(said))


def deployment_job(repository: str, head: str, said: Mapping[str, str], id_: str) -> Job:
    """Answer whether a deployment may go on."""
    return errand("deployment", f"deployment:{repository}:{id_}", repository=repository, head=head, said=dict(said))


def repositories_job(forge: str) -> Job:
    """See which repositories a forge gives us now."""
    return errand("repositories", f"repositories:{forge}", forge=forge)


def people_job(forge: str) -> Job:
    """See who is in the teams of a forge now."""
    return errand("people", f"people:{forge}", forge=forge)


def protection_job(repository: str) -> Job:
    """See what protects a repository's default branch now."""
    return errand("protection", f"protection:{repository}", repository=repository)


def reconcile_job(repository: str) -> Job:
    """Find what was never delivered of a repository."""
    return errand("reconcile", f"reconcile:{repository}", repository=repository)
