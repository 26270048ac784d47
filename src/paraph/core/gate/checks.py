"""Has the named check concluded well on exactly this head, posted by the right app?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, unreadable
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.evidence import Check
from paraph.core.model.policy import CheckNeed

MINUTES = 5
_FAILED = frozenset({"failure", "failed", "error", "timed_out", "action_required", "startup_failure"})


def check(need: CheckNeed, case: Case, rule: str) -> Node:
    """Every check of the name must have concluded well; where an app is pinned, only its own are looked at."""
    wanted = need.conclusions or ("success",)
    title = f"the check {need.name}" + (f" by {need.app}" if need.app is not None else "")
    unread = case.unread("checks")
    if unread:
        return unreadable("check", title, unread, rule, need.position)
    named = [each for each in case.facts.checks if each.name == need.name]
    found = [each for each in named if _is_meant(each, need, case.change.head)]
    state, words = _state(found, wanted)
    if not found and named:
        words = "posted, but not by this app" if _on_head(named, case.change.head) else "posted for another commit"
    if state is State.SATISFIED:
        return leaf("check", title, state, words, need.position)
    owed = Owed(title, words, (), "evidence", rule, minutes=MINUTES)
    return leaf("check", title, state, words, need.position, (owed,))


def _is_meant(each: Check, need: CheckNeed, head: str) -> bool:
    return bool(head) and each.commit == head and (need.app is None or each.app == need.app)


def _on_head(checks: list[Check], head: str) -> bool:
    return any(each.commit == head for each in checks)


def _state(found: list[Check], wanted: tuple[str, ...]) -> tuple[State, str]:
    if not found:
        return State.PENDING, "not posted for this head"
    failed = [each for each in found if each.conclusion in _FAILED and each.conclusion not in wanted]
    if failed:
        return State.DENIED, f"concluded {failed[0].conclusion}"
    for each in found:
        if each.conclusion not in wanted:
            return State.PENDING, f"concluded {each.conclusion}" if each.conclusion else "still running"
    return State.SATISFIED, f"concluded {found[0].conclusion}"
