from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from paraph.cli import verbs
from paraph.cli.main import main

ROOT = Path(__file__).parents[2]


def test_the_list_is_the_table() -> None:
    group = verbs.group()
    context = click.Context(group)
    assert group.list_commands(context) == list(verbs.VERBS)
    text = group.get_help(click.Context(group, info_name="paraph"))
    assert all(name in text for name in verbs.VERBS)


@pytest.mark.parametrize("name", verbs.VERBS)
def test_each_verb_is_a_command_with_help(name: str) -> None:
    group = verbs.group()
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.name == name
    assert command.help


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "schema", "facts"],
        ["--format", "json", "schema", "facts"],
        ["--format=json", "schema", "facts"],
        ["schema", "facts", "--json"],
    ],
)
def test_a_shape_is_asked_for_before_or_after_the_verb(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_options_between_a_group_and_its_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.yaml").write_text("version: 1\nmode: enforce\nrules: [{name: a, require: [{evidence: [tests]}]}]\n")
    words = ["--repo", str(tmp_path), "--json", "check", "--policy", str(tmp_path / "p.yaml")]
    assert main(["policy", *words]) == 0
    assert json.loads(capsys.readouterr().out)["remarks"] == []


def test_a_shape_that_a_verb_does_not_have_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--format", "sarif", "schema", "facts"]) == 2
    assert "there is no sarif form of this: write text or json" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["-V"], ["--version"], ["-q", "-V"]])
def test_the_version(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr().out.startswith("paraph ")


def test_an_unknown_verb_is_a_usage_error() -> None:
    group = verbs.group()
    with pytest.raises(click.UsageError, match="did you mean `doctor`"):
        group.get_command(click.Context(group), "docter")


def test_the_manual_page_names_each_verb_with_its_line() -> None:
    page = (ROOT / "man" / "git-paraph.1").read_text(encoding="utf-8")
    found = re.findall(r"^\.B (\w+)\n(.+)$", page.partition(".SH VERBS")[2].partition(".SH OPTIONS")[0], re.MULTILINE)
    assert found == [(name, line) for name, (_, line) in verbs.VERBS.items()]
