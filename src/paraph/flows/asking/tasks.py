"""Which job of asking does which flow do?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paraph.core.errors import InputError, ReadError
from paraph.flows.asking.ask_people import ask_people
from paraph.flows.asking.escalate import escalate
from paraph.flows.asking.notify import notify
from paraph.flows.asking.read_people import read_people
from paraph.flows.attend.office import Office
from paraph.flows.attend.waiting import later, tried_again
from paraph.ports.jobs import Handler, Task

EVERY: Mapping[str, float] = {"escalate": 300.0, "people": 3_600.0}
"""What is done again and again, in seconds."""


def handlers(office: Office) -> Mapping[str, Handler]:
    """What asks, by the names of the jobs. What cannot be read now is done again later."""

    def ask(task: Task) -> None:
        wait = int(task.arguments.get("not_before", 0)) - office.clock()
        if wait > 0:
            raise later(wait, "somebody may be free then")
        ask_people(office, task.arguments["repository"], task.arguments["number"], task.fence)

    def people(task: Task) -> None:
        named = task.arguments.get("forge")
        for forge in [named] if named else [*office.forges]:
            if forge in office.forges:
                read_people(office, forge, task.fence)

    def send(task: Task) -> None:
        notify(office, task.arguments, task.fence)

    def pass_on(task: Task) -> None:
        escalate(office, task.fence)

    found: dict[str, Callable[[Task], None]] = {"ask": ask, "people": people, "notify": send, "escalate": pass_on}
    return {name: _patient(office, work) for name, work in found.items()}


def _patient(office: Office, work: Handler) -> Handler:
    def patient(task: Task) -> None:
        try:
            work(task)
        except InputError as error:  # people of no use are mended by a change, which is attended to by itself
            office.tell("not_asked", task=task.name, why=error.problems[0].what)
        except ReadError as error:
            raise tried_again(error, task) from error

    return patient
