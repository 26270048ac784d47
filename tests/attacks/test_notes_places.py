"""Are lines told in repositories unlike most: other ids, other work trees, areas that cannot be written?"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from agent_hands import Agent, gutter
from paraph.cli.main import main


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(params=["sha256", "linked", "sparse", "submodule"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder in which an agent works, with one commit."""
    kind = request.param
    first = tmp_path / "first"
    git(tmp_path, "init", "-q", f"--object-format={'sha256' if kind == 'sha256' else 'sha1'}", str(first))
    (first / "a.txt").write_text("a\n", encoding="utf-8")
    (first / "d").mkdir()
    (first / "d/b.txt").write_text("b\n", encoding="utf-8")
    git(first, "add", ".")
    git(first, "commit", "-qm", "one")
    if kind == "linked":
        git(first, "worktree", "add", "-q", "-b", "side", str(tmp_path / "second"))
        return tmp_path / "second"
    if kind == "sparse":
        git(first, "sparse-checkout", "set", "--no-cone", "/a.txt")
    if kind == "submodule":
        git(tmp_path, "init", "-q", str(tmp_path / "outer"))
        git(tmp_path / "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(first), "lib")
        return tmp_path / "outer/lib"
    return first


def test_lines_are_captured_and_told_wherever_an_agent_works(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Agent(place).edit("a.txt", "a\n", "a\nb\n")
    git(place, "commit", "-qam", "two")
    assert gutter(place) == {"a.txt": ".A"}
    capfd.readouterr()
    assert main(["--repo", str(place), "detect", "HEAD~1..HEAD", "--lines", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["lines"]["ai"], told["findings"]) == (1, [])
    assert main(["--repo", str(place), "blame", "--json", "a.txt"]) == 0
    assert "claude-code" in capfd.readouterr().out


def test_an_area_that_cannot_be_written_stops_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "-q", ".")
    (tmp_path / "a.txt").write_text("a\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / ".git/paraph").write_text("", encoding="utf-8")
    for verb in (["detect", "HEAD", "--lines"], ["blame", "a.txt"]):
        assert main(["--repo", str(tmp_path), *verb]) == 0
    assert "Traceback" not in "".join(capfd.readouterr())
