"""`paraph statement verify`: who signed this statement, does that count, and is its content what was signed?"""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common
from paraph.cli.people_file import checked_day, today
from paraph.cli.statement_place import is_in_notes, named_statement, repository_at
from paraph.core.errors import Problem, ReadError
from paraph.core.model import places

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.attest.predicates import Statement
    from paraph.core.model.person import Directory
    from paraph.flows.signing.verify_statement import Content, Verified

VERIFIED_SCHEMA = "paraph/verified/v1"
_CANNOT_READ = 4


@click.command("verify")
@click.argument("statement", metavar="FILE|ID")
@click.option("--directory", metavar="FILE", help="The people and robots whose keys count; else those in force here.")
@click.option("--on", "day", metavar="DAY", help="The day on which the keys have to count (today).")
@click.option("--recompute", "insists", is_flag=True, help="Exit with 4 where the content cannot be compared here.")
@common("text", "json")
def command(options: Options, statement: str, directory: str | None, day: str | None, *, insists: bool) -> int:
    """Check a statement with nothing but git and this package, offline.

    FILE is a DSSE envelope, `-` one on stdin; ID begins the id of one in the notes. Tells who signed it with which key
    and proof, and what it asserts; merges the commits that it names again, where they are here, and says whether tree
    and difference are what was signed. Whether it still counts for a change is what `paraph gate` says. Exit codes:
    0 good, 1 not good, 2 there is no such statement, 4 it cannot be read.
    """
    from paraph.flows.signing.asserted import asserted
    from paraph.flows.signing.verify_statement import recomputed, verify_statement
    from paraph.wiring.signing import signature_checker

    asked_on = checked_day(day, "--on") or today()
    with ExitStack() as stack:
        reader = repository_at(options.repository, is_needed=directory is None or is_in_notes(statement))
        if reader is not None:
            stack.enter_context(closing(reader))
        kept = named_statement(reader, statement)
        people, identity = _authority(reader, directory)
        content = recomputed(reader, kept.statement) if reader else _not_here(kept.statement)
    found = verify_statement(kept, people, signature_checker().check, asked_on, content, identity)
    sentence = asserted(kept.statement.scope, kept.statement.predicate)
    _tell(options, kept.statement, found, sentence)
    if not found.is_good:
        return 1
    return _CANNOT_READ if insists and content.comparison == "unknown" else 0


def _authority(reader: GitRepository | None, directory: str | None) -> tuple[Directory, str | None]:
    """Whose keys count, and the identity that a statement must name: that of the policy, where the people are, too."""
    from paraph import wiring
    from paraph.flows.gate.governed_files import read_governance
    from paraph.ports.repository import ChangeRequest
    from paraph.wiring.server import given_by_operator, settings_of

    if directory is not None or reader is None:
        people = wiring.source_text(directory or places.PEOPLE)
        return wiring.CachedDocuments(None).directory(people, None), None
    settings = settings_of(reader)
    at = {tip.name: tip.commit for tip in reader.tips()}.get(settings.policy_ref, "") if settings else None
    documents = wiring.CachedDocuments(reader.private_area())
    found = read_governance(reader, documents, ChangeRequest("range", "", "", "", ""), given_by_operator(settings), at)
    if found.is_directory_missing:
        what = f"there is no {places.PEOPLE} in force here, so that nobody's key is known"
        raise ReadError(Problem("P0729", what, "name one: --directory FILE"))
    return found.directory, found.policy.identity if found.policy else None


def _not_here(statement: Statement) -> Content:
    from paraph.flows.signing.verify_statement import Content

    return Content("unknown", why="there is no repository here") if statement.scope.base else Content("none")


def _tell(options: Options, statement: Statement, found: Verified, sentence: str) -> None:
    from paraph.cli.statement_text import said_document, verified_lines
    from paraph.cli.terminal_text import width

    if options.format == "json":
        document: dict[str, Any] = {"schema": VERIFIED_SCHEMA, **said_document(statement, sentence)}
        document |= {
            "is_good": found.is_good,
            "signers": [each._asdict() for each in found.signers],
            "flaws": list(found.flaws),
            "content": found.content._asdict(),
        }
        options.json(document)
        return
    options.data("\n".join(verified_lines(statement, found, sentence, options.style, width())))
