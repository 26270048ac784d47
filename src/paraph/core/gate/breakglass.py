"""Has somebody broken the glass, for which rules, and is what that asks there?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.gate.algebra import is_met
from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, says_something
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.person import Person
from paraph.core.model.policy import TIERS, PersonTest, Rule
from paraph.core.model.signoff import Override

_ALONE = "at critical a second person is needed"
_ID_CHARACTERS = 12


class Glass:
    """The overrides of a change: those that hold, and why the others do not."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.unread = case.unread("overrides")
        self._holding: list[Override] = []
        self._broken: list[tuple[Override, str]] = []
        for override in () if self.unread else case.facts.overrides:
            flaw = _flaw(override, case)
            if flaw:
                self._broken.append((override, flaw))
            else:
                self._holding.append(override)

    def of(self, rule: Rule) -> Override | None:
        """The override that covers a rule, None where there is none."""
        for override in self._holding:
            if not override.rules or rule.name in override.rules:
                return override
        return None

    def over(self, node: Node, override: Override) -> Node:
        """A rule that is not met, overridden: it stays visible as such, with what it owed."""
        if is_met(node.state) or node.state is State.SKIPPED:
            return node
        found = f"overridden by {self._names(override)}: {override.reason.strip()}"
        return node._replace(state=State.OVERRIDDEN, found=f"{found}; was: {node.found}")

    def follow_up(self, rule: str, override: Override) -> Owed:
        """The review that stays owed after an override."""
        case = self._case
        outside = {person.id for person in self._people(override)} | case.context.contributors.ids
        return Owed(
            f"review after the fact of what `{rule}` asked",
            f"overridden by {self._names(override)}: {override.reason.strip()}",
            case.can_ask(PersonTest(), outside=frozenset(outside)),
            "person",
            rule,
            minutes=case.reading_minutes,
        )

    def nodes(self, unmet: Sequence[Node]) -> tuple[Node, ...]:
        """Overrides that do not hold are shown. One that waits for its second person is open where it would cover a
        rule of `unmet`, so it makes nothing worse; it owes nothing, as signing for the rule does as well. Unreadable
        overrides leave open what is not met."""
        title = "break-glass"
        shown = [leaf("override", title, *self._found(override, flaw, unmet), None) for override, flaw in self._broken]
        if self.unread and unmet:
            owed = Owed("readable overrides", self.unread, (), "fact", "break-glass", unblocks=self.unread)
            shown.append(leaf("override", title, State.CANNOT_TELL, self.unread, None, (owed,)))
        return tuple(shown)

    def _found(self, override: Override, flaw: str, unmet: Sequence[Node]) -> tuple[State, str]:
        if flaw != _ALONE or not any(not override.rules or node.title in override.rules for node in unmet):
            return State.SKIPPED, f"does not hold: {flaw}"
        first = self._case.person(override.person)
        who = self._case.name(first.id) if first else override.person
        command = f"`paraph override --second {override.id[:_ID_CHARACTERS]}`"
        return State.PENDING, f"override by {who} waits for a second person: {command}"

    def _names(self, override: Override) -> str:
        return " and ".join(self._case.name(person.id) for person in self._people(override))

    def _people(self, override: Override) -> list[Person]:
        found = [self._case.person(who) for who in (override.person, override.second) if who is not None]
        return [person for person in found if person is not None]


def _flaw(override: Override, case: Case) -> str:
    """Why an override does not hold; empty where it does."""
    unread = case.unread("people", "time")
    if unread:
        return unread
    first = case.present(override.person)
    if first is None:
        return f"{override.person} is nobody who may override"
    if not says_something(override.reason):
        return "it gives no reason"
    if override.target != case.change.target:
        return f"it is for {override.target or 'no target'}"
    if override.expires_at <= case.facts.now:
        return "it has expired"
    if not override.is_for_content:
        return "it was given for other content" if override.is_for_content is False else "its content is not known"
    if case.highest_tier == TIERS[-1]:
        second = case.present(override.second) if override.second else None
        if second is None or second.id == first.id:
            return _ALONE
    return ""
