"""Threats 24 and 25, and full write access to the database: does anything unrecorded come to look as if it were?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.reconcile import reconcile
from paraph.ports.ledger import Row
from serverside import MAIN, NOTES, RULES, Server, write

Deed = Callable[[sqlite3.Connection, str, str], object]
ADD = "INSERT INTO movements (ref, old, new, state, verdict, entry) VALUES (?, ?, ?, ?, ?, ?)"


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work, "--protect", "main", "--protect", "release/*")
    return made


def entry_of(rows: sqlite3.Connection, state: str) -> int:
    return int(rows.execute("SELECT max(entry) FROM movements WHERE state = ?", (state,)).fetchone()[0])


def as_a_beginning(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute(ADD, (MAIN, "", new, "landed", "", 0))


def as_what_was_there(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute("DELETE FROM movements WHERE old = ''")
    rows.execute(ADD, (MAIN, "", new, "landed", "", 0))


def as_decided_before(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute(ADD, (MAIN, old, new, "decided", "allow", entry_of(rows, "decided")))
    rows.execute(ADD, (MAIN, old, new, "landed", "allow", entry_of(rows, "landed")))


def as_landed_before(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute("UPDATE movements SET new = ? WHERE old != ''", (new,))


def as_accepted(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute(ADD, (MAIN, old, new, "excepted", "", entry_of(rows, "landed")))


def as_let_in(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute("UPDATE movements SET state = 'decided', verdict = 'allow' WHERE state = 'refused'")
    rows.execute(ADD, (MAIN, old, new, "landed", "allow", entry_of(rows, "landed")))


def as_waved_through(rows: sqlite3.Connection, old: str, new: str) -> None:
    rows.execute("UPDATE movements SET state = 'excepted' WHERE state = 'refused'")
    rows.execute(ADD, (MAIN, old, new, "landed", "allow", entry_of(rows, "landed")))


@pytest.mark.parametrize("deed", [
    as_a_beginning, as_what_was_there, as_decided_before, as_landed_before, as_accepted, as_let_in, as_waved_through,
], ids=lambda deed: deed.__name__)  # fmt: skip
def test_rows_that_no_entry_bears_out_hide_nothing(server: Server, work: GitRepo, deed: Deed) -> None:
    work.switch("work", "main")
    head = work.commit("change", {"src/a.py": "a = 2\n"})
    write(work, "signoff", "ben", "work")
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES)).code == 0
    sly = work.commit("sly", {"src/sly.py": "1\n"})
    assert server.ask(work, ("work", MAIN)).code == 1
    server.take(work, "work", MAIN)
    with sqlite3.connect(server.path / "paraph/ledger.db") as rows:
        deed(rows, head, sly)
    with GitRepository(str(server.path)) as reader:
        found = server.read(lambda ledger: reconcile(reader, ledger, MAIN))
    assert sly in [each.new for each in found.open], found


def test_nobody_signs_so_much_that_a_landing_cannot_be_recorded(server: Server, work: GitRepo) -> None:
    work.switch("work", "main")
    work.commit("change", {"src/a.py": "a = 2\n"})
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    (one,) = server.read(lambda ledger: ledger.statements())
    flood = [one._replace(id=f"{number:064x}", expires_at=number % 2) for number in range(1100)]
    content = entry("note", 1, text="flood")
    server.read(lambda ledger: ledger.record([content], rows=[Row(each, 0) for each in flood]))
    assert server.ask(work, ("work", MAIN)).code == 0
    assert len(server.entries("landed")[-1]["spent"]) == 256
    assert [each.id for each in server.read(lambda ledger: ledger.statements()) if each.spent_by is None] == []


def land(server: Server, work: GitRepo, name: str) -> int:
    """Sign a change and push it; main of `work` follows."""
    work.switch(name, "main")
    work.commit(name, {"src/a.py": f"{name}\n"})
    write(work, "signoff", "ben", name)
    done = server.ask(work, (name, MAIN), (NOTES, NOTES))
    work.git("branch", "-f", "main", name)
    return done.code


@pytest.mark.parametrize("second", ["is there", "is removed", "is of another log"])
def test_an_older_copy_of_the_ledger_lets_nothing_in(
    server: Server, work: GitRepo, tmp_path: Path, second: str
) -> None:
    database = server.path / "paraph/ledger.db"
    assert land(server, work, "one") == 0
    older = database.read_bytes()
    assert land(server, work, "two") == 0
    for path in database.parent.glob("ledger.db*"):
        path.unlink()
    database.write_bytes(older)
    (kept,) = (tmp_path / "state").rglob("*.checkpoint")
    if second == "is removed":
        kept.unlink()
    elif second != "is there":
        kept.write_text(kept.read_text().replace("paraph/tests\n", "paraph/other\n"))
    done = server.ask(work, ("two", "refs/heads/elsewhere"), lands=False)
    assert done.code in (1, 2, 4), done.said
    assert "error[" in done.said
