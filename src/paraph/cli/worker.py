"""`paraph worker`: who does the jobs where the web runs in other processes?"""

from __future__ import annotations

from threading import Event

import click

from paraph.cli.options import Options, common
from paraph.cli.serve_options import server_options, warner

THREADS = 4


@click.command("worker")
@server_options
@click.option("--url", metavar="URL", help="The address by which browsers reach the server.")
@click.option("--threads", type=click.IntRange(1, 64), default=THREADS, show_default=True, help="Jobs at once.")
@common("text")
def command(
    config: str | None, data: str | None, database: str | None, url: str | None, threads: int, options: Options
) -> int:
    """Do the jobs of a server until SIGTERM or ^C, and finish what is in hand.

    Any number of workers may run beside each other on PostgreSQL; each needs the same --config and the same key.
    """
    from paraph.cli.serving import at_signals
    from paraph.wiring.serve import open_server
    from paraph.wiring.server_setup import Told, config_of
    from paraph.worker.run import work

    stop = Event()
    settings = config_of(Told(config, data, database, url=url), warn=warner(options))
    with at_signals(stop.set), open_server(settings) as server:
        options.talk("Working; ^C stops after what is in hand.")
        work(server, stop, threads)
    return 0
