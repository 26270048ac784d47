"""Could this server do its work now, and what holds it up?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import ReadError

if TYPE_CHECKING:
    from paraph.wiring.serve import Server

MOST_WAIT_SECONDS = 600.0
"""A job that has been due for longer tells that nobody works."""


class Part(NamedTuple):
    """One part of the server. `is_needed` where nothing can be answered without it; `said` is for people."""

    name: str
    is_good: bool
    said: str
    is_needed: bool = True


class Readiness(NamedTuple):
    """All parts; the server is ready where everything that is needed is good."""

    parts: tuple[Part, ...]

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered."""
        return all(part.is_good for part in self.parts if part.is_needed)

    def document(self) -> dict[str, object]:
        """As plain data, for `/ready`."""
        parts = {part.name: {"good": part.is_good, "needed": part.is_needed, "said": part.said} for part in self.parts}
        return {"schema": "paraph/ready/v1", "ready": self.is_ready, "parts": parts}


def readiness(server: Server) -> Readiness:
    """Ask the database and the queue, and look up how the forges answered last. Nobody outside is called."""
    parts = [_part("database", lambda: f"{server.office.log.head().size} entries"), _queue(server)]
    return Readiness((*parts, *_forges(server)))


def _part(name: str, ask: Callable[[], str]) -> Part:
    try:
        return Part(name, is_good=True, said=ask())
    except ReadError as error:
        return Part(name, is_good=False, said=error.problems[0].what)


def _queue(server: Server) -> Part:
    try:
        state = server.jobs.state()
    except ReadError as error:
        return Part("queue", is_good=False, said=error.problems[0].what)
    is_late = state.oldest_seconds > MOST_WAIT_SECONDS
    said = f"{state.waiting} waiting, {state.running} running, {state.dead} given up"
    if is_late:
        said += f"; the oldest has waited {state.oldest_seconds:.0f} s"
    # pages and decisions that stand are answered all the same
    return Part("queue", is_good=not is_late, said=said, is_needed=False)


def _forges(server: Server) -> list[Part]:
    try:
        connected = [each for each in server.office.board.repositories() if each.is_on]
    except ReadError:
        return []
    found = []
    for name in server.office.forges:
        of_forge = [each for each in connected if each.kind == name]
        troubled = [each for each in of_forge if each.trouble]
        said = f"{len(of_forge)} repositories"
        if troubled:
            said += f", {len(troubled)} could not be read: {troubled[0].key}: {troubled[0].trouble}"[:300]
        found.append(Part(f"forge {name}", is_good=not troubled, said=said, is_needed=False))
    return found
