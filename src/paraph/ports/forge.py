"""What does Paraph ask of a forge, and what does it tell it?

Every method may raise `ForgeError` (a ReadError): what could not be read is never taken for nothing. A webhook is only
a hint; whoever gets one asks again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from paraph.core.errors import Problem, ReadError
from paraph.core.model.decision import Verdict
from paraph.core.model.proposal import Proposal
from paraph.ports.board import ConnectedRepository

HintKind = Literal[
    "change", "merge_group", "deployment", "push", "comment", "people", "protection", "repository", "nothing"
]


class ForgeError(ReadError):
    """The forge did not answer, or said no. `retry_after` is how many seconds it asks for, None where it says nothing;
    `is_gone` that it says there is no such thing."""

    def __init__(self, problem: Problem, *, retry_after: float | None = None, is_gone: bool = False) -> None:
        super().__init__(problem)
        self.retry_after = retry_after
        self.is_gone = is_gone


class ForgedError(Exception):
    """A webhook whose signature, form or age is not good; `status` is the answer of HTTP that it gets."""

    def __init__(self, why: str, status: int = 401) -> None:
        super().__init__(why)
        self.status = status


class Hint(NamedTuple):
    """What one webhook makes us look at again. `id` is the delivery's own name, unique within the forge; `repository`
    the key of a connected repository, empty where it is about none; `number` the change, `head` a commit, `ref` a full
    ref, as far as it says so. `said` holds few more words that only it has (plain data): a comment's id, the run that
    asks to deploy."""

    id: str
    event: str
    kind: HintKind
    repository: str = ""
    number: str = ""
    head: str = ""
    ref: str = ""
    said: Mapping[str, str] = {}


class Known(NamedTuple):
    """A change as a listing tells it: enough to see whether we know this state of it."""

    number: str
    head: str
    target: str
    state: Literal["open", "landed", "closed"]
    updated_at: int = 0


class Source(NamedTuple):
    """Where git fetches from: a URL or folder, and headers that must not be shown to anybody."""

    url: str
    headers: Mapping[str, str] = {}


class Annotation(NamedTuple):
    """A remark on lines of a file at the head, 1-based; `level` is the forge's weight of it."""

    path: str
    first: int
    last: int
    text: str
    level: Literal["notice", "warning", "failure"] = "notice"


class Report(NamedTuple):
    """What the forge is to show of a decision. `summary` and `text` are Markdown, `link` our page of the change,
    `key` names the check for ever (so that one that exists is edited, and none made twice). `external` is the id of
    the check that exists, empty where none is known; `target` the full ref that it was decided for: what allows a head
    for one branch must not pass for another. `is_again` says that an earlier try may have got through without
    our having heard of it, so that one is looked for first."""

    key: str
    head: str
    verdict: Verdict
    title: str
    summary: str
    text: str = ""
    annotations: tuple[Annotation, ...] = ()
    link: str = ""
    external: str = ""
    is_again: bool = False
    target: str = ""


class Comment(NamedTuple):
    """A comment at a change: who wrote it (account), its words, and whether another person edited it."""

    id: str
    author: str
    body: str
    is_edited: bool = False


class Member(NamedTuple):
    """An account that is in a team or group of the forge (`github:ada` in `acme/seniors`)."""

    account: str
    team: str
    name: str = ""


class MergeGroup(NamedTuple):
    """A merge queue's try: the commit that would land on `base` (full ref), the changes in it, in their order."""

    head: str
    base: str
    base_head: str
    numbers: tuple[str, ...]


class Protection(NamedTuple):
    """What the forge enforces on a branch. None means that it could not be read. `bypass` are words for who may go
    past it; `is_pinned` that only our own app may post our check. `others` are patterns of the other branches (full
    refs) that are protected."""

    branch: str
    is_protected: bool | None = None
    requires_check: bool | None = None
    is_pinned: bool | None = None
    requires_review: bool | None = None
    admins_bound: bool | None = None
    allows_force: bool | None = None
    bypass: tuple[str, ...] = ()
    others: tuple[str, ...] | None = None


class Forge(Protocol):
    """One forge: github, gitlab, or bare repositories on disk."""

    @property
    def name(self) -> str:
        """`github`, `gitlab` or `git`; the first part of its repositories' keys."""
        ...

    def read_delivery(self, headers: Mapping[str, str], body: bytes, now: int) -> Hint:
        """Verify a webhook on its raw body, then say what it is about; header names are in lower case.

        Raises ForgedError. Tolerant of fields that are missing or new: only what is used is read.
        """
        ...

    def repositories(self) -> Iterator[ConnectedRepository]:
        """Those that this server was given, as the forge names them now."""
        ...

    def source(self, repository: ConnectedRepository) -> Source:
        """Where to fetch from, with a credential that is short-lived where the forge has such."""
        ...

    def refspecs(self, repository: ConnectedRepository) -> tuple[str, ...]:
        """What to fetch so that every open change's head and every branch is in the mirror (`+refs/pull/*/head:…`)."""
        ...

    def proposal(self, repository: ConnectedRepository, number: str, *, checks: bool = True) -> Proposal:
        """One change as it is now, with its reviews: two calls, by conditional requests.

        `checks` asks for the checks of its head, too (one call more, or two); without it they are `unread`, and a
        policy that needs them cannot tell.
        """
        ...

    def pushes(self, repository: ConnectedRepository, ref: str) -> Mapping[str, str]:
        """The accounts that moved a branch, by the commit that they moved it to, as far as the forge still tells; empty
        where it tells nothing."""
        ...

    def open_changes(self, repository: ConnectedRepository) -> Iterator[Known]:
        """The open changes, and those that were closed lately, by as few calls as there are pages."""
        ...

    def show(self, repository: ConnectedRepository, number: str, report: Report) -> str:
        """Post a decision as check, status or external status check; the id of what was posted."""
        ...

    def say(self, repository: ConnectedRepository, number: str, text: str, external: str) -> str:
        """Write the one comment of a change, or edit it (`external` is its id, empty where it is not known); its id."""
        ...

    def comment(self, repository: ConnectedRepository, id_: str) -> Comment:
        """A comment as it is now."""
        ...

    def ask(self, repository: ConnectedRepository, number: str, accounts: Sequence[str]) -> None:
        """Ask accounts for their review; who is asked already is not asked again."""
        ...

    def merge_group(self, repository: ConnectedRepository, hint: Hint) -> MergeGroup:
        """The try of a merge queue that a hint speaks of."""
        ...

    def answer_deployment(self, repository: ConnectedRepository, hint: Hint, verdict: Verdict, text: str) -> None:
        """Let a deployment go on or not; `wait` and `cannot_tell` leave a note and hold it."""
        ...

    def protection(self, repository: ConnectedRepository) -> Protection:
        """What is enforced on the default branch."""
        ...

    def members(self, teams: Sequence[str]) -> Iterator[Member]:
        """Who is in some teams or groups now."""
        ...
