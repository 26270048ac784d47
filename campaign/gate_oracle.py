"""May a branch move so, by the law alone? A small judge that shares no code with the gate it is held against.

It says yes where some reading of the law allows the movement, so that whatever else the gate lets in is a false allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from campaign.plain_objects import PlainObjects

LEVELS = ("junior", "mid", "senior", "staff", "principal")
TIERS = ("low", "medium", "high", "critical")


@dataclass
class Somebody:
    """A person as the directory has them now; `dead` are the names of keys that are revoked."""

    id: str
    level: str
    addresses: tuple[str, ...]
    has_left: bool = False
    dead: set[str] = field(default_factory=set)


@dataclass
class Rules:
    """The policy as it is now."""

    count: int = 1
    level: str = "senior"
    binding: str = "tree"
    core_tier: str = "medium"


@dataclass
class Paper:
    """A statement as it was signed, whether or not it should count. `order` is when it came in."""

    id: str
    kind: str
    person: str
    key: str
    target: str
    base: str
    head: str
    tree: str
    diff: str
    tier: str
    expires_at: int
    order: int
    of: str = ""
    is_genuine: bool = True
    is_approval: bool = True


@dataclass
class World:
    """Everything that the law looks at."""

    objects: PlainObjects
    people: dict[str, Somebody]
    rules: Rules
    hands: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The addresses in each commit."""
    pushers: dict[str, str] = field(default_factory=dict)
    """The address of whoever first brought each commit."""
    papers: dict[str, Paper] = field(default_factory=dict)
    landed: list[tuple[str, str, int]] = field(default_factory=list)
    """Target, reviewed difference and moment of everything that landed."""
    now: int = 0


def may_move(world: World, target: str, old: str, new: str, pusher: str) -> bool:
    """Whether the law can allow this movement: as a whole, or landing by landing."""
    chain = world.objects.chain(old, new)
    if chain is None:
        return False
    if not chain:
        return True
    if any(len(world.objects.parents[each]) > 2 for each in world.objects.ancestry(new) - world.objects.ancestry(old)):
        return False
    return _splits(world, target, old, chain, pusher, frozenset())


def _splits(world: World, target: str, old: str, chain: list[str], pusher: str, spent: frozenset[str]) -> bool:
    """Whether the chain can be cut into landings that are each allowed; what one lands is spent for the next."""
    if not chain:
        return True
    for end in range(len(chain), 0, -1):
        new = chain[end - 1]
        diff = world.objects.reviewed(old, world.objects.trees[new])
        is_landing = diff not in spent and _may_land(world, target, old, new, pusher)
        if is_landing and _splits(world, target, new, chain[end:], pusher, spent | {diff}):
            return True
    return False


def _may_land(world: World, target: str, base: str, new: str, pusher: str) -> bool:
    objects = world.objects
    tree = objects.trees[new]
    diff = objects.reviewed(base, tree)
    return any(_is_answered(world, target, base, head, tree, diff, pusher) for head in _heads(world, base, new, tree))


def _heads(world: World, base: str, new: str, tree: str) -> Iterator[str]:
    """What may count as the head that lands: the tip itself, what a merge brings, what was signed."""
    objects = world.objects
    yield new
    parents = objects.parents[new]
    found = [parents[1]] if len(parents) == 2 and parents[0] == base else []
    found += [paper.head for paper in world.papers.values() if paper.kind == "signoff"]
    for head in dict.fromkeys(found):
        if objects.merge(base, head) == tree:
            yield head


def _is_answered(world: World, target: str, base: str, head: str, tree: str, diff: str, pusher: str) -> bool:
    commits = world.objects.ancestry(head) - world.objects.ancestry(base)
    hands = {address for each in commits for address in world.hands[each]}
    hands |= {world.pushers.get(each, pusher) for each in commits}
    helpers = {_holder(world, address) for address in hands}
    if None in helpers or not commits:
        return False
    if any(_forbids(world, paper, target, diff, commits) for paper in world.papers.values()):
        return False
    tier = max((_tier(world, path) for path in world.objects.paths(base, tree)), key=TIERS.index, default="medium")
    signers = {
        paper.person for paper in world.papers.values()
        if _counts(world, paper, target, base, head, tree, diff, tier) and paper.person not in helpers
    }  # fmt: skip
    return len(signers) >= world.rules.count


def _tier(world: World, path: str) -> str:
    return (
        "critical" if path.startswith(".paraph/") else world.rules.core_tier if path.startswith("core/") else "medium"
    )


def _holder(world: World, address: str) -> str | None:
    return next((each.id for each in world.people.values() if address in each.addresses), None)


def _is_valid(world: World, paper: Paper) -> bool:
    """Whether a statement is by somebody who is here, with a key of theirs that is good now."""
    somebody = world.people.get(paper.person)
    return paper.is_genuine and somebody is not None and paper.key not in somebody.dead


def _taken_back(world: World, paper: Paper, *, by_higher: bool) -> bool:
    for each in world.papers.values():
        if each.kind != "withdrawal" or each.of != paper.id or not _is_valid(world, each):
            continue
        who, owner = world.people[each.person], world.people[paper.person]
        if who.has_left:
            continue
        if who.id == owner.id or (by_higher and LEVELS.index(who.level) > LEVELS.index(owner.level)):
            return True
    return False


def _forbids(world: World, paper: Paper, target: str, diff: str, commits: set[str]) -> bool:
    if paper.kind != "veto" or paper.target != target or not _is_valid(world, paper):
        return False
    speaks_of_it = paper.diff == diff or paper.head in commits
    return speaks_of_it and not _taken_back(world, paper, by_higher=True)


def _counts(world: World, paper: Paper, target: str, base: str, head: str, tree: str, diff: str, tier: str) -> bool:
    if paper.kind != "signoff" or not paper.is_approval or not _is_valid(world, paper):
        return False
    somebody = world.people[paper.person]
    is_able = not somebody.has_left and LEVELS.index(somebody.level) >= LEVELS.index(world.rules.level)
    is_live = paper.expires_at > world.now and TIERS.index(paper.tier) >= TIERS.index(tier)
    if not is_able or not is_live or paper.target != target or paper.diff != diff:
        return False
    if any((where, what) == (target, diff) and at >= paper.order for where, what, at in world.landed):
        return False
    if _taken_back(world, paper, by_higher=False):
        return False
    if world.rules.binding == "exact":
        return paper.head == head
    return paper.head == head or world.objects.merge(base, paper.head) == tree
