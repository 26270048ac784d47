"""`paraph migrate`: are the tables of the server's database those of this release?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.serve_options import server_options, warner

MIGRATE_SCHEMA = "paraph/migrate/v1"


@click.command("migrate")
@server_options
@common("text", "json")
def command(config: str | None, data: str | None, database: str | None, options: Options) -> int:
    """Make the database of a server, or bring it up to date, in one transaction.

    `paraph serve` does the same when it starts. Run it by hand where web and workers have accounts of their own.
    """
    from paraph.wiring.server_home import migrated
    from paraph.wiring.server_setup import Told, config_of

    done = migrated(config_of(Told(config, data, database), warn=warner(options)))
    if options.format == "json":
        options.json({"schema": MIGRATE_SCHEMA, "where": done.where, "before": done.before, "now": done.now})
    elif done.before == done.now:
        options.data(f"{done.where} is up to date (version {done.now})")
    else:
        options.data(f"{done.where} is now of version {done.now}, it was {done.before or 'not there'}")
    return 0
