"""What governs a push comes from the policy ref as it stands, else from the operator."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.flows.server.serving import governance_of, governing, is_watching
from paraph.wiring.server import receiving
from serverside import MAIN, POLICY, RULES, Server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(tmp_path / "shop.git", monkeypatch)


def test_the_policy_ref_governs_as_it_stands(server: Server, git_repo: GitRepo) -> None:
    tip = git_repo.commit("rules", RULES)
    server.begin(git_repo)
    with receiving(str(server.path)) as at:
        desk = at.desk()
        found = governing(desk)
        assert (found.commit, found.given.policy, found.has_policy) == (tip, None, True)
        assert [each.id for each in governance_of(desk, found).directory.people] == ["ada", "ben", "cleo"]
        assert desk.repository.name == "shop"


def test_the_operator_s_files_stand_in_until_then(server: Server, git_repo: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY.replace("enforce", "advise"))
    server.install("--policy", str(tmp_path / "policy.yaml"))
    with receiving(str(server.path)) as at:
        desk = at.desk()
        found = governing(desk)
        policy = governance_of(desk, found).policy
        assert found.commit == ""
        assert found.has_policy
        assert policy is not None
        assert is_watching(policy)
    server.take(git_repo, git_repo.commit("rules", RULES), MAIN)
    with receiving(str(server.path)) as at:
        policy = governance_of(at.desk(), governing(at.desk())).policy
        assert policy is not None
        assert not is_watching(policy)


def test_without_any_policy_nothing_governs(server: Server, git_repo: GitRepo) -> None:
    git_repo.commit("no rules", {"a": "1"})
    server.begin(git_repo)
    with receiving(str(server.path)) as at:
        assert not governing(at.desk()).has_policy
    git_repo.commit("more", {"a": "2"})
    done = server.ask(git_repo, ("HEAD", MAIN))
    assert done.code == 1
    assert "no policy governs yet" in done.said
