"""What does each signed statement of a reader or a robot become among the facts?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from paraph.core.attest.predicates import (
    EvidencePredicate,
    OverridePredicate,
    SignoffPredicate,
    Statement,
    VetoPredicate,
)
from paraph.core.model.evidence import Evidence, ManualCheck, Metric
from paraph.core.model.person import Directory
from paraph.core.model.signoff import Answer, Override, Refusal, Signoff, Veto
from paraph.core.policy.lookup import level_rank
from paraph.flows.statements.signed_content import Held, SignedContent
from paraph.flows.statements.signed_hands import SignedHands
from paraph.flows.statements.stated import Counted, refusal

Withdrawn = Mapping[str, tuple[str, ...]]


def signoff_of(counted: Counted, content: SignedContent, hands: SignedHands, withdrawn: Withdrawn) -> Signoff:
    """A sign-off with what still holds of it; only who gave it takes it back."""
    statement, signer = counted.statement, counted.signers[0]
    said = statement.predicate
    assert isinstance(said, SignoffPredicate)  # noqa: S101 - the kind has been looked at
    held = content.held(statement.scope)
    return Signoff(
        id=statement.id,
        person=signer.holder,
        target=statement.scope.target,
        head=statement.scope.head,
        proof=signer.proof,
        tier=said.tier,
        holds=held.holds,
        owned_paths=tuple(path for path in held.owned if path not in held.landed),
        answers=tuple(Answer(each.question, each.text, signer.holder) for each in said.answers),
        at=statement.at,
        expires_at=said.expires_at,
        is_withdrawn=signer.holder in withdrawn.get(statement.id, ()),
        is_approval=said.decision == "approve",
        questions=tuple(each.id for each in said.questions),
        ai_lines=said.ai_lines,
        claimed_lines=said.claimed_lines,
        is_spent=counted.is_spent or held.is_spent,
        gone_paths=held.gone,
        why_unknown=held.why,
        had_hand=hands.had_hand(statement.scope, signer.holder) if held.holds else False,
    )


def steps_of(counted: Counted, content: SignedContent, withdrawn: Withdrawn) -> Iterator[ManualCheck]:
    """What a signer says to have done by hand, on the content that was signed."""
    statement, holder = counted.statement, counted.signers[0].holder
    if holder not in withdrawn.get(statement.id, ()) and not counted.is_spent:
        for name in getattr(statement.predicate, "steps", ()):
            yield step_of(name, holder, statement, content)


def step_of(name: str, holder: str, statement: Statement, content: SignedContent) -> ManualCheck:
    """One step done by hand: on what would land now, where that is what was signed, else on what was signed."""
    if holds_whole(content.held(statement.scope)):
        return ManualCheck(name, holder, None, content.change.tree, statement.at)
    return ManualCheck(name, holder, None, statement.scope.tree or None, statement.at)


def holds_whole(held: Held) -> bool:
    """Whether what was signed is, as a whole, what would land now, and has not landed before."""
    return not held.is_spent and "tree" in (held.holds or ())


def veto_of(counted: Counted, directory: Directory, withdrawn: Withdrawn) -> Veto:
    """A veto; of those who would clear it, its owner comes first, then the highest level."""
    statement, owner = counted.statement, counted.signers[0].holder
    said = statement.predicate
    assert isinstance(said, VetoPredicate)  # noqa: S101 - the kind has been looked at
    levels = {person.id: level_rank(person.level, directory.levels) or 0 for person in directory.people}
    clearers = sorted(withdrawn.get(statement.id, ()), key=lambda who: (who != owner, -levels.get(who, 0), who))
    return Veto(statement.id, owner, said.reason, statement.scope.target, clearers[0] if clearers else None)


def override_of(
    overrides: Iterable[Counted], content: SignedContent, withdrawn: Withdrawn
) -> tuple[tuple[Override, ...], tuple[Refusal, ...]]:
    """Overrides with their second person, who signed the same bytes; either of the two takes one back."""
    found, refused = [], []
    for counted in overrides:
        statement, holders = counted.statement, [each.holder for each in counted.signers]
        said = statement.predicate
        assert isinstance(said, OverridePredicate)  # noqa: S101 - the kind has been looked at
        if set(withdrawn.get(statement.id, ())) & set(holders):
            refused.append(refusal(statement, "it was withdrawn"))
            continue
        if counted.is_spent:
            refused.append(refusal(statement, "what it was given for has landed"))
            continue
        second = holders[1] if len(holders) > 1 else None
        found.append(
            Override(
                id=statement.id,
                person=holders[0],
                reason=said.reason,
                target=statement.scope.target,
                is_for_content=_is_for_content(content.held(statement.scope)),
                expires_at=said.expires_at,
                second=second,
                rules=said.rules,
            )
        )
    return tuple(found), tuple(refused)


def _is_for_content(held: Held) -> bool | None:
    return None if held.holds is None else holds_whole(held)


def evidence_of(
    reports: Iterable[Counted], contributors: frozenset[str], left: frozenset[str]
) -> tuple[tuple[Evidence, ...], tuple[Refusal, ...]]:
    """Reports by whoever signed them: a robot, or a person who had no hand in the change and has not left."""
    found: list[Evidence] = []
    refused: list[Refusal] = []
    for counted in reports:
        statement = counted.statement
        said = statement.predicate
        assert isinstance(said, EvidencePredicate)  # noqa: S101 - the kind has been looked at
        for signer in counted.signers:
            if not signer.is_robot and signer.holder in contributors | left:
                how = "has left" if signer.holder in left else "had a hand in the change that it reports on"
                refused.append(refusal(statement, f"{signer.holder} {how}"))
                continue
            metrics = tuple(Metric(each.name, each.value) for each in said.metrics)
            for kind in said.kinds:
                scope = statement.scope
                found.append(Evidence(kind, said.outcome, scope.head or None, scope.tree or None, signer.holder,
                                      statement.id, said.at or statement.at, metrics))  # fmt: skip
    return tuple(found), tuple(refused)
