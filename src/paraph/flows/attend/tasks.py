"""Which flow does which job of attending to changes?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paraph.flows.attend import errands
from paraph.flows.attend.attend_change import attend_change
from paraph.flows.attend.deployment import answer_deployment
from paraph.flows.attend.follow_comment import Assign, follow_comment
from paraph.flows.attend.merge_group import merge_group
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import people_of as with_teams_and_passkeys
from paraph.flows.attend.place import PeopleOf
from paraph.flows.attend.protection import watch_protection
from paraph.flows.attend.reconcile_forge import reconcile
from paraph.flows.attend.repositories import refresh_repositories
from paraph.flows.attend.settle_forge import settle_forge
from paraph.flows.attend.show_verdict import show_verdict
from paraph.flows.attend.waiting import later
from paraph.ports.forge import Hint, HintKind
from paraph.ports.jobs import Handler, Task

EVERY: Mapping[str, float] = {"reconcile": 300.0, "protection": 300.0}
"""What is done again and again, in seconds, unless the configuration says otherwise."""


def handlers(
    office: Office, people_of: PeopleOf = with_teams_and_passkeys, assign: Assign | None = None
) -> Mapping[str, Handler]:
    """What attends to changes, by the names of the jobs. `people_of` adds to a governed directory, `assign` hands on
    what somebody is asked for."""

    def attend(task: Task) -> None:
        key, number = task.arguments["repository"], task.arguments["number"]
        when = int(task.arguments.get("not_before", 0))
        if when > office.clock():
            raise later(when - office.clock(), "something that counts now expires then")
        if when:
            office.log.record((), [errands.attend_job(key, number)])  # under the key by which looks are kept apart
        else:
            attend_change(office, task, key, number, people_of)

    def comment(task: Task) -> None:
        said = task.arguments
        follow_comment(office, task, said["repository"], said["number"], said["id"], people_of, assign)

    found: dict[str, Callable[[Task], None]] = {
        "attend": attend,
        "settle": lambda task: settle_forge(office, task, task.arguments["repository"], people_of),
        "show": lambda task: show_verdict(office, task, task.arguments["repository"], task.arguments["number"]),
        "comment": comment,
        "merge_group": lambda task: merge_group(office, task, _hint(task, "merge_group"), people_of),
        "deployment": lambda task: answer_deployment(office, task, _hint(task, "deployment"), people_of),
        "repositories": lambda task: refresh_repositories(office, task, task.arguments["forge"]),
        "reconcile": lambda task: reconcile(office, task, task.arguments.get("repository", ""), people_of),
        "protection": lambda task: watch_protection(office, task, task.arguments.get("repository", "")),
    }
    return found


def _hint(task: Task, kind: HintKind) -> Hint:
    """What a webhook said, as it was kept in the job."""
    said = task.arguments
    return Hint(task.key, kind, kind, said["repository"], "", said.get("head", ""), said.get("ref", ""), said["said"])
