"""Which flow does which job?"""

from __future__ import annotations

from collections.abc import Mapping

from paraph.flows.attend.attend_change import attend_change
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, as_governed
from paraph.flows.attend.settle_forge import settle_forge
from paraph.flows.attend.show_verdict import show_verdict
from paraph.ports.jobs import Handler, Task


def handlers(office: Office, people_of: PeopleOf = as_governed) -> Mapping[str, Handler]:
    """What attends to changes, by the names of the jobs. `people_of` adds to a governed directory."""

    def attend(task: Task) -> None:
        attend_change(office, task, task.arguments["repository"], task.arguments["number"], people_of)

    def show(task: Task) -> None:
        show_verdict(office, task, task.arguments["repository"], task.arguments["number"])

    def settle(task: Task) -> None:
        settle_forge(office, task, task.arguments["repository"], people_of)

    return {"attend": attend, "show": show, "settle": settle}
