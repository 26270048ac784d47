from __future__ import annotations

import pytest

from paraph.cli.main import main
from paraph.cli.statement import VERBS, command


def test_each_of_its_verbs_has_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(VERBS) == ["verify", "show"]
    assert command.name == "statement"
    for verb in VERBS:
        assert main(["statement", verb, "--help"]) == 0
        assert verb in capsys.readouterr().out
