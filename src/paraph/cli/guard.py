"""`paraph guard`: what would a command or a plan destroy?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "check": ("paraph.cli.guard_check", "Tell what the guard would answer to a command, without running it."),
    "rules": ("paraph.cli.guard_rules", "List the destructive actions that the guard knows."),
    "log": ("paraph.cli.guard_log", "Show what was denied and asked, and check that nobody changed it."),
    "plan": ("paraph.cli.guard_plan", "Tell what a plan destroys, and approve it."),
}


@click.group("guard", cls=VerbGroup, verbs=VERBS, short_help="Ask before something is destroyed.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Ask before something is destroyed: by a command that an agent is to run, or by a plan that is to be applied."""
