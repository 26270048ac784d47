"""Which of the statements speak of this change, and who signed them?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.attest.predicates import Statement, WithdrawalPredicate
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.trust import Check, GoodSignature, SignedBy, signed_by
from paraph.core.model.change import Change
from paraph.core.model.facts import Unreadable
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.core.model.signoff import Refusal
from paraph.flows.statements.filed_statements import Filed
from paraph.flows.statements.signed_content import SignedContent

MOST_OWNED_LOOKED_AT = 32
MOST_EARLIER_LOOKED_AT = 8
MOST_VETOES_LOOKED_AT = 200
MOST_LOOKED_AT = 2_000
MOST_BAD_SIGNATURES = 10_000
RELATED_PERCENT = 50
LASTING = ("veto", "withdrawal")
"""Kinds that take something away, and do so still when the key that signed them has had its time."""


class Counted(NamedTuple):
    """A statement about this change with the good signatures on it, the named person's first."""

    statement: Statement
    signers: tuple[SignedBy, ...]
    is_spent: bool


class Stated(NamedTuple):
    """What was signed about this change: the statements that count by their signatures, by whom each statement was
    taken back, what does not count, and what could not be looked at."""

    counted: tuple[Counted, ...]
    withdrawn: dict[str, tuple[str, ...]]
    refusals: tuple[Refusal, ...]
    doubts: tuple[Unreadable, ...]


class Yardstick(NamedTuple):
    """What statements are held against: the change, the repository's identity, the people and the moment."""

    change: Change
    identity: str
    directory: Directory
    check: Check
    now: int
    has_owners: bool


def state(filed: Iterable[Filed], content: SignedContent, asked: Yardstick) -> Stated:
    """Keep what speaks of this change, and check its signatures; the rest is other people's business."""
    every = list(filed)
    content.prepare(each.statement.scope for each in every if each.statement.kind != "evidence")
    clerk = _Clerk(content, asked, every)
    about = [each for each in reversed(every) if clerk.is_about(each)][::-1]
    if len(about) > MOST_LOOKED_AT:  # what nobody signed must not use up the bound
        about = [each for each in about if clerk.counted(each)]
    if len(about) > MOST_LOOKED_AT:
        clerk.overrun(f"{len(about) - MOST_LOOKED_AT} more statements speak of this change, and were not looked at")
    counted = [one for each in about[-MOST_LOOKED_AT:] for one in clerk.counted(each)]
    about_by_id = {each.statement.id: each.statement for each in about}
    known = set(about_by_id)
    withdrawn: dict[str, tuple[str, ...]] = {}
    for each in every:
        id_ = _takes_back(each.statement)
        for one in clerk.taking_back(each, about_by_id[id_]) if id_ in known else ():
            withdrawn[id_] = (*withdrawn.get(id_, ()), one.signers[0].holder)
    return Stated(tuple(counted), withdrawn, clerk.refusals(known), tuple(clerk.doubts))


def named(statement: Statement) -> str:
    """How a statement is called: `ada's signoff 3f2a8c1b`."""
    short = statement.id[:8]
    return f"{statement.person}'s {statement.kind} {short}" if statement.person else f"the {statement.kind} {short}"


def refusal(statement: Statement, why: str) -> Refusal:
    """A statement that does not count."""
    return Refusal(statement.id, statement.kind, statement.person, why)


def _takes_back(statement: Statement) -> str:
    predicate = statement.predicate
    return predicate.statement if isinstance(predicate, WithdrawalPredicate) else ""


