"""What does a plan destroy, replace, forget, unprotect or open, and what does the guard answer?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from paraph.core.guard.plan.model import Deed, Plan, PlannedChange, without_index
from paraph.core.guard.plan.resource_types import decides_access, held_by, is_parent, takes_all
from paraph.core.guard.plan.state_memory import (
    StateIdentity,
    StateMemory,
    state_dangers,
    two_step_dangers,
    unprotected_dangers,
)
from paraph.core.guard.plan.whole_environment import SHARE, wholesale_dangers
from paraph.core.model.guard import GUARD_ANSWERS, Danger, GuardAnswer

_DONE: Mapping[Deed, str] = {"delete": "destroyed", "replace": "replaced", "forget": "forgotten"}
_RULES: Mapping[Deed, str] = {"delete": "plan.destroy", "replace": "plan.replace", "forget": "plan.forget"}
_MOST_NAMED = 4
_WHY = {
    "delete_because_no_resource_config": "its configuration is gone",
    "delete_because_wrong_repetition": "count or for_each was added or taken away",
    "delete_because_count_index": "count is lower",
    "delete_because_each_key": "its key is gone from for_each",
    "delete_because_no_module": "its module is gone",
    "delete_because_no_move_target": "it was moved to where nothing is",
    "replace_because_cannot_update": "it cannot be changed in place",
    "replace_because_tainted": "it is tainted",
    "replace_by_request": "its replacement was asked for",
    "replace_by_triggers": "something that it follows changes",
}


def judge_plan(
    plan: Plan,
    memories: Sequence[tuple[str, StateMemory]] = (),
    against: StateIdentity | None = None,
    share: float = SHARE,
) -> tuple[Danger, ...]:
    """All that somebody has to answer for in a plan, the worst first, each part in the order of the plan.

    `memories` are those of its state by the keys they are kept under, `against` a state that it must come from,
    `share` what counts as most of an environment. Takes time in proportion to the plan.
    """
    kept = [memory for _, memory in memories]
    found = [
        *state_dangers(plan, memories, against),
        *wholesale_dangers(plan, share),
        *two_step_dangers(plan, kept),
        *plan.dangers,
        *_of_changes(plan),
        *unprotected_dangers(plan, kept),
        *_of_the_whole(plan, kept),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda danger: -GUARD_ANSWERS.index(danger.answer)))


def _of_changes(plan: Plan) -> Iterator[Danger]:
    children = _children(plan) if any(is_parent(change.type) for change in plan.changes) else {}
    for change in plan.changes:
        if change.deed in {"none", "read"} and not change.is_deposed:
            continue
        if change.deed in _DONE:
            yield _ended(change, children.get(without_index(change.address), ()))
        elif change.deed == "unknown":
            what = f"cannot tell what happens to it: the plan says {change.said or 'nothing known'}"
            yield Danger("plan.unclear", what, "ask", change.address)
        for lowered in change.lowered:
            yield Danger("plan.unprotected", lowered, "deny" if change.deed in _DONE else "ask", change.address)
        yield from _access(change)


def _ended(change: PlannedChange, children: Sequence[str]) -> Danger:
    """One resource that is destroyed, replaced or forgotten, with all that makes it worse."""
    held = held_by(change.type)
    parts = [f"is {_DONE[change.deed]}"]
    if change.is_deposed:
        parts = ["an old copy of it, left by a replacement that failed, is destroyed"]
    elif change.deed == "forget":
        parts = ["is forgotten: it runs on, and nothing manages it"]
    if held and not change.is_deposed:
        parts[0] += f", with all that it holds ({held})" if change.deed != "forget" else f" ({held})"
    if change.because:
        parts.append(f"forced by {', '.join(change.because[:4])}")
    elif change.reason:
        parts.append(_WHY.get(change.reason, change.reason.replace("_", " ")))
    if children:
        parts.append(_inhabited(children))
    is_whole = change.deed != "forget" and not change.is_deposed and takes_all(change.type)
    if is_whole and not children:
        parts.append("everything in it goes with it")
    if change.deed != "forget":
        parts += change.told
    answer: GuardAnswer = "deny" if held or children or is_whole else "ask"
    rule = "plan.deposed" if change.is_deposed else _RULES[change.deed]
    return Danger(rule, "; ".join(parts), answer, change.address)


def _access(change: PlannedChange) -> Iterator[Danger]:
    if change.is_open and change.deed in {"create", "update", "replace"}:
        yield Danger("plan.access", "opens it to everybody", "ask", change.address)
    elif change.deed in {"update", "delete", "replace"} and decides_access(change.type):
        yield Danger("plan.access", "changes who may do what, or who is reached from where", "ask", change.address)


def _inhabited(children: Sequence[str]) -> str:
    count = f"{len(children):,} managed resources live in it" if len(children) > 1 else "a managed resource lives in it"
    return f"{count} ({', '.join(children[:_MOST_NAMED])}{', …' if len(children) > _MOST_NAMED else ''})"


def _children(plan: Plan) -> dict[str, list[str]]:
    """The managed resources that live in each parent, directly or in what lives in it; first those that the plan does
    not end itself."""
    needed_by: dict[str, list[str]] = defaultdict(list)
    instances: dict[str, list[str]] = defaultdict(list)
    for each in plan.managed:
        instances[without_index(each.address)].append(each.address)
        for need in each.needs:
            needed_by[without_index(need)].append(without_index(each.address))
    parents = {without_index(change.address) for change in plan.changes if is_parent(change.type)}
    ended = {change.address for change in plan.changes if change.deed in _DONE}
    found = {}
    for parent in parents:
        below = [each for plain in _all_below(parent, needed_by) for each in instances[plain]]
        found[parent] = sorted(below, key=lambda address: (address in ended, address))
    return found


def _all_below(parent: str, needed_by: Mapping[str, Iterable[str]]) -> set[str]:
    found, waiting = set[str](), [parent]
    while waiting:
        below = set(needed_by.get(waiting.pop(), ())) - found - {parent}
        found |= below
        waiting += below
    return found


def _of_the_whole(plan: Plan, memories: Sequence[StateMemory]) -> Iterator[Danger]:
    if plan.targets:
        shown = ", ".join(plan.targets[:4]) + (" …" if len(plan.targets) > 4 else "")
        yield Danger("plan.targeted", f"is limited to a part (-target {shown}): the rest is not in it", "ask")
    elif not plan.is_complete:
        yield Danger("plan.incomplete", "says itself that it is not complete: more will change later", "deny")
    for memory in memories:
        if plan.backend and memory.backend and plan.backend != memory.backend:
            yield Danger("plan.backend", f"keeps its state in {plan.backend}, and not in {memory.backend}", "ask")
    before = {each.address: each.provider for each in plan.managed if each.provider}
    for change in plan.changes:
        old = before.get(change.previous or change.address, "")
        if old and change.provider and change.provider != old and change.deed not in {"none", "read"}:
            yield Danger("plan.provider", f"passes from {old} to {change.provider}", "ask", change.address)
