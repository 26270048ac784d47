"""Does what a CI adopts call verbs and options that exist, and let nothing in by mistake?"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from architecture.tree import ROOT
from paraph.adapters.formats.yaml import read_yaml
from paraph.cli import verbs
from paraph.core.policy.source import to_plain

FILES = ("action.yml", "templates/gitlab-ci.yml", ".pre-commit-hooks.yaml")


def plain(name: str) -> Any:
    return to_plain(read_yaml((ROOT / name).read_bytes(), name).root)


def scripts(name: str) -> list[str]:
    """The shell texts of a template."""
    found = plain(name)
    if name == "action.yml":
        return [step["run"] for step in found["runs"]["steps"] if "run" in step]
    if name == ".pre-commit-hooks.yaml":
        return [hook["entry"] for hook in found]
    return list(found["paraph"]["script"])


def calls(name: str) -> Iterator[list[str]]:
    """Each call of Paraph in a template, up to where the shell takes over."""
    for script in scripts(name):
        for line in script.splitlines():
            found = re.match(r"\s*paraph (.*)", line)
            if found:
                yield shlex.split(re.split(r" (?:>>|\|\||&&|;) ?", found[1])[0])


def check_call(words: list[str]) -> click.Command:
    """The verb of a call; fails where it, or one of its options, is not there."""
    command: click.Command = verbs.group()
    context = click.Context(command)
    rest = list(words)
    while isinstance(command, click.Group):
        found = command.get_command(context, rest.pop(0))
        assert found is not None, words
        command = found
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("-")} <= known, words
    return command


@pytest.mark.parametrize("name", FILES)
def test_what_is_called_exists(name: str) -> None:
    found = [check_call(words).name for words in calls(name)]
    assert found
    assert set(found) <= {"gate", "add", "check"}


@pytest.mark.parametrize("words", [["gate", "--nonsense"], ["policy", "nonsense"]])
def test_what_does_not_exist_is_found(words: list[str]) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        check_call(words)


@pytest.mark.parametrize("name", FILES[:2])
def test_the_shell_can_read_it(name: str) -> None:
    for script in scripts(name):
        done = subprocess.run(["sh", "-n"], input=script.encode(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


def test_nothing_of_a_pull_request_is_pasted_into_a_script() -> None:
    assert [script for script in scripts("action.yml") if "${{" in script] == []


@pytest.mark.parametrize(
    ("code", "verdict", "enforce", "ends"),
    [(0, "allow", "true", 0), (1, "deny", "true", 1), (3, "wait", "true", 3), (4, "cannot_tell", "true", 4),
     (3, "wait", "false", 0), (2, "", "false", 2)],
)  # fmt: skip
def test_the_action_ends_as_the_gate_does(tmp_path: Path, code: int, verdict: str, enforce: str, ends: int) -> None:
    fake = tmp_path / "paraph"
    fake.write_text(f"#!/bin/sh\necho told\nexit {code}\n")
    fake.chmod(0o755)
    output, summary = tmp_path / "output", tmp_path / "summary"
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin", "CHANGE": "HEAD", "TARGET": "main", "ENFORCE": enforce,
        "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
    }  # fmt: skip
    words = ["sh", "-e", "-c", scripts("action.yml")[-1]]
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    assert done.returncode == ends
    assert summary.read_text() == "told\n"
    assert (output.read_text() if output.exists() else "") == (f"verdict={verdict}\n" if verdict else "")


def test_no_verdict_but_allow_passes_at_gitlab() -> None:
    job = plain("templates/gitlab-ci.yml")["paraph"]
    assert "allow_failure" not in job
    assert job["variables"]["GIT_DEPTH"] == "0"