class _Clerk:
    """Looks at each statement: does it speak of this change, is it signed? Signatures come before everything that
    costs more, so that what nobody signed cannot use up the bounds."""

    def __init__(self, content: SignedContent, asked: Yardstick, every: Iterable[Filed]) -> None:
        self._content = content
        self._asked = asked
        self._withdrawals: dict[str, list[Filed]] = {}
        for each in every:
            if each.statement.kind == "withdrawal":
                self._withdrawals.setdefault(_takes_back(each.statement), []).append(each)
        self._counted: dict[str, tuple[Counted, ...]] = {}
        self._refusals: list[Refusal] = []
        self._owned = self._earlier = self._vetoes = self._bad = 0
        self.doubts: list[Unreadable] = []

    def is_about(self, filed: Filed) -> bool:
        """Whether a statement speaks of this change; what could only speak of a part of it is recomputed."""
        statement, asked = filed.statement, self._asked
        scope = statement.scope
        if statement.kind == "withdrawal":
            return False
        if self._content.is_same(scope) or self._content.is_near(scope):
            return True
        if scope.tree and scope.tree == asked.change.tree and statement.kind == "evidence":
            return True
        if scope.target != asked.change.target or scope.repository != asked.identity:
            return False
        if statement.kind == "veto":
            return self._is_vetoed(filed)
        return statement.kind == "signoff" and (self._is_owned(filed) or self._is_earlier(filed))

    def counted(self, filed: Filed) -> tuple[Counted, ...]:
        """The statement with those who signed it, none where nobody did who counts."""
        id_ = filed.statement.id
        if id_ not in self._counted:
            self._counted[id_] = self._checked(filed, lasts=filed.statement.kind in LASTING)
        return self._counted[id_]

    def taking_back(self, filed: Filed, of: Statement) -> tuple[Counted, ...]:
        """Who took a statement back. What somebody said goes for good, even when their key has had its time; a veto of
        somebody else's is cleared with a key that counts now, or an old one could do that in retrospect."""
        found = self.counted(filed)
        if not found or of.kind != "veto" or found[0].signers[0].holder == of.person:
            return found
        return self._checked(filed)

    def refusals(self, known: set[str]) -> tuple[Refusal, ...]:
        """What does not count, of what speaks of this change."""
        ours = (each for each in self._refusals if each.id in known or each.kind == "withdrawal")
        return tuple(dict.fromkeys(ours))

    def overrun(self, why: str) -> None:
        """A bound was hit: what was not looked at could be a no, or a word on who wrote the change."""
        for fact in ("vetoes", "provenance"):
            if not any(doubt.fact == fact for doubt in self.doubts):
                self.doubts.append(Unreadable(fact, why))

    def _is_vetoed(self, filed: Filed) -> bool:
        """A no to content of which a part stands here as it was, or much of which is changed here, too: it stays
        through an edit and through a split, though not for other work."""
        if not self.counted(filed) or self._is_regretted(filed.statement):
            return False
        self._vetoes += self._content.is_present(filed.statement.scope.head)  # of others nothing is recomputed
        if self._vetoes > MOST_VETOES_LOOKED_AT:
            self.overrun(f"more than {MOST_VETOES_LOOKED_AT} vetoes stand on this target: clear those that are settled")
            return False
        scope, told = filed.statement.scope, getattr(filed.statement.predicate, "paths", ())
        return self._content.overlap(scope, told) >= RELATED_PERCENT or bool(self._content.held(scope).owned)

    def _is_regretted(self, veto: Statement) -> bool:
        """Whether its own owner took a no back; it then costs nothing more where other content is at hand."""
        own = (each for each in self._withdrawals.get(veto.id, ()) if each.statement.person == veto.person)
        return any(self.counted(each) for each in own)

    def _is_open(self, filed: Filed) -> bool:
        """Whether a sign-off is neither used up nor out of its time, and counts by its signature."""
        expires_at = getattr(filed.statement.predicate, "expires_at", 0)
        return not filed.is_spent and expires_at > self._asked.now and bool(self.counted(filed))

    def _is_earlier(self, filed: Filed) -> bool:
        """A sign-off of what this change was before it was amended: it holds for nothing, and its signer is told to
        have signed other content."""
        if self._earlier >= MOST_EARLIER_LOOKED_AT or not self._is_open(filed):
            return False
        self._earlier += self._content.is_present(filed.statement.scope.head)
        return self._content.is_earlier(filed.statement.scope, RELATED_PERCENT)

    def _is_owned(self, filed: Filed) -> bool:
        """A sign-off of other content, which may still hold for some paths of this change."""
        if not self._asked.has_owners or not self._is_open(filed):
            return False
        self._owned += 1
        return self._owned <= MOST_OWNED_LOOKED_AT and bool(self._content.held(filed.statement.scope).owned)

    def _checked(self, filed: Filed, *, lasts: bool = False) -> tuple[Counted, ...]:
        statement, asked = filed.statement, self._asked
        if statement.kind != "evidence" and (not asked.identity or statement.scope.repository != asked.identity):
            words = "it is for another repository" if asked.identity else "the policy gives this repository no identity"
            self._refusals.append(refusal(statement, words))
            return ()
        today = day_of(asked.now)
        signed = signed_by(statement, filed.envelope, asked.directory, self._check, today, lasts=lasts)
        is_partial = bool(signed.signers)
        self._refusals.extend(changed(refusal(statement, flaw), is_partial=is_partial) for flaw in signed.flaws)
        return (Counted(statement, signed.signers, filed.is_spent),) if signed.signers else ()

    def _check(self, public: str, namespace: str, message: bytes, signature: bytes) -> GoodSignature | None:
        """Check a signature, as long as there were not too many bad ones: anybody can make those."""
        if self._bad >= MOST_BAD_SIGNATURES:
            self.overrun(f"more than {MOST_BAD_SIGNATURES} bad signatures stand beside the good ones")
            return None
        good = self._asked.check(public, namespace, message, signature)
        self._bad += good is None
        return good
