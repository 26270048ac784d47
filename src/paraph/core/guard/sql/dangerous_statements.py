"""Which statements of an SQL text destroy something, lock a table, or open a door?

`destructive_sql` tells what loses data, structure or access, for a command that is about to run; `judged_sql` tells
what a migration has to answer for as well: renames, changed types, long locks. Forms of PostgreSQL 17, MySQL 8.4,
SQLite and Transact-SQL. What cannot be told is said to be so, and asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from paraph.core.guard.sql.alter_table import table_dangers
from paraph.core.guard.sql.constant_conditions import is_always_true, split
from paraph.core.guard.sql.names import after, excerpt, first_name, inside, name_and_length, names, target, with_article
from paraph.core.guard.sql.tokens import MOST_FLAWS, Statement, Token, dialects, statements
from paraph.core.model.guard import Danger, GuardAnswer

MAX_TEXT = 4 * 1024 * 1024
_DEEPEST = 6
_MOST_STARTS = 100
_MIGRATIONS_ONLY = frozenset({"sql.rename", "sql.alter-type", "sql.not-null", "sql.lock", "sql.drop-constraint"})
_DENIED = frozenset({"sql.drop-database", "sql.drop-schema"})

_PLAIN = frozenset({"SELECT", "INSERT", "SHOW", "SET", "COMMENT", "COPY", "VALUES", "USE", "CALL", "ANALYZE"})
_NO_VERB_BEHIND = frozenset({"ON", "BEFORE", "AFTER", "OF", "FOR", "OR", "KEY"})  # `ON DELETE`, `FOR UPDATE`
_THINGS: dict[str, tuple[str, str]] = {
    "DATABASE": ("sql.drop-database", "a database with all that it holds"),
    "KEYSPACE": ("sql.drop-database", "a keyspace with all that it holds"),
    "TABLESPACE": ("sql.drop-database", "a tablespace"),
    "OWNED": ("sql.drop-schema", "all that a role owns"),
    "SCHEMA": ("sql.drop-schema", "a schema"),
    "TABLE": ("sql.drop-table", "a table with all its rows"),
    "USER": ("sql.access", "a user"), "ROLE": ("sql.access", "a role"), "LOGIN": ("sql.access", "a login"),
    "POLICY": ("sql.protection", "a policy on rows"), "TRIGGER": ("sql.protection", "a trigger"),
}  # fmt: skip
_RUNS_TEXT, _RUNS_PROGRAM = "runs a text that stands in it", "runs a program on the server"
_CALLS = {
    "XP_CMDSHELL": _RUNS_PROGRAM, "SYS_EXEC": _RUNS_PROGRAM, "SYS_EVAL": _RUNS_PROGRAM, "DBLINK_EXEC": _RUNS_TEXT,
    "DBLINK": _RUNS_TEXT, "QUERY_TO_XML": _RUNS_TEXT, "DROP_CHUNKS": "deletes parts of a table with their rows",
    "LO_UNLINK": "deletes a large object", "PG_DROP_REPLICATION_SLOT": "deletes what a replica stands on",
}  # fmt: skip
_CLIENT_READS = ("\\i", "\\ir", "\\include", "\\include_relative", "\\!", "\\.", "\\gexec", "\\o", "\\g")


class Found(NamedTuple):
    """One danger and the line, from 1, on which its statement begins."""

    danger: Danger
    line: int


def destructive_sql(text: str) -> tuple[Danger, ...]:
    """What an SQL text would destroy or open to others; empty where nothing is seen. Linear in the text."""
    found = (found.danger for found in judged_sql(text) if found.danger.rule not in _MIGRATIONS_ONLY)
    return tuple(dict.fromkeys(found))


def judged_sql(text: str) -> tuple[Found, ...]:
    """Everything that somebody has to answer for, in the order of the text."""
    if len(text) > MAX_TEXT:
        return (Found(_danger("sql.unclear", "cannot tell: the text is too long to be read", ""), 1),)
    found: dict[tuple[str, str, int], Found] = {}
    unclear: list[list[Found]] = []
    for dialect in dialects(text):
        judge = _Judge()
        for statement in statements(text, dialect):
            judge.statement(statement)
        for one in judge.found:
            found.setdefault((one.danger.rule, one.danger.target, one.line), one)
        unclear.append(judge.broken)
    for broken in unclear if all(unclear) else [each for each in unclear if len(each) > MOST_FLAWS]:
        found |= {("", "", one.line): one for one in broken[:1]}
    return tuple(sorted(found.values(), key=lambda one: one.line))


class _Judge:
    """One reading of a text in one dialect: what was found, and which tables it created itself."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.broken: list[Found] = []
        self.created: set[str] = set()
        self.temporary: set[str] = set()
        self.depth, self.first = 0, 1
        self.tokens: Statement = ()
        self.line = 1

    def statement(self, tokens: Statement) -> None:
        """Judge one statement, what stands in brackets within it, and what it runs by a text."""
        self.tokens, self.line = tokens, self.first + tokens[0].line - 1
        if tokens[0].kind == "order":
            self._order(tokens[0].text)
        flaws = sum(token.kind == "broken" for token in tokens)
        if flaws:
            what = "cannot tell: a quote or comment is opened and never closed"
            self.broken += [Found(_danger("sql.unclear", what, excerpt(tokens)), self.line)] * flaws
        for count, start in enumerate(_starts(tokens)):
            if count == _MOST_STARTS:
                self._say("sql.unclear", "cannot tell: too much stands in one statement")
                break
            self._verb(tokens[start].text, tokens[start : _end(tokens, start)])
        self._calls(tokens)

    def _calls(self, tokens: Statement) -> None:
        """What functions and programs of the server do, whatever statement they stand in."""
        words = [token.text for token in tokens if token.kind == "word"]
        for word in dict.fromkeys(words):
            if word in _CALLS:
                self._say("sql.drop", f"{_CALLS[word]} ({word.lower()})")
        if words[:1] == ["COPY"] and "PROGRAM" in words:
            self._say("sql.drop", "runs a program on the server (copy)")
        if words[:2] == ["INSERT", "OVERWRITE"]:
            self._say("sql.truncate", "writes over all rows of a table", target(tokens, "TABLE"))

    def _say(self, rule: str, what: str, struck: str = "") -> None:
        self.found.append(Found(_danger(rule, what, excerpt(self.tokens), struck), self.line))

    def _order(self, text: str) -> None:
        order = text.split(maxsplit=1)[0]
        if order.rstrip(";") in _CLIENT_READS or text.startswith(("\\!", "\\.")):
            self._say("sql.unclear", f"cannot tell: `{order}` runs what does not stand here")

    def _verb(self, verb: str, tokens: Sequence[Token]) -> None:
        words = [token.text if token.kind == "word" else "" for token in tokens]
        self.DEEDS[verb](self, words, tokens)

    def _rights(self, words: list[str], tokens: Sequence[Token]) -> None:
        self._say("sql.access", f"{words[0].lower()}s rights", target(tokens, "ON"))

    def _rename(self, _: list[str], tokens: Sequence[Token]) -> None:
        self._say("sql.rename", "renames: what runs now still asks for the old name", target(tokens, "TABLE"))

    def _gone(self, words: list[str], _: Sequence[Token]) -> None:
        if words[0] != "RESET" or "MASTER" in words:
            self._say("sql.drop", f"{words[0].lower()}: what goes by it does not come back")

    def _source(self, *_: object) -> None:
        self._say("sql.unclear", "cannot tell: runs a file that does not stand here")

    def _heavy(self, words: list[str], _: Sequence[Token]) -> None:
        is_mild = "CONCURRENTLY" in words or (words[0] == "VACUUM" and "FULL" not in words)
        if not is_mild:
            self._say("sql.lock", f"{words[0].lower()} keeps others waiting while it runs")

    def _drop(self, words: list[str], tokens: Sequence[Token]) -> None:
        at = next((at for at, word in enumerate(words[1:4], 1) if word not in {"FOREIGN", "TEMPORARY", "EXTERNAL"}), 1)
        thing = words[at] if at < len(words) else ""
        if thing in {"PREPARE", "STATISTICS"}:
            return
        rule, what = _THINGS.get(thing, ("sql.drop", with_article(thing.lower()) if thing else "something"))
        for name in names(tokens[at + 1 :]):
            if thing != "TABLE" or name not in self.temporary:
                self._say(rule, f"drops {what}{' and all that depends on it' if 'CASCADE' in words else ''}", name)

    def _truncate(self, words: list[str], tokens: Sequence[Token]) -> None:
        if "(" in (token.text for token in tokens[1:2]):
            return  # the function of that name
        for name in names(tokens[2 if words[1:2] == ["TABLE"] else 1 :]):
            if name not in self.temporary:
                self._say("sql.truncate", "empties a table", name)

    def _delete(self, words: list[str], tokens: Sequence[Token]) -> None:
        if words[1:2] not in ([], ["WHEN"], ["OUTPUT"]):  # as a MERGE has it
            self._rows("deletes", tokens, target(tokens, "FROM") or first_name(tokens[1:]))

    def _update(self, words: list[str], tokens: Sequence[Token]) -> None:
        if words[1:2] != ["SET"] and "SET" in words:  # and neither `FOR UPDATE` nor `DO UPDATE SET`
            self._rows("overwrites", tokens, first_name(tokens[1:]))

    def _rows(self, deed: str, tokens: Sequence[Token], table: str) -> None:
        rule = "sql.delete-all" if deed == "deletes" else "sql.update-all"
        parts = split(tokens, ("WHERE",))
        if table in self.temporary:
            return
        if len(parts) < 2:
            self._say(rule, f"{deed} every row: there is no WHERE", table)
        elif is_always_true(split(parts[1], ("RETURNING", "ORDER", "LIMIT", "OPTION"))[0]):
            self._say(rule, f"{deed} every row: its WHERE is always true", table)

    def _merge(self, words: list[str], tokens: Sequence[Token]) -> None:
        if ("THEN", "DELETE") in pairwise(words):
            self._say("sql.delete-all", "deletes the rows that a MERGE finds", target(tokens, "INTO"))

    def _alter(self, words: list[str], tokens: Sequence[Token]) -> None:
        thing = words[1] if len(words) > 1 else ""
        if thing in {"TABLE", "FOREIGN"}:
            at = after(words, 2 if thing == "TABLE" else 3, ("IF", "EXISTS", "ONLY"))
            name, length = name_and_length(tokens[at:])
            for rule, what in table_dangers(tokens[at + length :], name, is_new=name in self.created):
                self._say(rule, what, name)
        elif thing in {"USER", "ROLE", "LOGIN", "POLICY", "DEFAULT", "SYSTEM"}:
            self._say("sql.access", f"changes {thing.lower()}", first_name(tokens[2:]))
        elif "RENAME" in words:
            self._say("sql.rename", "renames: what runs now still asks for the old name", first_name(tokens[2:]))

    def _create(self, words: list[str], tokens: Sequence[Token]) -> None:
        if words[1:4] == ["OR", "REPLACE", "TABLE"]:
            self._say("sql.drop-table", "replaces a table: all its rows go", first_name(tokens[4:]))
        elif "TABLE" in words[1:4] and "EXISTS" not in words[:7]:
            name = first_name(tokens[words.index("TABLE") + 1 :])
            self.created.add(name)
            if {"TEMP", "TEMPORARY"} & set(words[1:3]) or name.startswith("#"):
                self.temporary.add(name)
        elif "INDEX" in words[1:3] and "CONCURRENTLY" not in words:
            name = target(tokens, "ON")
            if name not in self.created:
                self._say("sql.lock", "builds an index while nobody can write to the table", name)
        elif words[1:2] in (["USER"], ["ROLE"], ["LOGIN"]):
            self._say("sql.access", f"creates a {words[1].lower()}", first_name(tokens[2:]))

    def _do(self, _: list[str], tokens: Sequence[Token]) -> None:
        self._within(tokens)

    def _execute(self, words: list[str], tokens: Sequence[Token]) -> None:
        texts = sum(token.kind in {"text", "body"} for token in tokens)
        is_named = len(tokens) > 1 and tokens[1].kind in {"word", "name"}
        is_call = is_named and tokens[1].text not in {"IMMEDIATE", "FORMAT"}
        is_variable = words[:1] == ["PREPARE"] and not texts and "FROM" in words
        if "||" in (token.text for token in tokens) or is_variable or (not texts and not is_call):
            self._say("sql.unclear", "cannot tell: runs a text that is put together while it runs")
        self._within(tokens)

    def _within(self, tokens: Sequence[Token]) -> None:
        """Judge the texts that a statement runs."""
        if self.depth >= _DEEPEST:
            self._say("sql.unclear", "cannot tell: texts within texts")
            return
        outer, first, self.depth = (self.tokens, self.line), self.first, self.depth + 1
        for token in tokens:
            if token.kind in {"text", "body"}:
                self.first = first + token.line - 1
                for inner in statements(inside(token)):
                    self.statement(inner)
        self.depth, (self.tokens, self.line), self.first = self.depth - 1, outer, first

    DEEDS: ClassVar[Mapping[str, Callable[[_Judge, list[str], Sequence[Token]], None]]] = {
        "DROP": _drop, "TRUNCATE": _truncate, "DELETE": _delete, "UPDATE": _update,
        "MERGE": _merge, "ALTER": _alter, "CREATE": _create, "RENAME": _rename,
        "GRANT": _rights, "REVOKE": _rights,
        "DO": _do, "EXECUTE": _execute, "EXEC": _execute, "PREPARE": _execute,
        "SOURCE": _source,
        "PURGE": _gone, "FLASHBACK": _gone, "SHUTDOWN": _gone, "RESET": _gone,
        "LOCK": _heavy, "VACUUM": _heavy, "CLUSTER": _heavy, "REINDEX": _heavy,
        "REFRESH": _heavy,
    }  # fmt: skip


