"""Are warnings told like every other problem?"""

from __future__ import annotations

import click
import pytest

from paraph.cli.options import Options
from paraph.cli.serve_options import server_options, warner
from paraph.cli.terminal_text import Style
from paraph.core.errors import Problem


def test_a_warning_has_its_fix(capsys: pytest.CaptureFixture[str]) -> None:
    options = Options(".", "text", is_quiet=False, is_verbose=False, style=Style(is_colored=False))
    warner(options)(Problem("P1245", "the key can be read by others", "chmod 600 key"))
    err = capsys.readouterr().err
    assert "warning[P1245]" in err
    assert "chmod 600 key" in err


def test_each_verb_is_told_which_server_is_meant() -> None:
    command = click.command()(server_options(lambda **_: None))
    assert [each.name for each in command.params] == ["config", "data", "database"]
