"""`paraph serve`: where do changes arrive, people read and sign, and the forge hear what was decided?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from paraph.cli.options import Options, common
from paraph.cli.serve_options import server_options, warner

if TYPE_CHECKING:
    from paraph.wiring.serve import Server

SERVE_SCHEMA = "paraph/serve/v1"
PORT = 8080


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@server_options
@click.option("--repository", "repositories", multiple=True, metavar="PATH", help="A bare repository to look after.")
@click.option("--url", metavar="URL", help="The address by which browsers reach it, where it is another.")
@click.option("--no-worker", is_flag=True, help="Only answer; `paraph worker` does the jobs.")
@click.option("--login-as", metavar="PERSON", help="Whom the one-time link logs in; the id in the directory.")
@common("text", "json")
def command(
    port: int, host: str, config: str | None, data: str | None, database: str | None, repositories: tuple[str, ...],
    url: str | None, login_as: str | None, options: Options, *, no_worker: bool,
) -> int:  # fmt: skip
    """Serve the pages, the API and the webhooks, and do the jobs, until SIGTERM or ^C.

    With nothing but --repository it is one process with SQLite on this machine, and prints a link that logs in once.
    It stops without losing anything: what was asked is answered, what is in hand is finished.
    """
    from paraph.cli.serving import serve_all
    from paraph.web.run import listen
    from paraph.wiring.serve import open_server
    from paraph.wiring.server_setup import Told, config_of

    listening = listen(host, port)
    with listening:
        told = Told(config, data, database, repositories, url, host)
        settings = config_of(told, listening.getsockname()[1], warner(options))
        with open_server(settings) as server:
            address = settings.url
            serve_all(
                server, listening, lambda: _announce(server, address, login_as, options), has_worker=not no_worker
            )
    return 0


def _announce(server: Server, address: str, login_as: str | None, options: Options) -> None:
    """One line with the address, and the link where there is one."""
    link = _link(server, login_as)
    if options.format == "json":
        options.json({"schema": SERVE_SCHEMA, "url": address, "login": link})
    elif link:
        options.data(f"Paraph is at {address}; log in once, within the hour: {link}")
    else:
        options.data(f"Paraph is at {address}")
    sys.stdout.flush()


def _link(server: Server, person: str | None) -> str:
    """A fresh link for the embedded default; empty where people log in otherwise, or nobody is known to log in."""
    if not server.office.config.is_link_login:
        return ""
    from paraph.web.login import login_link
    from paraph.wiring.here import person_here

    found = person or person_here(server.office)
    return login_link(server, found) if found else ""
