"""`paraph evidence`: how do reports of tests and scanners reach the gate?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "add": ("paraph.cli.evidence_add", "Sign a report on a change, and add it to what travels with it."),
}


@click.group("evidence", cls=VerbGroup, verbs=VERBS, short_help="Add reports of tests and scanners.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Add reports of tests and scanners."""
