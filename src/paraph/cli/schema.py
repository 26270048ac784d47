"""What may stand in a document that Paraph reads or writes?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common

NAMES = (
    "facts", "policy", "decision", "directory", "absence", "config", "statement-declaration", "statement-signoff",
    "statement-veto", "statement-override", "statement-owner-transfer", "statement-withdrawal", "statement-evidence",
    "envelope",
)  # fmt: skip


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES))
@common("text", "json")
def command(options: Options, name: str) -> int:
    """Print the JSON Schema (2020-12) of a document.

    Editors with a YAML language server check `.paraph/policy.yaml` against it while it is written.
    """
    from paraph.adapters.formats.schemas import schema
    from paraph.cli.terminal_text import encode_json

    options.data(encode_json(schema(name), is_pretty=options.format == "text"))
    return 0
