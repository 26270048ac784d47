"""Are the files and the shell commands of a database's client opened?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules

FILES = {"x.sql": "DROP TABLE users;"}


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("psql -f x.sql", ["sql.drop-table"]),
        ("psql -fx.sql", ["sql.drop-table"]),
        ("mysql -e '\\. x.sql'", ["sql.drop-table"]),
        ("psql -c '\\! terraform destroy'", ["terraform.destroy"]),
        ("sqlite3 a.db '.shell rm -rf /'", ["files.root"]),
        ("psql -c \"COPY (select 1) TO PROGRAM 'terraform destroy'\"", ["terraform.destroy", "sql.drop"]),
        ("psql -f y.sql", []),
        ("psql -c 'select 1'", []),
    ],
)
def test_what_a_client_runs(command: str, found: list[str]) -> None:
    assert rules(command, files=FILES) == found
