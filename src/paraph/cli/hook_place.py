"""Is it a server's hooks that are meant, or those of the repository here?"""

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


def server_named(server: str | None, *, is_local: bool) -> str | None:
    """The server's repository, None for the one here. Raises InputError unless exactly one of them was named."""
    if (server is None) == (not is_local):
        what = "--server and --local are two different places" if is_local else "say where: on a server, or here"
        raise InputError(Problem("P0918", what, "give either --server REPO or --local"))
    return server
