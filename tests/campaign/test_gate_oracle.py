"""The oracle by itself, and its objects beside those of git."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.gate_oracle import Paper, Rules, Somebody, World, may_move
from campaign.plain_objects import PlainObjects

MAIN = "refs/heads/main"
WHO = "Ada <ada@example.test>"


@pytest.fixture
def objects(tmp_path: Path) -> PlainObjects:
    return PlainObjects(tmp_path / "repo")


def commit(objects: PlainObjects, files: dict[str, str], *parents: str) -> str:
    return objects.commit(objects.tree(files), parents, WHO, WHO, 1_800_000_000, "c")


def test_objects_and_differences_are_those_of_git(objects: PlainObjects) -> None:
    old = commit(objects, {"b": "1\n", "a/x": "1\n", "a.txt": "1\n"})
    new = commit(objects, {"b": "2\n", "a/y": "1\n", "a.txt": "1\n"}, old)
    objects.git("fsck", "--strict")
    assert objects.git("rev-parse", f"{new}^{{tree}}").strip() == objects.trees[new]
    said = objects.git("diff-tree", "-r", "--raw", "-z", "--no-renames", "--full-index", old, new)
    assert said.encode() == objects.difference(objects.trees[old], objects.trees[new])
    assert objects.chain(old, new) == [new]
    assert objects.chain(new, old) is None


def test_the_law_in_small(objects: PlainObjects) -> None:
    base = commit(objects, {"a": "1\n"})
    head = commit(objects, {"a": "2\n"}, base)
    people = {name: Somebody(name, level, (f"{name}@example.test",)) for name, level in
              (("ada", "junior"), ("cyd", "senior"), ("dot", "staff"))}  # fmt: skip
    world = World(objects, people, Rules(), now=10)
    for each in (base, head):
        world.hands[each], world.pushers[each] = ("ada@example.test",), "ada@example.test"
    tree = objects.trees[head]

    def allowed() -> bool:
        return may_move(world, MAIN, base, head, "ada@example.test")

    def paper(id_: str, kind: str, who: str, of: str = "") -> Paper:
        diff = objects.reviewed(base, tree)
        return Paper(id_, kind, who, f"{who}-key", MAIN, base, head, tree, diff, "medium", 99, 1, of)

    assert not allowed()
    world.papers["s"] = paper("s", "signoff", "cyd")
    assert allowed()
    world.rules.count = 2
    assert not allowed()
    world.rules.count, people["cyd"].dead = 1, {"cyd-key"}
    assert not allowed()
    people["cyd"].dead = set()
    world.papers["v"] = paper("v", "veto", "cyd")
    assert not allowed()
    world.papers["w"] = paper("w", "withdrawal", "dot", "v")
    assert allowed()
    world.landed.append((MAIN, objects.reviewed(base, tree), 5))
    assert not allowed()
    assert not may_move(world, MAIN, head, base, "ada@example.test")
