"""`paraph record`: how is a change filed that never becomes a diff?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "file": ("paraph.cli.record_file", "File a runbook step, a console change or an instruction, to be answered for."),
    "erase": ("paraph.cli.record_erase", "Take title and text of a record out, and say so in the log."),
    "done": ("paraph.cli.record_done", "Say that what a record describes was carried out."),
}


@click.group("record", cls=VerbGroup, verbs=VERBS, short_help="File changes that never become a diff.")
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """File changes that never become a diff."""


def repository_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb `--repository KEY`, a repository as the server names it."""
    words = "The repository, as the server names it: `git:shop`."
    return click.option("--repository", "key", metavar="KEY", required=True, help=words)(function)
