"""Which concrete class answers for each port of a server? Imports stand inside functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.store.writer import LedgerWriter
    from paraph.flows.attend.office import Office
    from paraph.ports.config import ServerConfig
    from paraph.ports.identity import IdentityProvider
    from paraph.ports.jobs import JobRunner
    from paraph.wiring.health import Readiness


class Server(NamedTuple):
    """What the web and the workers are made of: the flows' office, the ways to log in, and who does the jobs.

    `exposition` gives the figures for Prometheus (`wiring.meters.CONTENT_TYPE`) of the server it is given. `writer`
    writes to the office's log what many handlers ask for at once.
    """

    office: Office
    providers: Mapping[str, IdentityProvider]
    jobs: JobRunner
    exposition: Callable[[Server], bytes] | None = None
    writer: LedgerWriter | None = None

    def readiness(self) -> Readiness:
        """Whether it could do its work now; for `/ready`. Raises nothing."""
        from paraph.wiring.health import readiness

        return readiness(self)

    def metrics(self) -> bytes:
        """The figures for `/metrics`. Raises nothing."""
        return self.exposition(self) if self.exposition else b""


@contextmanager
def open_server(config: ServerConfig, *, stream: Any = None) -> Iterator[Server]:
    """A server that is ready to be asked: its folder and database made where they were missing, or brought up to date.

    `stream` gets the lines of its own log (stderr unless told). Raises InputError and ReadError.
    """
    from paraph.adapters.store.writer import LedgerWriter
    from paraph.wiring.identities import providers
    from paraph.wiring.meters import Meters
    from paraph.wiring.office import jobs, office
    from paraph.wiring.server_home import open_log, prepare
    from paraph.wiring.telling import telling

    meters = Meters()
    tell = telling(meters.see, stream)
    with ExitStack() as open_:
        prepare(config)
        log = open_log(config)
        open_.callback(log.close)
        writer = LedgerWriter(log)
        open_.callback(writer.close)
        runner = jobs(config, tell)
        open_.callback(runner.close)
        made = office(config, log, tell, open_)
        _connect(made)
        yield Server(made, providers(config), runner, meters.text, writer)


def _connect(made: Office) -> None:
    """Look after the bare repositories that were named, and have every forge asked for its own."""
    from paraph.flows.attend.errands import repositories_job
    from paraph.wiring.connect import connect

    config = made.config
    for place in (place for forge in config.forges if forge.kind == "git" for place in forge.repositories):
        connect(config.data, place, database=config.database, known=made.board.repository)
    jobs = [repositories_job(name) for name in made.forges]
    if jobs:
        made.log.record((), jobs)
