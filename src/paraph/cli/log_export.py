"""`paraph log export`: how does anybody get the whole ledger, to check it without us?"""

from __future__ import annotations

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe

EXPORT_SCHEMA = "paraph/log-export/v1"


@click.command("export")
@click.argument("folder", metavar="DIR")
@ledger_option
@common("text", "json")
def command(folder: str, ledger: str | None, options: Options) -> int:
    """Publish the ledger in DIR as static files that any tlog client can verify (C2SP tlog-tiles).

    A second export adds what is new, and refuses a folder that this ledger does not go on from. Left out is what
    could tell a person: such values stand as salted commitments. The file `vkey` in DIR is a convenience; whoever
    verifies needs the key from somebody they trust.
    """
    from paraph.core.ledger.note import read_vkey
    from paraph.flows.ledger.export_ledger import export_ledger
    from paraph.wiring.ledger import check_note, export_folder

    with opened_ledger(options, ledger) as opened:
        place = export_folder(folder)
        done = export_ledger(opened.ledger, place, [read_vkey(opened.vkey)], check_note)
    head, new = done.checkpoint, done.checkpoint.size - done.size_before
    if options.format == "json":
        figures = {"size": head.size, "root": head.root.hex(), "size_before": done.size_before}
        kept = {"files": done.files, "blobs": done.blobs, "vkey": opened.vkey}
        options.json({"schema": EXPORT_SCHEMA, "origin": head.origin, **figures, **kept})
    else:
        options.data(opened.vkey)
        what = f"{count(new, 'new entry', 'new entries')} of {head.size:,}, {count(done.blobs, 'blob')}"
        options.talk(f"{what} in {safe(folder)}. Above is the key to verify it with: publish it elsewhere, too.")
    return 0
