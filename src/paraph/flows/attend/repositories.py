"""Which repositories does a forge give us now, and what has become of those that we knew?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.flows.attend.waiting import tried_again
from paraph.ports.board import ConnectedRepository, Setting
from paraph.ports.jobs import Task
from paraph.ports.ledger import Row

_NAMED = ("name", "id", "place", "url", "target", "account", "is_on")


def refresh_repositories(office: Office, task: Task, forge_name: str) -> None:
    """Connect what is new, and look no more after what is gone; each is an entry. Raises Postponed where the forge does
    not list them: nothing is let go then."""
    forge = office.forges.get(forge_name)
    if forge is None:
        return
    try:
        given = [*forge.repositories()]
    except ReadError as error:
        raise tried_again(error, task) from error
    known = {each.key: each for each in office.board.repositories() if each.kind == forge_name}
    listed = {each.key: each for each in _lasting(given, known)}
    for key, found in listed.items():
        _connect(office, task, found, known.get(key))
    for key, old in known.items():
        if old.is_on and key not in listed:
            _disconnect(office, task, old)
    name, now = refreshed_setting(forge_name), str(office.clock())
    office.log.record((), (), [Row(Setting(name, now.encode())), Row(task.fence)])


def repository_named(office: Office, key: str) -> ConnectedRepository | None:
    """The repository that its forge calls this now: its own key is the name that it had when it was connected."""
    found = office.board.repository(key) if key else None
    if found is not None and _called(found) == key:
        return found
    named = [each for each in office.board.repositories() if key and _called(each) == key]
    return next((each for each in named if each.is_on), next(iter(named), found))


def _called(repository: ConnectedRepository) -> str:
    return f"{repository.kind}:{repository.name}"


def _lasting(
    given: Iterable[ConnectedRepository], known: Mapping[str, ConnectedRepository]
) -> Iterator[ConnectedRepository]:
    """The repositories under the keys that they have here. One that was renamed keeps its own, with all its history;
    another one that got its old name has its number in the key."""
    by_id = {each.id: each for each in sorted(known.values(), key=lambda each: each.is_on) if each.id}
    for each in given:
        same, namesake = by_id.get(each.id), known.get(each.key)
        if same is not None:
            yield each._replace(key=same.key)
        elif namesake is not None and namesake.id and each.id:
            yield each._replace(key=f"{each.key}~{each.id}")
        else:
            yield each


def refreshed_setting(forge_name: str) -> str:
    """Under which name it is remembered when a forge listed its repositories last."""
    return f"refreshed:{forge_name}"


def _connect(office: Office, task: Task, found: ConnectedRepository, old: ConnectedRepository | None) -> None:
    if old is None:
        fresh = found
    else:
        fresh = old._replace(**{name: getattr(found, name) for name in _NAMED})
        if fresh == old:
            return
    is_new = old is None or not old.is_on or (old.target, old.name) != (fresh.target, fresh.name)
    said = {"name": fresh.name, "id": fresh.id, "target": fresh.target, "on": True}
    said |= {"was": old.name} if old is not None and old.name != fresh.name else {}
    jobs = [errands.settle_job(fresh.key), errands.protection_job(fresh.key), errands.reconcile_job(fresh.key)]
    entries = [entry("connected", office.clock(), **said)] if is_new else []
    rows = [Row(fresh), Row(task.fence)]
    office.ledger(fresh.key).record(entries, jobs if is_new else (), rows)
    office.tell("connected", repository=fresh.key, is_new=is_new)


def _disconnect(office: Office, task: Task, old: ConnectedRepository) -> None:
    why = "the forge does not give it to this server any more"
    said = {"name": old.name, "id": old.id, "target": old.target, "on": False, "why": why}
    rows = [Row(old._replace(is_on=False, trouble=why)), Row(task.fence)]
    office.ledger(old.key).record([entry("connected", office.clock(), **said)], (), rows)
    office.tell("disconnected", repository=old.key, why=why)
