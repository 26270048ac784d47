"""Statements come in by pushes of notes: only added, only good ones, and each with all of its signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.core.attest.envelope import read_envelope
from paraph.core.attest.predicates import OverridePredicate
from serverside import FAR, MAIN, NOTES, RULES, Server, carry, forged, write

OVERRIDE = OverridePredicate("The shop is down.", "critical", FAR, FAR)


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.take(work, "main", MAIN)
    made.install()
    return made


def _misplace(work: GitRepo) -> None:
    write(work, "signoff", "ben", "work")
    line = work.git("notes", f"--ref={NOTES}", "show", "work").encode()
    work.git("update-ref", "-d", NOTES)
    carry(work, work.rev("main"), line)


def _lie(work: GitRepo) -> None:
    write(work, "signoff", "ben", "work")
    line = work.git("notes", f"--ref={NOTES}", "show", "work").encode()
    work.git("update-ref", "-d", NOTES)
    carry(work, work.rev("work"), forged(line, "ben", tree=work.rev("main^{tree}")))


def test_a_good_statement_is_entered_once(server: Server, work: GitRepo) -> None:
    id_ = write(work, "signoff", "ben", "work")
    done = server.ask(work, (NOTES, NOTES))
    assert done.code == 0
    assert "1 statement taken into the ledger" in done.said
    entry = server.entries("statement")[0]
    assert (entry["statement"], entry["of"], entry["target"], entry["head"]) == (id_, "signoff", MAIN, work.rev("work"))
    write(work, "declaration", "ada", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    assert [each["of"] for each in server.entries("statement")] == ["signoff", "declaration"]


def test_a_second_signature_joins_the_first(server: Server, work: GitRepo) -> None:
    id_ = write(work, "override", "ben", "work", said=OVERRIDE)
    assert server.ask(work, (NOTES, NOTES)).code == 0
    assert write(work, "override", "ben", "work", said=OVERRIDE, signers=("ben", "cleo")) == id_
    assert server.ask(work, (NOTES, NOTES)).code == 0
    kept = server.read(lambda ledger: ledger.statements(ids=[id_]))
    assert [len(read_envelope(each.envelope).signatures) for each in kept] == [2]


@pytest.mark.parametrize("how", ["deleted", "rewritten", "replaced"])
def test_nothing_is_taken_out(server: Server, work: GitRepo, how: str) -> None:
    write(work, "signoff", "ben", "work")
    server.take(work, NOTES, NOTES)
    if how == "deleted":
        done = server.ask(work, ("", NOTES))
    else:
        tree = work.tree() if how == "rewritten" else work.tree(("100644", work.blob("{}\n"), work.rev("work")))
        done = server.ask(work, (work.raw_commit(tree, "less", NOTES), NOTES))
    assert done.code == 1
    assert "only ever added" in done.said or "take statements out" in done.said


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda work: carry(work, work.rev("work"), b"junk"), "is not good"),
        (lambda work: write(work, "signoff", "dan", "work"), "`dan` is nobody in the directory"),
        (lambda work: write(work, "signoff", "ben", "work", signers=("ada",)), "ben, whom it names, did not sign it"),
        (lambda work: write(work, "signoff", "ben", "work", signers=("ben", "ada")), "only ben can"),
        (lambda work: write(work, "signoff", "ben", "work", identity="cd" * 16), "it is for the repository"),
        (_misplace, "and stands at another commit"),
        (_lie, "comes out as another tree"),
    ],
)
def test_a_bad_statement_refuses_the_push(server: Server, work: GitRepo, spoil: object, words: str) -> None:
    spoil(work)  # type: ignore[operator]
    server.take(work, "work", "refs/heads/work")
    done = server.ask(work, (NOTES, NOTES))
    assert done.code == 1
    assert words in " ".join(done.said.split())
    assert server.entries("statement") == []


def test_many_bad_statements_are_told_in_few_words(server: Server, work: GitRepo) -> None:
    for number in range(9):
        carry(work, work.rev("work"), b"{%d" % number)
        carry(work, work.rev("main"), b"{%d" % number)
    done = server.ask(work, (NOTES, NOTES))
    assert done.code == 1
    assert len(done.said) < 4_000
