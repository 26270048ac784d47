"""What would one ALTER TABLE lose, lock or break?

Forms of PostgreSQL 17, MySQL 8.4, SQLite and Transact-SQL; their actions stand one after the other, between commas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from paraph.core.guard.sql.constant_conditions import split
from paraph.core.guard.sql.tokens import Token

NO_COLUMN = frozenset({
    "CONSTRAINT", "PRIMARY", "FOREIGN", "INDEX", "KEY", "CHECK", "DEFAULT", "EXPRESSION", "IDENTITY", "NOT",
})  # fmt: skip
_FILLED = frozenset({
    "DEFAULT", "GENERATED", "IDENTITY", "AS", "AUTO_INCREMENT", "SERIAL", "BIGSERIAL", "SMALLSERIAL", "AUTOINCREMENT",
})  # fmt: skip
_CHECKED = frozenset({"CONSTRAINT", "FOREIGN", "PRIMARY", "UNIQUE", "CHECK"})
_NO_ADDED_COLUMN = _CHECKED | {"INDEX", "KEY", "FULLTEXT", "SPATIAL", "PARTITION", "PERIOD", "VALUE"}

Seen = tuple[str, str]


def table_dangers(actions: Sequence[Token], name: str, *, is_new: bool) -> Iterator[Seen]:
    """Rule and words for each action that loses something, locks the table or breaks those who use it.

    `actions` follow the table's name; a table that the same text created loses and locks nothing by checks.
    """
    for action in split(actions, (",",)):
        words = [token.text if token.kind == "word" else "" for token in action]
        if words:
            yield from _dropped(words, action, name)
            yield from _changed(words, action, name)
            if not is_new:
                yield from _locked(words, name)


def _dropped(words: list[str], action: Sequence[Token], name: str) -> Iterator[Seen]:
    head, second = words[0], words[1] if len(words) > 1 else ""
    if head in {"DROP", "TRUNCATE", "DETACH", "EXCHANGE", "REORGANIZE", "COALESCE"} and second == "PARTITION":
        yield "sql.drop-partition", f"{head.lower()}s a partition of {name}"
    elif head == "DROP" and second in NO_COLUMN:
        yield "sql.drop-constraint", f"drops {second.lower()} of {name}"
    elif head == "DROP":
        yield "sql.drop-column", f"drops the column {_column(action[1:])} of {name} with all that it holds"
    elif head == "DISABLE" and second in {"TRIGGER", "ROW"}:
        yield "sql.protection", f"switches off {'row security' if second == 'ROW' else 'a trigger'} of {name}"
    elif head == "NO" and second == "FORCE":
        yield "sql.protection", f"no longer forces row security of {name}"


def _changed(words: list[str], action: Sequence[Token], name: str) -> Iterator[Seen]:
    head = words[0]
    if head in {"MODIFY", "CHANGE"} or (head == "ALTER" and _changes_type(words)):
        column = _column(action[1:])
        yield "sql.alter-type", f"changes the type of {column} in {name}: values may be cut, rows are rewritten"
    elif head == "RENAME":
        yield "sql.rename", f"renames {name} or a part of it: what runs now still asks for the old name"
    elif head == "SET" and "SCHEMA" in words[1:2]:
        yield "sql.rename", f"moves {name} to another schema"
    elif head == "SET" and "UNLOGGED" in words[1:2]:
        yield "sql.protection", f"a crash will empty {name}: it is no longer logged"


def _changes_type(words: list[str]) -> bool:
    if "TYPE" in words:
        return True
    told = words[2:] if words[1:2] == ["COLUMN"] else words[1:]
    return bool(told[1:]) and told[1] not in {"SET", "DROP", "ADD", "RESTART", "RESET"} and told[0] != "INDEX"


def _locked(words: list[str], name: str) -> Iterator[Seen]:
    head, second = words[0], words[1] if len(words) > 1 else ""
    if head == "ADD" and second not in _NO_ADDED_COLUMN:
        if _says_not_null(words) and not _FILLED & set(words):
            yield (
                "sql.not-null",
                f"adds a column to {name} that must not be null, without default: fails where rows are",
            )
    elif head == "ADD" and second in _CHECKED and "VALID" not in words and "USING" not in words:
        yield "sql.lock", f"checks or indexes all rows of {name} while it is locked"
    elif head == "ALTER" and _says_not_null(words) and "SET" in words:
        yield "sql.not-null", f"lets a column of {name} be null no more: reads all rows, and fails where one is"
    elif head in {"ENGINE", "CONVERT", "FORCE"} or (head == "SET" and second in {"TABLESPACE", "LOGGED"}):
        yield "sql.lock", f"rewrites {name} while it is locked"


def _says_not_null(words: list[str]) -> bool:
    return ("NOT", "NULL") in pairwise(words)


def _column(tokens: Sequence[Token]) -> str:
    passed = {"COLUMN", "IF", "EXISTS"}
    named = [t.text for t in tokens if t.kind == "name" or (t.kind == "word" and t.text not in passed)]
    return _plain(named[0]) if named else "a column"


def _plain(name: str) -> str:
    return name.strip('"`[]') if name[:1] in '"`[' else name.lower()
