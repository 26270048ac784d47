"""`paraph provenance trailer`: which tools does the message of a commit owe a word?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common

SCHEMA = "paraph/provenance-trailer/v1"


@click.command("trailer")
@click.argument("commit", metavar="[COMMIT]", required=False)
@common("text", "json")
def command(commit: str | None, options: Options) -> int:
    """Print `Assisted-by: AGENT:MODEL`, as the Linux kernel asks for it, one line for each tool and model.

    Without COMMIT it is of the staged files, from what the hooks saw agents do here; of a COMMIT it is from its record
    (refs/notes/ai). Where no agent is known to have taken part, stdout stays empty. The commit-msg hook adds these
    lines where `git config paraph.trailer assisted-by` says so.
    """
    from paraph.core.detect.assisted_by import assisted_by
    from paraph.wiring.provenance import claims_at, claims_staged

    claims = claims_at(options.repository, commit) if commit else claims_staged(options.repository)
    trailers = assisted_by(claims)
    if options.format == "json":
        options.json({"schema": SCHEMA, "trailers": list(trailers)})
    elif trailers:
        options.data("\n".join(trailers))
    else:
        where = "the record of this commit" if commit else "what is staged"
        options.talk(f"No trailer is owed: no agent is known in {where}.")
    return 0
