"""A change on a real server, from the push that is refused to the person who is erased, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from serverside import MAIN, NOTES, Server, write

REASON = "request of 21 November"


def land(server: Server, work: GitRepo) -> tuple[str, str]:
    """A change that was refused, then signed, then landed: where main stood, and where it stands."""
    before = server.value(MAIN)
    work.switch("work", "main")
    head = work.commit("keep prices in a cache", {"src/a.py": "a = 2\n"})
    assert server.push(work, "work:main").code == 1
    write(work, "signoff", "ben", "work")
    assert server.push(work, "work:main", f"{NOTES}:{NOTES}").code == 0
    return before, head


def shown(server: Server, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["log", "show", *words, "--repo", str(server.path), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_story_its_proofs_and_its_erasure(
    server: Server, work: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, head = land(server, work)
    capsys.readouterr()
    found = shown(server, capsys, head, "--proofs", str(tmp_path / "proofs"))
    lines: list[dict[str, object]] = found["lines"]  # type: ignore[assignment]
    assert (found["title"], found["recorded"], found["recomputed"]) == ("keep prices in a cache", "allow", "allow")
    assert [each["stage"] for each in lines][-3:] == ["decided", "decided", "landed"]
    assert "ada@example.test" in str(lines[0]["text"])
    assert {path.suffix for path in (tmp_path / "proofs").iterdir()} == {".json", ".tlog-proof"}
    words = ["log", "expunge", "--person", "ada", "--reason", REASON, "--yes", "--repo", str(server.path)]
    assert main(words) == 0
    capsys.readouterr()
    again = shown(server, capsys, head)
    assert (again["recorded"], again["recomputed"], again["is_erased"]) == ("allow", "allow", True)
    assert "ada@example.test" not in json.dumps(again)
    assert main(["log", "verify", "--repo", str(server.path)]) == 0
    assert main(["log", "reconcile", "--repo", str(server.path)]) == 0


def test_what_was_moved_past_the_hooks_is_an_exception_until_somebody_takes_it_on(
    server: Server, work: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    before, head = land(server, work)
    past = work.commit("in the night", {"src/a.py": "a = 3\n"})
    assert server.push(work, "work:refs/heads/night").code == 0
    (server.path / "refs/heads/main").write_text(f"{past}\n")
    place = ["--repo", str(server.path)]
    assert main(["log", "reconcile", *place]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "landed 2 = recorded 1 + exceptions 1"
    deployed = ["gate", "--at", "deploy", "--environment", "shop", *place]
    assert main([*deployed, "--from", before, "--to", past]) != 0
    capsys.readouterr()
    assert main(["log", "reconcile", "--accept", f"{head[:10]}..{past[:10]}", "--reason", "hotfix", *place]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "landed 2 = recorded 1 + exceptions 1 (1 accepted)"


def test_only_what_was_settled_may_be_deployed(
    server: Server, work: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    before, head = land(server, work)
    past = work.commit("in the night", {"src/a.py": "a = 3\n"})
    assert server.push(work, "work:refs/heads/night").code == 0
    capsys.readouterr()

    def asked(end: str) -> str:
        words = ["--environment", "shop", "--from", before, "--to", end, "--repo", str(server.path), "--json"]
        main(["gate", "--at", "deploy", *words])
        tree = json.loads(capsys.readouterr().out)["tree"]
        return str(next(each["state"] for each in tree["children"] if each["kind"] == "deployment"))

    assert asked(head) == "satisfied"
    assert asked(past) == "denied"
