"""Which flow does which job, and how does a worker stop without losing one?"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.ports.jobs import Handler
    from paraph.wiring.serve import Server

THREADS = 16
"""Most of the time they wait: for a forge, for git, for the disk."""


def handlers_of(server: Server) -> Mapping[str, Handler]:
    """Every job by its name, as the flows hand them out."""
    from paraph.flows.asking import tasks as asking
    from paraph.flows.asking.hand_on import assign_to
    from paraph.flows.attend import tasks as attend
    from paraph.flows.attend.people import people_of
    from paraph.flows.filed.tasks import with_records

    office = server.office
    attending = attend.handlers(office, people_of, assign_to)
    return {**with_records(office, attending, people_of), **asking.handlers(office)}


def periodic(server: Server, handlers: Mapping[str, Handler]) -> dict[str, float]:
    """What is done again and again, in seconds."""
    from paraph.flows.asking import tasks as asking

    often = float(server.office.config.reconcile_seconds)
    every = {
        "reconcile": often,
        "protection": often,  # what has not changed costs no call that a forge counts
        **asking.EVERY,
    }
    return {name: seconds for name, seconds in every.items() if name in handlers}


def work(server: Server, stop: Event, threads: int = THREADS) -> None:
    """Do jobs until `stop` is set, then finish what is in hand. What is not finished when the process dies is done
    again by another worker, and nothing of it twice: what a job records carries its fence."""
    handlers = handlers_of(server)
    every = periodic(server, handlers)
    server.office.tell("worker_started", threads=threads, tasks=sorted(handlers), every=every)
    server.jobs.run(handlers, stop, threads=threads, every=every)
    server.office.tell("worker_stopped")
