"""Is the graph that of the revision asked for, from git or from the cache?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.store.files import FileCache
from paraph.flows.facts.read_graph import GraphRead, read_graph

FILES = {
    "shop/__init__.py": "",
    "shop/money.py": "",
    "shop/cart.py": "from shop import money\n",
    "tests/test_cart.py": "import shop.cart\n",
    "web/a.ts": "import './b'\n",
    "web/b.ts": "",
    "java/p/A.java": "package p; class A { B b; }",
    "java/p/B.java": "package p; class B {}",
    "go.mod": "module example.test/x\n",
    "cmd/main.go": 'package main\nimport "example.test/x/lib"\n',
    "lib/lib.go": "package lib\n",
    "node_modules/x/index.js": "require('../../web/b')\n",
}


class Counting(GitRepository):
    """Counts the blobs that were asked for."""

    asked = 0

    def blobs(self, ids: Iterable[str], *, max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
        wanted = list(ids)
        self.asked += len(wanted)
        return super().blobs(wanted, max_bytes=max_bytes)


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "repo")
    made.commit("start", FILES)
    return made


def read(repo: GitRepo, cache: Path, revision: str = "HEAD") -> tuple[GraphRead, int]:
    repository = Counting(str(repo.path))
    try:
        return read_graph(repository, FileCache(str(cache)), repo.rev(revision)), repository.asked
    finally:
        repository.close()


def counts(found: GraphRead) -> dict[str, int]:
    return {path: count for path, count in zip(found.graph.files, found.graph.dependents, strict=True) if count}


def test_all_languages_of_one_tree(repo: GitRepo, tmp_path: Path) -> None:
    found, _ = read(repo, tmp_path / "cache")
    assert counts(found) == {"shop/money.py": 2, "shop/cart.py": 1, "web/b.ts": 1, "java/p/B.java": 1, "lib/lib.go": 1}
    assert found.absent == ()


def test_the_same_tree_is_read_once(repo: GitRepo, tmp_path: Path) -> None:
    first, _ = read(repo, tmp_path / "cache")
    second, asked = read(repo, tmp_path / "cache")
    assert second == first
    assert asked == 0


def test_a_new_tree_costs_only_what_is_new(repo: GitRepo, tmp_path: Path) -> None:
    read(repo, tmp_path / "cache")
    repo.commit("more", {"shop/tax.py": "from . import money\n"})
    found, asked = read(repo, tmp_path / "cache")
    assert counts(found)["shop/money.py"] == 3
    assert asked == 2  # the new file, and the manifest


def test_a_damaged_cache_is_no_cache(repo: GitRepo, tmp_path: Path) -> None:
    first, _ = read(repo, tmp_path / "cache")
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-1])
    assert read(repo, tmp_path / "cache")[0] == first


def test_another_value_under_the_key_is_ignored(repo: GitRepo, tmp_path: Path) -> None:
    first, _ = read(repo, tmp_path / "cache")
    graphs = FileCache(str(tmp_path / "cache"))
    (key,) = [entry.name for entry in (tmp_path / "cache" / "graph").iterdir()]
    graphs.put("graph", key, (("a",), (), (1,), (1,), (True,)))
    assert read(repo, tmp_path / "cache")[0] == first


def test_content_that_is_not_here_is_said_and_not_kept(repo: GitRepo, tmp_path: Path) -> None:
    blob = repo.rev("HEAD:shop/cart.py")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    found, _ = read(repo, tmp_path / "cache")
    assert found.absent == ("shop/cart.py",)
    assert read(repo, tmp_path / "cache")[0].absent == ("shop/cart.py",)
