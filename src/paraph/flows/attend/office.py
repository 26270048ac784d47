"""What does a server have at hand for whatever it is asked to do?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from paraph.core.attest.trust import Check
from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import Decision
from paraph.core.model.facts import Facts
from paraph.core.model.policy import Policy
from paraph.flows.gate.governed_files import Given
from paraph.ports.accounts import Accounts
from paraph.ports.board import Board, ConnectedRepository
from paraph.ports.config import ServerConfig
from paraph.ports.documents import DocumentReader
from paraph.ports.forge import Forge
from paraph.ports.ledger import Ledger
from paraph.ports.mirror import Mirrors
from paraph.ports.notifier import Notifier


class WriteMarkdown(Protocol):
    """Writes a decision as Markdown in which nothing of the change can format, link or mention."""

    def __call__(self, decision: Decision, *, has_tree: bool = False) -> str:
        """The text, below what a forge takes as one comment."""
        ...


def _summary_alone(decision: Decision, *, has_tree: bool = False) -> str:  # noqa: ARG001 - there is no tree in it
    return decision.verdict.value.replace("_", " ")


class Forms(NamedTuple):
    """How facts and decisions are written as the documents that are kept, and read again.

    `policy` reads a repository's and an organisation's policy text as one. `write_markdown` writes a decision for a
    forge, with every rule where `has_tree` says so.
    """

    write_facts: Callable[[Facts], bytes]
    read_facts: Callable[[bytes], Facts]
    write_decision: Callable[[Decision], bytes]
    read_decision: Callable[[bytes], Decision]
    policy: Callable[[bytes | None, bytes | None], Policy | None]
    write_markdown: WriteMarkdown = _summary_alone


class Office(NamedTuple):
    """One server. `log` is the whole log; `ledger` gives it as one repository sees it (by its key), with refs and
    commits of that repository alone. `random` gives so many fresh random bytes, `clock` epoch seconds, `tell` writes a
    line of the server's own log. `own` are the operator's files."""

    log: Ledger
    ledger: Callable[[str], Ledger]
    board: Board
    accounts: Accounts
    forges: Mapping[str, Forge]
    mirrors: Mirrors
    notifiers: tuple[Notifier, ...]
    check: Check
    config: ServerConfig
    own: Given
    forms: Forms
    secret: bytes
    random: Callable[[int], bytes]
    clock: Callable[[], int]
    tell: Callable[..., None]
    documents: DocumentReader | None = None
    """What parses the operator's directory; without it an operator's people cannot be read."""

    def forge_of(self, repository: ConnectedRepository) -> Forge:
        """The forge that a repository is at. Raises InputError where it is not configured any more."""
        try:
            return self.forges[repository.kind]
        except KeyError:
            what = f"{repository.key} is at {repository.kind}, which config.yaml does not name"
            raise InputError(Problem("P1200", what, "put the forge back into config.yaml")) from None
