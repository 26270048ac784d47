from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.errors import InputError
from paraph.wiring import open_repository
from paraph.wiring.own_agents import own_agents

POLICY = """\
mode: enforce
agents: [{id: forge, tool: forge, kind: email, match: forge@ci.example.test}]
rules: [{name: a, deny: no}]
"""


def known(repo: GitRepo) -> AgentRows:
    with closing(open_repository(str(repo.path))) as reader:
        return own_agents(reader)


def test_the_policy_of_the_default_branch_counts_and_no_other(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "r")
    assert known(repo) is NO_ROWS
    repo.commit("begin", {"a": "1\n"})
    repo.switch("topic", "main")
    repo.commit("mine", {".paraph/policy.yaml": POLICY})
    assert known(repo) is NO_ROWS
    repo.switch("main")
    repo.merge("topic")
    assert [signal.rule for signal in known(repo).of_people(("x", "forge@ci.example.test"), ("x", ""))] == [
        "repo/forge"
    ]


def test_a_policy_that_has_rows_and_cannot_be_read_is_refused(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "r")
    repo.commit("begin", {".paraph/policy.yaml": "mode: never\n"})
    assert known(repo) is NO_ROWS
    repo.commit("more", {".paraph/policy.yaml": POLICY + "more: 1\n"})
    with pytest.raises(InputError):
        known(repo)
