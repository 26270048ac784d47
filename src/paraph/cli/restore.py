"""`paraph restore`: is the server back as it was when it was copied?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe

RESTORE_SCHEMA = "paraph/restore/v1"


@click.command("restore")
@click.argument("folder", metavar="SRC")
@click.option("--data", metavar="DIR", help="The folder to put it into; it must be empty or absent.")
@click.option("--accept-loss", is_flag=True, help="Put back a copy that is older than what was signed here last.")
@common("text", "json")
def command(folder: str, data: str | None, options: Options, *, accept_loss: bool) -> int:
    """Put a backup of a server back into an empty folder, and verify its log there, every entry of it.

    What was recorded after the copy was made is lost; a copy that is older than what this machine signed last is
    refused unless you accept that. Mirrors are fetched again.
    """
    from paraph.wiring.backup import restore
    from paraph.wiring.server_setup import default_data

    done = restore(folder, data or default_data(), accepts_loss=accept_loss)
    if options.format == "json":
        said = {"schema": RESTORE_SCHEMA, "data": done.folder, "entries": done.entries, "by_hand": done.by_hand or None}
        options.json(said)
    elif done.by_hand:
        options.data(f"The keys are in {safe(done.folder)}; put the database back with\n  {safe(done.by_hand)}")
    else:
        options.data(f"{safe(done.folder)} is back, {count(done.entries, 'entry', 'entries')} verified")
    return 0