def _starts(tokens: Statement) -> Iterator[int]:
    """Where in a statement something begins that could destroy: its verb, one in brackets, one behind another.

    Behind a word that only reads, and in lines without a semicolon between them, only what is plainly a statement
    counts: `DROP TABLE`, `DELETE FROM`, `TRUNCATE TABLE`.
    """
    is_open, is_bracket = True, False
    for at, (kind, text, *_) in enumerate(tokens):
        if kind == "sign" and (text == "(" or (text == ")" and tokens[0].text == "WITH")):
            is_open = is_bracket = True
        if kind != "word":
            continue
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if not (at and tokens[at - 1].text in _NO_VERB_BEHIND) and (
            (is_open and text in _Judge.DEEDS) or _is_plainly(text, following)
        ):
            yield at
            is_open = False
        elif is_bracket or text in _PLAIN:
            is_open = is_bracket = False
        if text in {"THEN", "ELSE", "BEGIN", "LOOP", "ATOMIC"} or (text == "AS" and following in _Judge.DEEDS):
            is_open, is_bracket = True, False


def _is_plainly(text: str, following: str) -> bool:
    return (text, following) in {("DELETE", "FROM"), ("TRUNCATE", "TABLE")} or (text == "DROP" and following in _THINGS)


def _end(tokens: Statement, start: int) -> int:
    """Where that which begins at `start` ends: at the bracket that was opened before it, or with the statement."""
    depth = 0
    for at in range(start, len(tokens)):
        if tokens[at].kind == "sign":
            depth += (tokens[at].text == "(") - (tokens[at].text == ")")
            if depth < 0:
                return at
    return len(tokens)


def _danger(rule: str, what: str, shown: str, struck: str = "") -> Danger:
    answer: GuardAnswer = "deny" if rule in _DENIED else "ask"
    return Danger(rule, what, answer, struck, excerpt=shown)
