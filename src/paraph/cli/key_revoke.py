"""`paraph key revoke`: how does a key stop to count?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.people_file import checked_day, people_source, tell_landing, today, tools, write_edit
from paraph.cli.terminal_text import safe
from paraph.flows.keys.edit_keys import revoke_key


@click.command("revoke")
@click.argument("fingerprint")
@click.option("--on", "day", metavar="DAY", help="The day from which nothing that it signed counts (today).")
@common("text", "json")
def command(fingerprint: str, day: str | None, options: Options) -> int:
    """Revoke a key in the people file of the work tree.

    From that day on nothing counts that the key signed, however old. What was decided before keeps its decision.
    FINGERPRINT is the one that `paraph key list` shows, or its beginning.
    """
    path, source = people_source(options)
    edited = revoke_key(tools(), source, fingerprint, checked_day(day, "--on") or today())
    write_edit(path, source, edited, options)
    held = edited.held
    options.talk(f"Revoked {edited.fingerprint} of {safe(held.holder.id)} from {held.key.revoked} on.")
    tell_landing(options)
    return 0
