"""What is decided of a change whose policy or people cannot be read?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.errors import Problem
from paraph.core.model.decision import AssistanceFound, Decision, Node, Owed, Reason, State, Tier, Verdict
from paraph.core.model.policy import TIERS


def undecided(base: str, head: str, problems: Sequence[Problem]) -> Decision:
    """A decision that cannot tell, for each of the problems with its place; the tier may be any."""
    facts = tuple(Owed(f"{_place(each)}that can be used", _said(each), (), "fact", "policy", unblocks=each.fix)
                  for each in problems)  # fmt: skip
    first = facts[0].why if facts else "nothing says why"
    more = f", and {len(facts) - 1} more" if len(facts) > 1 else ""
    said = f"Cannot tell: {first}{more}."
    return Decision(
        verdict=Verdict.CANNOT_TELL,
        summary=said,
        tier=Tier(TIERS[0], (Reason(TIERS[0], "unread", f"may be higher: {first}"),), may_be_higher=True),
        assistance=AssistanceFound("unknown", "not looked at"),
        findings=(),
        missing=facts,
        tree=Node("policy", "every enforced rule that binds is met", State.CANNOT_TELL, said, (), facts),
        base=base,
        head=head,
    )


def _place(problem: Problem) -> str:
    return f"a {problem.position.file} " if problem.position else "files "


def _said(problem: Problem) -> str:
    at = problem.position
    return (
        f"{at.file}:{at.line} at the base: {problem.what} ({problem.code})"
        if at
        else f"{problem.what} ({problem.code})"
    )
