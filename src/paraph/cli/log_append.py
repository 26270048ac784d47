"""`paraph log append`: what does the operator want to have said, provably?"""

from __future__ import annotations

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.flows.ledger.append_note import MAX_NOTE_BYTES, append_note

APPEND_SCHEMA = "paraph/log-append/v1"


@click.command("append")
@click.option("--note", metavar="TEXT", help="The words of the note.")
@click.option("--note-file", "file", metavar="FILE", help="A file with the words; `-` is stdin.")
@ledger_option
@common("text", "json")
def command(note: str | None, file: str | None, ledger: str | None, options: Options) -> int:
    """Leave a note in the ledger, and print its receipt.

    The log itself holds a salted commitment to the words, so that `paraph log expunge` can take them back; the
    receipt shows offline that they were written by then.
    """
    import secrets
    import time

    if (note is None) == (file is None):
        raise click.UsageError("give the words by --note or by --note-file")
    with opened_ledger(options, ledger) as opened:
        receipt = append_note(opened.ledger, _words(note, file), int(time.time()), secrets.token_bytes(32))
        text = receipt.text()
    if options.format == "json":
        options.json({"schema": APPEND_SCHEMA, "index": receipt.index, "receipt": text})
    else:
        options.data(text)
        options.talk(f"Entry {receipt.index} is in the ledger.")
    return 0


def _words(note: str | None, file: str | None) -> str:
    from paraph.adapters.formats.named_file import read_named_or_stdin

    if note is not None:
        return note
    return read_named_or_stdin(file or "-", MAX_NOTE_BYTES).decode("utf-8", "backslashreplace")
