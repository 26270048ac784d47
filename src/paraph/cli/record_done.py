"""`paraph record done`: was what a record describes carried out?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.record import repository_option
from paraph.cli.serve_options import server_options, warner


@click.command("done")
@click.argument("number", metavar="NUMBER")
@click.option("--person", metavar="ID", required=True, help="Who says so: whoever filed it, or a lead.")
@repository_option
@server_options
@common("text", "json")
def command(
    number: str, key: str, person: str, config: str | None, data: str | None, database: str | None, options: Options
) -> int:
    """Say that what a record describes was carried out: only once it is allowed, and once.

    The sign-offs that allowed it are used up by it.
    """
    from paraph.flows.attend.people import people_of
    from paraph.flows.filed.finish_record import finish_record
    from paraph.wiring.serve import open_server
    from paraph.wiring.server_setup import Told, config_of

    with open_server(config_of(Told(config, data, database), warn=warner(options))) as server:
        finish_record(server.office, key, number, person, people_of)
    if options.format == "json":
        options.json({"repository": key, "number": number, "state": "landed"})
    else:
        options.data(f"{number} is written down as done.")
    return 0
