"""`paraph hook`: what do git and coding agents ask Paraph by themselves?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "install": (
        "paraph.cli.hook_install",
        "Put hooks in place: of this clone, of coding agents, or of a server.",
    ),
    "status": ("paraph.cli.hook_status", "Show which hooks are in place, and what they do."),
    "uninstall": ("paraph.cli.hook_uninstall", "Take the hooks away, and put back those that were there before."),
    "agent": ("paraph.cli.hook_agent", "Answer a coding agent that asks before it calls a tool."),
}


@click.group("hook", cls=VerbGroup, verbs=VERBS, short_help="Let git, or a coding agent, ask Paraph by itself.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Let git, or a coding agent, ask Paraph by itself.

    `--local` is for your clone: it declares, tells before a push what is owed, and records who wrote which line.
    `--agent NAME` or `--all` is for coding agents: what they edit is written down, what would destroy is asked about.
    `--server` is for a repository that others push to: it refuses what the policy does not allow.
    """
