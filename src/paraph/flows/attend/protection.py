"""What does the forge enforce on the default branch, and has somebody weakened it?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from paraph.core.attest.canonical import canonical
from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.flows.attend import errands
from paraph.flows.attend.notices import alarm_jobs
from paraph.flows.attend.office import Office
from paraph.flows.attend.waiting import is_gone, tried_again
from paraph.ports.board import ConnectedRepository
from paraph.ports.jobs import Task
from paraph.ports.ledger import Row

_WANTED = {
    "is_protected": (True, "it is not protected any more"),
    "requires_check": (True, "our check is not required any more"),
    "is_pinned": (True, "anybody's check may stand in for ours now"),
    "requires_review": (True, "the forge asks for no review any more"),
    "admins_bound": (True, "administrators may go past it now"),
    "allows_force": (False, "it may be rewritten now"),
}


def watch_protection(office: Office, task: Task, key: str = "") -> None:
    """Read what protects a branch, and enter what has changed; without a key, of all repositories, each by a job.

    Raises Postponed where the forge does not say.
    """
    if not key:
        jobs = [errands.protection_job(each.key) for each in office.board.repositories() if each.is_on]
        office.log.record((), jobs)
        return
    repository = office.board.repository(key)
    if repository is None or not repository.is_on:
        return
    try:
        found = office.forge_of(repository).protection(repository)
    except ReadError as error:
        if is_gone(error):
            return
        raise tried_again(error, task) from error
    others = None if found.others is None else sorted(found.others)
    said = found._asdict() | {"bypass": list(found.bypass), "others": others}
    content = canonical(said)
    if content != repository.protection:
        _enter(office, task, repository, said, content)


def _enter(
    office: Office, task: Task, repository: ConnectedRepository, said: Mapping[str, Any], content: bytes
) -> None:  # fmt: skip
    before = json.loads(repository.protection) if repository.protection else {}
    weaker = [*weakened(before, said)]
    fresh = repository._replace(protection=content)
    made = entry("protection", office.clock(), now=dict(said), weaker=weaker)
    text = f"What protects {said['branch']} of {repository.key} is weaker: {'; '.join(weaker)}."
    name = f"protection:{repository.key}:{office.clock()}"
    jobs = alarm_jobs(office, name, f"{repository.key}: its protection is weaker", text) if weaker else []
    jobs += [errands.settle_job(repository.key)] if before.get("others") != said["others"] else []
    office.ledger(repository.key).record([made], jobs, [Row(fresh), Row(task.fence)])
    office.tell("protection", repository=repository.key, weaker=weaker)


def weakened(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """In words, what is enforced no more that was, or could be gone past by more than could before."""
    if not before:
        return
    for name, (good, words) in _WANTED.items():
        if before.get(name) is good and now.get(name) is not good:
            yield words if now.get(name) is not None else f"it cannot be read any more whether {words}"
    more = [str(each) for each in now.get("bypass") or () if each not in (before.get("bypass") or ())]
    gone = sorted({*(before.get("others") or ())} - {*(now.get("others") or ())})
    if gone and now.get("others") is not None:
        yield f"not protected any more: {', '.join(map(str, gone[:10]))}"
    if more:
        yield f"may go past it now, too: {', '.join(more[:10])}"
