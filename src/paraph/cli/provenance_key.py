"""`paraph provenance key`: what are retained prompts encrypted with?"""

from __future__ import annotations

from contextlib import closing

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import safe

SCHEMA = "paraph/provenance-key/v1"


@click.command("key")
@common("text", "json")
def command(options: Options) -> int:
    """Make the key with which an import encrypts what was said to a tool, where the policy retains it.

    It lies in the repository's private area and is made once; without it, what was encrypted cannot be read again.
    """
    from paraph import wiring
    from paraph.wiring.retention import make_prompts_key

    with closing(wiring.open_repository(options.repository)) as reader:
        path, is_new = make_prompts_key(reader)
    if options.format == "json":
        options.json({"schema": SCHEMA, "path": path, "is_new": is_new})
    else:
        options.data(f"{'Made' if is_new else 'There is already'} the key {safe(path, 400)}")
        options.talk("Keep a copy apart from backups of the ledger: who has both can read what was said.")
    return 0
