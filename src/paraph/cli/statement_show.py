"""`paraph statement show`: what does this statement say?"""

from __future__ import annotations

from contextlib import closing, nullcontext

import click

from paraph.cli.options import Options, common
from paraph.cli.statement_place import is_in_notes, named_statement, repository_at

SHOWN_SCHEMA = "paraph/statement/v1"


@click.command("show")
@click.argument("statement", metavar="FILE|ID")
@common("text", "json")
def command(options: Options, statement: str) -> int:
    """Print what a statement says, without checking anything.

    FILE is a DSSE envelope, `-` one on stdin; ID begins the id of one in the notes. Exit codes: 0 it can be read, 2
    there is no such statement, 4 it cannot be read.
    """
    from paraph.flows.signing.asserted import asserted

    opened = repository_at(options.repository, is_needed=True) if is_in_notes(statement) else None
    with closing(opened) if opened else nullcontext() as reader:
        found = named_statement(reader, statement).statement
    sentence = asserted(found.scope, found.predicate)
    if options.format == "json":
        from paraph.cli.statement_text import said_document

        options.json({"schema": SHOWN_SCHEMA, **said_document(found, sentence)})
        return 0
    from json import dumps, loads

    from paraph.cli.statement_text import name_of, said_lines
    from paraph.cli.terminal_text import width

    head = f"{options.style.bold(name_of(found.kind))} {found.id}  (not checked)"
    body = dumps(loads(found.payload), indent=2, sort_keys=True)
    options.data("\n".join([head, *said_lines(found, sentence, width()), "", body]))
    return 0
