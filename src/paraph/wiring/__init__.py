"""Which concrete class answers for each port? The only package that knows; it imports inside functions.

Here stands what every verb needs that looks at a repository; beside it what signs, what keeps a ledger, what serves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.git.notes import GitNotes
    from paraph.adapters.git.reader import GitRepository
    from paraph.adapters.store.files import FileCache
    from paraph.core.model.decision import Decision
    from paraph.core.model.facts import Deployment
    from paraph.core.model.person import Directory
    from paraph.core.policy.source import Document
    from paraph.flows.detect_range import Detection
    from paraph.flows.draft.draft_repository import Watch
    from paraph.flows.draft.draft_setup import Setup
    from paraph.flows.gate.governed_files import Given, Governance
    from paraph.flows.replay.replay_history import ReplayOutcome
    from paraph.ports.attribution import LineSource
    from paraph.ports.cache import Cache
    from paraph.ports.documents import SourceText
    from paraph.ports.question import Evaluation, Question
    from paraph.ports.repository import ChangeRequest, CommitRecord
    from paraph.ports.signing import Verified
    from paraph.ports.statements import Carried

MAX_SOURCE_BYTES = 4 * 1_048_576


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
    from paraph.wiring.own_agents import own_agents

    return detect_range(reader, range_, first_parent=first_parent, own=own_agents(reader))


def answer(question: Question) -> Evaluation:
    """The decision on one change of a repository. Raises ParaphError where there can be none."""
    with closing(open_repository(question.repository)) as reader:
        return judged(reader, question)


def judged(reader: GitRepository, question: Question) -> Evaluation:
    """The decision on one change of a repository that stays open for more. Raises ParaphError where there is none."""
    from paraph.wiring.line_records import line_source

    with closing(_LazyNotes(reader)) as signed, line_source(reader) as lines:
        documents = CachedDocuments(reader.private_area())
        return _evaluated(reader, question, documents, _cache(reader), lines, signed.carried())


class _LazyNotes:
    """The statements in the notes of a repository, looked for when somebody asks."""

    def __init__(self, reader: GitRepository) -> None:
        self._reader = reader
        self._notes: GitNotes | None = None

    def carried(self) -> Iterator[Carried]:
        """All envelopes."""
        self._notes = notes(self._reader)
        yield from self._notes.carried()

    def close(self) -> None:
        """End what was started."""
        if self._notes is not None:
            self._notes.close()


def _check(public: str, namespace: str, message: bytes, signature: bytes) -> Verified | None:
    from paraph.adapters.signers.checker import Checker

    return Checker().check(public, namespace, message, signature)


def governance(reader: GitRepository, question: Question) -> Governance:
    """What judges the change of a question, without judging it."""
    from paraph.flows.gate.governed_files import read_governance

    request = reader.resolve(question.change, question.target)
    given = named_files(question.policy, question.org_policy, question.directory)
    return read_governance(reader, CachedDocuments(reader.private_area()), request, given)


def notes(reader: GitRepository) -> GitNotes:
    """The statements that travel with a repository; the caller closes them."""
    from paraph.adapters.git.notes import GitNotes

    return GitNotes(reader.folder, reader.location)


def answer_each(question: Question) -> Iterator[tuple[str, Evaluation | Decision]]:
    """The decision on each change that landed on a first-parent history, newest first, with its subject.

    The question names a branch or commit for all of its history, or a range for a part. Of a change whose policy
    or people cannot be used there is only the decision that it cannot be told. What one change needs and the
    next one too is read once.
    """
    from paraph.adapters.git.steady import SteadyRepository
    from paraph.adapters.store.memory import MemoryCache
    from paraph.wiring.line_records import line_source

    with closing(SteadyRepository(question.repository)) as reader, line_source(reader) as lines:
        documents, cache = CachedDocuments(reader.private_area()), MemoryCache(_cache(reader))
        _refuse_unusable(reader, question, documents)
        after, _, tip = (question.change or "HEAD").rpartition("..")
        for landed in reader.landed(tip.removeprefix(".") or "HEAD", after=after.removesuffix(".") or None):
            subject = landed.landing.message.partition("\n")[0]
            yield subject, _judged(reader, question, landed.landing, documents, cache, lines)


def _refuse_unusable(reader: GitRepository, question: Question, documents: CachedDocuments) -> None:
    """Raise InputError for what the user named: no change could be judged by it."""
    from paraph.flows.gate.governed_files import policy_of

    given = named_files(question.policy, question.org_policy, question.directory)
    policy_of(documents, given.policy, given.organisation)
    documents.directory(given.people)
    if question.target:
        reader.commit_id(question.target)


def _judged(
    reader: GitRepository,
    question: Question,
    landing: CommitRecord,
    documents: CachedDocuments,
    cache: Cache,
    lines: LineSource,
) -> Evaluation | Decision:
    from paraph.core.errors import ParaphError
    from paraph.core.gate.undecided import undecided

    try:
        return _evaluated(reader, question._replace(change=landing.id, is_history=False), documents, cache, lines)
    except ParaphError as error:
        return undecided(landing.parents[0] if landing.parents else "", landing.id, error.problems)


def draft(reader: GitRepository, since_seconds: int, watch: Watch) -> Setup:
    """What `paraph init` would write for a repository."""
    from paraph.flows.draft.draft_repository import draft_repository
    from paraph.flows.draft.draft_setup import template_place

    template = template_place(_names_below(reader.work_tree()))
    return draft_repository(reader, _cache(reader), template, since_seconds, watch, identity=new_identity())


def new_identity() -> str:
    """A repository's random identity, which nobody else has."""
    import os

    return os.urandom(16).hex()


