"""`paraph policy import`: which policy asks what this foreign file asks, and what became of each construct?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import safe
from paraph.core.policy.foreign.notes import Imported, Note
from paraph.core.policy.globs import Flavour
from paraph.core.policy.owners_read import MAX_BYTES
from paraph.flows.policy.import_policy import Origin, import_policy, origin_of

IMPORT_SCHEMA = "paraph/policy-import/v1"


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--from",
    "origin",
    type=click.Choice(["policy-bot", "codeowners"]),
    help="Whose file it is (by default by its name).",
)
@click.option(
    "--flavour", type=click.Choice(["github", "gitlab"]), default="github", help="Rules of a CODEOWNERS file."
)
@common("text", "json")
def command(file: str, origin: Origin | None, flavour: Flavour, options: Options) -> int:
    """Write an equal Paraph policy to stdout, and say of every construct that is not equal why.

    Nothing is carried over less strictly. `-` reads from stdin.
    """
    from paraph import wiring
    from paraph.adapters.formats.named_file import read_named_or_stdin

    name = "stdin" if file == "-" else file
    imported = import_policy(
        read_named_or_stdin(file, MAX_BYTES),
        name,
        origin or origin_of(file),
        wiring.CachedDocuments(None).document,
        flavour,
    )
    if options.format == "json":
        options.json(_document(imported))
    else:
        options.data(imported.policy)
    _tell(imported, name, options)
    return 0


def _document(imported: Imported) -> dict[str, Any]:
    return {
        "schema": IMPORT_SCHEMA,
        "policy": imported.policy,
        "notes": [note._asdict() for note in imported.notes],
    }


def _tell(imported: Imported, name: str, options: Options) -> None:
    """The account on stderr: what is not equal first, the rest only with -v."""
    for carried, words in (("no", "not carried over"), ("stricter", "stricter"), ("equal", "equal")):
        notes = [note for note in imported.notes if note.carried == carried]
        if carried == "equal" and not options.is_verbose:
            options.talk(f"{len(notes)} carried over as they are (-v lists them)")
            continue
        for note in notes:
            options.talk(_line(note, name, words))


def _line(note: Note, name: str, words: str) -> str:
    return f"{safe(name)}:{note.line}: {safe(note.path)}: {words}: {safe(note.why)}"
