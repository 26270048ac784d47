from __future__ import annotations

import pytest

from paraph.cli.evidence import VERBS, command
from paraph.cli.main import main


def test_each_of_its_verbs_has_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(VERBS) == ["add"]
    assert command.name == "evidence"
    for verb in VERBS:
        assert main(["evidence", verb, "--help"]) == 0
        assert verb in capsys.readouterr().out
