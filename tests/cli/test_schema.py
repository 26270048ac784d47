from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.schemas import NAMES as PUBLISHED
from paraph.cli.main import main
from paraph.cli.schema import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    pretty = capsys.readouterr().out
    assert main(["schema", name, "--json"]) == 0
    compact = capsys.readouterr().out
    assert json.loads(pretty) == json.loads(compact)
    assert len(compact.splitlines()) == 1 < len(pretty.splitlines())


def test_the_names_are_those_published() -> None:
    assert NAMES == PUBLISHED
