"""`paraph backup`: is there a copy of the server that can be put back?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.serve_options import server_options, warner
from paraph.cli.terminal_text import count, safe


@click.command("backup")
@click.argument("folder", metavar="DEST")
@server_options
@common("text", "json")
def command(folder: str, config: str | None, data: str | None, database: str | None, options: Options) -> int:
    """Copy the database, the keys and the configuration of a server to a new folder, while it runs.

    The log in the copy is then verified, every entry of it. The folder holds the keys: keep it as you keep them.
    On PostgreSQL the keys are copied, and what to run for the database is printed.
    """
    from paraph.wiring.backup import BACKUP_SCHEMA, back_up
    from paraph.wiring.server_setup import Told, config_file, config_of

    told = Told(config, data, database)
    done = back_up(config_of(told, warn=warner(options)), config_file(told), folder)
    if options.format == "json":
        said = {
            "schema": BACKUP_SCHEMA,
            "folder": done.folder,
            "entries": done.entries,
            "by_hand": done.by_hand or None,
        }
        options.json(said)
    elif done.by_hand:
        options.data(f"The keys are in {safe(done.folder)}; copy the database with\n  {safe(done.by_hand)}")
    else:
        options.data(f"{safe(done.folder)} has the server as it is, {count(done.entries, 'entry', 'entries')} verified")
    return 0
