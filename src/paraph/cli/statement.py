"""`paraph statement`: what was signed, by whom, and is it true?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "verify": ("paraph.cli.statement_verify", "Check who signed a statement, and that its content comes out so."),
    "show": ("paraph.cli.statement_show", "Print what a statement says, without checking anything."),
}


@click.group("statement", cls=VerbGroup, verbs=VERBS, short_help="Show and verify what was signed.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Show and verify what was signed."""
