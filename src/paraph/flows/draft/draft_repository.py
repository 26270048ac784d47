"""What would `paraph init` write here, and what judges a repository that has nothing yet?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from paraph.core.errors import InputError
from paraph.core.model.person import Directory
from paraph.core.model.places import BUILT_IN
from paraph.core.model.policy import Policy
from paraph.core.policy.read import read_policy
from paraph.flows.draft.draft_people import draft_directory
from paraph.flows.draft.draft_policy import built_in
from paraph.flows.draft.draft_setup import Setup, draft_setup
from paraph.flows.facts.branch_tip import branch_tip
from paraph.flows.facts.landed_facts import dependents_by_path
from paraph.flows.facts.name_owners import name_owners
from paraph.flows.facts.read_graph import read_graph
from paraph.flows.facts.survey_history import Survey, survey
from paraph.ports.cache import Cache
from paraph.ports.documents import DocumentReader, SourceText
from paraph.ports.progress import Progress
from paraph.ports.repository import RepositoryReader

SURVEYED_CHANGES = 2_000
Watch = Callable[[str, int], AbstractContextManager[Progress]]


def draft_repository(
    reader: RepositoryReader, cache: Cache, template: str, active_seconds: int, watch: Watch, *, identity: str = ""
) -> Setup:
    """Draft policy, people and the rest from the newest changes of the default branch, or of HEAD.

    `template` is where the pull-request template goes. A repository without a commit gets a draft, too.
    `identity` are 32 random hexadecimal digits that name this repository from now on.
    """
    try:
        tip = branch_tip(reader, None)
    except InputError:
        return draft_setup(Survey(), [], active_seconds, has_owners=False, template=template, identity=identity)
    dependents = dependents_by_path(read_graph(reader, cache, tip).graph)
    with watch("reading history", SURVEYED_CHANGES) as progress:
        found = survey(reader.landed(tip, limit=SURVEYED_CHANGES), dependents, progress)
    has_owners = name_owners(reader, tip, []).file is not None
    authors = reader.authors(tip)
    return draft_setup(found, authors, active_seconds, has_owners=has_owners, template=template, identity=identity)


def draft_default(
    reader: RepositoryReader, documents: DocumentReader, commit: str
) -> tuple[SourceText, Policy, Directory]:
    """What judges a repository that has no policy: the built-in default, and the people of its history."""
    source = SourceText(BUILT_IN, built_in().encode())
    authors = reader.authors(commit) if commit else []
    return source, read_policy(documents.document(source)), draft_directory(authors)
