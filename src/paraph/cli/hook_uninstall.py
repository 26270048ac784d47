"""`paraph hook uninstall`: how does git stop asking?"""

from __future__ import annotations

import click

from paraph.cli.hook_place import place_options, server_named
from paraph.cli.options import Options, common


@click.command("uninstall")
@place_options
@common("text", "json")
def command(options: Options, server: str | None, *, is_local: bool) -> int:
    """Take the hooks away and put back those that were there before. Ledger, key and statements stay."""
    repository = server_named(server, is_local=is_local)
    if repository is not None:
        from paraph.cli.hook_server import uninstall

        return uninstall(options, repository)
    from paraph.cli.hook_local import uninstall as uninstall_here

    return uninstall_here(options)
