"""`paraph hook status`: which hooks are in place, and what do they guard?"""

from __future__ import annotations

import click

from paraph.cli.hook_place import place_options, server_named
from paraph.cli.options import Options, common


@click.command("status")
@place_options
@common("text", "json")
def command(options: Options, server: str | None, *, is_local: bool) -> int:
    """Show which hooks are in place, and what they guard. Exit codes: 0 all are, 1 one is not."""
    repository = server_named(server, is_local=is_local)
    if repository is not None:
        from paraph.cli.hook_server import status

        return status(options, repository)
    from paraph.cli.hook_local import status as status_here

    return status_here(options)
