"""`paraph log prove`: what shows, offline, that an entry is in the ledger?"""

from __future__ import annotations

from pathlib import Path

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import safe
from paraph.core.ledger.entry import described
from paraph.core.ledger.proofs import write_proof
from paraph.flows.ledger.prove_entry import prove_entry

PROVE_SCHEMA = "paraph/log-prove/v1"


@click.command("prove")
@click.argument("asked", metavar="INDEX|ID")
@click.option("--write-entry", "file", metavar="FILE", help="Keep the entry's bytes, which the receipt is for.")
@ledger_option
@common("text", "json")
def command(asked: str, file: str | None, ledger: str | None, options: Options) -> int:
    """Print the receipt of an entry: a C2SP tlog-proof that anybody can verify offline.

    The entry is named by its index, or by the id of the signed statement that it records.
    """
    with opened_ledger(options, ledger) as opened:
        entry, proof = prove_entry(opened.ledger, asked)
    if file is not None:
        Path(file).write_bytes(entry)
    text = write_proof(proof)
    if options.format == "json":
        shown = entry.decode("utf-8", "backslashreplace")
        options.json({"schema": PROVE_SCHEMA, "index": proof.index, "entry": shown, "receipt": text})
    else:
        options.data(text)
        options.talk(f"Entry {proof.index}: {safe(described(entry))}.")
    return 0
