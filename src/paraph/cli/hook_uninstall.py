"""`paraph hook uninstall`: how does git stop asking?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.hook_place import agent_options, are_agents_meant, place_options, server_named
from paraph.cli.options import Options, common


@click.command("uninstall")
@place_options
@agent_options
@click.option("--dry-run", "is_dry", is_flag=True, help="Agents: show what would be written, and write nothing.")
@common("text", "json")
def command(options: Options, server: str | None, *, is_local: bool, **given: Any) -> int:
    """Take the hooks away and put back those that were there before. Ledger, key and statements stay."""
    if are_agents_meant(server, given, is_local=is_local):
        from paraph.cli.hook_agents import uninstall as uninstall_agents

        names = given.pop("agents")
        return uninstall_agents(options, names, **given)
    repository = server_named(server, is_local=is_local)
    if repository is not None:
        from paraph.cli.hook_server import uninstall

        return uninstall(options, repository)
    from paraph.cli.hook_local import uninstall as uninstall_here

    return uninstall_here(options)
