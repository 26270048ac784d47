"""What is a repository's past judged by, and what must the reader of the figures know?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.detect.agent_rows import AgentRows, agent_rows
from paraph.core.gate.case import READING
from paraph.core.model.facts import Repository
from paraph.core.model.person import Directory
from paraph.core.model.places import PEOPLE, POLICY
from paraph.core.model.policy import Policy
from paraph.flows.draft.draft_people import YEAR_SECONDS, draft_directory, with_former
from paraph.flows.draft.draft_repository import Watch, draft_repository
from paraph.flows.draft.draft_setup import TEMPLATE
from paraph.flows.facts.branch_tip import branch_name, branch_tip
from paraph.flows.facts.landed_facts import Surroundings, dependents_by_path
from paraph.flows.facts.name_owners import name_owners
from paraph.flows.facts.read_graph import read_graph
from paraph.flows.gate.governed_files import policy_of, text_at
from paraph.flows.replay.replay_policy import Replay, replay
from paraph.ports.cache import Cache
from paraph.ports.documents import DocumentReader, SourceText
from paraph.ports.repository import RepositoryReader

BASE_NOTE = "Dependents, owners and people are those of {tip}, not of the day each change landed."
ASKED_NOTE = (
    "Every rule counts as enforced, and nothing signed or checked at the time is known: what is shown is what "
    "each change would have owed. To read a change takes each person who signs {reading}."
)
DRAFTED_PEOPLE_NOTE = "There is no people file: people are drafted from the history, their levels assumed."
FORMER_NOTE = (
    "{people} of the history who are not in the people file and wrote nothing in its last year count as authors who "
    "left: their levels are assumed, and they are asked for nothing."
)
DRAFTED_POLICY_NOTE = "No policy has landed: this is what `paraph init` would draft. --policy FILE takes yours."


class PastQuestion(NamedTuple):
    """What to replay: a branch (None for the default one), since an epoch second (None for all of it) and at most so
    many movements (None for all), by which policies (none for the repository's own) and people (None for the
    repository's own)."""

    repository: Repository
    branch: str | None = None
    since: int | None = None
    policies: tuple[SourceText, ...] = ()
    organisation: SourceText | None = None
    people: SourceText | None = None
    most: int | None = None


class ReplayOutcome(NamedTuple):
    """The replay with the people it counted on, and what its reader must know about the figures."""

    result: Replay
    directory: Directory
    notes: tuple[str, ...]


def replay_history(
    reader: RepositoryReader, documents: DocumentReader, cache: Cache, question: PastQuestion, watch: Watch
) -> ReplayOutcome:
    """Judge what landed on a branch by one or more policies.

    What a repository has not is drafted, and said so. Raises ParaphError for files that cannot be used.
    """
    tip = branch_tip(reader, question.branch)
    policies, policy_note = _policies(reader, documents, cache, question, tip, watch)
    own = agent_rows(tuple(row for _, policy in policies for row in policy.agents))
    directory, people_note = _directory(reader, documents, question, tip, own)
    owners = name_owners(reader, tip, [])
    surroundings = Surroundings(
        repository=question.repository,
        target=branch_name(reader, question.branch),
        base=tip,
        directory=directory,
        dependents=dependents_by_path(read_graph(reader, cache, tip).graph),
        owners_of=owners.file.owners_of if owners.file else None,
    )
    number = reader.count_landed(tip, since=question.since)
    with watch("replaying", min(number, question.most) if question.most else number) as progress:
        landed = reader.landed(tip, since=question.since, limit=question.most)
        result = replay(landed, policies, surroundings, progress)
    notes = (*policy_note, *people_note, BASE_NOTE.format(tip=tip[:12]), ASKED_NOTE.format(reading=READING))
    return ReplayOutcome(result, directory, notes)


def _directory(
    reader: RepositoryReader, documents: DocumentReader, question: PastQuestion, tip: str, own: AgentRows
) -> tuple[Directory, tuple[str, ...]]:
    source = question.people or text_at(reader, tip, PEOPLE)
    authors = [each for each in reader.authors(tip) if not own.is_agent(each.name, each.email)]
    if source is None:
        return draft_directory(authors), (DRAFTED_PEOPLE_NOTE,)
    named = documents.directory(source)
    found = with_former(named, authors)
    number = len(found.people) - len(named.people)
    words = "1 person" if number == 1 else f"{number:,} people"
    return found, (FORMER_NOTE.format(people=words),) if number else ()


def _policies(
    reader: RepositoryReader, documents: DocumentReader, cache: Cache, question: PastQuestion, tip: str, watch: Watch
) -> tuple[list[tuple[str, Policy]], tuple[str, ...]]:
    note: tuple[str, ...] = ()
    sources = question.policies
    if not sources:
        own = text_at(reader, tip, POLICY)
        if own is None:
            drafted = draft_repository(reader, cache, TEMPLATE, 2 * YEAR_SECONDS, watch)
            text = next(each.content for each in drafted.files if each.path == POLICY)
            own, note = SourceText(POLICY, text.encode()), (DRAFTED_POLICY_NOTE,)
        sources = (own,)
    policies = [(source.file, policy_of(documents, source, question.organisation)) for source in sources]
    return [(label, policy) for label, policy in policies if policy is not None], note
