"""What does each kind of signed statement say?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun

Kind = Literal["declaration", "signoff", "veto", "override", "owner-transfer", "withdrawal", "evidence"]
KINDS: tuple[Kind, ...] = ("declaration", "signoff", "veto", "override", "owner-transfer", "withdrawal", "evidence")


@noun
class Scope:
    """The content and the place that a statement speaks of.

    `repository` is the random identity of the repository, `target` a full ref, `base` and `head` full commit ids,
    `tree` the tree of the merge of head into base (empty where there is none), `diff` the SHA-256 in hex of the
    reviewed change: `git diff-tree -r --raw -z --no-renames --full-index base tree`.
    """

    repository: str
    target: str
    base: str
    head: str
    tree: str = ""
    diff: str = ""


@noun
class ToolUsed:
    """A tool that took part, with its version and model where they are known."""

    name: str
    version: str = ""
    model: str = ""


@noun
class ShownQuestion:
    """A question as it was shown."""

    id: str
    text: str


@noun
class Answered:
    """A reply to a question; who signs the statement gave it."""

    question: str
    text: str


@noun
class DeclarationPredicate:
    """What an author states of their own change: the use of AI, who prompted it, who can explain it, how it is undone.

    `steps` are things done by hand on this content (a rehearsed rollback). `share` is between 0 and 1.
    """

    assistance: Literal["none", "assisted", "generated", "autonomous", "unknown"]
    tools: tuple[ToolUsed, ...] = ()
    share: float | None = None
    prompter: str = ""
    owner: str = ""
    rollback: Literal["none", "written", "rehearsed"] = "none"
    answers: tuple[Answered, ...] = ()
    steps: tuple[str, ...] = ()
    note: str = ""


@noun
class SignoffPredicate:
    """A person's answer for the content of the scope.

    `assertion` is the sentence that was shown and is signed word for word. `policy` is the digest of the policy,
    `evidence` the digests of the reports, `attribution` that of the AI-written lines, as they were shown.
    `claimed_lines` are those of `ai_lines` that the change's own claims and declarations told, records left out; None
    in statements of a time when that was not written. `seen_answers` are the ids of the statements in which the author
    answered. Times are epoch seconds.
    """

    decision: Literal["approve", "request-changes"]
    assertion: str
    tier: str
    expires_at: int
    policy: str = ""
    evidence: tuple[str, ...] = ()
    attribution: str = ""
    ai_lines: int = 0
    questions: tuple[ShownQuestion, ...] = ()
    answers: tuple[Answered, ...] = ()
    seen_answers: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    claimed_lines: int | None = None


@noun
class VetoPredicate:
    """A no that stands until its owner or a higher level clears it by a withdrawal. By `paths`, those that the change
    touches as far as they fit, it is known again where its commits are gone."""

    reason: str
    paths: tuple[str, ...] = ()


@noun
class OverridePredicate:
    """Break-glass. A second person signs the same bytes. `rules` are those overridden, none for all of them;
    a review is still owed by `review_due_at`. Times are epoch seconds."""

    reason: str
    tier: str
    expires_at: int
    review_due_at: int
    ticket: str = ""
    rules: tuple[str, ...] = ()


@noun
class OwnerTransferPredicate:
    """Somebody takes over AI-written code: `to` signs; `previous` is who could explain it before."""

    to: str
    previous: str = ""
    paths: tuple[str, ...] = ()
    reason: str = ""


@noun
class WithdrawalPredicate:
    """Takes back a sign-off or clears a veto: `statement` is its id."""

    statement: str
    reason: str = ""


@noun
class Measured:
    """A figure that a report states."""

    name: str
    value: float


@noun
class EvidencePredicate:
    """A report on this content, read from an in-toto test-result or SVR statement as it is.

    `kinds` are what a policy asks for (`tests`, or the properties that an SVR verifies); `at` is epoch seconds,
    0 where the report does not say.
    """

    kinds: tuple[str, ...]
    outcome: Literal["passed", "failed", "error"]
    producer: str = ""
    at: int = 0
    metrics: tuple[Measured, ...] = ()


Predicate = (
    DeclarationPredicate | SignoffPredicate | VetoPredicate | OverridePredicate | OwnerTransferPredicate
    | WithdrawalPredicate | EvidencePredicate
)  # fmt: skip


@noun
class Statement:
    """One statement as it was signed. `id` is the SHA-256 in hex of `payload`, the exact bytes.

    `person` is the directory id that the statement names as its signer (a robot's id for evidence), `at` its
    claimed moment in epoch seconds, `nonce` 32 hex digits. What a third party defined (evidence) has no nonce.
    """

    id: str
    kind: Kind
    scope: Scope
    person: str
    at: int
    predicate: Predicate
    payload: bytes
    nonce: str = ""
