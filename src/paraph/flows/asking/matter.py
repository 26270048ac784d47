"""What is owed for a change now, and who could be asked for it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from paraph.core.gate.one_person import shared
from paraph.core.model.asking import Ask, Load
from paraph.core.model.decision import Owed
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Person
from paraph.core.pipeline import decide
from paraph.core.policy.context import MOST_PEOPLE_NAMED
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people
from paraph.core.signoff.assign import Bench, Want
from paraph.flows.attend.kept import kept
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import governed_people, operators_people, people_of
from paraph.ports.board import ChangeRow, ConnectedRepository
from paraph.ports.question import Evaluation

MOST_WORDS = 400
MOST_ELIGIBLE = 2_000
_DONE = ("answered", "handed_on", "escalated")


class Matter(NamedTuple):
    """One change with its decision, the asks of it so far, and the people of today. `hands` are the ids of those who
    had a hand in it."""

    office: Office
    repository: ConnectedRepository
    row: ChangeRow
    found: Evaluation
    people: Mapping[str, Person]
    asks: tuple[Ask, ...]
    wants: tuple[Want, ...]
    hands: frozenset[str]

    @property
    def open(self) -> tuple[Ask, ...]:
        """The asks of rules that nobody has answered yet."""
        return tuple(each for each in self.asks if each.state == "open" and not each.is_optional)

    @property
    def extra(self) -> tuple[Ask, ...]:
        """The open asks of somebody who wants one more to look."""
        return tuple(each for each in self.asks if each.state == "open" and each.is_optional)

    @property
    def is_owed(self) -> bool:
        """Whether anybody's answer is asked for: it is open, and it is known what is missing."""
        return self.row.state == "open" and self.row.verdict == "wait" and not self.row.is_draft

    def bench(self, outside: Iterable[str] = ()) -> Bench:
        """Who can be asked now, but for those outside, too. Whoever was asked for this very head is not again."""
        asked = {each.person for each in self.asks if each.state in _DONE and each.head == self.row.head}
        loads: dict[str, Load] = {each.person: each for each in self.office.board.loads()}
        return Bench(
            self.people, loads, self.office.clock(), self.office.config.asking.most_minutes,
            f"{self.row.repository}#{self.row.number}@{self.row.head}",
            tuple(dict.fromkeys(each.person for each in self.open)), frozenset({*asked, *outside}),
        )  # fmt: skip


def matter_of(office: Office, key: str, number: str) -> Matter | None:
    """A change as the board has it; None where it is not there, or its repository is not looked after.

    Raises ReadError where the decision or the people cannot be read, InputError for people files of no use.
    """
    repository, row = office.board.repository(key), office.board.change(key, number)
    if repository is None or row is None or not repository.is_on:
        return None
    found = kept(office, row)
    asks = tuple(office.board.asks(repository=key, number=number))
    hands = _hands(found, row)
    people = {person.id: person for person in _directory(office, repository, found).people}
    return Matter(office, repository, row, found, people, asks, wants_of(_missing(found), hands), hands)


def _missing(found: Evaluation) -> tuple[Owed, ...]:
    """What is owed, with all who could give it: a decision names a dozen, and they may all be away."""
    missing = found.decision.missing
    if all(len(each.by) < MOST_PEOPLE_NAMED for each in missing):
        return missing
    return decide(found.policy, found.facts, is_told=False, most_named=MOST_ELIGIBLE).missing


def wants_of(missing: Iterable[Owed], hands: frozenset[str] = frozenset()) -> tuple[Want, ...]:
    """One want for each person who must sign whose turn it is; what one person can give is one.

    Of who could, those who had a hand come into question only where a policy takes nobody else's.
    """
    owed = [each for each in missing if each.kind == "person" and each.people and each.is_turn]
    return tuple(want for each in shared(owed) for want in [_want(each, hands)] * max(1, each.people))


def _want(owed: Owed, hands: frozenset[str]) -> Want:
    count = max(1, owed.people)
    by = tuple(each for each in owed.by if each not in hands) or owed.by
    return Want(f"{owed.rule}: {owed.what}"[:MOST_WORDS], by, owed.minutes // count, owed.distinct)


def _hands(found: Evaluation, row: ChangeRow) -> frozenset[str]:
    facts = found.facts
    ids = contributors_of(facts.change, index_people(facts.people), facts.provenance.signals).ids
    return ids | ({row.person} if row.person else set())


def _directory(office: Office, repository: ConnectedRepository, found: Evaluation) -> Directory:
    """The people as the repository names them today: who is away follows from now, not from the decision."""
    governed = governed_people(office, repository) or operators_people(office)
    if governed is None:
        return changed(found.facts.people, forge_teams=())
    return people_of(office, repository, governed)
