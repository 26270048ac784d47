"""What have people and robots signed about this change, as far as it counts for this content?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.attest.predicates import Kind
from paraph.core.attest.trust import Check
from paraph.core.detect.agent_rows import AgentRows
from paraph.core.model.change import Change
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.core.model.signoff import Refusal
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people
from paraph.flows.statements.answers import NOTHING_SAID, Answers
from paraph.flows.statements.answers_of_authors import Authors, authored
from paraph.flows.statements.answers_of_signers import evidence_of, override_of, signoff_of, steps_of, veto_of
from paraph.flows.statements.filed_statements import Kept, file_statements
from paraph.flows.statements.may_speak import speaking
from paraph.flows.statements.signed_content import SignedContent
from paraph.flows.statements.signed_hands import SignedHands
from paraph.flows.statements.stated import Counted, Stated, Yardstick, state
from paraph.ports.repository import RepositoryReader

MOST_TOLD = 50


def answers_of(
    reader: RepositoryReader,
    statements: Iterable[Kept],
    check: Check,
    directory: Directory,
    identity: str,
    change: Change,
    now: int,
    *,
    own: AgentRows,
    has_owners: bool = True,
) -> Answers:
    """Judge signed statements, from a ledger or from notes, for the content of `change` at `now` (epoch seconds).

    `check` is `SignatureChecker.check`, `identity` the repository's, from the policy in force; without one nothing
    counts. `own` are the tools that only the policy knows. Where no path has an owner (`has_owners` False), sign-offs
    of other content are looked at only to name who gave them. Never raises for a statement's sake.
    """
    filing = file_statements(speaking(statements, change, has_owners=has_owners, now=now))
    if not filing.filed and not filing.unreadable:
        return NOTHING_SAID
    content = SignedContent(reader, change)
    stated = state(filing.filed, content, Yardstick(change, identity, directory, check, now, has_owners))
    junk = tuple(Refusal("", "", "", f"some bytes are no statement: {why}") for why in filing.unreadable[:3])
    return _sorted(reader, stated, content, directory, junk, own)


def _sorted(
    reader: RepositoryReader,
    stated: Stated,
    content: SignedContent,
    directory: Directory,
    junk: tuple[Refusal, ...],
    own: AgentRows,
) -> Answers:
    change = content.change
    people = index_people(directory)
    contributors = contributors_of(change, people, ())

    def of(kind: Kind) -> tuple[Counted, ...]:
        return tuple(each for each in stated.counted if each.statement.kind == kind)

    vetoes = tuple(veto_of(each, directory, stated.withdrawn) for each in of("veto"))
    overrides, refused = override_of(of("override"), content, stated.withdrawn)
    said = authored(of("declaration"), of("owner-transfer"), content, Authors(contributors, stated.withdrawn))
    prompted = changed(change, prompters=said.prompters)
    left = frozenset(each.id for each in directory.people if each.has_left)
    hands = SignedHands(reader, content, prompted, people, own)
    signoffs = tuple(signoff_of(each, content, hands, stated.withdrawn) for each in of("signoff"))
    evidence, unfit = evidence_of(of("evidence"), contributors_of(prompted, people, ()).ids, left)
    return Answers(
        signoffs=signoffs,
        vetoes=vetoes,
        overrides=overrides,
        answers=said.answers,
        evidence=evidence,
        manual_checks=(*said.manual_checks, *(step for each in of("signoff")
                                              for step in steps_of(each, content, stated.withdrawn))),
        owner=said.owner,
        rollback_plan=said.rollback_plan,
        declarations=said.declarations,
        prompters=said.prompters,
        refusals=_told((*refused, *unfit, *said.refusals, *stated.refusals, *junk)),
        doubts=stated.doubts,
    )  # fmt: skip


def _told(refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Each once, and the number of those above the bound: anybody can write what does not count."""
    each = tuple(dict.fromkeys(refusals))
    if len(each) <= MOST_TOLD:
        return each
    return (*each[:MOST_TOLD], Refusal("", "", "", f"and {len(each) - MOST_TOLD:,} more reasons why others do not"))
