"""May refs move so, by the law alone? A small judge that shares no code with the gate it is held against.

It is strict: who made a change comes from the head that lands and from the head that was signed, whatever was made of
either later. Where the law leaves a choice (how a movement is cut into landings) any choice will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from campaign.gate_papers import LEVELS, TIERS, Paper, Rules, Somebody, is_valid, taken_back
from campaign.plain_objects import PlainObjects

OWNERS = {"core/": ("dot", "eve"), "b.txt": ("cyd", "mal")}
BASICS = frozenset({"intent", "rollback"})
SIGNERS_OWN = frozenset({"cache-bound", "cache-stale", "rules-weaker"})
"""Those of the questions that signers answer; the others are the author's."""


@dataclass
class World:
    """All that has happened, and what is in force now. `landed` holds target, reviewed difference and moment of
    everything that landed; `made` are the commits that name a tool, `stood` those to which a
    protected branch was moved."""

    objects: PlainObjects
    people: dict[str, Somebody]
    rules: Rules
    identity: str = ""
    hands: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pushers: dict[str, str] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    landed: list[tuple[str, str, int]] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    tips: dict[str, str] = field(default_factory=dict)
    stood: set[str] = field(default_factory=set)
    now: int = 0


class Landing(NamedTuple):
    """One landing; `extra` are the differences that the same push has landed before it."""

    target: str
    base: str
    head: str
    tree: str
    diff: str
    commits: frozenset[str]
    helpers: frozenset[str | None]
    extra: frozenset[str]


def may_push(world: World, moves: dict[str, tuple[str, str]], pusher: str) -> bool:
    """Whether the law can allow these movements of protected refs, old and new (empty for none), all of them."""
    moved = world.stood | {new for ref, (_, new) in moves.items() if ref.startswith("refs/heads/")}
    return all(
        _may_tag(old, new, moved) if ref.startswith("refs/tags/")
        else may_move(world, ref, old, new, pusher)
        for ref, (old, new) in moves.items()
    )  # fmt: skip


def _may_tag(old: str, new: str, moved: set[str]) -> bool:
    """A tag is made once, on what a protected branch was moved to: commits inside a movement are not deployable."""
    return bool(new) and old in ("", new) and new in moved


def first_parents(world: World, tip: str) -> list[str]:
    """A commit and its first parents, the newest first."""
    found = [tip]
    while world.objects.parents[found[-1]]:
        found.append(world.objects.parents[found[-1]][0])
    return found


def may_move(world: World, target: str, old: str, new: str, pusher: str) -> bool:
    """Whether the law can allow this movement of a protected branch: as a whole, or landing by landing."""
    if not new:
        return False
    if not old:
        old = fork(world, new)
    chain = world.objects.chain(old, new) if old else None
    if chain is None:
        return False
    if any(len(world.objects.parents[each]) > 2 for each in world.objects.ancestry(new) - world.objects.ancestry(old)):
        return False
    return _splits(world, target, old, chain, pusher, frozenset())


def fork(world: World, new: str) -> str:
    """Where a new branch leaves what has landed on protected ones."""
    movements = {each for tip in world.tips.values() for each in first_parents(world, tip)}
    return next((each for each in first_parents(world, new) if each in movements), "")


def _splits(world: World, target: str, old: str, chain: list[str], pusher: str, extra: frozenset[str]) -> bool:
    """Whether the chain can be cut into landings that are each allowed; what one lands is spent for the next."""
    if not chain:
        return True
    for end in range(len(chain), 0, -1):
        new = chain[end - 1]
        landed = extra | {world.objects.reviewed(old, world.objects.trees[new])}
        if _may_land(world, target, old, new, pusher, extra) and _splits(
            world, target, new, chain[end:], pusher, landed
        ):
            return True
    return False


def _may_land(world: World, target: str, base: str, new: str, pusher: str, extra: frozenset[str]) -> bool:
    objects, tree = world.objects, world.objects.trees[new]
    diff = objects.reviewed(base, tree)
    for head in _heads(world, target, base, new, tree, diff):
        commits = frozenset(objects.ancestry(head) - objects.ancestry(base))
        helpers = _helpers(world, commits, pusher)
        if commits and _is_answered(world, Landing(target, base, head, tree, diff, commits, helpers, extra)):
            return True
    return False


def _heads(world: World, target: str, base: str, new: str, tree: str, diff: str) -> Iterator[str]:
    """What lands: a head that was signed for just this, or that a merge brings; else all that stands between."""
    objects, parents = world.objects, world.objects.parents[new]
    named = [paper.head for paper in world.papers.values() if (paper.target, paper.diff) == (target, diff)]
    brought = [parents[1]] if len(parents) == 2 and parents[0] == base else []
    found = [head for head in dict.fromkeys((*named, *brought)) if objects.merge(base, head) == tree]
    yield from found or [new]


