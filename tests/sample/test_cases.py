"""Does the gate say of each open change of the shop what is certain about it, whatever the seed?"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from examples import demo
from examples.sample.build import SEED, build
from examples.sample.cases import CASES
from examples.sample.shop import PRICING

SEEDS = (SEED, 23)


@pytest.fixture(scope="module", params=SEEDS)
def decisions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The decision on every open change of one seed's shop."""
    folder = tmp_path_factory.mktemp("shop")
    build(request.param, folder / "shop.bundle")
    shop = demo.clone(folder / "shop.bundle", folder / "demo")
    return {branch.removeprefix("change/"): demo.gate(shop, branch) for branch in demo.branches(shop)}


def test_the_gate_says_what_is_certain(decisions: dict[str, Any]) -> None:
    found = {
        name: (decision["tier"], decision["assistance"], decision["verdict"]) for name, decision in decisions.items()
    }
    assert found == {case.branch: (case.tier, case.assistance, case.verdict) for case in CASES}


def test_the_reasons_are_the_right_ones(decisions: dict[str, Any]) -> None:
    def reasons(name: str) -> str:
        return json.dumps(decisions[name]["tier_reasons"])

    assert "files depend on a changed file" in reasons("round-money")
    assert "symlink" in reasons("tidy-component")
    assert any("contradict" in finding["kind"] for finding in decisions["low-stock"]["findings"])
    assert decisions["docs-typo"]["missing"] == []


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo of a shop that it has never seen, on a machine without ssh-keygen: the clone, and what was printed."""
    folder = tmp_path_factory.mktemp("unseen")
    build(31, folder / "shop.bundle")
    programs = folder / "programs"
    programs.mkdir()
    for name in ("sh", "git", "cat", "dd", "grep", "head", "tail"):
        (programs / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [sys.executable, demo.__file__, "--bundle", folder / "shop.bundle", "--into", folder / "demo", "--no-server"],
        env={"PATH": str(programs), "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert not (folder / "home").exists()
    return folder / "demo", done.stdout


def test_the_demo_tells_the_truth_about_a_shop_it_has_never_seen(told: tuple[Path, str]) -> None:
    shop, said = told
    assert f"{len(demo.git(shop, 'rev-list', 'main').split())} commits" in said
    for branch in demo.branches(shop)[::3]:
        row = next(line for line in said.splitlines() if line.startswith(f"{branch} "))
        decision = demo.gate(shop, branch)
        assert row.split()[1:4] == [decision["verdict"], decision["tier"], decision["assistance"]]
    there = {path for path in demo.git(shop, "ls-tree", "-r", "--name-only", "main").split() if "/pricing/" in path}
    absent = [rule for rule in PRICING if not any(path.endswith(f"/{rule}.py") for path in there)]
    assert absent
    assert not any(f"{rule}.py" in said for rule in absent)


def test_the_demo_pushes_to_a_guarded_server_and_shows_what_it_says(told: tuple[Path, str]) -> None:
    shop, said = told
    server = shop / "guarded" / "server.git"
    pushes = [part.partition("\n\nfinn$")[0] for part in said.split("git push origin main\n")[1:]]
    assert [("[remote rejected]" in part, "main may move" in part) for part in pushes] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert "signed other content" in " ".join(line.removeprefix("remote:").strip() for line in pushes[2].splitlines())
    landed = demo.git(server, "log", "--first-parent", "--format=%s", "-2", "main").splitlines()
    assert landed[0].startswith("Merge change/")
    assert landed[1] == "Everybody has a key"
    chosen = landed[0].removeprefix("Merge ")
    assert f"paraph log show {chosen} " in said
    assert "landed 1 = recorded 1 + exceptions 0" in said
    assert demo.git(server, "rev-parse", "--short=10", "main").strip() in said
    assert "There is no ssh-keygen here" in said


def test_the_demo_alters_one_byte_and_the_verifier_names_the_entry(told: tuple[Path, str]) -> None:
    shop, said = told
    verified, _, altered = said.partition("One byte of what was published is altered")
    size = json.loads(demo.paraph(shop, "log", "verify", "--repo", "guarded/server.git", "--json"))["size"]
    assert f"verified: {size} entries of paraph/server-" in verified
    named = re.search(r"error\[P0811\] entry (\d+) \(decided, refs/heads/main\)", altered)
    assert "not verified" in altered
    assert named
    entry = re.search(rf"allow, main .* #{named[1]} ", verified.split("paraph log show")[1])
    assert entry, "it is the entry with the decision to let the change in"


def test_a_demo_leaves_a_clone_of_the_guarded_server_to_push_from(told: tuple[Path, str]) -> None:
    shop = told[0] / "guarded" / "shop"
    assert demo.git(shop, "status", "--porcelain") == demo.git(told[0], "status", "--porcelain") == ""
    assert (
        demo.git(shop, "rev-parse", "HEAD", "origin/main").split()
        == [demo.git(told[0] / "guarded" / "server.git", "rev-parse", "main").strip()] * 2
    )
