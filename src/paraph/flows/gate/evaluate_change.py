"""May this change go in? Gather what a decision may look at, and decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows, agent_rows
from paraph.core.detect.declaration_file import ASSISTANCE_FILE
from paraph.core.detect.read import is_marked, provenance_of
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.change import ABSENT, Change
from paraph.core.model.facts import Deployment, Facts, Repository, Stage, Unreadable
from paraph.core.model.noun import changed, noun
from paraph.core.model.policy import Policy, SignoffNeed
from paraph.core.model.provenance import Provenance
from paraph.core.pipeline import decide
from paraph.core.policy.compile import CompiledPolicy, compile_policy
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people
from paraph.core.policy.source import to_plain
from paraph.core.policy.walk import requirements_of
from paraph.core.tier.catalogue import NOTHING
from paraph.core.tier.catalogue_read import read_catalogue
from paraph.flows.facts.known_tools import known_tools
from paraph.flows.facts.measure_blast import measure_blast
from paraph.flows.facts.name_owners import name_owners
from paraph.flows.facts.plain_git import not_in_git
from paraph.flows.facts.spot_check import draw_of
from paraph.flows.gate.governed_files import Given, Governance, read_governance
from paraph.flows.statements.answers import NOTHING_SAID, Answers
from paraph.ports.cache import Cache
from paraph.ports.documents import DocumentReader, SourceText
from paraph.ports.question import Evaluation
from paraph.ports.repository import ChangeRequest, Doubt, RepositoryReader

if TYPE_CHECKING:
    from paraph.core.attest.trust import Check
    from paraph.core.model.person import Directory
    from paraph.core.model.proposal import Proposal
    from paraph.flows.statements.filed_statements import Kept
    from paraph.ports.attribution import LineSource
    from paraph.ports.board import KeptReview

DECLARATION_BYTES = 65_536


@noun
class Question:
    """What is asked: which change, at which stage, with which files of the caller's; `now` is epoch seconds.

    A server also says which accounts introduced the commits, at which commit it reads what governs (None: wherever
    the change cannot have written it), and the secret by which it draws spot checks. Where the change is one of a
    forge, `proposal` is what that says of it, `reviews` what was answered there, and `people` adds to the governed
    directory what the server knows of people: teams of the forge, passkeys.
    """

    request: ChangeRequest
    now: int
    repository: Repository
    given: Given
    stage: Stage = "merge"
    deployment: Deployment | None = None
    pushers: tuple[str, ...] = ()
    governed_at: str | None = None
    secret: bytes = b""
    proposal: Proposal | None = None
    reviews: tuple[KeptReview, ...] = ()
    people: Callable[[Directory], Directory] | None = None


class Signed(NamedTuple):
    """Signed statements, who checks their signatures, and the identity of the repository that they must be for;
    `is_owned` where a rule takes an owner's answer for their paths alone, `is_own` where one takes an answer of those
    who had a hand in the change."""

    statements: Iterable[Kept]
    check: Check | None
    identity: str
    is_owned: bool = False
    is_own: bool = False


UNSIGNED = Signed((), None, "")


def evaluate_change(
    reader: RepositoryReader,
    documents: DocumentReader,
    cache: Cache,
    question: Question,
    statements: Iterable[Kept] = (),
    check: Check | None = None,
    lines: LineSource | None = None,
) -> Evaluation:
    """Decide one change of a repository. Where it has no policy, the built-in default is shown, unenforced.

    `statements` are what people and robots signed, from a ledger or from notes; what they say of this content becomes
    facts. `check` is `SignatureChecker.check`; without it no statement is looked at. `lines` says where records of
    who wrote which line are; without it the claims of commits are all that is known.

    Raises InputError for a policy or directory that cannot be used, ReadError when git does not answer.
    """
    try:
        governance = read_governance(reader, documents, question.request, question.given, question.governed_at)
    except ReadError:
        reader.change(question.request, counts_lines=partial(is_marked, own=NO_ROWS))  # it knows better what is missing
        raise
    own = agent_rows(governance.policy.agents if governance.policy else ())
    change, doubts = reader.change(question.request, counts_lines=partial(is_marked, own=own))
    change = _told(change, question)
    policy, sources = governance.policy, governance.sources
    if policy is None:
        from paraph.flows.draft.draft_repository import draft_default  # only a repository without a policy pays for it

        source, policy, directory = draft_default(reader, documents, governance.commit or question.request.head)
        sources = (source,)
        if governance.is_directory_missing:
            governance = changed(governance, directory=directory)
    if question.people is not None:
        governance = changed(governance, directory=question.people(governance.directory))
    identity = policy.identity if governance.policy is not None else ""
    signed = Signed(statements, check, identity, *_takes(policy))
    facts = gather(reader, documents, cache, question, governance, (change, doubts), signed, lines)
    found = decide(_compiled(policy), facts)
    decision = changed(found, is_enforced=found.is_enforced and governance.policy is not None)
    return Evaluation(decision, facts, policy, sources)


def _told(change: Change, question: Question) -> Change:
    """The change with what git does not know of it."""
    if question.pushers:
        change = changed(change, pushers=question.pushers)
    if question.proposal is None:
        return change
    from paraph.flows.gate.proposed import as_proposed  # a repository without a forge pays nothing for it

    return as_proposed(change, question.proposal)


@lru_cache(maxsize=4)
def _takes(policy: Policy) -> tuple[bool, bool]:
    """Whether a rule takes an owner's answer for their paths, and whether one takes an author's own."""
    found = (each for rule in policy.rules for each in requirements_of(rule.require))
    needs = [each for each in found if isinstance(each, SignoffNeed)]
    return any(each.binding == "owned" for each in needs), any(not each.is_independent for each in needs)


@lru_cache(maxsize=4)
def _compiled(policy: Policy) -> CompiledPolicy:
    """The policy ready for use; that of a history is mostly the same from change to change."""
    return compile_policy(policy)


def gather(
    reader: RepositoryReader,
    documents: DocumentReader,
    cache: Cache,
    question: Question,
    governance: Governance,
    read: tuple[Change, tuple[Doubt, ...]],
    signed: Signed = UNSIGNED,
    lines: LineSource | None = None,
) -> Facts:
    """Assemble the facts; what cannot be read is named in `unreadable`, never left out."""
    change, doubts = read
    catalogue = read_catalogue(governance.services) if governance.services else NOTHING
    change, blast, unmeasured = measure_blast(reader, cache, change, catalogue)
    owners = name_owners(reader, governance.commit, [each.path for each in change.files])
    has_owners = signed.is_owned and any(each.groups for each in owners.owners)
    answers = _answers(reader, question, governance, change, signed, has_owners=has_owners)
    own = agent_rows(governance.policy.agents if governance.policy else ())
    if question.reviews:
        from paraph.flows.gate.proposed import with_reviews

        answers = with_reviews(reader, question.reviews, change, answers, governance.directory, own)
    hands = partial(_hands, signed, governance, change, answers)
    provenance, undeclared = _provenance(reader, documents, cache, change, answers, lines, own, hands)
    gone = [path for each in answers.signoffs for path in each.gone_paths]
    gone_owners = name_owners(reader, governance.commit, list(dict.fromkeys(gone))).owners if gone else ()
    facts = Facts(
        repository=_identified(question.repository, signed.identity),
        change=changed(change, prompters=answers.prompters) if answers.prompters else change,
        now=question.now,
        people=governance.directory,
        provenance=provenance,
        blast=blast,
        owners=(*owners.owners, *gone_owners),
        checks=question.proposal.checks if question.proposal else (),
        draw=draw_of(question.secret, change.tree),
        stage=question.stage,
        deployment=question.deployment,
        unreadable=(
            *_unreadable((*doubts, *owners.doubts)), *unmeasured, *undeclared, *answers.doubts,
            *_untold(change, question), *_unknown_teams(governance.directory),
        ),
    )  # fmt: skip
    return answered(facts, answers) if answers is not NOTHING_SAID else facts


def _untold(change: Change, question: Question) -> Iterator[Unreadable]:
    """What nobody could be asked of the change."""
    if question.proposal is None:
        return not_in_git(change)
    return (Unreadable(fact, why) for fact, why in question.proposal.unread)


def _unknown_teams(directory: Directory) -> Iterator[Unreadable]:
    """The teams of a forge whose members nobody has filled in: some of the people are missing."""
    for team in directory.forge_teams:
        why = team.why or "only a server asks the forge"
        yield Unreadable("people", f"who is in {team.name} is not known: {why}")


def _identified(repository: Repository, identity: str) -> Repository:
    """The repository by the identity that its policy gives it, where the caller knows of none."""
    return changed(repository, identity=identity) if identity and not repository.identity else repository


def _answers(
    reader: RepositoryReader, question: Question, governance: Governance, change: Change, signed: Signed,
    *, has_owners: bool,
) -> Answers:  # fmt: skip
    if signed.check is None:
        return NOTHING_SAID
    from paraph.flows.statements.gather_answers import (
        answers_of,  # reading statements costs what a call without them saves
    )

    own = agent_rows(governance.policy.agents if governance.policy else ())
    return answers_of(reader, signed.statements, signed.check, governance.directory, signed.identity, change,
                      question.now, own=own, has_owners=has_owners)  # fmt: skip


def _hands(
    signed: Signed, governance: Governance, change: Change, answers: Answers, found: Provenance
) -> frozenset[str]:
    """The ids of those who had a hand in a change, where their own answers to it count for nothing."""
    if signed.is_own or not answers.signoffs:
        return frozenset()
    made = changed(change, prompters=answers.prompters) if answers.prompters else change
    return contributors_of(made, index_people(governance.directory), found.signals).ids


def answered(facts: Facts, answers: Answers) -> Facts:
    """The facts with what was signed about the change."""
    return changed(
        facts,
        signoffs=answers.signoffs,
        vetoes=answers.vetoes,
        overrides=answers.overrides,
        answers=answers.answers,
        evidence=answers.evidence,
        manual_checks=answers.manual_checks,
        owner=answers.owner,
        rollback_plan=answers.rollback_plan,
        refusals=answers.refusals,
    )


def _unreadable(doubts: tuple[Doubt, ...]) -> tuple[Unreadable, ...]:
    return tuple(Unreadable(each.fact, f"{each.why} (fix: {each.fix})" if each.fix else each.why) for each in doubts)


def _provenance(
    reader: RepositoryReader,
    documents: DocumentReader,
    cache: Cache,
    change: Change,
    answers: Answers,
    lines: LineSource | None,
    own: AgentRows,
    hands: Callable[[Provenance], frozenset[str]],
) -> tuple[Provenance, tuple[Unreadable, ...]]:
    unread: tuple[Unreadable, ...] = ()
    try:
        declared = _declaration(reader, documents, change)
        found = provenance_of(change, declared, stated=answers.declarations, own=own)
    except InputError as error:
        unread = tuple(Unreadable("provenance", problem.what) for problem in error.problems)
        found = provenance_of(change, stated=answers.declarations, own=own)
    if lines is not None and change.commits and not change.head:
        from paraph.flows.gate.gather_staged import gather_staged  # of staged work there is no record yet

        found, unreadable = gather_staged(lines, change, found)
        unread = (*unread, *unreadable)
    elif lines is not None and (found.ai_lines or lines.is_there()):
        from paraph.flows.gate.gather_lines import gather_lines  # what has neither records nor claims pays nothing

        found, unreadable = gather_lines(reader, lines, change, found, answers.signoffs, own, hands(found))
        unread = (*unread, *unreadable)
    has_tools = found.lines is not None and found.lines.tools
    if found.signals or has_tools or any(declaration.tools for declaration in found.declarations):
        known = known_tools(reader, cache, change.base, own)
        recorded = _recorded(reader, lines, change.base, found, known.tools)
        found = changed(found, known_tools=(*known.tools, *recorded), known_from=known.window)
    return found, unread


def _recorded(
    reader: RepositoryReader, lines: LineSource | None, base: str, found: Provenance, known: tuple[str, ...]
) -> tuple[str, ...]:
    """The tools that records below the base name, of those that seem to be new."""
    seen = {tool.casefold() for tool in known}
    named = {*(found.lines.tools if found.lines else ()), *(signal.tool for signal in found.signals)}
    new = [tool for tool in sorted(named) if tool.casefold() not in seen]
    if lines is None or not new:
        return ()
    from paraph.flows.facts.recorded_tools import recorded_tools  # few changes have a tool that seems to be new

    try:
        return recorded_tools(reader, lines, base, new)
    except ReadError:
        return ()  # then they stay new: a finding too many hides nothing


def _declaration(reader: RepositoryReader, documents: DocumentReader, change: Change) -> Mapping[str, object] | None:
    """The declaration file of this very change; one left over from an earlier change says nothing."""
    touched = next((each for each in change.files if each.path == ASSISTANCE_FILE and each.new_mode != ABSENT), None)
    if touched is None:
        return None
    _, content = next(iter(reader.blobs([touched.new_blob], max_bytes=DECLARATION_BYTES)))
    if content is None:
        what = f"{ASSISTANCE_FILE} is larger than {DECLARATION_BYTES:,} bytes, or absent"
        raise InputError(Problem("P0260", what, "keep it short"))
    plain = to_plain(documents.document(SourceText(ASSISTANCE_FILE, content)).root)
    if not isinstance(plain, dict):
        raise InputError(
            Problem("P0260", f"{ASSISTANCE_FILE} is not a mapping", "write `assistance: none` or the like")
        )
    return plain
