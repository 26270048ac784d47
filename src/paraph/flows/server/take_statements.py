"""Which statements does this push bring, and is each of them good?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.attest.envelope import merged, read_envelope, write_envelope
from paraph.core.attest.predicates import Statement
from paraph.core.attest.statement import read_statement
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.trust import signed_by
from paraph.core.errors import InputError, ReadError
from paraph.core.model.person import Directory
from paraph.flows.server.serving import Desk
from paraph.ports.ledger import KeptStatement
from paraph.ports.receiving import RefUpdate
from paraph.ports.statements import Carried

MOST_ENVELOPES = 2_000
MOST_RECOMPUTED = 32
MOST_TOLD = 5


class Taken(NamedTuple):
    """The statements that are new to the ledger, or signed by somebody more; `wrong` says why a push is refused,
    `refused` each commit with what is wrong of a statement there."""

    statements: tuple[KeptStatement, ...] = ()
    read: tuple[Statement, ...] = ()
    wrong: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def take_statements(desk: Desk, update: RefUpdate, directory: Directory, identity: str) -> Taken:
    """Read what a push adds to the notes. Nothing may be taken out of them, and nothing bad may come in.

    `directory` and `identity` are those of the policy ref: whoever pushes cannot have written them.
    """
    if not update.new:
        return Taken(wrong=("statements are only ever added: the ref that carries them cannot be deleted",))
    if not desk.notes.is_addition(update.old, update.new):
        what = "it would take statements out. Fetch what is here and add to it; to take one back, sign a withdrawal"
        return Taken(wrong=(what,))
    added = list(desk.notes.added(update.old, update.new))
    if len(added) > MOST_ENVELOPES:
        return Taken(wrong=(f"it brings {len(added):,} statements at once, more than {MOST_ENVELOPES:,}",))
    return take_added(desk, added, directory, identity)


def take_added(desk: Desk, added: list[Carried], directory: Directory, identity: str) -> Taken:
    """Check statements wherever they come from; `Taken.refused` tells of each that is not good."""
    return _Taking(desk, directory, identity).all_of(added)


class _Taking:
    """The envelopes of one push, one after the other."""

    def __init__(self, desk: Desk, directory: Directory, identity: str) -> None:
        self.desk, self.directory, self.identity = desk, directory, identity
        self.day = day_of(desk.now)
        self.recomputed = 0

    def all_of(self, added: list[Carried]) -> Taken:
        kept: dict[str, KeptStatement] = {}
        read: dict[str, Statement] = {}
        wrong: dict[str, str] = {}
        for each in added:
            try:
                statement = self._good(each)
            except InputError as error:
                wrong[f"the statement at {each.commit[:12]} is not good: {error.problems[0].what}"] = each.commit
                continue
            except _WrongError as error:
                wrong[f"the {error.kind} at {each.commit[:12]} is not good: {error}"] = each.commit
                continue
            read[statement.id] = statement
            kept[statement.id] = self._kept(statement, each.envelope, kept.get(statement.id))
        told = list(wrong)[:MOST_TOLD] + ([f"and {len(wrong) - MOST_TOLD} more"] if len(wrong) > MOST_TOLD else [])
        known = {each.id: each.envelope for each in self.desk.ledger.statements(ids=list(kept))} if kept else {}
        fresh = tuple(each for each in kept.values() if known.get(each.id) != each.envelope)
        refused = tuple((commit, why) for why, commit in wrong.items())
        return Taken(fresh, tuple(read[each.id] for each in fresh), tuple(told), refused)

    def _good(self, carried: Carried) -> Statement:
        envelope = read_envelope(carried.envelope)
        statement = read_statement(envelope.payload)
        scope, kind = statement.scope, statement.kind
        if kind != "evidence" and scope.repository != self.identity:
            own = self.identity or "none: add `identity:` to the policy"
            raise _WrongError(kind, f"it is for the repository {scope.repository[:40]!r}, and this one's is {own}")
        if scope.head and scope.head != carried.commit:
            raise _WrongError(kind, f"it speaks of {scope.head[:12]}, and stands at another commit")
        signed = signed_by(statement, envelope, self.directory, self.desk.check, self.day)
        if signed.flaws or not signed.signers:
            raise _WrongError(kind, "; ".join(signed.flaws) or "nobody of the directory signed it")
        if kind != "evidence":
            self._recompute(statement)
        return statement

    def _recompute(self, statement: Statement) -> None:
        """Where the commits are here, what was signed must come out as it was signed."""
        scope = statement.scope
        self.recomputed += 1
        if self.recomputed > MOST_RECOMPUTED or not scope.tree or not scope.base:
            return
        if self.desk.reader.present([scope.base, scope.head]) != {scope.base, scope.head}:
            return
        try:
            tree = self.desk.reader.merged(scope.base, scope.head).tree
            same = tree == scope.tree and self.desk.reader.reviewed(scope.base, tree).diff == scope.diff
        except ReadError:
            return
        if not same:
            raise _WrongError(statement.kind, "its merge comes out as another tree, or another difference, here")

    def _kept(self, statement: Statement, line: bytes, before: KeptStatement | None) -> KeptStatement:
        """The statement with every signature that is known: those of the ledger and of this push together."""
        same = (
            [before.envelope] if before else [each.envelope for each in self.desk.ledger.statements(ids=[statement.id])]
        )
        envelope = line
        if same and same != [line]:
            envelope = write_envelope(merged([read_envelope(each) for each in (*same, line)]))
        return kept_statement(statement, envelope)


def kept_statement(statement: Statement, envelope: bytes) -> KeptStatement:
    """A statement as the ledger knows it."""
    scope = statement.scope
    expires_at = getattr(statement.predicate, "expires_at", 0)
    taken = getattr(statement.predicate, "statement", "") if statement.kind == "withdrawal" else ""
    return KeptStatement(
        statement.id, statement.kind, scope.target, scope.head, scope.diff, expires_at, envelope, 0,
        tree=scope.tree, takes_back=taken,
    )  # fmt: skip


class _WrongError(Exception):
    """Why a statement that can be read is refused."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind
