"""`paraph provenance export`: how do other tools get the records of lines?"""

from __future__ import annotations

import json
import sys
from contextlib import closing

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe


@click.command("export")
@click.argument("range_", metavar="[RANGE]", default="HEAD")
@click.option(
    "--format", "form", type=click.Choice(["git-ai", "agent-trace"]), default="git-ai", show_default=True,
    help="Notes of the Git AI Standard 3.0.0, or records of agent-trace 0.1.0.",
)  # fmt: skip
@common()
def command(range_: str, form: str, options: Options) -> int:
    """Write the records of lines of a commit or RANGE to stdout, strictly in another tool's format.

    As git-ai, one commit's note is written as it is, and of a range one JSON object a line with `commit_sha` and
    `content`; as agent-trace, one record a line for each tool. Agent-trace has no place for names of persons.
    """
    from paraph import wiring
    from paraph.wiring.provenance import export_records

    is_raw = form == "agent-trace" or ".." not in range_
    written, left_out = 0, list[str]()
    with closing(wiring.open_repository(options.repository)) as reader:
        for commit, content, odd in export_records(reader, range_, form):
            written += 1
            left_out += [each.path for each in odd]
            text = content.decode("utf-8", "surrogateescape")
            if not is_raw:
                plain = content.decode("utf-8", "backslashreplace")
                text = json.dumps({"commit_sha": commit, "content": plain}, separators=(",", ":")) + "\n"
            sys.stdout.flush()
            _write(text)
    if left_out:
        names = ", ".join(safe(path, 80) for path in left_out[:4])
        options.talk(f"{count(len(left_out), 'file')} cannot be named in this format and was left out: {names}")
    if not written:
        options.talk("No record of lines stands at these commits.")
    return 0


def _write(text: str) -> None:
    raw = text.encode("utf-8", "surrogateescape")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(raw.decode("utf-8", "backslashreplace"))
    else:
        buffer.write(raw)
