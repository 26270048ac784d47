"""Is what git would take from others or from the work tree told, and daily work left alone?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules
from paraph.core.model.guard import GuardSettings


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("git push -f origin main", ["git.force-push"]),
        ("git push origin +HEAD:main", ["git.force-push"]),
        ("git push --force origin feature", []),
        ("git push --force", ["git.force-unknown"]),
        ("git push -f origin HEAD", ["git.force-unknown"]),
        ("git push -f --all", ["git.force-push"]),
        ("git push origin :release/1", ["git.delete-remote"]),
        ("git push --mirror x", ["git.mirror"]),
        ("git push -nf origin main", []),
        ("git -C x -c a=b branch -D main", ["git.delete-branch"]),
        ("git branch -f main x", ["git.delete-branch"]),
        ("git branch -M main", ["git.delete-branch"]),
        ("git branch -d x", []),
        ("git reset --hard", ["git.reset"]),
        ("git reset --soft x", []),
        ("git clean -fd", ["git.clean"]),
        ("git clean -nfd", []),
        ("git checkout .", ["git.checkout"]),
        ("git checkout -f x", ["git.checkout"]),
        ("git switch --discard-changes x", ["git.checkout"]),
        ("git checkout -b x", []),
        ("git restore .", ["git.checkout"]),
        ("git restore --staged .", []),
        ("git restore -SW .", ["git.checkout"]),
        ("git stash drop", ["git.stash"]),
        ("git update-ref -d refs/x", ["git.update-ref"]),
        ("git", []),
    ],
)
def test_the_rows_that_speak(command: str, found: list[str]) -> None:
    assert rules(command) == found


def test_the_policy_says_which_branches_are_protected() -> None:
    settings = GuardSettings(protected=("trunk",))

    assert rules("git push -f origin trunk", settings) == ["git.force-push"]
    assert rules("git push -f origin main", settings) == []
