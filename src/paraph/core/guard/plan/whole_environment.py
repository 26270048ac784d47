"""Would a plan delete an environment, or delete it and build it anew?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from paraph.core.guard.plan.model import DESTRUCTIVE, Plan, PlannedChange
from paraph.core.model.guard import Danger

SHARE = 0.5
FEWEST = 3


def wholesale_dangers(plan: Plan, share: float = SHARE) -> Iterator[Danger]:
    """Dangers of the plan as a whole. `share` (0 to 1) of the managed resources is what counts as most of them."""
    struck = [change for change in plan.changes if change.deed in DESTRUCTIVE and not change.is_deposed]
    managed = max(len(plan.managed), len(struck))
    if len(struck) >= FEWEST and len(struck) >= share * managed:
        what = f"destroys or replaces {len(struck)} of {managed} managed resources"
        yield Danger("plan.wholesale", what, "deny")
    yield from _whole_groups(plan, struck)
    yield from _built_anew(plan, struck)
    if plan.is_destroying and struck:
        yield Danger("plan.wholesale", "was made to destroy (-destroy)", "deny")


def _whole_groups(plan: Plan, struck: list[PlannedChange]) -> Iterator[Danger]:
    """Every resource of a module, or of a type, at least three of them."""
    groups = (
        ("module", Counter(each.module for each in plan.managed), Counter(each.module for each in struck)),
        ("type", Counter(each.type for each in plan.managed), Counter(each.type for each in struck)),
    )
    for word, there, gone in groups:
        for name, number in sorted(gone.items()):
            if name and number >= FEWEST and number >= there[name]:
                rule = f"plan.whole-{word}"
                yield Danger(rule, f"destroys or replaces all {number} resources of this {word}", "deny", name)


def _built_anew(plan: Plan, struck: list[PlannedChange]) -> Iterator[Danger]:
    """Deletions whose like is created under another address in the same plan: a rename without `moved`."""
    created: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change in plan.changes:
        if change.deed == "create":
            created[change.type, change.name].append(change.address)
    pairs: list[tuple[str, str]] = []
    for change in struck:
        likes = created.get((change.type, change.name))
        if change.deed == "delete" and likes:
            pairs.append((change.address, likes.pop()))
    if len(pairs) >= FEWEST:
        what = f"deletes and recreates {len(pairs)} resources under new addresses: a `moved` block would keep them"
        yield Danger("plan.recreated", what, "deny", pairs[0][0])
    else:
        for old, new in pairs:
            yield Danger("plan.recreated", f"is deleted and created anew as {new}: write a `moved` block", "ask", old)
