"""`paraph hook status`: which hooks are in place, and what do they guard?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.hook_place import agent_options, are_agents_meant, place_options, server_named
from paraph.cli.options import Options, common


@click.command("status")
@place_options
@agent_options
@common("text", "json")
def command(options: Options, server: str | None, *, is_local: bool, **given: Any) -> int:
    """Show which hooks are in place, and what they guard; with --agent or --all, those of coding agents.

    Without a place it is the clone here, as with --local. That shows the hooks of agents that are used here, too; they
    do not count for its exit code.

    Exit codes: 0 all are in place, 1 one is not; with --all only those of agents that are used here count.
    """
    if are_agents_meant(server, given, is_local=is_local):
        from paraph.cli.hook_agents import status as status_agents

        names = given.pop("agents")
        return status_agents(options, names, **given)
    repository = server_named(server, is_local=is_local or server is None)
    if repository is not None:
        from paraph.cli.hook_server import status

        return status(options, repository)
    from paraph.cli.hook_local import status as status_here

    code = status_here(options)
    if options.format == "text":
        from paraph.cli.hook_agents import say_standing

        say_standing(options, is_none_said=not is_local)
    return code
