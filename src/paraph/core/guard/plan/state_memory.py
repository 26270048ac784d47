"""What is remembered of the states that plans were made from, and which plan comes from an old or a foreign one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from paraph.core.guard.plan.model import DESTRUCTIVE, Plan, without_index
from paraph.core.model.guard import Danger
from paraph.core.model.noun import changed, noun

REFUSING = frozenset({"plan.old-state", "plan.foreign-state", "plan.small-state", "plan.missing-state"})
SHRUNK = 0.5
FEWEST = 4
_MOST_LOWERED = 2000


@noun
class StateMemory:
    """What was last seen of one state: its lineage, its serial, how many resources it managed.

    `lowered` are addresses whose protection a plan took away, what that was, and the digest of that plan; `protected`
    addresses that their configuration kept from being destroyed; `backend` where the state was kept.
    """

    lineage: str = ""
    serial: int | None = None
    managed: int = 0
    lowered: tuple[tuple[str, str, str], ...] = ()
    protected: tuple[str, ...] = ()
    backend: str = ""


@noun
class StateIdentity:
    """The lineage, the serial and the number of managed resources that a state file says of itself."""

    lineage: str
    serial: int | None
    managed: int


def keys_of(plan: Plan, environment: str = "") -> tuple[str, ...]:
    """The names under which a plan's state is remembered: its lineage, and the environment that the caller named.

    A migration has no state.
    """
    if plan.form == "sql":
        return ()
    lineage = (f"{plan.form}:{plan.lineage}",) if plan.lineage else ()
    return (*lineage, *((f"environment:{environment} ({plan.form})",) if environment else ()))


def state_dangers(
    plan: Plan, memories: Sequence[tuple[str, StateMemory]], against: StateIdentity | None = None
) -> Iterator[Danger]:
    """What speaks against the state that a plan was made from. Each of these refuses the plan."""
    seen = set[str]()
    told = [(f"the state remembered for {key.partition(':')[2]}", memory) for key, memory in memories]
    if against is not None:
        told.append(("the state given", StateMemory(against.lineage, against.serial, against.managed)))
    for whose, memory in told:
        for rule, what in _against(plan, memory, whose):
            if rule not in seen:
                seen.add(rule)
                yield Danger(rule, what, "deny")


def _against(plan: Plan, memory: StateMemory, whose: str) -> Iterator[tuple[str, str]]:
    managed = len(plan.managed)
    if plan.lineage and memory.lineage and plan.lineage != memory.lineage:
        yield "plan.foreign-state", f"made from another state: lineage {plan.lineage}, and {whose} has {memory.lineage}"
    elif plan.serial is not None and memory.serial is not None and plan.serial < memory.serial:
        yield "plan.old-state", f"made from an old state: serial {plan.serial}, and {whose} is at {memory.serial}"
    if memory.managed and not managed and not plan.is_destroying:
        yield (
            "plan.missing-state",
            f"the state is missing: everything would be created, and {whose} held {memory.managed}",
        )
    elif memory.managed >= FEWEST and managed < memory.managed * SHRUNK:
        yield "plan.small-state", f"the state holds {managed} resources, and {whose} held {memory.managed}"


def two_step_dangers(plan: Plan, memories: Sequence[StateMemory]) -> Iterator[Danger]:
    """What this plan destroys after an earlier one took its protection away."""
    fallen = [each for memory in memories for each in memory.lowered if each[2] != plan.digest]
    lowered = {address: what for address, what, _ in fallen}
    protected = {address for memory in memories for address in memory.protected}
    for change in plan.changes:
        plain = without_index(change.previous or change.address)
        what = lowered.get(change.previous or change.address) or lowered.get(change.address)
        if change.deed in DESTRUCTIVE and what:
            yield Danger("plan.two-step", f"its protection fell in an earlier plan ({what})", "deny", change.address)
        elif change.deed in DESTRUCTIVE and plain in protected and plain not in (plan.protected or ()):
            yield Danger("plan.two-step", "prevent_destroy was taken out of its configuration", "deny", change.address)


def unprotected_dangers(plan: Plan, memories: Sequence[StateMemory]) -> Iterator[Danger]:
    """What is still there, and no longer kept from being destroyed by its configuration."""
    if plan.protected is None:
        return
    gone = {change.address for change in plan.changes if change.deed in DESTRUCTIVE or change.deed == "forget"}
    there = {without_index(each.address) for each in plan.managed if each.address not in gone}
    before = {address for memory in memories for address in memory.protected}
    for address in sorted((before & there) - set(plan.protected)):
        yield Danger("plan.unprotected", "prevent_destroy was taken out of its configuration", "ask", address)


def remembered(plan: Plan, memory: StateMemory) -> StateMemory:
    """The memory after a plan was looked at that nothing spoke against."""
    lowered = {address: (address, what, digest) for address, what, digest in memory.lowered}
    for change in plan.changes:
        if change.lowered and change.deed == "update":
            lowered[change.address] = (change.address, change.lowered[0], plan.digest)
    serials = [serial for serial in (memory.serial, plan.serial) if serial is not None]
    protected = memory.protected
    if plan.protected is not None:
        destroyed = {without_index(change.address) for change in plan.changes if change.deed in DESTRUCTIVE}
        protected = tuple(sorted(set(plan.protected) | (set(memory.protected) & destroyed)))
        gone = set(memory.protected) - set(protected)
        freed = [each.address for each in plan.managed if without_index(each.address) in gone]
        lowered |= {address: (address, "prevent_destroy was taken out", plan.digest) for address in freed}
    return changed(
        memory,
        lineage=plan.lineage or memory.lineage,
        serial=max(serials, default=None),
        managed=len(plan.managed) or memory.managed,
        lowered=tuple(list(lowered.values())[-_MOST_LOWERED:]),
        protected=protected,
        backend=plan.backend or memory.backend,
    )


def after_approval(plan: Plan, memory: StateMemory) -> StateMemory:
    """The memory once somebody approved a plan: it may leave as few resources as it says, from the state it names."""
    gone = sum(change.deed in {"delete", "forget"} and not change.is_deposed for change in plan.changes)
    left = max(len(plan.managed) - gone, 0)
    return changed(
        memory, lineage=plan.lineage or memory.lineage, serial=plan.serial, managed=left, backend=plan.backend
    )


def memories_after(
    plan: Plan, keys: Sequence[str], memories: Mapping[str, StateMemory], *, is_approved: bool = False
) -> dict[str, StateMemory]:
    """All memories with those of this plan's state brought up to date."""
    found = dict(memories)
    for key in keys:
        looked = remembered(plan, found.get(key, StateMemory()))
        found[key] = after_approval(plan, looked) if is_approved else looked
    return found
