"""A mirror holds what the remote has, believes nothing of it, and shows nobody the token."""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import mirror_fetch
from paraph.adapters.git.mirror_fetch import Bounds, fetch_mirror
from paraph.adapters.git.runner import Place, launch
from paraph.adapters.process.run import DEFAULT_LIMITS, Limits, Running
from paraph.core.errors import ReadError
from paraph.ports.forge import Source

ALL = ("+refs/heads/*:refs/heads/*",)
MAIN = "refs/heads/main"


class GitRepoAt(GitRepo):
    """A repository that is there already."""

    def __init__(self, path: Path) -> None:
        self.path = path


def fetched(folder: Path, origin: str, headers: dict[str, str] | None = None) -> None:
    fetch_mirror(str(folder), Source(origin, headers or {}), ALL, MAIN, Bounds(seconds=60))


def refs(folder: Path) -> dict[str, str]:
    lines = GitRepoAt(folder).git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    return dict(line.split() for line in lines)


def test_branches_come_and_go_but_their_commits_stay(tmp_path: Path, git_repo: GitRepo) -> None:
    first = git_repo.commit("one", {"a": "1"})
    git_repo.switch("topic")
    gone = git_repo.commit("two", {"a": "2"})
    folder = tmp_path / "data/mirrors/shop"
    fetched(folder, str(git_repo.path))
    assert refs(folder) == {MAIN: first, "refs/heads/topic": gone}
    git_repo.switch("main")
    git_repo.git("branch", "-D", "topic")
    fetched(folder, f"file://{git_repo.path}")
    assert refs(folder) == {MAIN: first}
    assert GitRepoAt(folder).git("cat-file", "-t", gone) == "commit"
    assert (folder / "HEAD").read_text().strip() == f"ref: {MAIN}"
    assert not (folder / "hooks").exists()
    assert first in (folder / "packed-refs").read_text()


def test_what_git_finds_broken_does_not_come_in(tmp_path: Path, git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1"})
    tree = git_repo.tree(("100644", git_repo.blob("x"), "config"))
    evil = git_repo.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally",
                        stdin=b"40000 .git\0" + bytes.fromhex(tree))  # fmt: skip
    git_repo.git("update-ref", "refs/heads/evil", git_repo.raw_commit(evil, "evil"))
    with pytest.raises(ReadError) as caught:
        fetched(tmp_path / "mirror", str(git_repo.path))
    assert "hasDotgit" in caught.value.problems[0].what
    assert refs(tmp_path / "mirror") == {}


@pytest.mark.parametrize("url", ["ssh://host/x", "ext::sh -c true", "git://host/x", "-x", "https:///x"])
def test_other_ways_are_not_taken(tmp_path: Path, url: str) -> None:
    with pytest.raises(ReadError):
        fetched(tmp_path / "mirror", url)
    assert not (tmp_path / "made").exists()


def test_a_header_cannot_bring_another(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="line break"):
        fetched(tmp_path / "mirror", "https://host/x", headers={"Authorization": "a\r\nX: y"})
    assert not (tmp_path / "mirror").exists()


def test_one_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        fetched(tmp_path / "mirror", str(tmp_path / "nowhere"))
    assert caught.value.problems[0].code == "P1280"


def test_the_disk_is_not_filled(tmp_path: Path, git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    git_repo.commit("one", {"a": os.urandom(1 << 20).hex()})
    monkeypatch.setattr(mirror_fetch, "_bytes_in", lambda _: 1 << 30)
    monkeypatch.setattr(mirror_fetch, "WATCH_SECONDS", 0.0)
    with pytest.raises(ReadError, match="more than"):
        fetch_mirror(str(tmp_path / "mirror"), Source(str(git_repo.path)), ALL, MAIN, Bounds(60, 1 << 20))
    assert not [*(tmp_path / "mirror/objects/pack").glob("tmp_*")]


def test_many_packs_are_joined_and_nothing_is_dropped(
    tmp_path: Path, git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror_fetch, "MOST_PACKS", 1)
    monkeypatch.setitem(mirror_fetch.SETTINGS, "fetch.unpackLimit", "1")
    commits = []
    for number in range(4):
        commits.append(git_repo.commit("one", {"a": f"{number}"}))
        fetched(tmp_path / "mirror", str(git_repo.path))
    assert len([*(tmp_path / "mirror/objects/pack").glob("*.pack")]) < 4
    assert [GitRepoAt(tmp_path / "mirror").git("cat-file", "-t", each) for each in commits] == ["commit"] * 4


@contextmanager
def web(folder: Path, seen: list[str], redirect: str = "") -> Iterator[str]:
    """A repository behind HTTP that wants a token; the dumb protocol of git needs files alone."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(folder))  # type: ignore[arg-type]

        def do_GET(self) -> None:
            seen.append(self.headers.get("Authorization", ""))
            if redirect:
                self.send_response(302)
                self.send_header("Location", redirect + self.path)
                self.end_headers()
            elif not seen[-1]:
                self.send_error(401)
            else:
                super().do_GET()

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.enable_socket
def test_the_token_goes_to_its_host_alone(
    tmp_path: Path, git_repo: GitRepo, make_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    git_repo.commit("one", {"a": "1"})
    bare = make_repo("bare.git", bare=True)
    git_repo.git("push", "--quiet", str(bare.path), "main")
    bare.git("update-server-info")
    lines: list[list[str]] = []

    def overheard(place: Place, *words: str, limits: Limits = DEFAULT_LIMITS) -> Running:
        lines.append([*place.arguments, *words])
        return launch(place, *words, limits=limits)

    monkeypatch.setattr(mirror_fetch, "launch", overheard)
    headers = {"Authorization": "Basic c2VjcmV0"}
    seen: list[str] = []
    other: list[str] = []
    with web(bare.path, seen) as url, web(bare.path, other) as elsewhere:
        fetched(tmp_path / "mirror", url, headers=headers)
        assert refs(tmp_path / "mirror") == {MAIN: git_repo.rev("main")}
        assert set(seen) == {"Basic c2VjcmV0"}
        assert "fetch" in lines[0]
        assert "c2VjcmV0" not in str(lines)
        assert "c2VjcmV0" not in (tmp_path / "mirror/config").read_text()
        with web(bare.path, seen, redirect=elsewhere) as turned, pytest.raises(ReadError) as caught:
            fetched(tmp_path / "mirror", turned, headers=headers)
    assert other == []
    assert "c2VjcmV0" not in caught.value.problems[0].what
