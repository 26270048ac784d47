"""Can the change be taken back, and have the guards of its rollout passed?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.policy import GuardNeed, RollbackNeed

MINUTES_TO_WRITE = 10
MINUTES_TO_REHEARSE = 30
MINUTES_TO_GUARD = 30
_ORDER = ("none", "written", "rehearsed")


def rollback(need: RollbackNeed, case: Case, rule: str) -> Node:
    """The plan that the author has filed has come at least so far."""
    title = f"a rollback plan, {need.state}"
    filed = case.facts.rollback_plan
    found = "no plan is filed" if filed == "none" else f"the plan is {filed}"
    if _ORDER.index(filed) >= _ORDER.index(need.state):
        return leaf("rollback_plan", title, State.SATISFIED, found, need.position)
    minutes = MINUTES_TO_WRITE if need.state == "written" else MINUTES_TO_REHEARSE
    owed = case.author_owes(title, found, rule, minutes)
    return leaf("rollback_plan", title, State.PENDING, found, need.position, (owed,))


def guard(need: GuardNeed, case: Case, rule: str) -> Node:
    """The rollout guard has passed in this deployment."""
    title = f"the guard {need.name} passed"
    deployment = case.facts.deployment
    if deployment is not None and need.name in deployment.guards_passed:
        return leaf("guard", title, State.SATISFIED, f"passed in {deployment.environment}", need.position)
    found = f"not passed in {deployment.environment}" if deployment else "no deployment is named"
    owed = Owed(f"the guard {need.name}", found, (), "evidence", rule, minutes=MINUTES_TO_GUARD)
    return leaf("guard", title, State.PENDING, found, need.position, (owed,))
