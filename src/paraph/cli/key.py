"""`paraph key`: which keys sign for whom, and from when until when?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "add": ("paraph.cli.key_add", "Give a key to a person or a robot of the directory."),
    "list": ("paraph.cli.key_list", "Show whose keys there are, and whether they count today."),
    "revoke": ("paraph.cli.key_revoke", "Let nothing count any more that a key signed."),
}


@click.group("key", cls=VerbGroup, verbs=VERBS, short_help="Add, list and revoke the keys that sign.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Add, list and revoke the keys that sign."""
