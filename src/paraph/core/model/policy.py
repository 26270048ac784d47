"""What does a policy say, once it has been read? Rules, the tests they make, and what they require."""

from __future__ import annotations

from typing import Literal

from paraph.core.model.agent_row import AgentRow
from paraph.core.model.facts import Stage
from paraph.core.model.guard import GuardSettings
from paraph.core.model.noun import noun
from paraph.core.model.signoff import Binding, Proof

TIERS: tuple[str, ...] = ("low", "medium", "high", "critical")
Mode = Literal["shadow", "advise", "enforce"]
Comparator = Literal["<", "<=", "==", ">=", ">"]


@noun
class Position:
    """Where in a policy file something stands; line and column are 1-based."""

    file: str
    line: int
    column: int


@noun
class Comparison:
    """A bound on a number or on an ordered name (a level), for instance `>= 25` or `< senior`."""

    operator: Comparator
    value: float | str


@noun
class PersonTest:
    """Which people are meant: every field that is set must hold of the person."""

    level: Comparison | None = None
    teams: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


TestValue = bool | tuple[str, ...] | Comparison | PersonTest


@noun
class Test:
    """One predicate on facts: `name` is a key of the language, `value` what stands behind it."""

    name: str
    value: TestValue
    position: Position


@noun
class AllTests:
    """Every child must hold."""

    children: tuple[Condition, ...]
    position: Position


@noun
class AnyTest:
    """One child must hold."""

    children: tuple[Condition, ...]
    position: Position


@noun
class NotTest:
    """The child must not hold; what is unknown stays unknown."""

    child: Condition
    position: Position


Condition = Test | AllTests | AnyTest | NotTest


@noun
class Relief:
    """Strong evidence that stands in for `spares` of the people a sign-off asks for."""

    evidence: tuple[EvidenceNeed, ...]
    spares: int
    position: Position


@noun
class SignoffNeed:
    """A number of independent people who answer for the content.

    `owners` asks for owners of every touched path (`touched`) instead of a free choice of people.
    `distinct` names a group of requirements that different people must satisfy. `questions` are ids
    that the sign-off must answer beside those that the change itself raises; `answers` says whether
    those are required at all. `proof` None means the tier's default: review up to medium, signed at high,
    present at critical. `is_independent` False admits people who had a hand in the change.
    """

    count: int
    who: PersonTest
    owners: Literal["none", "touched"]
    binding: Binding
    proof: Proof | None
    distinct: str | None
    is_independent: bool
    answers: Literal["optional", "required"]
    questions: tuple[str, ...]
    relief: Relief | None
    stage: Stage
    position: Position


@noun
class EvidenceNeed:
    """A passed report of one kind about this content, from `producers` if named, fresh and high enough."""

    kind: str
    producers: tuple[str, ...]
    max_age_seconds: int | None
    floors: tuple[tuple[str, Comparison], ...]
    stage: Stage
    position: Position


@noun
class CheckNeed:
    """A status or check of the head, with one of `conclusions`, posted by `app` if named."""

    name: str
    conclusions: tuple[str, ...]
    app: str | None
    stage: Stage
    position: Position


@noun
class DeclarationNeed:
    """The change states its AI assistance, and nothing contradicts the statement."""

    stage: Stage
    position: Position


@noun
class OwnerNeed:
    """A named person of the directory, present and at least of `level`, can explain the AI-written code."""

    level: Comparison | None
    stage: Stage
    position: Position


@noun
class AuthorAnswersNeed:
    """The author's own answers to questions of the bank, before anybody else is asked."""

    questions: tuple[str, ...]
    stage: Stage
    position: Position


@noun
class ManualNeed:
    """Steps that a person (of `who`) attests to have done on this content."""

    names: tuple[str, ...]
    who: PersonTest
    stage: Stage
    position: Position


@noun
class ToolsNeed:
    """Only these tools may have taken part; under `paths` only, where given."""

    approved: tuple[str, ...]
    paths: tuple[str, ...]
    stage: Stage
    position: Position


@noun
class AutonomyNeed:
    """The assistance may be at most `ceiling` (`none` < `assisted` < `generated` < `autonomous`) under `paths`."""

    ceiling: str
    paths: tuple[str, ...]
    stage: Stage
    position: Position


@noun
class InvariantsNeed:
    """The author answers for every catalogue invariant that the change touches."""

    stage: Stage
    position: Position


@noun
class RollbackNeed:
    """A rollback plan that is at least written, or rehearsed."""

    state: Literal["written", "rehearsed"]
    stage: Stage
    position: Position


@noun
class GuardNeed:
    """A rollout guard (canary, ring) that must have passed; asked at deploy."""

    name: str
    stage: Stage
    position: Position


@noun
class SampleNeed:
    """A share of changes, drawn unpredictably and reproducibly, owes `child`; the rest owe nothing."""

    share: float
    child: Requirement
    stage: Stage
    position: Position


@noun
class AllNeeds:
    """Every child is owed; with `is_ordered`, nobody is asked before the children before it are met."""

    children: tuple[Requirement, ...]
    is_ordered: bool
    stage: Stage
    position: Position


@noun
class AnyNeed:
    """One child suffices."""

    children: tuple[Requirement, ...]
    stage: Stage
    position: Position


Requirement = (
    SignoffNeed | EvidenceNeed | CheckNeed | DeclarationNeed | OwnerNeed | AuthorAnswersNeed | ManualNeed
    | ToolsNeed | AutonomyNeed | InvariantsNeed | RollbackNeed | GuardNeed | SampleNeed | AllNeeds | AnyNeed
)  # fmt: skip


@noun
class TierRule:
    """A condition that puts a change at least into `tier`."""

    tier: str
    condition: Condition
    position: Position


@noun
class Rule:
    """A named clause: when it binds, what it then requires, or why it refuses.

    `name` carries its layer, `org/…` or `repo/…`, where an organisation's policy is present.
    """

    name: str
    mode: Mode
    when: Condition | None
    require: tuple[Requirement, ...]
    deny: str | None
    position: Position
    description: str = ""


@noun
class KindRule:
    """Paths that a policy adds to a recognised kind of file, or to a kind of its own."""

    kind: str
    paths: tuple[str, ...]
    position: Position


@noun
class Policy:
    """One policy as read, or an organisation's and a repository's together.

    `digest` is the SHA-256 of the canonical form of its sources, in hex. `generated_share` is the AI
    share from which a change counts as generated. `identity` is the random identity of the repository, to which
    signed statements are bound; empty where the policy gives none. `guard` is what the guard on agents' hands is told,
    None where the policy leaves it to its table. `is_retaining_prompts` says that an import of records keeps what was
    said to a tool, redacted and encrypted. `agents` are the rows that the policy adds to the catalogue of tools.
    """

    version: int
    mode: Mode
    tiers: tuple[TierRule, ...]
    rules: tuple[Rule, ...]
    kinds: tuple[KindRule, ...] = ()
    default_tier: str = "medium"
    levels: tuple[str, ...] = ()
    generated_share: float = 0.5
    approved_tools: tuple[str, ...] = ()
    digest: str = ""
    sources: tuple[str, ...] = ()
    identity: str = ""
    guard: GuardSettings | None = None
    is_retaining_prompts: bool = False
    agents: tuple[AgentRow, ...] = ()
