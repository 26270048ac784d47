"""The oracle by itself, and its objects beside those of git."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaign.gate_oracle import World, may_move, may_push
from campaign.gate_papers import Paper, Rules, Somebody, Span
from campaign.plain_objects import PlainObjects

MAIN = "refs/heads/main"
WHO = "Ada <ada@example.test>"
NOW = 1_795_219_200


@pytest.fixture
def objects(tmp_path: Path) -> PlainObjects:
    return PlainObjects(tmp_path / "repo")


def commit(objects: PlainObjects, files: dict[str, str], *parents: str) -> str:
    return objects.commit(objects.tree(files), parents, WHO, WHO, 1_800_000_000, "c")


def test_objects_and_differences_are_those_of_git(objects: PlainObjects) -> None:
    old = commit(objects, {"b": "1\n", "a/x": "1\n2\n", "a.txt": "1\n"})
    new = commit(objects, {"b": "2\n", "a/y": "1\n", "a.txt": "1\n", "a/x": "2\n1\n"}, old)
    objects.git("fsck", "--strict")
    assert objects.git("rev-parse", f"{new}^{{tree}}").strip() == objects.trees[new]
    said = objects.git("diff-tree", "-r", "--raw", "-z", "--no-renames", "--full-index", old, new)
    assert said.encode() == objects.difference(objects.trees[old], objects.trees[new])
    assert objects.chain(old, new) == [new]
    assert objects.chain(new, old) is None
    counted = objects.git("diff-tree", "-r", "--numstat", "--no-renames", old, new).splitlines()
    assert objects.added_lines(new) == sum(int(line.split()[0]) for line in counted)


def test_merge_bases_are_those_of_git(objects: PlainObjects) -> None:
    base = commit(objects, {"a": "1\n"})
    one, other = commit(objects, {"a": "2\n"}, base), commit(objects, {"a": "1\n", "b": "1\n"}, base)
    both = {"a": "2\n", "b": "1\n"}
    cross = commit(objects, both, one, other), commit(objects, both | {"c": "1\n"}, other, one)
    assert objects.merge_bases(*cross) == len(objects.git("merge-base", "--all", *cross).split()) == 2
    assert objects.merge_bases(one, other) == 1


class Town:
    """A world of three people, in which ada has written one change."""

    def __init__(self, objects: PlainObjects) -> None:
        self.objects = objects
        self.base = commit(objects, {"a": "1\n"})
        self.head = commit(objects, {"a": "2\n"}, self.base)
        self.tree = objects.trees[self.head]
        levels = {"ada": "junior", "cyd": "senior", "dot": "staff"}
        people = {name: Somebody(name, level, (f"{name}@example.test",), keys={f"{name}-key": Span()})
                  for name, level in levels.items()}  # fmt: skip
        self.world = World(objects, people, Rules(), "id", now=NOW, tips={MAIN: self.base})
        for each in (self.base, self.head):
            self.world.hands[each], self.world.pushers[each] = ("ada@example.test",), "ada@example.test"

    def is_allowed(self) -> bool:
        return may_move(self.world, MAIN, self.base, self.head, "ada@example.test")

    def put(self, kind: str, *who: str, of: str = "") -> Paper:
        signers = tuple((each, f"{each}-key") for each in who)
        diff, order = self.objects.reviewed(self.base, self.tree), len(self.world.papers)
        made = Paper(f"p{order}", kind, signers, MAIN, self.base, self.head, self.tree, diff, "id", NOW, order,
                     NOW + 9, "critical", of, shown=frozenset({"intent", "rollback"}))  # fmt: skip
        self.world.papers[made.id] = made
        return made


def test_the_law_in_small(objects: PlainObjects) -> None:
    town = Town(objects)
    world, people = town.world, town.world.people
    assert not town.is_allowed()
    town.put("signoff", "cyd")
    assert town.is_allowed()
    world.rules.count = 2
    assert not town.is_allowed()
    world.rules.count, people["cyd"].keys = 1, {"cyd-key": Span(revoked="2026-01-01")}
    assert not town.is_allowed()
    people["cyd"].keys = {"cyd-key": Span(start="2026-01-01")}
    veto = town.put("veto", "cyd")
    assert not town.is_allowed()
    town.put("withdrawal", "dot", of=veto.id)
    assert town.is_allowed()
    world.landed.append((MAIN, objects.reviewed(town.base, town.tree), 5))
    assert not town.is_allowed()
    assert not may_move(world, MAIN, town.head, town.base, "ada@example.test")


@pytest.mark.parametrize("wrong", [
    {"target": "refs/heads/release"}, {"identity": "other"}, {"tier": "low"}, {"shown": frozenset({"intent"})},
    {"is_yes": False}, {"signers": (("ada", "ada-key"),)}, {"signers": (("cyd", "dot-key"),)}, {"expires_at": NOW},
    {"diff": "0" * 64}, {"signers": (("dot", "nobody's"),)},
])  # fmt: skip
def test_a_sign_off_with_one_thing_wrong_is_none(objects: PlainObjects, wrong: dict[str, object]) -> None:
    town = Town(objects)
    made = town.put("signoff", "cyd")
    assert town.is_allowed()
    town.world.papers[made.id] = replace(made, **wrong)  # type: ignore[arg-type]
    assert not town.is_allowed()


def test_broken_glass_takes_two_where_it_is_critical(objects: PlainObjects) -> None:
    town = Town(objects)
    town.put("override", "cyd")
    assert town.is_allowed()
    town.head = commit(objects, {"a": "1\n", ".paraph/policy.yaml": "x\n"}, town.base)
    town.tree = objects.trees[town.head]
    town.world.hands[town.head] = ("ada@example.test",)
    town.put("override", "cyd")
    assert not town.is_allowed()
    town.put("override", "cyd", "dot")
    assert town.is_allowed()


def test_of_several_refs_all_go_in_or_none(objects: PlainObjects) -> None:
    town = Town(objects)
    tag = {"refs/tags/v1": ("", town.head)}
    main = {MAIN: (town.base, town.head)}
    assert not may_push(town.world, tag, "ada@example.test")
    town.put("signoff", "cyd")
    assert may_push(town.world, main | tag, "ada@example.test")
    assert may_push(town.world, {"refs/heads/hot": ("", town.base)}, "ada@example.test")
    assert not may_push(town.world, main | {"refs/heads/hot": ("", town.head)}, "ada@example.test")
    assert not may_push(town.world, {MAIN: (town.base, "")}, "ada@example.test")
    town.world.stood.add(town.head)
    assert may_push(town.world, tag, "ada@example.test")
