"""Which change is a record, so that no forge is asked about it?"""

from __future__ import annotations

from collections.abc import Mapping

from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, as_governed
from paraph.flows.attend.waiting import later
from paraph.flows.filed.judge_record import judge_record
from paraph.ports.board import ChangeRow
from paraph.ports.jobs import Handler, Task

_OF_THE_FORGE = ("attend", "show")


def with_records(
    office: Office, handlers: Mapping[str, Handler], people_of: PeopleOf = as_governed
) -> Mapping[str, Handler]:
    """The same handlers, but for what concerns a record: that is judged here, and shown at no forge."""

    def record_of(task: Task) -> ChangeRow | None:
        row = office.board.change(task.arguments.get("repository", ""), task.arguments.get("number", ""))
        return row if row is not None and row.kind == "record" else None

    def choosing(name: str, work: Handler) -> Handler:
        def chosen(task: Task) -> None:
            row = record_of(task)
            if row is None:
                work(task)
            elif int(task.arguments.get("not_before", 0)) > office.clock():
                raise later(int(task.arguments["not_before"]) - office.clock(), "something that counts expires then")
            elif name == "attend":
                judge_record(office, task, row, people_of)

        return chosen

    return {**handlers, **{name: choosing(name, handlers[name]) for name in _OF_THE_FORGE if name in handlers}}
