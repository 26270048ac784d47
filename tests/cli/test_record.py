from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from paraph.cli.main import main
from paraph.cli.record import repository_option


def test_its_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "--help"]) == 0
    said = capsys.readouterr().out
    assert "file" in said
    assert "done" in said


def test_a_repository_is_named_as_the_server_does() -> None:
    @click.command()
    @repository_option
    def command(key: str) -> None:
        click.echo(key)

    assert CliRunner().invoke(command, ["--repository", "git:shop"]).output == "git:shop\n"
    assert CliRunner().invoke(command, []).exit_code == 2
