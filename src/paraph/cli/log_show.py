"""`paraph log show`: what happened to one change, in order, and what proves each line?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph.cli.log_ledger import ledger_option
from paraph.cli.options import Options, common
from paraph.core.errors import InputError, Problem
from paraph.flows.gate.governed_files import read_governance
from paraph.flows.ledger.find_change import Meant, find_change
from paraph.flows.ledger.follow_change import Reading, Story, Told, follow_change, told_again
from paraph.ports.repository import ChangeRequest

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.model.policy import Policy
    from paraph.flows.statements.filed_statements import Kept
    from paraph.ports.documents import SourceText
    from paraph.ports.ledger import Ledger
    from paraph.wiring.ledger import OpenLedger

STORY_SCHEMA = "paraph/story/v1"


@click.command("show")
@click.argument("change", required=False)
@click.option("--target", metavar="REF", help="The branch that the change goes to.")
@click.option("--proofs", metavar="DIR", help="Write the entry and the receipt behind each line there.")
@ledger_option
@common("text", "json")
def command(change: str | None, target: str | None, proofs: str | None, ledger: str | None, options: Options) -> int:
    """Follow one change: who or what wrote it, how much it could break, what was owed, who answered what, what was
    decided, and how it landed.

    CHANGE is a branch, a commit, a movement (OLD..NEW), an entry (#12) or six digits of a statement's id. Where there
    is no ledger, the story is told from the signed notes that travel with the repository.
    """
    from paraph import wiring
    from paraph.wiring.ledger import has_ledger, open_ledger

    with ExitStack() as stack:
        reader = stack.enter_context(closing(wiring.open_repository(options.repository)))
        place = ledger or (options.repository if has_ledger(reader.private_area()) else None)
        opened = open_ledger(options.repository, ledger) if place else None
        if opened:
            stack.enter_context(closing(opened.ledger))
        story = _story(reader, opened, change, target, options.repository)
        if proofs is not None:
            _write_proofs(story, opened.ledger if opened else None, proofs, options)
    if options.format == "json":
        lines = [{**each._asdict(), "mark": each.mark.value if each.mark else None} for each in story.lines]
        options.json({"schema": STORY_SCHEMA, **story._asdict(), "lines": lines})
        return 0
    from paraph.cli.story_text import story_lines
    from paraph.cli.terminal_text import width

    options.data("\n".join(story_lines(story, options.style, width())))
    return 0


def _story(
    reader: GitRepository, opened: OpenLedger | None, change: str | None, target: str | None, repository: str
) -> Story:
    from paraph import wiring
    from paraph.wiring.server import given_by_operator, settings_of
    from paraph.wiring.signing import signature_checker

    ledger = opened.own if opened else None
    refs = [tip.name for tip in reader.tips() if tip.name.startswith("refs/heads/")]
    meant = find_change(reader, ledger, refs, change or "HEAD") if ledger else Meant(change or "")
    told = told_again(ledger, meant, _reading(reader)) if ledger else None
    if told is None:
        told = _told_now(
            reader, change if ledger is None else _to_judge(reader, meant, change, refs), target, repository
        )
    now = told.facts.change
    request = ChangeRequest("range", now.base, now.head, now.target, "")
    given = given_by_operator(settings_of(reader))
    directory = read_governance(reader, wiring.CachedDocuments(reader.private_area()), request, given).directory
    directory = opened.people(directory) if opened else directory
    statements = list(_statements(reader, ledger, meant, told))
    title = _subject(reader, now.head)
    return follow_change(meant, told, statements, directory, signature_checker().check, ledger, title)


def _subject(reader: GitRepository, head: str) -> str:
    """What the head commit calls itself, where it is still here."""
    if not head or head not in reader.present([head]):
        return ""
    return next(iter(reader.commits(head))).message.partition("\n")[0]


def _reading(reader: GitRepository) -> Reading:
    from paraph import wiring
    from paraph.adapters.formats.documents import read_facts
    from paraph.flows.gate.governed_files import policy_of

    documents = wiring.CachedDocuments(reader.private_area())

    def read_policy(own: SourceText | None, organisation: SourceText | None) -> Policy | None:
        return policy_of(documents, own, organisation)

    return Reading(read_facts, read_policy)


def _to_judge(reader: GitRepository, meant: Meant, change: str | None, refs: list[str]) -> str | None:
    """A branch by its name, so that it is known where it goes to; everything else, and that place itself, by its
    commit."""
    ref = f"refs/heads/{change}"
    try:
        is_proposed = ref in refs and ref != reader.default_branch()
    except InputError:
        is_proposed = False
    return change if is_proposed else meant.head or change


def _told_now(reader: GitRepository, change: str | None, target: str | None, repository: str) -> Told:
    from paraph import wiring
    from paraph.ports.question import Question

    found = wiring.judged(reader, Question(repository=repository, change=change, target=target))
    return Told(found.decision, found.facts, {})


def _statements(reader: GitRepository, ledger: Ledger | None, meant: Meant, told: Told) -> Iterator[Kept]:
    """The statements about this change: at its head, or those that counted for it."""
    change = told.facts.change
    if ledger is not None:
        used = [str(each) for record in meant.records for each in record.decision_entry.get("statements") or ()]
        found = {each.id: each for each in ledger.statements(head=change.head)}
        ids = [each for each in dict.fromkeys((*used, meant.statement)) if each and each not in found]
        found |= {each.id: each for each in ledger.statements(ids=ids)} if ids else {}
        yield from sorted(found.values(), key=lambda each: each.entry)
        return
    from paraph import wiring

    with closing(wiring.notes(reader)) as notes:
        yield from [each for each in notes.carried() if each.commit == change.head]


def _write_proofs(story: Story, ledger: Ledger | None, folder: str, options: Options) -> None:
    """The bytes and the receipt of every entry that a line names."""
    from paraph.core.ledger.proofs import SUFFIX, write_proof
    from paraph.flows.ledger.prove_entry import prove_entry

    if ledger is None:
        raise InputError(
            Problem("P0873", "there is no ledger here to prove anything", "ask where the ledger is: --repo")
        )
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    indexes = sorted({line.entry for line in story.lines if line.entry is not None})
    for index in indexes:
        entry, proof = prove_entry(ledger, str(index))
        (place / f"{index}.json").write_bytes(entry)
        (place / f"{index}{SUFFIX}").write_text(write_proof(proof), encoding="utf-8")
    options.talk(f"Wrote {len(indexes)} entries with their receipts to {folder}.")
