"""`paraph provenance`: who, or what, wrote which lines, and where is that kept?"""

from __future__ import annotations

import click

from paraph.cli.option_words import common_words
from paraph.cli.options import accepting
from paraph.cli.verbs import VerbGroup

VERBS: dict[str, tuple[str, str]] = {
    "show": ("paraph.cli.provenance_show", "Show which lines the records of a commit or a range tell of."),
    "status": ("paraph.cli.provenance_status", "Tell what agents did here that is not committed yet."),
    "import": ("paraph.cli.provenance_import", "Read every record of a ref or a file, count it, and make it ours."),
    "export": ("paraph.cli.provenance_export", "Write the records of a range as git-ai notes or agent-trace."),
    "carry": ("paraph.cli.provenance_carry", "Carry what is known of lines to commits that were written anew."),
    "trailer": ("paraph.cli.provenance_trailer", "Print the Assisted-by lines that a commit's message owes."),
    "prompts": ("paraph.cli.provenance_prompts", "Show what was kept of what was said to a tool."),
    "key": ("paraph.cli.provenance_key", "Make the key that retained prompts are encrypted with."),
}


@click.group(
    "provenance", cls=VerbGroup, verbs=VERBS, short_help="Show, import and carry on the records of who wrote what."
)
@accepting(*common_words(("text", "json")))
def command(**given: object) -> None:
    """Show, import, export and carry on the records of who, or what, wrote which lines.

    They are git notes in refs/notes/ai, which the hooks write (`paraph hook install --local`). What no record tells of
    is unknown, and never taken for a person's.
    """