def _helpers(world: World, commits: Iterable[str], pusher: str) -> frozenset[str | None]:
    """Everybody who had a hand in some commits; None among them stands for somebody nobody knows."""
    every = list(commits)
    hands = {address for each in every for address in world.hands[each]}
    hands |= {world.pushers.get(each, pusher) for each in every}
    return frozenset(_holder(world, address) for address in hands)


def _holder(world: World, address: str) -> str | None:
    return next((each.id for each in world.people.values() if address in each.addresses), None)


def _is_answered(world: World, at: Landing) -> bool:
    if any(_forbids(world, paper, at) for paper in world.papers.values()):
        return False
    rules = {"read": _is_read(world, at)}
    if world.rules.has_owners:
        rules["owners"] = _is_owned(world, at)
    if world.rules.is_tested:
        rules["tested"] = _is_tested(world, at)
    glass = [paper for paper in world.papers.values() if _overrides(world, paper, at)]
    return all(
        is_met or any(not paper.rules or name in paper.rules for paper in glass) for name, is_met in rules.items()
    )


def _is_read(world: World, at: Landing) -> bool:
    if None in at.helpers:
        return False
    signers = {
        paper.person for paper in world.papers.values()
        if _counts(world, paper, at) and _is_bound(world, paper, at, world.rules.binding)
        and LEVELS.index(world.people[paper.person].level) >= LEVELS.index(world.rules.level)
        and _has_answered(world, paper, at)
    }  # fmt: skip
    return len(signers) >= world.rules.count


def _is_owned(world: World, at: Landing) -> bool:
    """Each group of owners of a touched path has an answer, and so have the paths that nobody owns."""
    if None in at.helpers:
        return False
    groups: dict[tuple[str, ...], set[str]] = {}
    for path in world.objects.paths(at.base, at.tree):
        groups.setdefault(_owners(path), set()).add(path)
    return all(
        any(_counts(world, paper, at) and _is_for(world, paper, at, owners, paths) for paper in world.papers.values())
        for owners, paths in groups.items()
    )


def _owners(path: str) -> tuple[str, ...]:
    return next((owners for start, owners in OWNERS.items() if path.startswith(start)), ())


def _is_for(world: World, paper: Paper, at: Landing, owners: tuple[str, ...], paths: set[str]) -> bool:
    """Whether an answer holds for a group's paths: as a whole, or over all that is its owner's."""
    if owners and paper.person not in owners:
        return False
    if _is_bound(world, paper, at, "tree"):
        return True
    signed, now = _sides(world, paper.base, paper.tree), _sides(world, at.base, at.tree)
    theirs = {each for each in (*signed, *now) if (paper.person in _owners(each) if owners else not _owners(each))}
    return all(
        signed.get(each) == now.get(each) and not _came(world, paper, at, {each}) for each in theirs | paths
    ) and not _came(world, paper, at, set(signed))


def _is_tested(world: World, at: Landing) -> bool:
    reports = [
        paper.is_yes for paper in world.papers.values()
        if paper.kind == "evidence" and paper.person == "ci" and is_valid(world, paper)
        and (paper.head == at.head or paper.tree == at.tree)
    ]  # fmt: skip
    return bool(reports) and all(reports)


def _overrides(world: World, paper: Paper, at: Landing) -> bool:
    """Whether the glass was broken for just this content, by enough people, and in time."""
    if paper.kind != "override" or paper.target != at.target or not is_valid(world, paper):
        return False
    here = {who for who, key in paper.signers if is_valid(world, paper, who, key) and not world.people[who].has_left}
    is_able = paper.person in here and (_tier(world, at) != "critical" or len(here) > 1)
    everybody = {who for who, _ in paper.signers}
    is_live = paper.expires_at > world.now and not everybody & taken_back(world, paper)
    return is_able and is_live and _is_bound(world, paper, at, "tree")


def _forbids(world: World, paper: Paper, at: Landing) -> bool:
    """Whether a veto stands: on this content, on a commit of it, or on what has become it."""
    if paper.kind != "veto" or paper.target != at.target or not is_valid(world, paper):
        return False
    signed, now = _sides(world, paper.base, paper.tree), _sides(world, at.base, at.tree)
    is_kept = any(now.get(path) == sides for path, sides in signed.items())
    is_near = 2 * len(signed.keys() & now.keys()) >= len(signed)
    if not (paper.diff == at.diff or paper.head in at.commits or is_kept or is_near):
        return False
    rank = LEVELS.index(world.people[paper.person].level)
    here = [world.people[who] for who in taken_back(world, paper) if not world.people[who].has_left]
    return not any(who.id == paper.person or LEVELS.index(who.level) > rank for who in here)


