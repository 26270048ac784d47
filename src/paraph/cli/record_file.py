"""`paraph record file`: which text describes the change, and who files it?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.record import repository_option
from paraph.cli.serve_options import server_options, warner

MOST_BYTES = 262_144
USES = ("none", "assisted", "generated", "autonomous", "unknown")


@click.command("file")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@click.option("--person", metavar="ID", required=True, help="Who files it, by the id in the directory.")
@click.option("--title", metavar="TEXT", required=True, help="What it is, on one line.")
@click.option("--environment", metavar="NAME", default="", help="Where it is done: `production`.")
@click.option("--assistance", type=click.Choice(USES), help="How AI took part.")
@click.option("--tool", "tools", metavar="NAME[:MODEL]", multiple=True, help="A tool that took part; may be repeated.")
@click.option("--rollback", metavar="TEXT", default="", help="How it is undone, where FILE does not say it.")
@repository_option
@server_options
@common("text", "json")
def command(
    file: str, key: str, person: str, title: str, environment: str, assistance: str | None, tools: tuple[str, ...],
    rollback: str, config: str | None, data: str | None, database: str | None,
    options: Options,
) -> int:  # fmt: skip
    """File a change that never becomes a diff: FILE says what is done, step by step, and how it is undone.

    The server's policy judges it like any change; it is answered for on its page, whose address is printed.
    """
    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.formats.text import decode_text
    from paraph.flows.attend.report import page_of
    from paraph.flows.filed.file_record import file_record
    from paraph.flows.filed.record_text import Filing
    from paraph.wiring.serve import open_server
    from paraph.wiring.server_setup import Told, config_of

    filing = Filing(
        title, decode_text(read_named(file, MOST_BYTES), file), person, environment, assistance or "", tools, rollback
    )
    with open_server(config_of(Told(config, data, database), warn=warner(options))) as server:
        number = file_record(server.office, key, filing)
        link = page_of(server.office, key, number)
    if options.format == "json":
        options.json({"repository": key, "number": number, "link": link})
    else:
        options.data(f"Filed {number}: {link}")
    return 0
