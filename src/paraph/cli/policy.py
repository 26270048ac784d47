"""`paraph policy`: is this policy sound, does it decide as expected, and how did others write it?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "check": ("paraph.cli.policy_check", "Find rules that never bind, people who do not exist, paths left open."),
    "test": ("paraph.cli.policy_test", "Run the cases kept beside the policy."),
    "import": ("paraph.cli.policy_import", "Write a policy equal to a policy-bot file or a CODEOWNERS file."),
}


@click.group("policy", cls=VerbGroup, verbs=VERBS, short_help="Check, test and import policies.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Check, test and import policies."""
