"""The hook's words are those of its help."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from paraph.cli.hook_agent import command
from paraph.cli.main import main


def test_its_help_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "agent", "--help"]) == 0
    said = capsys.readouterr().out
    assert "--after" in said
    assert "claude-code" in said


@pytest.mark.parametrize("words", [[], ["--from", "codex"], ["--after"]])
def test_it_is_the_same_as_the_light_way(words: list[str]) -> None:
    outcome = CliRunner().invoke(command, words, input="{", standalone_mode=False)
    assert outcome.return_value == (1 if "--after" in words else 2)
    assert "cannot be understood" in outcome.output
