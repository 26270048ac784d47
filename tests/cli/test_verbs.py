from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from paraph.cli import verbs

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


def test_an_unknown_verb_is_a_usage_error() -> None:
    group = verbs.group()
    with pytest.raises(click.UsageError, match="did you mean `doctor`"):
        group.get_command(click.Context(group), "docter")


def test_the_manual_page_names_each_verb_with_its_line() -> None:
    page = (ROOT / "man" / "git-paraph.1").read_text(encoding="utf-8")
    found = re.findall(r"^\.B (\w+)\n(.+)$", page.partition(".SH VERBS")[2].partition(".SH OPTIONS")[0], re.MULTILINE)
    assert found == [(name, line) for name, (_, line) in verbs.VERBS.items()]
