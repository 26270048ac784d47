"""`paraph provenance prompts`: what was said to a tool, where the policy had it kept?"""

from __future__ import annotations

from contextlib import closing

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import safe

SCHEMA = "paraph/provenance-prompts/v1"
MOST_SHOWN = 4000


@click.command("prompts")
@click.argument("commit", metavar="[COMMIT]", default="HEAD")
@common("text", "json")
def command(commit: str, options: Options) -> int:
    """Show what an import kept of what was said to a tool for a commit, decrypted with the key of this repository.

    What was erased by `paraph log expunge` is shown as such. The text form is cut; --json has all of it.
    """
    from paraph import wiring
    from paraph.wiring.retention import read_prompts

    with closing(wiring.open_repository(options.repository)) as reader:
        found = list(read_prompts(reader, commit))
    if options.format == "json":
        kept = [{"entry": each.entry, "key": each.key, "holder": each.holder, "text": each.text} for each in found]
        options.json({"schema": SCHEMA, "prompts": kept})
        return 0
    for each in found:
        whose = f"  {safe(each.holder, 100)}" if each.holder else ""
        options.data(options.style.bold(f"#{each.entry}  {safe(each.key, 80)}") + whose)
        options.data("  (erased)" if each.text is None else f"  {safe(each.text, MOST_SHOWN)}")
    if not found:
        options.talk("Nothing that was said is kept of this commit.")
    return 0
