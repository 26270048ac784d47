"""What, in one sentence, does somebody say who signs this?"""

from __future__ import annotations

from paraph.core.attest.predicates import (
    DeclarationPredicate,
    EvidencePredicate,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    SignoffPredicate,
    Statement,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.model.refs import short_name

_SHORT = 12


def asserted(scope: Scope, said: Predicate, of: Statement | None = None) -> str:
    """The sentence that is shown before anything is signed; `of` is the statement that a withdrawal takes back."""
    change = f"{scope.head[:_SHORT]} for {short_name(scope.target)}"
    if isinstance(said, SignoffPredicate):
        return said.assertion
    if isinstance(said, DeclarationPredicate):
        return _declared(said, change)
    if isinstance(said, VetoPredicate):
        return f"I veto {change} until I, or somebody above me, clear it: {said.reason}"
    if isinstance(said, OverridePredicate):
        rules = ", ".join(said.rules) or "every rule"
        return f"I override {rules} for {change}, in an emergency and for this content only: {said.reason}"
    if isinstance(said, OwnerTransferPredicate):
        whose = f" from {said.previous}" if said.previous else ""
        where = f" below {', '.join(said.paths)}" if said.paths else ""
        return f"I take over the code of {change}{whose}{where}: I can explain, maintain and debug it."
    if isinstance(said, EvidencePredicate):
        return _reported(scope, said)
    return _taken_back(said, change, of)


def _taken_back(said: WithdrawalPredicate, change: str, of: Statement | None) -> str:
    verb = "take back" if of is None else "clear the veto" if of.kind == "veto" else "withdraw my sign-off"
    return f"I {verb} {said.statement[:_SHORT]} on {change}." + (f" {said.reason}" if said.reason else "")


def _reported(scope: Scope, said: EvidencePredicate) -> str:
    content = f"commit {scope.head[:_SHORT]}" if scope.head else f"tree {scope.tree[:_SHORT]}"
    figures = ", ".join(f"{each.name} {each.value:g}" for each in said.metrics)
    return f"Of {content}: {', '.join(said.kinds)} {said.outcome}{f' ({figures})' if figures else ''}."


def _declared(said: DeclarationPredicate, change: str) -> str:
    tools = ", ".join(f"{each.name}:{each.model}" if each.model else each.name for each in said.tools)
    how = {
        "none": "no AI tool took part in it",
        "assisted": "I wrote it, and an AI tool helped",
        "generated": "an AI tool wrote most of it, and I steered",
        "autonomous": "an agent made it on its own",
        "unknown": "I do not know whether an AI tool took part",
    }[said.assistance]
    parts = [f"{how}{f' ({tools})' if tools else ''}"]
    parts += [f"{said.share:.0%} of its lines are AI-written"] if said.share is not None else []
    parts += [f"{said.prompter} prompted it"] if said.prompter else []
    parts += [f"{said.owner} can explain, maintain and debug it"] if said.owner else []
    parts += [f"a way back is {said.rollback}"] if said.rollback != "none" else []
    parts += [f"I did: {', '.join(said.steps)}"] if said.steps else []
    count = len(said.answers)
    parts += [f"I answered {'1 question' if count == 1 else f'{count} questions'}"] if count else []
    return f"Of {change} I declare: {'; '.join(parts)}."
