"""Is a change to what guards the session told from reading it?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules
from paraph.core.guard.judges.tampering import is_guarding


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("rm -rf .git/paraph", ["files.repository", "own.files"]),
        ("echo > .git/hooks/pre-push", ["own.files"]),
        ("cat .claude/settings.json", []),
        ("echo x > .claude/settings.json", ["own.files"]),
        ("sed -i s/a/b/ ~/.codex/hooks.json", ["own.files"]),
        ("sed -n p .codex/hooks.json", []),
        ("cp x .cursor/hooks.json", ["own.files"]),
        ("cp .cursor/hooks.json x", []),
        ("cd .git && rm -r paraph", ["files.repository", "own.files"]),
        ("git config core.hooksPath x", ["own.hooks"]),
        ("git config --get core.hooksPath", []),
        ("git config --unset core.hooksPath", ["own.hooks"]),
        ("git -c core.hooksPath=x commit", ["own.hooks"]),
        ("git commit --no-verify", ["own.hooks"]),
        ("tee .paraph/policy.yaml", ["own.files"]),
    ],
)
def test_the_rows_that_speak(command: str, found: list[str]) -> None:
    assert rules(command) == found


@pytest.mark.parametrize("path", ["/x/.git/paraph/guard-settings.json", ".github/hooks/x.json", ".paraph/policy.yaml"])
def test_places_that_guard(path: str) -> None:
    assert is_guarding(path)


def test_places_beside_them() -> None:
    assert not is_guarding("src/hooks/x.py")
