"""`paraph hook`: what do git and coding agents ask Paraph by themselves?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "install": (
        "paraph.cli.hook_install",
        "Guard a server's repository or coding agents, or make declaring cheap here.",
    ),
    "uninstall": ("paraph.cli.hook_uninstall", "Take the hooks away, and put back those that were there before."),
    "agent": ("paraph.cli.hook_agent", "Answer a coding agent that asks before it calls a tool."),
    "status": ("paraph.cli.hook_status", "Show which hooks are in place, and what they guard."),
}


@click.group("hook", cls=VerbGroup, verbs=VERBS, short_help="Let git, or a coding agent, ask Paraph by itself.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Let git ask Paraph by itself, here (`--local`) or on a server (`--server`), or a coding agent (`--agent`)."""
