"""A mirror is read by all that an evaluation reads, and one is in step with what was fetched."""

from __future__ import annotations

from pathlib import Path

from gitbuild import GitRepo
from paraph.core.model.refs import ATTRIBUTION_REF
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Source
from paraph.wiring.mirrors import mirrors

SHOP = ConnectedRepository("gitlab:acme/shop", "gitlab", "acme/shop")
SPECS = ("+refs/heads/*:refs/heads/*", "+refs/notes/*:refs/notes/*")


def test_a_mirror_answers_what_a_repository_answers(tmp_path: Path, git_repo: GitRepo) -> None:
    base = git_repo.commit("one", {"src/a.py": "a = 1\n"})
    git_repo.switch("topic")
    head = git_repo.commit("two", {"src/a.py": "a = 2\n"})
    pool = mirrors(str(tmp_path))
    pool.fetch(SHOP, Source(str(git_repo.path)), SPECS)
    with pool.open(SHOP) as opened:
        assert opened.receiving.value_of("refs/heads/topic") == head
        assert opened.reader.merged(base, head).tree == git_repo.rev(f"{head}^{{tree}}")
        assert opened.reader.default_branch() == "refs/heads/main"
        assert not opened.lines.is_there()
        opened.cache.put("kind", "key", 1)
        assert opened.cache.get("kind", "key") == 1
        assert opened.documents.directory(None).people == ()
    git_repo.git("update-ref", ATTRIBUTION_REF, git_repo.raw_commit(git_repo.tree(), "none"))
    pool.fetch(SHOP, Source(str(git_repo.path)), SPECS)
    with pool.open(SHOP) as again:
        assert again.lines.is_there()
    pool.close()