def _counts(world: World, paper: Paper, at: Landing) -> bool:
    """Whether a sign-off counts at all, whatever it is asked for."""
    if paper.kind != "signoff" or not paper.is_yes or not is_valid(world, paper) or paper.target != at.target:
        return False
    if world.people[paper.person].has_left or paper.person in taken_back(world, paper):
        return False
    if paper.expires_at <= world.now or TIERS.index(paper.tier) < TIERS.index(_tier(world, at)):
        return False
    if not questions_of(world, at.base, at.tree, at.commits) <= paper.shown:
        return False
    if paper.ai_lines < ai_lines_of(world, at.commits) or paper.person in at.helpers:
        return False
    signed = world.objects.ancestry(paper.head) - world.objects.ancestry(paper.base)
    return paper.head in at.commits or not {paper.person, None} & _helpers(world, signed, "")


def _has_answered(world: World, paper: Paper, at: Landing) -> bool:
    if world.rules.answers == "optional":
        return True
    asked = questions_of(world, at.base, at.tree, at.commits) & SIGNERS_OWN
    return bool(paper.answered) and asked <= paper.answered


def _is_bound(world: World, paper: Paper, at: Landing, binding: str) -> bool:
    """Whether what was signed is what would land, and has not landed since."""
    if paper.diff != at.diff or _is_spent(world, paper, at):
        return False
    return paper.head == at.head or (binding == "tree" and world.objects.merge(at.base, paper.head) == at.tree)


def _is_spent(world: World, paper: Paper, at: Landing) -> bool:
    key = (at.target, paper.diff)
    is_landed = any((where, what) == key and order >= paper.order for where, what, order in world.landed)
    came = _came(world, paper, at, set(_sides(world, paper.base, paper.tree)))
    return is_landed or paper.diff in at.extra or came


def _came(world: World, paper: Paper, at: Landing, paths: set[str]) -> bool:
    """Whether the target came to hold what was signed at some paths, all at once, since it was signed."""
    sides = {path: both for path, both in _sides(world, paper.base, paper.tree).items() if path in paths}
    state = {path: before for path, (before, _) in sides.items()}
    last = paper.base
    for commit in world.objects.chain(paper.base, at.base) or ():
        moved = _sides(world, last, world.objects.trees[commit])
        state |= {path: after for path, (_, after) in moved.items() if path in sides}
        if moved.keys() & sides.keys() and all(state[path] == after for path, (_, after) in sides.items()):
            return True
        last = commit
    return False


def _sides(world: World, base: str, tree: str) -> dict[str, tuple[str | None, str | None]]:
    """What each changed path holds before and after."""
    before, after = world.objects.files[world.objects.trees[base]], world.objects.files[tree]
    return {path: (before.get(path), after.get(path)) for path in world.objects.paths(base, tree)}


def _tier(world: World, at: Landing) -> str:
    return tier_of(world, at.base, at.head, at.tree)


def tier_of(world: World, base: str, head: str, tree: str) -> str:
    """The tier of a change: what judges is critical, several merge bases are high, the rest is the policy's."""
    found = {"critical" if path.startswith(".paraph/") else world.rules.core_tier if path.startswith("core/") else
             "medium" for path in world.objects.paths(base, tree)}  # fmt: skip
    if world.objects.merge_bases(base, head) > 1:
        found.add("high")
    return max(found, key=TIERS.index, default="medium")


def questions_of(world: World, base: str, tree: str, commits: Iterable[str]) -> frozenset[str]:
    """The questions that a change raises by what it touches."""
    files, paths = world.objects.files[tree], world.objects.paths(base, tree)
    found = set(BASICS)
    if any(path not in files for path in paths):
        found.add("deleted")
    if any(path.startswith("cache/") for path in paths):
        found |= {"cache-bound", "cache-stale"}
    if any(path.startswith(".paraph/") for path in paths):
        found.add("rules-weaker")
    if ai_lines_of(world, commits):
        found.add("ai-explain")
    return frozenset(found)


def ai_lines_of(world: World, commits: Iterable[str]) -> int:
    """The lines that commits with a tool's trailer add."""
    return sum(world.objects.added_lines(each) for each in commits if each in world.made)
