from __future__ import annotations

import sys

import pytest

from paraph.cli.main import main


def test_the_verbs_are_listed_without_being_imported(capsys: pytest.CaptureFixture[str]) -> None:
    sys.modules.pop("paraph.cli.policy_check", None)
    assert main(["policy", "--help"]) == 0
    printed = capsys.readouterr().out
    assert all(verb in printed for verb in ("check", "test", "import"))
    assert "paraph.cli.policy_check" not in sys.modules


def test_an_unknown_verb_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "chekc"]) == 2
    assert "did you mean `check`?" in capsys.readouterr().err
    assert main(["policy", "zzz"]) == 2
    assert "write check, test, import" in capsys.readouterr().err
