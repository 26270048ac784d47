from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks import histories


def lines(folder: Path, *words: str) -> list[str]:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.splitlines()


def test_a_governed_history_has_a_policy_at_its_base_and_a_wide_branch(tmp_path: Path) -> None:
    folder = histories.governed(tmp_path / "one", 40, 3)
    assert len(lines(folder, "rev-list", "main")) >= 40
    assert ".paraph/policy.yaml" in lines(folder, "ls-tree", "-r", "--name-only", "main")
    assert len(lines(folder, "diff", "--name-only", "main", "feature")) == 300
    assert lines(folder, "merge-base", "main", "feature") == lines(folder, "rev-parse", "main")
    assert not (folder / ".git/paraph").exists()
    assert len(lines(folder, "rev-list", "main..feature")) == 5


def test_the_same_seed_makes_the_same_history() -> None:
    first, second = (b"".join(histories.Worked(seed).main(12)) for seed in (5, 5))
    assert first == second
    assert first != b"".join(histories.Worked(6).main(12))


def test_a_wide_range_reaches_far_enough_back(tmp_path: Path) -> None:
    histories.start(tmp_path)
    histories.fill(tmp_path, histories.Worked(1).main(60))
    histories.run(tmp_path, "git", "reset", "--quiet", "--hard")
    base, head = histories.wide_range(tmp_path, 20).split("..")
    assert head == "HEAD"
    assert len(lines(tmp_path, "diff", "--name-only", base, head)) >= 20


def test_a_borrowed_repository_is_left_alone(tmp_path: Path) -> None:
    real = tmp_path / "real"
    histories.start(real)
    histories.fill(real, histories.Worked(1).main(30))
    before = sorted(real.rglob("*"))
    folder = histories.borrowed(str(real), tmp_path / "clone")
    assert (folder / ".paraph/policy.yaml").is_file()
    assert sorted(real.rglob("*")) == before
