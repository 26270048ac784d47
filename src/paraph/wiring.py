"""Which concrete class answers for each port? The only module that knows; it imports inside functions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.adapters.store.files import FileCache
    from paraph.core.model.person import Directory
    from paraph.core.model.policy import Policy
    from paraph.core.policy.source import Document
    from paraph.flows.detect_range import Detection
    from paraph.flows.draft_setup import Setup
    from paraph.flows.governed_files import Given
    from paraph.flows.replay_policy import Replay
    from paraph.ports.documents import SourceText
    from paraph.ports.progress import Progress
    from paraph.ports.question import Answer, Question
    from paraph.ports.repository import RepositoryReader

    Watch = Callable[[str, int], AbstractContextManager[Progress]]

TWO_YEARS_SECONDS = 2 * 365 * 86_400
SURVEYED_CHANGES = 2_000
MAX_SOURCE_BYTES = 4 * 1_048_576
BASE_NOTE = "Dependents, owners and people are those of {tip}, not of the day each change landed."
ASKED_NOTE = (
    "Every rule counts as enforced, and nothing signed or checked at the time is known: what is shown is what "
    "each change would have owed. To read a change takes each person who signs {reading}."
)
DRAFTED_PEOPLE_NOTE = "There is no people file: people are drafted from the history, their levels assumed."
DRAFTED_POLICY_NOTE = "There is no policy: this is the one that `paraph init` would draft."


def open_repository(folder: str) -> GitRepository:
    """The repository around a folder. Raises InputError where there is none."""
    from paraph.adapters.git.reader import GitRepository

    return GitRepository(folder)


class CachedDocuments:
    """Parses governed files, each version once; implements `paraph.ports.documents.DocumentReader`."""

    def __init__(self, private_area: str | None) -> None:
        self._cache = f"{private_area}/documents" if private_area else None

    def document(self, source: SourceText) -> Document:
        """The positioned tree of a YAML file, from the cache where these bytes were parsed before."""
        from paraph.adapters.formats.document_cache import read_document

        return read_document(source.content, source.file, self._cache)

    def directory(self, people: SourceText | None, absence: SourceText | None = None) -> Directory:
        """The people file and the absence file as one directory."""
        from paraph.adapters.directories.files import read_directory

        return read_directory(people, absence, cache=self._cache)


def detect(reader: GitRepository, range_: str, *, first_parent: bool = False) -> Iterator[Detection]:
    """Who or what wrote each commit of a range."""
    from paraph.flows.detect_range import detect_range

    return detect_range(reader, range_, first_parent=first_parent)


def answer(question: Question) -> Answer:
    """The decision on one change of a repository. Raises ParaphError where there can be none."""
    with closing(open_repository(question.repository)) as reader:
        return _evaluated(reader, question)


def answer_each(question: Question) -> Iterator[tuple[str, Answer]]:
    """The decision on each change that landed on a first-parent history, newest first, with its subject.

    The question names a branch or commit for all of its history, or a range for a part.
    """
    with closing(open_repository(question.repository)) as reader:
        after, _, tip = (question.change or "HEAD").rpartition("..")
        for landed in reader.landed(tip.removeprefix(".") or "HEAD", after=after.removesuffix(".") or None):
            one = question._replace(change=landed.landing.id, is_history=False)
            yield landed.landing.message.partition("\n")[0], _evaluated(reader, one)


def draft(reader: GitRepository, since_seconds: int, watch: Watch) -> Setup:
    """What `paraph init` would write, drawn from the history of the default branch (or of HEAD)."""
    from paraph.flows.draft_setup import draft_setup, template_place
    from paraph.flows.landed_facts import dependents_by_path
    from paraph.flows.read_graph import read_graph
    from paraph.flows.survey_history import Survey, survey

    template = template_place(_names_below(reader.work_tree()))
    tip = _tip_if_any(reader)
    if not tip:
        return draft_setup(Survey(), [], since_seconds, has_owners=False, template=template)
    dependents = dependents_by_path(read_graph(reader, _cache(reader), tip).graph)
    with watch("reading history", SURVEYED_CHANGES) as progress:
        found = survey(reader.landed(tip, limit=SURVEYED_CHANGES), dependents, progress)
    has_owners = _has_owners(reader, tip)
    return draft_setup(found, reader.authors(tip), since_seconds, has_owners=has_owners, template=template)


class ReplayRequest(NamedTuple):
    """What to replay: a branch (None for the default one), policy files (none for the repository's own)."""

    branch: str | None = None
    policies: tuple[str, ...] = ()
    organisation: str | None = None
    directory: str | None = None
    since_seconds: int | None = None


class ReplayOutcome(NamedTuple):
    """The replay with the people it counted on, and what its reader must know about the figures."""

    result: Replay
    directory: Directory
    notes: tuple[str, ...]


def replay(reader: GitRepository, request: ReplayRequest, watch: Watch) -> ReplayOutcome:
    """Judge what landed on a branch by one or more policies. Raises ParaphError where that cannot be done."""
    from paraph.core.gate.case import READING
    from paraph.core.model.facts import Repository
    from paraph.flows import replay_policy
    from paraph.flows.landed_facts import Surroundings, dependents_by_path
    from paraph.flows.name_owners import name_owners
    from paraph.flows.read_graph import read_graph

    tip = _tip(reader, request.branch)
    directory, people_note = _directory_for_replay(reader, request, tip)
    policies, policy_note = _policies_for_replay(reader, request, tip, watch)
    since = int(time.time()) - request.since_seconds if request.since_seconds else None
    owners = name_owners(reader, tip, [])
    surroundings = Surroundings(
        repository=Repository(_repository_name(reader)),
        target=_target(reader, request.branch),
        base=tip,
        directory=directory,
        dependents=dependents_by_path(read_graph(reader, _cache(reader), tip).graph),
        owners_of=owners.file.owners_of if owners.file else None,
    )
    with watch("replaying", reader.count_landed(tip, since=since)) as progress:
        result = replay_policy.replay(reader.landed(tip, since=since), policies, surroundings, progress)
    notes = (*policy_note, *people_note, BASE_NOTE.format(tip=tip[:12]), ASKED_NOTE.format(reading=READING))
    return ReplayOutcome(result, directory, notes)


def _evaluated(reader: GitRepository, question: Question) -> Answer:
    from paraph.core.model.facts import Deployment, Repository
    from paraph.flows import evaluate_change as flow
    from paraph.ports.question import Answer

    is_deployment = question.stage == "deploy"
    spec = f"{question.start}..{question.end}" if is_deployment else question.change
    request = reader.resolve(spec, question.target, staged=question.is_staged)
    asked = flow.Question(
        request=request,
        now=int(time.time()),
        repository=Repository(_repository_name(reader)),
        given=_given(question.policy, question.org_policy, question.directory),
        stage=question.stage,
        deployment=Deployment(question.environment or "", request.base, request.head) if is_deployment else None,
    )
    documents = CachedDocuments(reader.private_area())
    found = flow.evaluate_change(reader, documents, _cache(reader), draft_default, asked)
    texts = {source.file: source.content.decode("utf-8", "replace") for source in found.sources}
    return Answer(found.decision, found.facts, found.policy, texts)


def _cache(reader: GitRepository) -> FileCache:
    from paraph.adapters.store.files import FileCache

    return FileCache(f"{reader.private_area()}/cache")


def _tip(reader: GitRepository, branch: str | None) -> str:
    """The commit that a branch leads to; of the default branch without a name, of HEAD where there is none."""
    from paraph.core.errors import InputError

    if branch is None:
        try:
            branch = reader.default_branch()
        except InputError:
            branch = "HEAD"
    return reader.commit_id(branch)


def _tip_if_any(reader: GitRepository) -> str:
    from paraph.core.errors import InputError

    try:
        return _tip(reader, None)
    except InputError:
        return ""  # nothing was committed yet


def _names_below(root: str) -> Callable[[str], list[str]]:
    import os

    def names_in(folder: str) -> list[str]:
        try:
            return os.listdir(f"{root}/{folder}") if root else []
        except OSError:
            return []

    return names_in


def _target(reader: GitRepository, branch: str | None) -> str:
    """The full name of the branch whose past is replayed, empty where no branch is meant."""
    from paraph.core.errors import InputError
    from paraph.core.model.refs import branch_at_home, short_name

    try:
        wanted = branch or reader.default_branch()
    except InputError:
        return ""
    names = (tip.name for tip in reader.tips())
    return next((branch_at_home(name) for name in names if wanted in (name, short_name(name))), "")


def _repository_name(reader: GitRepository) -> str:
    from os.path import basename, dirname

    return basename(reader.work_tree() or dirname(reader.private_area())).removesuffix(".git")


def _has_owners(reader: GitRepository, tip: str) -> bool:
    from paraph.flows.name_owners import name_owners

    return name_owners(reader, tip, []).file is not None


def _given(policy: str | None, organisation: str | None, people: str | None) -> Given:
    from paraph.flows.governed_files import Given

    return Given(*[source_text(path) if path else None for path in (policy, organisation, people)])


def source_text(path: str) -> SourceText:
    """A file that the user named. Raises InputError where it cannot be read, or is larger than 4 MiB."""
    from paraph.adapters.formats.named_file import read_named
    from paraph.ports.documents import SourceText

    return SourceText(path, read_named(path, MAX_SOURCE_BYTES))


def draft_default(reader: RepositoryReader, commit: str) -> tuple[SourceText, Policy, Directory]:
    """What judges a repository that has no policy: the built-in default, and the people of its history."""
    from paraph.adapters.formats.yaml import read_yaml
    from paraph.core.policy.read import read_policy
    from paraph.core.model.places import BUILT_IN
    from paraph.flows.draft_people import draft_directory
    from paraph.flows.draft_policy import built_in
    from paraph.ports.documents import SourceText

    source = SourceText(BUILT_IN, built_in().encode())
    authors = reader.authors(commit) if commit else []
    return source, read_policy(read_yaml(source.content, source.file)), draft_directory(authors)


def _directory_for_replay(reader: GitRepository, request: ReplayRequest, tip: str) -> tuple[Directory, tuple[str, ...]]:
    from paraph.core.model import places
    from paraph.flows.draft_people import draft_directory
    from paraph.ports.documents import SourceText

    content = None if request.directory else reader.read(tip, places.PEOPLE)
    source = source_text(request.directory) if request.directory else content and SourceText(places.PEOPLE, content)
    if source:
        return CachedDocuments(reader.private_area()).directory(source), ()
    return draft_directory(reader.authors(tip)), (DRAFTED_PEOPLE_NOTE,)


def _policies_for_replay(
    reader: GitRepository, request: ReplayRequest, tip: str, watch: Watch
) -> tuple[list[tuple[str, Policy]], tuple[str, ...]]:
    from paraph.core.model import places
    from paraph.flows.governed_files import policy_of
    from paraph.ports.documents import SourceText

    documents = CachedDocuments(reader.private_area())
    organisation = source_text(request.organisation) if request.organisation else None
    note: tuple[str, ...] = ()
    sources = [source_text(path) for path in request.policies]
    if not sources:
        content = reader.read(tip, places.POLICY)
        if content is None:
            drafted = draft(reader, TWO_YEARS_SECONDS, watch)
            content, note = drafted.files[0].content.encode(), (DRAFTED_POLICY_NOTE,)
        sources = [SourceText(places.POLICY, content)]
    policies = [(source.file, policy_of(documents, source, organisation)) for source in sources]
    return [(label, policy) for label, policy in policies if policy is not None], note
