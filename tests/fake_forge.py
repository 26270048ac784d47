"""A forge in this process that says what a test told it, counts what it is asked, and can be down."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from paraph.core.errors import Problem
from paraph.core.model.decision import Verdict
from paraph.core.model.noun import changed
from paraph.core.model.proposal import ForgeReview, Proposal
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import (
    Comment,
    ForgedError,
    ForgeError,
    Hint,
    Known,
    Member,
    MergeGroup,
    Protection,
    Report,
    Source,
)

SIGNATURE = "x-signature"
GUARDED = Protection("refs/heads/main", is_protected=True, requires_check=True, is_pinned=True, requires_review=True,
                     admins_bound=True, allows_force=False)  # fmt: skip


class FakeForge:
    """Implements `paraph.ports.forge.Forge`. Set `proposals`, `reviews` and the like; look at `shown`, `said`, `asked`
    and `calls`. `trouble` is raised by every method that would go over the net while it is set."""

    def __init__(self, name: str = "github") -> None:
        self.name = name
        self.connected: list[ConnectedRepository] = []
        self.proposals: dict[tuple[str, str], Proposal] = {}
        self.sources: dict[str, str] = {}
        self.comments: dict[str, Comment] = {}
        self.groups: dict[str, MergeGroup] = {}
        self.guards: dict[str, Protection] = {}
        self.teams: list[Member] = []
        self.pushed: dict[tuple[str, str], dict[str, str]] = {}
        self.shown: list[tuple[str, str, Report]] = []
        self.said: dict[str, str] = {}
        self.asked: list[tuple[str, str, tuple[str, ...]]] = []
        self.deployments: list[tuple[str, Verdict, str]] = []
        self.calls: Counter[str] = Counter()
        self.trouble: ForgeError | None = None
        self._ids = count(1)

    def delivery(self, kind: str = "change", **fields: Any) -> tuple[dict[str, str], bytes]:
        """The headers and the body of a webhook with a good signature; `id` is made where none is given."""
        hint = {"id": f"delivery-{next(self._ids)}", "event": "pull_request", "kind": kind} | fields
        return {SIGNATURE: "good"}, json.dumps(hint).encode()

    def review(self, key: str, number: str, account: str, *, state: str = "approved", commit: str = "", at: int = 0,
               id_: str = "") -> str:  # fmt: skip
        """Add a review to a change, of its head unless told otherwise; its id."""
        proposal = self.proposals[key, number]
        made: Any = ForgeReview(id_ or f"review-{next(self._ids)}", account, state, commit or proposal.head, at)  # type: ignore[arg-type]
        kept = tuple(each for each in proposal.reviews if each.id != made.id)
        self.change(key, number, reviews=(*kept, made))
        return str(made.id)

    def change(self, key: str, number: str, **fields: Any) -> None:
        """Alter what the forge says of a change."""
        self.proposals[key, number] = changed(self.proposals[key, number], **fields)

    def down(self, seconds: float | None = None) -> None:
        """From now on every call fails; `seconds` is what it asks to wait."""
        self.trouble = ForgeError(Problem("P1260", "the forge does not answer", "wait"), retry_after=seconds)

    def up(self) -> None:
        """It answers again."""
        self.trouble = None

    def _call(self, name: str) -> None:
        self.calls[name] += 1
        if self.trouble is not None:
            raise self.trouble

    def read_delivery(self, headers: Mapping[str, str], body: bytes, now: int) -> Hint:
        """What a webhook says, where its signature is good."""
        if headers.get(SIGNATURE) != "good":
            raise ForgedError("its signature is not good")
        return Hint(**json.loads(body))

    def repositories(self) -> Iterator[ConnectedRepository]:
        """Those that were connected."""
        self._call("repositories")
        yield from self.connected

    def source(self, repository: ConnectedRepository) -> Source:
        """The folder that stands for it."""
        if self.trouble is not None:
            raise self.trouble
        return Source(self.sources[repository.key])

    def refspecs(self, repository: ConnectedRepository) -> tuple[str, ...]:
        """Every branch, what is proposed, and the notes."""
        return ("+refs/heads/*:refs/heads/*", "+refs/pull/*:refs/pull/*", "+refs/notes/*:refs/notes/*")

    def proposal(self, repository: ConnectedRepository, number: str, *, checks: bool = True) -> Proposal:
        """One change as it is now."""
        self._call("proposal")
        self._call("reviews")
        try:
            found = self.proposals[repository.key, number]
        except KeyError:
            raise ForgeError(Problem("P1261", f"there is no change {number}", "look again"), is_gone=True) from None
        if checks:
            self._call("checks")
            return found
        return changed(found, checks=(), unread=(*found.unread, ("checks", "they were not asked for")))

    def pushes(self, repository: ConnectedRepository, ref: str) -> Mapping[str, str]:
        """What a test put there, by repository and branch."""
        self._call("pushes")
        return self.pushed.get((repository.key, ref), {})

    def open_changes(self, repository: ConnectedRepository) -> Iterator[Known]:
        """All of them."""
        self._call("open_changes")
        for (key, number), each in self.proposals.items():
            if key == repository.key:
                yield Known(number, each.head, each.target, each.state, each.updated_at)

    def show(self, repository: ConnectedRepository, number: str, report: Report) -> str:
        """Keep what was shown."""
        self._call("show")
        self.shown.append((repository.key, number, report))
        return report.external or f"check-{next(self._ids)}"

    def say(self, repository: ConnectedRepository, number: str, text: str, external: str) -> str:
        """Keep what was said, by the id of the comment."""
        self._call("say")
        id_ = external or f"comment-{next(self._ids)}"
        self.said[id_] = text
        return id_

    def comment(self, repository: ConnectedRepository, id_: str) -> Comment:
        """A comment that a test put there."""
        self._call("comment")
        return self.comments[id_]

    def ask(self, repository: ConnectedRepository, number: str, accounts: Sequence[str]) -> None:
        """Keep who was asked."""
        self._call("ask")
        self.asked.append((repository.key, number, tuple(accounts)))

    def merge_group(self, repository: ConnectedRepository, hint: Hint) -> MergeGroup:
        """The try that a test put there, by its head."""
        self._call("merge_group")
        try:
            return self.groups[hint.head]
        except KeyError:
            raise ForgeError(Problem("P1261", "it left the queue", "nothing to do"), is_gone=True) from None

    def answer_deployment(self, repository: ConnectedRepository, hint: Hint, verdict: Verdict, text: str) -> None:
        """Keep the answer."""
        self._call("answer_deployment")
        self.deployments.append((repository.key, verdict, text))

    def protection(self, repository: ConnectedRepository) -> Protection:
        """What a test put there, else that all is well."""
        self._call("protection")
        return self.guards.get(repository.key, GUARDED)

    def members(self, teams: Sequence[str]) -> Iterator[Member]:
        """Those of the teams."""
        self._call("members")
        yield from (each for each in self.teams if each.team in teams)
