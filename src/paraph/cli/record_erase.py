"""`paraph record erase`: how are the words of a record taken out, while everything stays provable?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.record import repository_option
from paraph.cli.serve_options import server_options, warner

CLEAN = "git drops the text with its next clean-up; `git gc --prune=now` in the server's copy does so at once."


@click.command("erase")
@click.argument("number", metavar="NUMBER")
@click.option("--reason", required=True, metavar="TEXT", help="Why, without a name: the log keeps it for good.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask: erase it.")
@repository_option
@server_options
@common("text", "json")
def command(
    number: str, reason: str, key: str, config: str | None, data: str | None, database: str | None, *, is_sure: bool,
    options: Options,
) -> int:  # fmt: skip
    """Erase title and text of a record, as an act that the log itself records. An open one is closed.

    The log holds salted commitments, and the repository a commit that no ref leads to any more. Exit code 1 where it
    was not confirmed.
    """
    from paraph.cli.log_expunge import confirmed
    from paraph.cli.operator import operator
    from paraph.flows.filed.erase_record import erase_record, record_to_erase
    from paraph.wiring.serve import open_server
    from paraph.wiring.server_setup import Told, config_of

    with open_server(config_of(Told(config, data, database), warn=warner(options))) as server:
        record_to_erase(server.office, key, number)
        if not is_sure and not confirmed(f"Erase the words of {number} for good?"):
            options.talk("Nothing was erased.")
            return 1
        gone = erase_record(server.office, key, number, operator(), reason)
    if options.format == "json":
        options.json({"repository": key, "number": number, "erased": gone})
    else:
        options.data(f"The words of {number} are erased; the ledger says so.")
        options.talk(f"{CLEAN} Backups made before may still hold it: erase it there too.")
    return 0
