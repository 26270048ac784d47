"""`paraph guard`: what would a command or a plan destroy?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "check": ("paraph.cli.guard_check", "Tell what the guard would answer to a command, without running it."),
    "plan": ("paraph.cli.guard_plan", "Tell what a plan destroys, and approve it."),
    "log": ("paraph.cli.guard_log", "Show what was denied and asked, and check that nobody changed it."),
    "rules": ("paraph.cli.guard_rules", "List the destructive actions that the guard knows."),
}


@click.group("guard", cls=VerbGroup, verbs=VERBS, short_help="Tell what would be destroyed, before it is.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Tell what a command that an agent is to run, or a plan that is to be applied, would destroy.

    `paraph hook install --agent NAME` lets the agent ask before each command: the guard denies, asks, or is silent, and
    never allows. Environments, and more commands, stand under `guard:` in the policy.
    """
