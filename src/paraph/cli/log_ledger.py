"""Which ledger does a verb of `paraph log` speak of?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from paraph.cli.options import Options
from paraph.cli.terminal_text import safe

if TYPE_CHECKING:
    from paraph.wiring.ledger import OpenLedger

ledger_option = click.option(
    "--ledger",
    metavar="PLACE",
    help="The folder of another ledger, or a database's URL, instead of the repository's own.",
)


@contextmanager
def opened_ledger(options: Options, ledger: str | None) -> Iterator[OpenLedger]:
    """The ledger of the repository, or the one that was named, closed in the end."""
    from paraph.wiring.ledger import open_ledger

    opened = open_ledger(options.repository, ledger)
    if options.is_verbose:
        options.talk(f"The ledger at {safe(opened.where)}.")
    with closing(opened.ledger):
        yield opened
