"""Do libpq and SQLAlchemy read an address alike, wherever it is read without SQLAlchemy?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from paraph.adapters.store.postgresql_url import _by_sqlalchemy, read_address

S = "postgresql+psycopg://"


@pytest.mark.parametrize(
    "url",
    [
        f"{S}host/name", f"{S}user@host/name", f"{S}user:secret@host:5433/name", f"{S}user:s%40cr%2Ft@host/name",
        f"{S}postgres:@/postgres?host=/tmp/pg-1", f"{S}u%40x:p@db.example.test/n?sslmode=require&connect_timeout=3",
        f"{S}user@host/na%20me", f"{S}user@host/name?options=-csearch_path%3Dother", f"{S}user@[::1]/name",
        f"{S}user@host/name?application_name=a+b", f"{S}host/name?host=a&host=b", f"{S}host/name?password=secret",
        f"{S}user@/name", f"{S}user@host:5433/",
    ],
)  # fmt: skip
def test_both_read_it_alike(url: str) -> None:
    ours, theirs = read_address(url), _by_sqlalchemy(url)
    assert ours.shown.partition("?")[0] == theirs.shown.partition("?")[0]
    said = {name: str(value) for name, value in theirs.arguments.items() if value not in ("", None)}
    assert {name: str(value) for name, value in ours.arguments.items() if value != ""} == said


@pytest.mark.parametrize("url", [f"{S}host:port/name", f"{S}host/name?nonsense=1", f"{S}host:99999999/name?a"])
def test_what_nobody_can_read_is_refused(url: str) -> None:
    with pytest.raises(Exception, match=r"."):
        read_address(url)


def test_the_usual_address_costs_no_import() -> None:
    code = (
        "import sys; import paraph.adapters.store.postgresql as p;"
        f"p.PostgresqlDatabase('{S}user:secret@host/name?sslmode=require');"
        "print([name for name in ('sqlalchemy', 'alembic') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
