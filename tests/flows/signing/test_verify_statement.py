from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.envelope import Envelope, write_envelope
from paraph.core.attest.predicates import KINDS, EvidencePredicate, Kind, Scope, Statement
from paraph.core.attest.statement import read_statement
from paraph.core.errors import ReadError
from paraph.core.model.person import Directory
from paraph.flows.signing.record_statement import Found
from paraph.flows.signing.verify_statement import Content, recomputed, statement_in_bytes, verify_statement
from statement_samples import DAY, PEOPLE, SCOPE, check, payload, person, signed, statement

SAME, NONE = Content("same", SCOPE.tree, SCOPE.diff), Content("none")
VETO = statement("veto")


def kept(of: Statement, *names: str) -> Found:
    return Found(of, signed(of, *names))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_good_by_whoever_may_sign_it(kind: Kind) -> None:
    found = verify_statement(kept(statement(kind), "ada"), PEOPLE, check, DAY, SAME, SCOPE.repository)
    assert found.is_good
    assert [(each.holder, each.proof) for each in found.signers] == [("ada", "signed")]
    by_robot = verify_statement(kept(statement(kind), "ci"), PEOPLE, check, DAY, SAME)
    assert by_robot.is_good is (kind == "evidence")


@pytest.mark.parametrize(
    ("names", "people", "content", "identity", "is_good", "words"),
    [
        (("ada", "eve"), PEOPLE, SAME, None, True, "by no key"),
        (("bob",), PEOPLE, SAME, None, False, "ada, whom it names, did not sign it"),
        (("ada",), Directory((person("bob"),)), SAME, None, False, "`ada` is nobody in the directory"),
        (("ada",), PEOPLE, SAME, "cd" * 16, False, f"for the repository {SCOPE.repository}, and this one is cdcd"),
        (("ada",), PEOPLE, SAME, "", False, "gives this one no identity"),
        (("ada",), PEOPLE, Content("other", why="another"), None, False, ""),
        (("ada",), PEOPLE, Content("unknown", why="not here"), None, True, ""),
        (("ada",), PEOPLE, NONE, None, True, ""),
    ],
)
def test_what_makes_a_statement_no_good(
    names: tuple[str, ...], people: Directory, content: Content, identity: str | None, is_good: bool, words: str
) -> None:
    found = verify_statement(kept(VETO, *names), people, check, DAY, content, identity)
    assert found.is_good is is_good
    assert words in "; ".join(found.flaws)


def test_a_report_is_for_no_one_repository() -> None:
    assert verify_statement(kept(statement("evidence"), "ci"), PEOPLE, check, DAY, NONE, "cd" * 16).is_good


def test_bytes_that_hold_no_statement_cannot_be_read() -> None:
    line = write_envelope(signed(VETO, "ada"))
    assert statement_in_bytes(b"\n" + line + b"\n").statement == VETO
    for data in (
        b"",
        b"{}",
        line[:-9],
        write_envelope(Envelope(VETO.payload, "text/plain", signed(VETO, "ada").signatures)),
    ):
        with pytest.raises(ReadError):
            statement_in_bytes(data)


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("Open", {"a.txt": "1\n", "b.txt": "1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("Work", {"a.txt": "2\n"})
    git_repo.switch("other", "main")
    git_repo.commit("Other", {"a.txt": "3\n"})
    git_repo.switch("main")
    git_repo.commit("More", {"b.txt": "2\n"})
    return git_repo


@pytest.fixture
def reader(repo: GitRepo) -> Iterator[GitRepository]:
    with closing(GitRepository(str(repo.path))) as made:
        yield made


def scope(repo: GitRepo, reader: GitRepository) -> Scope:
    base, head = repo.rev("main"), repo.rev("work")
    tree = reader.merged(base, head).tree or ""
    return Scope(SCOPE.repository, "refs/heads/main", base, head, tree, reader.reviewed(base, tree).diff)


def of(scope: Scope) -> Statement:
    return read_statement(payload("veto", scope=scope))


def test_what_was_signed_comes_out_again(repo: GitRepo, reader: GitRepository) -> None:
    true = scope(repo, reader)
    assert recomputed(reader, of(true)) == Content("same", true.tree, true.diff)


def test_what_was_not_does_not(repo: GitRepo, reader: GitRepository) -> None:
    true = scope(repo, reader)
    one = (true.repository, true.target, true.base, true.head)
    tree = recomputed(reader, of(Scope(*one, repo.rev("main^{tree}"), true.diff)))
    assert (tree.comparison, tree.why) == ("other", f"the tree comes out as {true.tree[:12]} here")
    diff = recomputed(reader, of(Scope(*one, true.tree, "f" * 64)))
    assert (diff.comparison, diff.why) == ("other", f"the difference comes out as {true.diff[:12]} here")
    clash = recomputed(reader, of(Scope(*one[:2], repo.rev("work"), repo.rev("other"), true.tree, true.diff)))
    assert (clash.comparison, clash.why) == ("other", "the merge has conflicts here")


def test_what_cannot_come_out_is_said(repo: GitRepo, reader: GitRepository) -> None:
    true = scope(repo, reader)
    gone = recomputed(reader, of(Scope(*(true.repository, true.target, true.base, "e" * 40, true.tree, true.diff))))
    assert (gone.comparison, gone.why) == ("unknown", "commit eeeeeeeeeeee is not here: fetch the branch that holds it")
    assert recomputed(reader, of(Scope(true.repository, true.target, true.base, true.head))) == NONE
    report = EvidencePredicate(("tests",), "passed")
    assert recomputed(reader, read_statement(payload("evidence", report, scope=true))) == NONE
