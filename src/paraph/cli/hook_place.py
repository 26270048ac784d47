"""Is it a server's hooks that are meant, those of the repository here, or those of coding agents?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from paraph.core.errors import InputError, Problem


def place_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--server REPO` and `--local`."""
    server = click.option("--server", metavar="REPO", help="The bare repository that people push to.")
    local = click.option("--local", "is_local", is_flag=True, help="The repository here.")
    return server(local(function))


def agent_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--agent NAME`, `--all` and `--user`."""
    from paraph.adapters.agents.which_agent import NAMES

    agent = click.option(
        "--agent", "agents", metavar="NAME", multiple=True, help=f"A coding agent's configuration: {', '.join(NAMES)}."
    )
    every = click.option("--all", "is_all", is_flag=True, help="The configurations of all agents that are found.")
    user = click.option("--user", "is_user", is_flag=True, help="Agents: your own files, not the repository's.")
    return agent(every(user(function)))


def are_agents_meant(server: str | None, given: dict[str, Any], *, is_local: bool) -> bool:
    """Whether `--agent` or `--all` was given. Raises InputError where another place was named, too, or for `--user`
    and `--dry-run` without them."""
    if given["agents"] or given["is_all"]:
        if is_local and server is None:
            named = "--all" if given["is_all"] else " ".join(f"--agent {each}" for each in given["agents"])
            what = "hooks of agents and those of the clone are put in place one after the other"
            raise InputError(Problem("P0918", what, f"once with {named}, and once more with --local alone"))
        if server is not None:
            what = "agents, --server and --local are different places"
            raise InputError(Problem("P0918", what, "give one of --agent NAME, --all, --server REPO, --local"))
        return True
    if odd := [word for word, name in (("--user", "is_user"), ("--dry-run", "is_dry")) if given.get(name)]:
        what = f"{odd[0]} belongs to agents"
        raise InputError(Problem("P0918", what, f"leave {odd[0]} out, or add --agent NAME"))
    return False


def server_named(server: str | None, *, is_local: bool) -> str | None:
    """The server's repository, None for the one here. Raises InputError unless exactly one of them was named."""
    if (server is None) == (not is_local):
        what = (
            "--server and --local are two different places"
            if is_local
            else "say where: on a server, here, or in which agent"
        )
        raise InputError(Problem("P0918", what, "give one of --server REPO, --local, --agent NAME, --all"))
    return server
