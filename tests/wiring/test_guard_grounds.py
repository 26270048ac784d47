"""Is it told where the policy of the guard was read, and that the work tree's is another?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.core.model.capture import ToolEvent
from paraph.wiring.guard_grounds import NO_POLICY, grounds_of

POLICY = 'version: 1\nmode: shadow\nguard: {unknown: ask}\nrules:\n  - {name: x, deny: "no"}\n'


@pytest.mark.parametrize(
    ("here", "told"),
    [
        (POLICY, ""),
        (POLICY + "# a remark\n", ""),
        (POLICY.replace("ask", "deny"), "differs from the one in force"),
        ("nonsense: 1\n", "cannot be read"),
    ],
)
def test_the_work_tree_s_policy_is_told_where_it_is_another(here: str, told: str, tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    repo.commit("policy", {".paraph/policy.yaml": POLICY})
    repo.write(".paraph/policy.yaml", here)
    grounds = grounds_of(ToolEvent("", "", "before", "", "shell", str(repo.path), command="ls"))

    assert told in grounds.differs
    assert bool(told) == bool(grounds.differs)
    assert grounds.read_at.startswith(".paraph/policy.yaml at ")


def test_without_a_repository(tmp_path: Path) -> None:
    assert grounds_of(ToolEvent("", "", "before", "", "shell", str(tmp_path), command="ls")) == ((), NO_POLICY, "")
