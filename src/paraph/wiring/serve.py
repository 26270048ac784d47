"""Which concrete class answers for each port of a server? Imports stand inside functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.flows.attend.office import Office
    from paraph.ports.identity import IdentityProvider
    from paraph.ports.jobs import JobRunner
    from paraph.wiring.health import Readiness


class Server(NamedTuple):
    """What the web and the workers are made of: the flows' office, the ways to log in, and who does the jobs.

    `exposition` gives the figures for Prometheus (`wiring.meters.CONTENT_TYPE`) of the server it is given.
    """

    office: Office
    providers: Mapping[str, IdentityProvider]
    jobs: JobRunner
    exposition: Callable[[Server], bytes] | None = None

    def readiness(self) -> Readiness:
        """Whether it could do its work now; for `/ready`. Raises nothing."""
        from paraph.wiring.health import readiness

        return readiness(self)

    def metrics(self) -> bytes:
        """The figures for `/metrics`. Raises nothing."""
        return self.exposition(self) if self.exposition else b""
