"""Is the text that a database client runs found, in whatever way it is given?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("psql -c 'drop table x'", ["sql.drop-table"]),
        ("psql -Atc 'drop table x'", ["sql.drop-table"]),
        ("psql --command='drop table x'", ["sql.drop-table"]),
        ("echo 'drop table x' | psql", ["sql.drop-table"]),
        ("psql -f x.sql", []),
        ("mysql -e'drop database x'", ["sql.drop-database"]),
        ("sqlite3 x.db 'delete from x'", ["sql.delete-all"]),
        ("redis-cli -n 1 flushdb", ["redis.flush"]),
        ("redis-cli del x", ["redis.delete"]),
        ("redis-cli get del", []),
        ("mongosh --eval 'db.x.drop()'", ["mongo.drop"]),
        ("mongosh --eval 'db.x.find()'", []),
        ("dropdb x", ["database.drop"]),
        ("mysqladmin drop x", ["database.drop"]),
        ("mysqladmin status", []),
        ("pg_resetwal x", ["database.server"]),
        ("curl -X DELETE https://es.example/index", ["elastic.delete"]),
        ("curl -XDELETE localhost:9200/x", []),
        ("http DELETE es.example/x", ["elastic.delete"]),
        ("kafka-delete-records --x", ["kafka.delete"]),
    ],
)
def test_the_rows_that_speak(command: str, found: list[str]) -> None:
    assert rules(command) == found
