"""Does a report of CI reach the server that was named, and is its answer told?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from loopback import Answer, answering
from paraph.cli.main import main

pytestmark = pytest.mark.enable_socket
JUNIT = b"<testsuite><testcase/></testsuite>"
TAKEN = {"entry": 7, "by": "paraph", "changes": ["12"], "statement": "a" * 64, "kind": "evidence", "proof": ""}


def add(folder: Path, git_repo: GitRepo, url: str, *words: str) -> int:
    (folder / "junit.xml").write_bytes(JUNIT)
    (folder / "token").write_text("paraph_secret\n")
    server = ["--server", url, "--repository", "github:acme/shop", "--token-file", str(folder / "token")]
    return main(["evidence", "add", str(folder / "junit.xml"), "--repo", str(git_repo.path), *server, *words])


def test_it_is_sent_with_its_commit_and_tree(
    tmp_path: Path, git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    head = git_repo.commit("first", {"a": "1"})
    with answering(lambda _: Answer(201, body=json.dumps(TAKEN).encode())) as there:
        assert add(tmp_path, git_repo, there.url, "--kind", "unit") == 0
        assert add(tmp_path, git_repo, there.url, "--json") == 0
    first, second = capsys.readouterr().out.splitlines()[:1], there.asked[0]
    assert first == [f"entry 7: a report on {head[:12]} by paraph, for #12"]
    tree = git_repo.rev("HEAD^{tree}")
    place = "/api/v1/repositories/github%3Aacme%2Fshop/evidence"
    assert second.path == f"{place}?commit={head}&tree={tree}&kind=unit"
    assert (second.headers["authorization"], second.body) == ("Bearer paraph_secret", JUNIT)


@pytest.mark.parametrize(("status", "code"), [(400, 2), (403, 2), (503, 4), (302, 2)])
def test_a_refusal_is_told(
    tmp_path: Path, git_repo: GitRepo, capsys: pytest.CaptureFixture[str], status: int, code: int
) -> None:
    git_repo.commit("first", {"a": "1"})
    body = b'{"title": "it is \\u001b[31mold", "code": "P1337", "detail": "make it anew"}'
    with answering(lambda _: Answer(status, body=body)) as there:
        assert add(tmp_path, git_repo, there.url) == code
    told = capsys.readouterr().err
    assert "error[P1339]" in told
    assert "(P1337)" in told
    assert "\x1b[31m" not in told


def test_half_an_address_is_no_address(tmp_path: Path, git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a": "1"})
    (tmp_path / "junit.xml").write_bytes(JUNIT)
    words = ["evidence", "add", str(tmp_path / "junit.xml"), "--repo", str(git_repo.path), "--server", "http://a.test"]
    assert main(words) == 2
