"""What do the tests and requirements of one decision look at, each thing worked out at most once?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.model.change import Change
from paraph.core.model.decision import AssistanceFound, Finding, Tier
from paraph.core.model.facts import Facts
from paraph.core.model.once import once
from paraph.core.model.policy import TIERS
from paraph.core.model.question import Question
from paraph.core.policy.context_contributors import Contributors, contributors_of
from paraph.core.policy.lookup import PeopleIndex
from paraph.core.policy.paths import PathIndex

if TYPE_CHECKING:
    from paraph.core.policy.compile import CompiledPolicy


MOST_PEOPLE_NAMED = 12


class Outcome(NamedTuple):
    """The answer of one test: True, False, or None for unknown, what was found, and a few paths it rests on."""

    truth: bool | None
    found: str
    paths: tuple[str, ...] = ()


def holds(found: str, paths: tuple[str, ...] = ()) -> Outcome:
    """The test holds."""
    return Outcome(truth=True, found=found, paths=paths)


def fails(found: str, paths: tuple[str, ...] = ()) -> Outcome:
    """The test does not hold."""
    return Outcome(truth=False, found=found, paths=paths)


def unknown(found: str, paths: tuple[str, ...] = ()) -> Outcome:
    """Nobody can say."""
    return Outcome(truth=None, found=found, paths=paths)


class Lines(NamedTuple):
    """Lines of the whole change; binary files have none."""

    added: int
    deleted: int


class Kinds(NamedTuple):
    """Files of each kind, and files whose kind nobody recognised yet, as sets of `Context.paths`."""

    masks: dict[str, int]
    unrecognised: int


class Context:
    """One change under one compiled policy: the facts, with what several rules ask of them kept.

    `tier` is None until it has been assessed: the tier's own rules run before that. `is_told` says that somebody
    reads why, `most_named` how many people are named for each thing that is owed. `without_records` gives the same
    change as its own claims alone tell it, None where that is this very context. `raise_questions` gives the questions
    that the change raises, when somebody first asks for them.
    """

    def __init__(
        self,
        policy: CompiledPolicy,
        facts: Facts,
        assistance: AssistanceFound,
        findings: tuple[Finding, ...] = (),
        *,
        is_told: bool = True,
        most_named: int = MOST_PEOPLE_NAMED,
        raise_questions: Callable[[], tuple[Question, ...]] = tuple,
        without_records: Callable[[], Context] | None = None,
    ) -> None:
        self.policy = policy
        self.facts = facts
        self.change: Change = facts.change
        self.assistance = assistance
        self.findings = findings
        self.is_told = is_told
        self.most_named = most_named
        self._raise_questions = raise_questions
        self._without_records = without_records
        self.tier: Tier | None = None
        self.unreadable: dict[str, str] = {each.fact: each.why or "nobody said why" for each in facts.unreadable}
        self.memo: list[Outcome | None] = [None] * policy.test_count
        self.levels = policy.levels or facts.people.levels

    @once
    def questions(self) -> tuple[Question, ...]:
        """The questions that the change raises, the gravest first."""
        return self._raise_questions()

    @once
    def by_claims(self) -> Context:
        """The change as its commits' claims and its declarations tell it, records of lines left out."""
        return self._without_records() if self._without_records else self

    @once
    def paths(self) -> PathIndex:
        """The changed paths."""
        return PathIndex([each.path for each in self.change.files])

    @once
    def people(self) -> PeopleIndex:
        """The directory, indexed."""
        return self.policy.people_index(self.facts.people)

    @once
    def contributors(self) -> Contributors:
        """Everybody who had a hand in the change."""
        return contributors_of(self.change, self.people, self.facts.provenance.signals)

    @once
    def lines(self) -> Lines:
        """Added and deleted lines of all files."""
        files = self.change.files
        return Lines(sum([each.added_lines or 0 for each in files]), sum([each.deleted_lines or 0 for each in files]))

    @once
    def kinds(self) -> Kinds:
        """The files of each kind, the policy's own kinds among them."""
        return _kinds(self)

    @once
    def marks(self) -> dict[str, int]:
        """The files that carry each mark."""
        found: dict[str, int] = {}
        for each in self.change.files:
            for mark in each.marks:
                found[mark.kind] = found.get(mark.kind, 0) | self.paths.bit(each.path)
        return found

    @once
    def possible_tiers(self) -> tuple[str, ...]:
        """The tiers that the change can have: one, or this and all above where something was unreadable."""
        if self.tier is None:
            return TIERS
        if not self.tier.may_be_higher or self.tier.value not in TIERS:
            return (self.tier.value,)
        return TIERS[TIERS.index(self.tier.value) :]

    def why_unreadable(self, *facts: str) -> str | None:
        """In words, which of these facts could not be read; None when all were."""
        if not self.unreadable:
            return None
        missing = [f"{fact} could not be read: {self.unreadable[fact]}" for fact in facts if fact in self.unreadable]
        return "; ".join(missing) or None


def _kinds(context: Context) -> Kinds:
    groups: dict[tuple[str, ...] | None, list[str]] = {}
    for each in context.change.files:
        groups.setdefault(each.kinds, []).append(each.path)
    masks: dict[str, int] = {}
    unrecognised = 0
    for kinds, paths in groups.items():
        mask = context.paths.bits(paths)
        if kinds is None:
            unrecognised |= mask
        for kind in kinds or ():
            masks[kind] = masks.get(kind, 0) | mask
    for kind, patterns in context.policy.kinds:
        masks[kind] = masks.get(kind, 0) | context.paths.matching(patterns)
    return Kinds(masks, unrecognised)
