"""Which text does a database client run, and what would it destroy?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.runnable import Sight, base_name
from paraph.core.guard.shell.output import received
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings
from paraph.core.model.regex import regex

_OPTIONS: dict[str, tuple[str, ...]] = {
    "psql": ("-c", "--command"), "pgcli": ("-c", "--command"), "mysql": ("-e", "--execute"),
    "mariadb": ("-e", "--execute"),
    "mycli": ("-e", "--execute"), "sqlcmd": ("-Q", "-q"), "cqlsh": ("-e", "--execute"), "influx": ("-execute",),
    "clickhouse-client": ("-q", "--query"), "clickhouse": ("-q", "--query"), "snowsql": ("-q", "--query"),
    "usql": ("-c", "--command"), "cockroach": ("-e", "--execute"), "mongosh": ("--eval",), "mongo": ("--eval",),
    "supabase": ("--query",), "wrangler": ("--command",), "duckdb": ("-c", "-s"), "prisma": ("--stdin",),
}  # fmt: skip
_POSITIONAL = frozenset({"sqlite3", "duckdb", "bq", "(sql)", "turso"})
_REDIS = frozenset({"redis-cli", "valkey-cli", "keydb-cli"})
_FLUSH = regex(r"\b(flushall|flushdb)\b", 2)
_REDIS_OTHER = regex(
    r"^\s*(?:-\S+\s+\S+\s+)*(?:del|unlink|shutdown|config\s+set|script\s+flush|swapdb|rename-command|cluster\s+reset|acl\s+deluser)\b",
    2,
)
_MONGO = regex(
    r"\.dropDatabase\s*\(|\.drop\s*\(\s*\)|\.deleteMany\s*\(\s*(?:\{\s*\}\s*)?\)|\.remove\s*\(\s*(?:\{\s*\}\s*)?\)|"
    r"\.dropUser|\.dropAllUsers|\.dropIndexes|\bdropDatabase\b"
)
_DELETING = regex(r"^-[a-zA-Z]*X=?DELETE$|^--request=DELETE$|^--method=DELETE$|^DELETE$", 2)
_DESTROYING = regex(r"\b(?:drop|truncate|delete\s+from)\b", 2)
_LOCAL = ("localhost", "127.0.0.1", "[::1]", "0.0.0.0")  # noqa: S104 (names of this machine)


def judge_database(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    """What a client would run: from its options, its input, or the words behind the database."""
    name = base_name(sight.words[0])
    if name in ("dropdb", "dropuser", "pg_dropcluster", "pg_resetwal"):
        yield RowHit("database.server" if name.startswith("pg_") else "database.drop", sight.words[-1])
    elif name == "mysqladmin":
        if any(word in ("drop", "shutdown") for word in sight.words):
            yield RowHit("database.drop", sight.words[-1])
    elif name.startswith("kafka-delete"):
        yield RowHit("kafka.delete")
    elif name in ("curl", "wget", "http", "https"):
        yield from _web(sight, name)
    elif name in _REDIS:
        yield from _redis(sight)
    elif name in ("mongosh", "mongo"):
        yield from (RowHit("mongo.drop", what="") for text in _texts(sight, name) if _MONGO.search(text))
    else:
        for text in _texts(sight, name):
            yield from _sql(text)


def _texts(sight: Sight, name: str) -> Iterator[str]:
    words, options = sight.words, _OPTIONS.get(name, ())
    for at, word in enumerate(words):
        for option in options:
            if word == option and at + 1 < len(words):
                yield words[at + 1]
            elif word.startswith(option + "=") or (len(option) == 2 and word.startswith(option) and len(word) > 2):
                yield word[len(option) :].lstrip("=")
            elif (
                len(option) == 2 and word[:1] == "-" and word[:2] != "--" and word.endswith(option[1]) and len(word) > 2
            ):
                yield from words[at + 1 : at + 2]
    if name in _POSITIONAL:
        yield from (word for word in words[1:] if " " in word)
    text = received(sight.command)
    if text is not None:
        yield text


def _sql(text: str) -> Iterator[RowHit]:
    from paraph.core.guard.sql.dangerous_statements import destructive_sql

    for danger in destructive_sql(text.replace(HOLE, "?")):
        yield RowHit(danger.rule, danger.target, what=danger.what)
        if danger.rule == "sql.unclear" and _DESTROYING.search(text):
            yield RowHit("run.hidden")


def _redis(sight: Sight) -> Iterator[RowHit]:
    given = " ".join(sight.words[1:])
    text = received(sight.command) or ""
    if _FLUSH.search(given) or _FLUSH.search(text):
        yield RowHit("redis.flush")
    elif _REDIS_OTHER.search(given) or _REDIS_OTHER.search(text):
        yield RowHit("redis.delete", sight.words[-1])


def _web(sight: Sight, name: str) -> Iterator[RowHit]:
    words = sight.words
    is_deleting = any(_DELETING.match(word) for word in words if name not in ("curl", "wget")) or any(
        _DELETING.match(word) and (word != "DELETE" or words[at - 1] in ("-X", "--request", "--method"))
        for at, word in enumerate(words)
    )
    is_deleting = is_deleting or any("/_delete_by_query" in word for word in words)
    if is_deleting and not any(place in word for word in words for place in _LOCAL):
        yield RowHit("elastic.delete", words[-1])
