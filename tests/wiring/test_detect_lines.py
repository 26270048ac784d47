from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from gitbuild import GitRepo
from paraph import wiring
from paraph.core.errors import ReadError
from paraph.core.model.attribution import LineCounts
from paraph.wiring.detect_lines import history_of_range, lines_of_range


def test_records_that_travel_with_the_repository_are_read(git_repo: GitRepo) -> None:
    base = git_repo.commit("base", {"a": "1\n"})
    head = git_repo.commit("head", {"a": "1\n2\n3\n"})
    agent = {"tool": "codex", "id": "c1", "model": "gpt"}
    about = {"schema_version": "authorship/3.0.0", "base_commit_sha": head, "prompts": {}}
    about["sessions"] = {"s_0123456789abcd": {"agent_id": agent}}
    note = f"a\n  s_0123456789abcd::t_00000000000001 2\n---\n{json.dumps(about)}"
    git_repo.git("notes", "--ref=ai", "add", "-F", "-", head, stdin=note)
    with wiring.open_repository(str(git_repo.path)) as reader:
        found = lines_of_range(reader, f"{base}..{head}")
    assert found.net.counts == LineCounts(ai=1, unknown=1)
    assert found.net.covered == {head}
    claim = found.net.files[0].spans[0].claim
    assert claim is not None
    assert (claim.tool, claim.model, claim.strength) == ("codex", "gpt", "strong")


def test_a_shallow_clone_tells_what_it_has_only(git_repo: GitRepo, make_repo: Callable[..., GitRepo]) -> None:
    for number in range(4):
        git_repo.commit(str(number), {"a": f"{number}\n" * (number + 1)})
    clone = make_repo("clone")
    clone.git("fetch", "--quiet", "--depth=3", f"file://{git_repo.path}", "main:work")
    with wiring.open_repository(str(clone.path)) as reader:
        assert lines_of_range(reader, "work~1..work").net.counts == LineCounts(unknown=4)
        assert lines_of_range(reader, "work~2..work").net.counts == LineCounts(unknown=4)
        with pytest.raises(ReadError) as caught:
            lines_of_range(reader, "work")
    assert caught.value.problems[0].code == "P1001"


def test_without_a_policy_or_people_there_are_no_tiers_and_nobody_has_left(git_repo: GitRepo) -> None:
    git_repo.commit("x\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n", {"a/b.py": "1\n"})
    with wiring.open_repository(str(git_repo.path)) as reader:
        told = history_of_range(reader, "HEAD", "month", ("a/**",))
    assert told.found.standing["a/b.py"].ai == 1
    assert (told.groups["tiers"], told.left, told.doubt) == ({}, None, "")
    assert list(told.groups["folders"]) == ["a/"]
