from __future__ import annotations

import pytest

from flows.provenance.memory_records import MemoryRecords
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError
from paraph.core.model.attribution import LineCounts
from paraph.flows.provenance.range_lines import RangeLines, range_lines

CLAUDE = "\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"


@pytest.fixture
def forked(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("base", {"a": "1\n2\n3\n"})
    git_repo.switch("side")
    git_repo.commit("side" + CLAUDE, {"a": "1\n2\n3\ns\n"})
    git_repo.switch("main")
    git_repo.commit("main", {"a": "0\n1\n2\n3\n"})
    return git_repo


def asked(repo: GitRepo, range_: str) -> RangeLines:
    with GitRepository(str(repo.path)) as reader:
        return range_lines(reader, MemoryRecords(), range_)


@pytest.mark.parametrize("range_", ["main..side", "main...side", "..side"])
def test_a_range_is_what_the_merge_would_add(forked: GitRepo, range_: str) -> None:
    found = asked(forked, range_)
    assert (found.base, found.head, found.doubt) == (forked.rev("main"), forked.rev("side"), "")
    assert found.net.counts == LineCounts(ai=1)
    assert [(file.path, file.spans[0][:2]) for file in found.net.files] == [("a", (5, 5))]
    assert found.tree not in {forked.rev("side^{tree}"), forked.rev("main^{tree}")}


def test_a_range_that_is_ahead_is_its_head(forked: GitRepo) -> None:
    found = asked(forked, "side~1..side")
    assert found.tree == forked.rev("side^{tree}")
    assert found.net.counts == LineCounts(ai=1)


def test_a_revision_is_all_of_its_lines(forked: GitRepo) -> None:
    found = asked(forked, "side")
    assert (found.base, found.tree) == ("", forked.rev("side^{tree}"))
    assert found.net.counts == LineCounts(ai=1, unknown=3)


def test_what_does_not_merge_is_compared_from_the_merge_base(forked: GitRepo) -> None:
    forked.switch("side")
    forked.commit("conflict", {"a": "zero\n1\n2\n3\ns\n"})
    forked.switch("main")
    forked.commit("conflict", {"a": "null\n0\n1\n2\n", "b": "main's own\n"})
    forked.git("rm", "--quiet", "--", "b")
    forked.commit("gone", {"a": "null\n0\n1\n"})
    found = asked(forked, "main..side")
    base = forked.git("merge-base", "main", "side").strip()
    assert "conflicts" in found.doubt
    assert found.doubt.endswith(f": compared from the merge base {base[:12]}")
    assert found.base == base
    assert found.tree == forked.rev("side^{tree}")
    assert found.net.counts == LineCounts(ai=1, unknown=1)


def test_what_names_no_commit_is_refused(forked: GitRepo) -> None:
    with pytest.raises(InputError):
        asked(forked, "main..nowhere")
