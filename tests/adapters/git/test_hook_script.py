"""The scripts start Python for what is guarded, let all else go, and take no name of a ref for a command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from paraph.adapters.git.hook_files import KEPT
from paraph.adapters.git.hook_script import HOOKS, MARK, program, script

OLD, NEW = "1" * 40, "2" * 40
GLOBS = ("refs/heads/main", "refs/heads/rel'ease/*", "refs/tags/v?")


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """The scripts, with a Paraph in them that only says what it was asked, and exits 7."""
    for name in HOOKS:
        path = tmp_path / name
        path.write_text(script(name, GLOBS).replace(program(), "sh -c 'echo asked \"$@\"; cat; exit 7' paraph"))
        path.chmod(0o755)
    return tmp_path


def run(hook: Path, *words: str, given: str) -> tuple[int, str]:
    done = subprocess.run([hook, *words], input=given, capture_output=True, text=True, cwd=hook.parent)
    return done.returncode, done.stdout


@pytest.mark.parametrize("ref", ["refs/heads/main", "refs/heads/rel'ease/1", "refs/tags/v1", "refs/heads/mainly"])
@pytest.mark.parametrize("state", ["prepared", "committed"])
def test_what_may_be_guarded_is_asked_about(hooks: Path, ref: str, state: str) -> None:
    given = f"{OLD} {NEW} refs/heads/other\n{OLD} {NEW} {ref}\n"
    code, said = run(hooks / "reference-transaction", state, given=given)
    assert (code, said) == (7, f"asked hook run reference-transaction {state}\n{given}")


@pytest.mark.parametrize(
    ("state", "ref", "is_asked"),
    [
        ("prepared", "refs/heads/other", False), ("committed", "refs/heads/other", False),
        ("prepared", "refs/notes/paraph/statements", False), ("committed", "refs/notes/paraph/statements", True),
        ("aborted", "refs/heads/main", False), ("prepared", "refs/heads/$(touch x)`touch x`'\"*", False),
        ("prepared", "HEAD", False),
    ],
)  # fmt: skip
def test_all_else_goes_without_python(hooks: Path, state: str, ref: str, *, is_asked: bool) -> None:
    code, said = run(hooks / "reference-transaction", state, given=f"{OLD} {NEW} {ref}\n")
    assert (code == 7, bool(said)) == (is_asked, is_asked)
    assert not (hooks / "x").exists()


def test_every_push_is_asked_about(hooks: Path) -> None:
    given = f"{OLD} {NEW} refs/heads/other\n"
    assert run(hooks / "pre-receive", given=given) == (7, f"asked hook run pre-receive\n{given}")


def test_the_hook_that_was_there_is_asked_first(hooks: Path) -> None:
    kept = hooks / f"pre-receive{KEPT}"
    kept.write_text('#!/bin/sh\necho kept "$@"\ncat > seen\ntest ! -e no\n')
    assert run(hooks / "pre-receive", given="x\n") == (7, "asked hook run pre-receive\nx\n")
    kept.chmod(0o755)
    assert run(hooks / "pre-receive", given="x\n\n") == (7, "kept\nasked hook run pre-receive\nx\n\n")
    assert (hooks / "seen").read_text() == "x\n\n"
    (hooks / "no").touch()
    assert run(hooks / "pre-receive", given="x\n") == (1, "kept\n")


def test_the_scripts_say_whose_they_are_and_trust_no_environment() -> None:
    for name in HOOKS:
        text = script(name, GLOBS)
        assert text.startswith("#!/bin/sh\n" + MARK)
        assert " -I -c " in text
        assert subprocess.run(["sh", "-n"], input=text, text=True).returncode == 0
