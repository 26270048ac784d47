"""`paraph hook install`: where shall git ask Paraph by itself?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.hook_place import agent_options, are_agents_meant, place_options, server_named
from paraph.cli.options import Options, common
from paraph.core.errors import InputError, Problem

_SERVER_ONLY = (
    "protect", "policy_ref", "policy", "org_policy", "directory", "principal", "genesis", "ledger", "second",
    "is_signed_push", "leaves_fsck", "join", "name",
)  # fmt: skip


@click.command("install")
@place_options
@agent_options
@click.option("--dry-run", "is_dry", is_flag=True, help="Agents: show what would be written, and write nothing.")
@click.option("--protect", metavar="REF", multiple=True, help="Server: guard this branch or pattern (HEAD's branch).")
@click.option("--policy-ref", metavar="BRANCH", help="Server: the branch whose policy judges (HEAD's branch).")
@click.option("--policy", metavar="FILE", help="Server: the operator's policy, until the policy ref has one.")
@click.option("--org-policy", metavar="FILE", help="Server: the organisation's policy, beside the repository's.")
@click.option("--directory", metavar="FILE", help="Server: the operator's people file, until the policy ref has one.")
@click.option("--principal", metavar="NAME", help="Server: the environment variable that says who pushes.")
@click.option("--genesis", metavar="COMMIT", help="Server: the first commit that an empty repository may get.")
@click.option("--ledger", metavar="URL", help="Server: the ledger's database (a file beside the repository's own).")
@click.option("--second", metavar="FILE", help="Server: where the last signed checkpoint is kept, apart from that.")
@click.option("--join", metavar="DATA", help="Server: share the log of `paraph serve`, whose data are in this folder.")
@click.option("--name", metavar="NAME", help="With --join: what the server calls the repository (its folder's name).")
@click.option("--signed-pushes", "is_signed_push", is_flag=True, help="Server: offer signed pushes (certNonceSeed).")
@click.option("--no-fsck", "leaves_fsck", is_flag=True, help="Server: leave receive.fsckObjects as it is.")
@common("text", "json")
def command(options: Options, server: str | None, *, is_local: bool, **given: Any) -> int:
    """Let git ask Paraph by itself: on a server before a protected ref moves, or here when you commit and push.

    With --agent or --all, let coding agents ask before they call a tool, and tell what they did: this writes their own
    configuration and shows what it changes. Hooks that are there already are kept, and run first. Installing again
    changes only what is named.
    """
    agents = {name: given.pop(name) for name in ("agents", "is_all", "is_user", "is_dry")}
    if are_agents_meant(server, agents, is_local=is_local):
        from paraph.cli.hook_agents import install as install_agents

        _refuse_server_words(given)
        names = agents.pop("agents")
        return install_agents(options, names, **agents)
    repository = server_named(server, is_local=is_local)
    if repository is not None:
        if given["name"] and not given["join"]:
            raise InputError(Problem("P0917", "--name belongs to --join", "leave it out, or add --join DATA"))
        from paraph.cli.hook_server import install
        from paraph.wiring.install import Installation

        return install(options, repository, Installation(**(given | {"protect": tuple(given["protect"])})))
    _refuse_server_words(given)
    from paraph.cli.hook_local import install as install_here

    return install_here(options)


def _refuse_server_words(given: dict[str, Any]) -> None:
    if odd := [name for name in _SERVER_ONLY if given[name]]:
        word = odd[0].removeprefix("is_").replace("_", "-")
        raise InputError(Problem("P0917", f"--{word} belongs to a server", "leave it out, or add --server REPO"))
