"""`paraph log`: what happened, in order, and how is it proven?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "show": ("paraph.cli.log_show", "Follow one change, from who wrote it to how it landed, with proofs."),
    "reconcile": ("paraph.cli.log_reconcile", "Prove that what landed is recorded, and list what is not."),
    "append": ("paraph.cli.log_append", "Leave a note in the ledger, and get its receipt."),
    "prove": ("paraph.cli.log_prove", "Print the receipt of an entry, for anybody to verify offline."),
    "verify": ("paraph.cli.log_verify", "Check an export, a receipt or the ledger, offline, with a public key."),
    "export": ("paraph.cli.log_export", "Publish the ledger as static files that any tlog client can verify."),
    "expunge": ("paraph.cli.log_expunge", "Erase somebody's names and words, as an act that the log records."),
}


@click.group("log", cls=VerbGroup, verbs=VERBS, short_help="Write, prove, verify and publish the ledger.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Write, prove, verify and publish the ledger."""
