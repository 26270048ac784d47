"""`paraph hook … --server`, as an operator uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.hook_server import _without_password
from paraph.cli.main import main
from serverside import MAIN, RULES, Server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.take(git_repo, git_repo.commit("rules", RULES), MAIN)
    return made


def test_an_install_says_what_it_guards_and_what_to_keep(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "install", "--server", str(server.path), "--signed-pushes"]) == 0
    captured = capsys.readouterr()
    assert f"protects    {MAIN}" in captured.out
    assert "policy      from refs/heads/main" in captured.out
    seed = server.git("config", "receive.certNonceSeed")
    assert "receive.certNonceSeed = (secret)" in captured.out
    assert seed not in captured.out
    assert "Back up" in captured.err
    assert "--principal" in captured.err


def test_every_answer_has_a_form_for_machines(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "install", "--server", str(server.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [hook["state"] for hook in found["hooks"]] == ["current", "current"]
    assert found["ledger"]["vkey"]
    assert main(["hook", "uninstall", "--server", str(server.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["removed"] == ["pre-receive", "reference-transaction"]
    assert main(["hook", "status", "--server", str(server.path)]) == 1
    assert "not installed" in capsys.readouterr().out
    assert main(["hook", "uninstall", "--server", str(server.path)]) == 0
    assert "nothing of Paraph's" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////srv/a@b/ledger.db", "sqlite:////srv/a@b/ledger.db"),
        ("postgresql+psycopg://paraph:secret@db/log", "postgresql+psycopg://paraph@db/log"),
        ("postgresql+psycopg://paraph:se:cr@et@db/log", "postgresql+psycopg://paraph@db/log"),
        ("postgresql+psycopg:///log", "postgresql+psycopg:///log"),
    ],
)
def test_no_password_is_shown(url: str, shown: str) -> None:
    assert _without_password(url) == shown


def test_a_server_without_a_policy_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Server(tmp_path / "empty.git", monkeypatch)
    assert main(["hook", "install", "--server", str(empty.path)]) == 0
    captured = capsys.readouterr()
    assert "it has none yet" in captured.out
    assert "nothing can be pushed" in captured.err
    policy = tmp_path / "policy.yaml"
    policy.write_text(RULES[".paraph/policy.yaml"])
    assert main(["hook", "install", "--server", str(empty.path), "--policy", str(policy)]) == 0
    assert f"until it has one, {policy}" in capsys.readouterr().out


def test_quietly_nothing_is_said_where_all_is_in_order(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("install", "status"):
        assert main(["hook", verb, "--server", str(server.path), "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")
    (server.path / "hooks/pre-receive").unlink()
    assert main(["hook", "status", "--server", str(server.path), "--quiet"]) == 1
    assert capsys.readouterr().out == "pre-receive           not installed\n"


@pytest.mark.parametrize("words", [(), ("--quiet",), ("--json",)])
def test_what_nobody_could_give_is_told_a_line_each(
    words: tuple[str, ...], server: Server, git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    strong = "  - {name: strong, require: [{signoff: {count: 1}}, {evidence: tests}]}\n"
    policy = RULES[".paraph/policy.yaml"] + strong
    server.take(git_repo, git_repo.commit("stricter", {".paraph/policy.yaml": policy}), MAIN)
    assert main(["hook", "install", "--server", str(server.path), *words]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning[")]
    assert [line.split("]")[0] for line in said] == ["warning[P0165", "warning[P0166"]
    assert ".paraph/policy.yaml:7:" in said[0]
    assert "proof: signed" in said[0]


def test_a_policy_that_cannot_be_read_is_told(
    server: Server, git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    server.take(git_repo, git_repo.commit("broken", {".paraph/policy.yaml": "ruels: []\n"}), MAIN)
    assert main(["hook", "install", "--server", str(server.path), "-q"]) == 0
    assert "warning[P0120] .paraph/policy.yaml:1:1" in capsys.readouterr().err
