"""Which repositories does a forge give us now, and what has become of those that we knew?"""

from __future__ import annotations

from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.flows.attend.waiting import later, seconds_of
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
        listed = {each.key: each for each in forge.repositories()}
    except ReadError as error:
        raise later(seconds_of(error, task.attempt), error.problems[0].what) from error
    known = {each.key: each for each in office.board.repositories() if each.kind == forge_name}
    for key, found in listed.items():
        _connect(office, task, found, known.get(key))
    for key, old in known.items():
        if old.is_on and key not in listed:
            _disconnect(office, task, old, _heir(old, listed))
    name, now = refreshed_setting(forge_name), str(office.clock())
    office.log.record((), (), [Row(Setting(name, now.encode())), Row(task.fence)])


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
    is_new = old is None or not old.is_on or old.target != fresh.target
    said = {"name": fresh.name, "id": fresh.id, "target": fresh.target, "on": True}
    jobs = [errands.settle_job(fresh.key), errands.protection_job(fresh.key), errands.reconcile_job(fresh.key)]
    entries = [entry("connected", office.clock(), **said)] if is_new else []
    rows = [Row(fresh), Row(task.fence)]
    office.ledger(fresh.key).record(entries, jobs if is_new else (), rows)
    office.tell("connected", repository=fresh.key, is_new=is_new)


def _disconnect(office: Office, task: Task, old: ConnectedRepository, heir: str) -> None:
    why = f"it is called {heir} now" if heir else "the forge does not give it to this server any more"
    said = {"name": old.name, "id": old.id, "target": old.target, "on": False, "why": why}
    rows = [Row(old._replace(is_on=False, trouble=why)), Row(task.fence)]
    office.ledger(old.key).record([entry("connected", office.clock(), **said)], (), rows)
    office.tell("disconnected", repository=old.key, why=why)


def _heir(old: ConnectedRepository, listed: dict[str, ConnectedRepository]) -> str:
    """The key under which the forge lists the same repository now: it was renamed."""
    return next((key for key, each in listed.items() if old.id and each.id == old.id), "")
