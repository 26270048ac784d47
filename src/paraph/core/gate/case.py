"""What do the requirements of one decision share?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from paraph.core.gate.asked import in_turn, near_ids
from paraph.core.model.decision import Node, Owed
from paraph.core.model.once import once
from paraph.core.model.person import Person
from paraph.core.model.policy import TIERS, PersonTest, Rule, SignoffNeed
from paraph.core.model.signoff import Binding, Proof
from paraph.core.policy.context import Context
from paraph.core.policy.lookup import can_be_asked
from paraph.core.policy.owner_people import people_in

if TYPE_CHECKING:
    from paraph.core.gate.distinct import Grants
    from paraph.core.gate.quotas import Quota
    from paraph.core.gate.standing import Standing

MINUTES_TO_BEGIN, LINES_A_MINUTE, MOST_MINUTES = 5, 25, 120
READING = f"{MINUTES_TO_BEGIN} minutes and 1 for each {LINES_A_MINUTE} added or deleted lines, {MOST_MINUTES} at most"


class Case:
    """One change before the gate: its context, and what several requirements ask of people and sign-offs.

    `claims` answers with the rules that bind, in the order in which they may claim people (`distinct`), each with its
    rank: no rule takes a person from one of a lower rank.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.facts = context.facts
        self.change = context.change
        self.people = context.people
        self.levels = context.levels
        self.claims: Callable[[], Sequence[tuple[int, Rule]]] = tuple
        self.is_deploy = context.facts.stage == "deploy"
        self.contents: dict[tuple[Proof | None, Binding], list[tuple[str, str]]] = {}
        self.signoffs: dict[object, Node] = {}
        self.quotas: dict[int, tuple[SignoffNeed, tuple[Quota, ...]]] = {}
        self.standings: list[Standing] | None = None
        self.grants: Grants | None = None

    @once
    def tier(self) -> str:
        """The tier, at least."""
        tier = self.context.tier
        return tier.value if tier is not None and tier.value in TIERS else TIERS[-1]

    @once
    def highest_tier(self) -> str:
        """The highest tier that the change can have."""
        tier = self.context.tier
        return TIERS[-1] if tier is None or tier.may_be_higher else self.tier

    @once
    def claimed_tier(self) -> str:
        """The tier, at least, that the change has by its own claims, records of lines left out."""
        return Case(self.context.by_claims).tier

    @once
    def highest_claimed_tier(self) -> str:
        """The highest tier that the change can have by its own claims."""
        return Case(self.context.by_claims).highest_tier

    @once
    def all_paths(self) -> frozenset[str]:
        """Every changed path."""
        return frozenset(self.context.paths.paths)

    @once
    def owners_of(self) -> dict[str, frozenset[str]]:
        """Ids of the people who own each path of which the owners are known, changed here or not."""
        return {
            each.path: frozenset(
                person.id
                for group in each.groups
                for owner in group.owners
                for person in people_in(group, owner, self.people)
            )
            for each in self.facts.owners
        }

    @once
    def reading_minutes(self) -> int:
        """Minutes that one person needs to read the change; `READING` says the formula in words."""
        lines = self.context.lines
        return min(MOST_MINUTES, MINUTES_TO_BEGIN + (lines.added + lines.deleted) // LINES_A_MINUTE)

    def unread(self, *facts: str) -> str | None:
        """In words, which of these facts could not be read; None when all were."""
        return self.context.why_unreadable(*facts)

    def is_here(self, commit: str | None, tree: str | None) -> bool:
        """Whether a report speaks of exactly this content: the head commit, or the tree of the merge."""
        change = self.change
        return bool((commit and commit == change.head) or (tree and tree == change.tree))

    def person(self, who: str) -> Person | None:
        """The person behind an id or account, whether still here or not."""
        return self.people.by_id.get(who) or self.people.person_of(who)

    def present(self, who: str) -> Person | None:
        """The person behind an id or account, if still here."""
        person = self.person(who)
        return None if person is None or person.has_left else person

    def name(self, person_id: str) -> str:
        """How a person is called, with their level."""
        person = self.people.by_id.get(person_id)
        if person is None:
            return person_id
        return f"{person.name or person.id} ({person.level})" if person.level else person.name or person.id

    def can_ask(self, who: PersonTest, *, outside: frozenset[str] = frozenset(), among: frozenset[str] | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Ids of people of `who` who can be asked now, best first (see `asked.in_turn`); no more than are named."""
        now, change = self.facts.now, self.change
        rounds = self.context.policy.rounds_meeting(who, self.facts.people)

        def may(person: Person) -> bool:
            id_ = person.id
            return id_ not in outside and (among is None or id_ in among) and can_be_asked(person, now)

        return in_turn(rounds, self.near_ids, change.head or change.tree or "", self.context.most_named, may)

    @once
    def near_ids(self) -> frozenset[str]:
        """Ids of people who know what the change touches."""
        return near_ids(self.context)

    @once
    def author_ids(self) -> tuple[str, ...]:
        """The people who can answer as the author: who opened, wrote or prompted, in that order."""
        change = self.change
        accounts = (*filter(None, (change.opener, change.prompter, *change.prompters)),)
        found = [self.person(account) for account in accounts]
        found += [each.person for each in self.context.contributors.authors]
        return tuple(dict.fromkeys(person.id for person in found if person is not None and not person.has_left))

    def author_owes(self, what: str, why: str, rule: str, minutes: int) -> Owed:
        """Something that only the author can give."""
        return Owed(what, why, self.author_ids, "author", rule, minutes=minutes)
