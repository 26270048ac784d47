"""Had whoever signed a hand in the very commits that they signed, though others stand in their place now?

A squash or a rebase leaves the content of a signed head and may leave its authors behind. Who made a content comes from
the record of the head that was signed, never from what was made of it later (SEMANTICS, "Landing").
"""

from __future__ import annotations

from paraph.core.attest.predicates import Scope
from paraph.core.detect.agent_rows import AgentRows
from paraph.core.detect.read import provenance_of
from paraph.core.errors import ParaphError
from paraph.core.model.change import Change, Commit
from paraph.core.model.noun import changed
from paraph.core.policy.context_contributors import Contributors, contributors_of
from paraph.core.policy.lookup import PeopleIndex
from paraph.flows.statements.signed_content import SignedContent
from paraph.ports.repository import ChangeRequest, RepositoryReader


class SignedHands:
    """Who made the heads that were signed; each is read once. `change` is the change at hand with its prompters."""

    def __init__(
        self, reader: RepositoryReader, content: SignedContent, change: Change, people: PeopleIndex, own: AgentRows
    ) -> None:
        self._reader, self._content, self._change, self._people = reader, content, change, people
        self._own = own
        self._known: dict[tuple[str, str], Contributors | None] = {}

    def had_hand(self, scope: Scope, person: str) -> bool | None:
        """Whether a person made part of a signed head that is none of the change's own commits; None where somebody
        did whom nobody knows, or where it cannot be read."""
        if self._content.is_near(scope) or not self._content.is_present(scope.head):
            return False
        place = (scope.base, scope.head)
        if place not in self._known:
            self._known[place] = self._made(scope)
        made = self._known[place]
        if made is None:
            return None
        return True if person in made.ids else None if made.unknown else False

    def _made(self, scope: Scope) -> Contributors | None:
        request = ChangeRequest("range", scope.base, scope.head, scope.target, "")
        try:
            signed, doubts = self._reader.change(request, counts_lines=_none)
        except ParaphError:
            return None
        if any(doubt.fact == "commits" for doubt in doubts):
            return None
        then = changed(self._change, commits=signed.commits)
        return contributors_of(then, self._people, provenance_of(then, own=self._own).signals)


def _none(_: Commit) -> bool:
    return False
