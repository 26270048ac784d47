"""`paraph log expunge`: how is somebody's name taken out, while everything stays provable?"""

from __future__ import annotations

import sys
import time
from contextlib import closing

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count
from paraph.core.errors import InputError, Problem
from paraph.flows.ledger.expunge import Whose, expunge, personal_of

EXPUNGE_SCHEMA = "paraph/log-expunge/v1"


@click.command("expunge")
@click.option("--person", metavar="ID", help="All that is kept of this person of the directory.")
@click.option("--address", metavar="ADDRESS", help="All that is kept of this e-mail address, or account kind:value.")
@click.option("--entry", "entries", type=int, multiple=True, metavar="INDEX", help="What this entry commits to.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, without a name: the log keeps it for good.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask: delete it.")
@ledger_option
@common("text", "json")
def command(
    person: str | None, address: str | None, entries: tuple[int, ...], reason: str, *, is_sure: bool,
    ledger: str | None, options: Options,
) -> int:  # fmt: skip
    """Erase names, addresses and words of one person, as an act that the log itself records.

    The log holds salted commitments; what they stand for, and the salts, are deleted. Every proof and every decision
    still holds, and `paraph log show` prints "(erased)". Exit code 1 where it was not confirmed.
    """
    from paraph.cli.operator import operator

    if not (person or address or entries):
        raise click.UsageError("say whose: --person, --address or --entry")
    with opened_ledger(options, ledger) as opened:
        whose = Whose(person or "", _accounts(options, person, address), entries)
        found = personal_of(opened.ledger, whose)
        places = sorted({each.entry for each in found})
        if not found:
            raise InputError(
                Problem("P0877", "nothing of that is kept here", "`paraph log verify` tells what there is")
            )
        what = f"Erase {count(len(found), 'record')} of {count(len(places), 'entry', 'entries')} for good?"
        if not is_sure and not confirmed(what):
            options.talk("Nothing was erased.")
            return 1
        receipts = expunge(opened.ledger, found, operator(), reason, int(time.time()))
    indexes = [receipt.index for receipt in receipts]
    if options.format == "json":
        digests = [each.digest for each in found]
        options.json({"schema": EXPUNGE_SCHEMA, "erased": digests, "entries": places, "recorded": indexes})
    else:
        named = ", ".join(f"#{index}" for index in indexes)
        options.data(
            f"Erased {count(len(found), 'record')} of {count(len(places), 'entry', 'entries')}; {named} says so."
        )
        options.talk("Backups and exports made before may still hold it: erase it there too.")
    return 0


def _accounts(options: Options, person: str | None, address: str | None) -> tuple[str, ...]:
    accounts = [address if ":" in address else f"email:{address}"] if address else []
    return (*accounts, *(_of_person(options, person) if person else ()))


def _of_person(options: Options, person: str) -> tuple[str, ...]:
    """The accounts of a person, where the directory of the repository still knows them."""
    from paraph import wiring
    from paraph.core.errors import ParaphError
    from paraph.ports.question import Question

    try:
        with closing(wiring.open_repository(options.repository)) as reader:
            branch = reader.default_branch()
            question = Question(repository=options.repository, change=f"{branch}..{branch}")  # nothing: as of its tip
            directory = wiring.governance(reader, question).directory
    except ParaphError:
        return ()
    return next((each.accounts for each in directory.people if each.id == person), ())


def confirmed(what: str) -> bool:
    """Ask the person at the keyboard; where nobody can answer, nothing is erased."""
    if not sys.stdin.isatty():
        raise InputError(Problem("P0878", "nobody is here to confirm it", "look first, then add --yes"))
    return click.confirm(what, err=True)
