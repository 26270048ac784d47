"""Is a command seen that a variable or a setting of git names?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("GIT_PAGER='terraform destroy' git log", ["terraform.destroy"]),
        ("export PAGER='terraform destroy'", ["terraform.destroy"]),
        ("GIT_SSH_COMMAND='ssh -i key' git fetch", []),
        ("git -c core.pager='terraform destroy' log", ["terraform.destroy"]),
        ("git -c alias.p='push -f origin main' p", ["git.force-push"]),
        ("git config alias.p 'push -f origin main'", ["git.force-push"]),
        ("git config alias.x '!terraform destroy'", ["terraform.destroy"]),
        ("git config user.name 'rm -rf /'", []),
        ("git -c user.name='rm -rf /' commit -m x", []),
    ],
)
def test_what_is_run(command: str, found: list[str]) -> None:
    assert rules(command) == found
