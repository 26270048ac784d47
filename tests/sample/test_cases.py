"""Does the gate say of each open change of the shop what is certain about it, whatever the seed?"""

from __future__ import annotations

import json
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


def test_the_demo_tells_the_truth_about_a_shop_it_has_never_seen(tmp_path: Path) -> None:
    build(31, tmp_path / "shop.bundle")
    script = Path(demo.__file__)
    done = subprocess.run(
        [sys.executable, script, "--bundle", tmp_path / "shop.bundle", "--into", tmp_path / "demo"],
        capture_output=True,
        text=True,
        check=True,
    )
    shop = tmp_path / "demo"
    told = done.stdout
    assert f"{len(demo.git(shop, 'rev-list', 'main').split())} commits" in told
    for branch in demo.branches(shop)[::3]:
        row = next(line for line in told.splitlines() if line.startswith(f"{branch} "))
        decision = demo.gate(shop, branch)
        assert row.split()[1:4] == [decision["verdict"], decision["tier"], decision["assistance"]]
    there = {path for path in demo.git(shop, "ls-tree", "-r", "--name-only", "main").split() if "/pricing/" in path}
    absent = [rule for rule in PRICING if not any(path.endswith(f"/{rule}.py") for path in there)]
    assert absent
    assert not any(f"{rule}.py" in told for rule in absent)