class ReplayRequest(NamedTuple):
    """What to replay: a branch (None for the default one), policy files (none for the repository's own)."""

    branch: str | None = None
    policies: tuple[str, ...] = ()
    organisation: str | None = None
    directory: str | None = None
    since_seconds: int | None = None


def replay(reader: GitRepository, request: ReplayRequest, watch: Watch) -> ReplayOutcome:
    """Judge what landed on a branch by one or more policies. Raises ParaphError where that cannot be done."""
    from paraph.core.model.facts import Repository
    from paraph.flows.replay.replay_history import PastQuestion, replay_history

    question = PastQuestion(
        repository=Repository(_repository_name(reader)),
        branch=request.branch,
        since=int(time.time()) - request.since_seconds if request.since_seconds else None,
        policies=tuple(source_text(path) for path in request.policies),
        organisation=source_text(request.organisation) if request.organisation else None,
        people=source_text(request.directory) if request.directory else None,
    )
    return replay_history(reader, CachedDocuments(reader.private_area()), _cache(reader), question, watch)


def _evaluated(
    reader: GitRepository,
    question: Question,
    documents: CachedDocuments,
    cache: Cache,
    lines: LineSource,
    statements: Iterable[Carried] = (),
) -> Evaluation:
    from paraph.core.model.facts import Repository
    from paraph.flows.gate import evaluate_change as flow

    is_deployment = question.stage == "deploy"
    spec = f"{question.start}..{question.end}" if is_deployment else question.change
    request = reader.resolve(spec, question.target, staged=question.is_staged)
    asked = flow.Question(
        request=request,
        now=int(time.time()),
        repository=Repository(_repository_name(reader)),
        given=named_files(question.policy, question.org_policy, question.directory),
        stage=question.stage,
        deployment=_deployment(reader, question, request) if is_deployment else None,
    )
    return flow.evaluate_change(reader, documents, cache, asked, statements, _check, lines)


def _deployment(reader: GitRepository, question: Question, request: ChangeRequest) -> Deployment:
    """What is asked at deploy; whether all of it landed as it was allowed to is read from the ledger beside it."""
    from paraph.core.model.facts import Deployment
    from paraph.flows.ledger.settled import settled
    from paraph.wiring.ledger import has_ledger, open_ledger

    is_settled = None
    if has_ledger(reader.private_area()):
        opened = open_ledger(question.repository)
        with closing(opened.ledger):
            ref = request.target or reader.default_branch()
            is_settled = settled(reader, opened.own, ref, request.base, request.head)
    return Deployment(question.environment or "", request.base, request.head, is_settled)


def _cache(reader: GitRepository) -> FileCache:
    from paraph.adapters.store.files import FileCache

    return FileCache(f"{reader.private_area()}/cache")


def _names_below(root: str) -> Callable[[str], list[str]]:
    import os

    def names_in(folder: str) -> list[str]:
        try:
            return os.listdir(f"{root}/{folder}") if root else []
        except OSError:
            return []

    return names_in


def _repository_name(reader: GitRepository) -> str:
    from os.path import basename, dirname

    return basename(reader.work_tree() or dirname(reader.private_area())).removesuffix(".git")


def named_files(policy: str | None = None, organisation: str | None = None, people: str | None = None) -> Given:
    """The files that somebody named, to stand in for those of the repository. Raises InputError."""
    from paraph.flows.gate.governed_files import Given

    return Given(*[source_text(path) if path else None for path in (policy, organisation, people)])


def source_text(path: str) -> SourceText:
    """A file that the user named. Raises InputError where it cannot be read, or is larger than 4 MiB."""
    from paraph.adapters.formats.named_file import read_named
    from paraph.ports.documents import SourceText

    return SourceText(path, read_named(path, MAX_SOURCE_BYTES))
