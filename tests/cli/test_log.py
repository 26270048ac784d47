from __future__ import annotations

import sys

import pytest

from paraph.cli.log import VERBS
from paraph.cli.main import main


def test_the_verbs_are_listed_without_being_imported(capsys: pytest.CaptureFixture[str]) -> None:
    sys.modules.pop("paraph.cli.log_verify", None)
    assert main(["log", "--help"]) == 0
    printed = capsys.readouterr().out
    assert all(verb in printed for verb in VERBS)
    assert "paraph.cli.log_verify" not in sys.modules


def test_an_unknown_verb_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "verfy"]) == 2
    assert "did you mean `verify`?" in capsys.readouterr().err
