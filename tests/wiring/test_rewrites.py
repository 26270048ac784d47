from __future__ import annotations

import pytest

from gitbuild import GitRepo
from line_story import claim_of
from paraph.adapters.agents.capture.recorded_notes import recorded_notes
from paraph.core.errors import InputError, ReadError
from paraph.core.model.attribution import Attribution, FileLines, Span
from paraph.wiring.rewrites import STASH_REF, moved, rewriting


def test_records_and_stashed_ones_are_apart_and_put_down(git_repo: GitRepo) -> None:
    commit = git_repo.commit("one", {"a": "1\n"})
    record = Attribution(commit, (FileLines("a", (Span(1, 1, "ai", claim_of("s1")),)),))
    with rewriting(str(git_repo.path)) as at:
        at.stashed.add([record])
        assert list(at.records.attributions([commit])) == []
        assert git_repo.git("for-each-ref", "--format=%(refname)", "refs/notes") == STASH_REF
        at.records.add([record])
        at.record_digests([commit])
        assert [each.ai_lines for each in recorded_notes(at.reader.private_area()).values()] == [1]
        assert at.attributed(commit) is None
        assert moved(str(git_repo.path), {}) == ""


def test_what_cannot_be_put_down_is_said(git_repo: GitRepo) -> None:
    commit = git_repo.commit("one", {"a": "1\n"})
    with rewriting(str(git_repo.path)) as at:
        at.records.add([Attribution(commit, (FileLines("a", (Span(1, 1, "ai", claim_of("s1")),)),))])
        (git_repo.path / ".git" / "paraph" / "recorded-notes").mkdir(parents=True)
        with pytest.raises(ReadError):
            at.record_digests([commit])


def test_a_policy_that_cannot_be_used_is_told_once_all_is_carried(git_repo: GitRepo) -> None:
    git_repo.commit("one", {".paraph/policy.yaml": "agents: [{id: forge}]\n"})
    done: list[bool] = []

    def rewritten() -> None:
        with rewriting(str(git_repo.path)) as at:
            done.append(bool(at.history.own))

    with pytest.raises(InputError):
        rewritten()
    assert done == [False]
