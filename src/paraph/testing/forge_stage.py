"""What must a test be able to do to a forge, so that the contract can be asked of it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, Protocol

from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Forge, HintKind

Trouble = Literal["down", "limited", "limited_unsaid", "denied", "garbage", "empty", "moved"]
"""What a forge may do to us: it does not answer (`down`), says come back later (`limited`, by a
header; `limited_unsaid` without saying when), refuses (`denied`), answers what is no JSON (`garbage`), JSON without the
fields that we need (`empty`), or another address (`moved`)."""


class Seen(NamedTuple):
    """What the forge shows of a decision: for which head, whether it lets the change in, under which title."""

    head: str
    is_passing: bool
    title: str


class Said(NamedTuple):
    """A comment as the forge has it; `author` is an account (`github:ada`)."""

    author: str
    text: str


class Stage(Protocol):
    """A forge, or what stands in for it, with one repository. People are named by logins (`ada`)."""

    @property
    def forge(self) -> Forge:
        """The adapter under test."""
        ...

    @property
    def repository(self) -> ConnectedRepository:
        """The repository as the adapter names it."""
        ...

    def propose(self, author: str = "ada", *, target: str = "main", title: str = "A change") -> str:
        """Open a change of one new commit; its number."""
        ...

    def head(self, number: str) -> str:
        """The full id of its head."""
        ...

    def push(self, number: str) -> str:
        """Add a commit; the new head."""
        ...

    def close(self, number: str) -> None:
        """Give it up."""
        ...

    def land(self, number: str) -> str:
        """Merge it; the commit that it landed as."""
        ...


class HostedStage(Stage, Protocol):
    """A forge with reviews, checks, comments and webhooks, spoken to over HTTP."""

    def retarget(self, number: str, target: str) -> None:
        """Propose it for another branch."""
        ...

    def review(self, number: str, account: str, state: Literal["approved", "dismissed"]) -> None:
        """Approve at the present head, or take the approval back."""
        ...

    def conclude(self, number: str, name: str, conclusion: str | None) -> None:
        """Another program's check at the present head; None while it runs."""
        ...

    def seen(self, number: str) -> list[Seen]:
        """What is shown of our decisions at the present head, one for each check that stands."""
        ...

    def write(self, number: str, author: str, text: str) -> str:
        """Comment as somebody; the comment's id."""
        ...

    def rewrite(self, comment: str, editor: str, text: str) -> None:
        """Edit somebody's comment."""
        ...

    def comments(self, number: str) -> list[Said]:
        """All comments, the oldest first."""
        ...

    def asked(self, number: str) -> list[str]:
        """Logins that were asked for a review, as often as they were."""
        ...

    def deliver(self, kind: HintKind, number: str) -> tuple[dict[str, str], bytes]:
        """A webhook about a change, signed, with names of headers in lower case; `nothing` is an unknown event."""
        ...

    def sign(self, headers: Mapping[str, str], body: bytes, secret: int = 0) -> dict[str, str]:
        """The headers with the signature of another body; `secret` chooses one of those configured, -1 none of them."""
        ...

    def calls(self) -> int:
        """How many requests came so far."""
        ...

    def trouble(self, kind: Trouble) -> None:
        """From now on, to every request."""
        ...

    def lose_answer(self) -> None:
        """Do what the next request that writes asks for, and break off instead of answering."""
        ...

    def mend(self) -> None:
        """End all trouble, and let the time pass that we were told to wait."""
        ...
