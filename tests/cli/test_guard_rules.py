"""Can the table be read by people and by programs?"""

from __future__ import annotations

import json

import pytest

from paraph.cli.main import main
from paraph.core.guard.table.lookup import all_rows


def test_every_row_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guard", "rules"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) == len(all_rows())
    assert lines[0].split()[:3] == ["terraform.destroy", "*", "deny"]


def test_the_table_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guard", "rules", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert [one["rule"] for one in said["rules"]] == [row.id for row in all_rows()]
