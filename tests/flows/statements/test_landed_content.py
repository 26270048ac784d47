from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.change import ABSENT, PLAIN
from paraph.flows.statements import landed_content
from paraph.flows.statements.landed_content import FileState, LandedContent

NOTHING = FileState(ABSENT, "0" * 40)


def test_content_lands_in_one_movement_or_in_several(git_repo: GitRepo) -> None:
    base = git_repo.commit("start", {"a": "1\n", "b": "1\n"})
    one, two = (FileState(PLAIN, git_repo.blob(f"{text}\n")) for text in "12")
    first = git_repo.commit("first", {"a": "2\n"})
    second = git_repo.commit("second", {"b": "2\n"})
    tip = git_repo.commit("back", {"a": "1\n", "b": "1\n", "c": "1\n"})
    before, after = {"a": one, "b": one}, {"a": two, "b": two}
    with GitRepository(str(git_repo.path)) as reader:
        landed = LandedContent(reader, tip)
        assert landed.has_landed(base, before, after) is True
        assert landed.has_landed(base, {"a": one}, {"a": two}) is True
        assert landed.has_landed(first, {"a": one}, {"a": two}) is False
        assert landed.has_landed(base, {"c": NOTHING}, {"c": one}) is True
        assert landed.has_landed(base, {"d": NOTHING}, {"d": one}) is False
        assert landed.has_landed(base, {}, {}) is False
        assert LandedContent(reader, first).has_landed(base, before, after) is False
        assert LandedContent(reader, second).has_landed(base, before, after) is True
        assert LandedContent(reader, base).has_landed(base, before, after) is False


def test_what_is_too_long_or_not_here_is_not_known(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    base = git_repo.commit("start", {"a": "1\n"})
    for number in range(3):
        git_repo.commit(f"step {number}")
    one = {"a": FileState(PLAIN, git_repo.blob("1\n"))}
    with GitRepository(str(git_repo.path)) as reader:
        assert LandedContent(reader, git_repo.rev("main")).has_landed("1" * 40, one, one) is None
        monkeypatch.setattr(landed_content, "MOST_MOVEMENTS", 2)
        assert LandedContent(reader, git_repo.rev("main")).has_landed(base, one, one) is None
        assert LandedContent(reader, git_repo.rev("main~1")).has_landed(base, one, one) is False
