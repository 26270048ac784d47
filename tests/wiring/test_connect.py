"""Repositories that joined one server: each is guarded by its own part of the one log, and the server is told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.adapters.store.scoped import RepositoryLedger
from paraph.cli.main import main
from paraph.core.errors import InputError
from paraph.core.ledger.entry import read_entry
from paraph.ports.board import ConnectedRepository
from paraph.wiring.connect import connect
from paraph.wiring.ledger import open_ledger
from serverside import MAIN, NOTES, RULES, Server, empty_ledger, write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name, content in empty_ledger().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> Server:
    git_repo.commit("rules", RULES)
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.take(git_repo, "main", MAIN)
    return made


def join(server: Server, data: Path) -> ConnectedRepository:
    found = connect(str(data), str(server.path))
    server.install()  # whoever serves git says who pushes
    return found


def entries(data: Path) -> list[dict[str, Any]]:
    with closing(open_ledger("", str(data)).ledger) as ledger:
        return [read_entry(each) for each in ledger.entries()]


def jobs(data: Path) -> list[tuple[str, dict[str, str]]]:
    with closing(sqlite3.connect(data / "ledger.db")) as database:
        found = database.execute("SELECT task, arguments FROM jobs ORDER BY id").fetchall()
        database.execute("DELETE FROM jobs")
        database.commit()
    return [(task, json.loads(arguments)) for task, arguments in found]


def test_a_push_is_decided_from_the_one_log_and_told_to_the_server(shop: Server, data: Path, git_repo: GitRepo) -> None:
    found = join(shop, data)
    assert found == ConnectedRepository(
        "git:shop", "git", "shop", place=str(shop.path), target=MAIN, seen_at=found.seen_at
    )
    assert [each["kind"] for each in entries(data)] == ["genesis", "connected"]
    assert {each["repository"] for each in entries(data)} == {"git:shop"}
    git_repo.switch("work", "main")
    head = git_repo.commit("change", {"src/a.py": "a = 2\n"})
    assert shop.push(git_repo, "work").code == 0
    assert jobs(data) == [("attend", {"repository": "git:shop", "number": "work"})]
    refused = shop.push(git_repo, "work:main")
    assert "◷ wait" in refused.said
    assert jobs(data) == []
    write(git_repo, "signoff", "ben", "work")
    assert shop.push(git_repo, f"{NOTES}:{NOTES}").code == 0
    assert jobs(data) == [("attend", {"repository": "git:shop", "number": "work"})]
    passed = shop.push(git_repo, "work:main")
    assert passed.code == 0, passed.said
    assert shop.value(MAIN) == head
    assert jobs(data) == [("settle", {"repository": "git:shop"})]
    with closing(open_ledger("", str(data)).ledger) as ledger:
        own = RepositoryLedger(ledger, "git:shop")
        assert [each.state for each in own.movements(MAIN)] == ["landed", "refused", "decided", "landed"]
        assert own.introducers([head]) == {head: "login:ada"}
        assert list(ledger.movements(MAIN)) == []
    assert main(["log", "reconcile", "--repo", str(shop.path)]) == 0
    assert main(["log", "verify", "--repo", str(shop.path)]) == 0
    assert not (shop.path / "paraph/ledger.db").exists()
    assert not (shop.path / "paraph/ledger.key").exists()


def test_another_repository_sees_nothing_of_it(
    shop: Server, data: Path, git_repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Server(tmp_path / "other.git", monkeypatch)
    other.take(git_repo, "main", MAIN)
    for each in (shop, other):
        join(each, data)
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    write(git_repo, "signoff", "ben", "work")
    assert shop.ask(git_repo, (NOTES, NOTES)).code == 0
    assert "◷ wait" in other.ask(git_repo, ("work", MAIN)).said
    assert shop.ask(git_repo, ("work", MAIN)).code == 0


def test_a_server_that_does_not_answer_stops_what_is_guarded_alone(shop: Server, data: Path, git_repo: GitRepo) -> None:
    join(shop, data)
    git_repo.switch("work", "main")
    git_repo.commit("change", {"docs/a.md": "a\n"})
    (data / "ledger.key").rename(data / "gone")
    assert shop.ask(git_repo, ("work", MAIN)).code != 0
    (data / "gone").rename(data / "ledger.key")
    assert shop.call("post-receive", [("0" * 40, git_repo.rev("work"), "refs/heads/work")]).code == 0


def test_asked_again_nothing_changes(shop: Server, data: Path) -> None:
    first = connect(str(data), str(shop.path))
    again = connect(str(data), str(shop.path), known=lambda key: first if key == first.key else None)
    assert again._replace(seen_at=0) == first._replace(seen_at=0)
    assert [each["kind"] for each in entries(data)] == ["genesis", "connected"]


def test_two_of_one_name_are_told_apart(shop: Server, data: Path, tmp_path: Path) -> None:
    elsewhere = ConnectedRepository("git:shop", "git", "shop", place=str(tmp_path / "elsewhere/shop.git"))
    with pytest.raises(InputError, match="another git:shop"):
        connect(str(data), str(shop.path), known=lambda _: elsewhere)
    found = connect(str(data), str(shop.path), name="shop-two", known=lambda _: None)
    assert found.key == "git:shop-two"


def test_the_verb_joins_and_shows_it(shop: Server, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["hook", "install", "--server", str(shop.path)]
    assert main([*words, "--join", str(data)]) == 0
    said = capsys.readouterr().out
    assert "post-receive          in place" in said
    assert f"server      {data}, which calls it git:shop" in said
    assert main(["hook", "status", "--server", str(shop.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["server"] == {"data": str(data), "key": "git:shop"}
    assert main([*words, "--principal", "REMOTE_USER"]) == 0
    assert [each["kind"] for each in entries(data)] == ["genesis", "connected"]
    assert main(["hook", "uninstall", "--server", str(shop.path)]) == 0
    assert not (shop.path / "hooks/post-receive").exists()
    assert main([*words, "--name", "x"]) == 2


@pytest.mark.parametrize("words", [["--join", "/nowhere"]])
def test_what_is_no_server_is_told(shop: Server, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "install", "--server", str(shop.path), *words]) == 2
    assert "P1288" in capsys.readouterr().err


def test_a_repository_with_a_work_tree_is_refused(data: Path, make_repo: Callable[..., GitRepo]) -> None:
    work = make_repo("work")
    work.commit("one")
    with pytest.raises(InputError, match="work tree"):
        connect(str(data), str(work.path))
