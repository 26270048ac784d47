"""How does a statement read on a terminal?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from paraph.cli.signing import NAMES
from paraph.cli.terminal_text import Style, safe, wrap
from paraph.core.model.refs import short_name

if TYPE_CHECKING:
    from paraph.core.attest.predicates import Statement
    from paraph.core.attest.trust import SignedBy
    from paraph.flows.signing.verify_statement import Content, Verified

_LABEL = 12
_SAID = {"same": "same here", "none": "", "unknown": "not compared", "other": "not what comes out here"}


def name_of(kind: str) -> str:
    """What people call a kind of statement."""
    return NAMES.get(kind, kind)


def said_lines(statement: Statement, assertion: str, columns: int, *, is_theirs: bool = False) -> list[str]:
    """Who it names, unless their signature stands above, when, and what it says of what, as it claims."""
    rows = [("names", statement.person)] if statement.person and not is_theirs else []
    rows += [("at", _moment(statement.at))] if statement.at else []
    rows.append(("says", assertion))
    rows += [("into", short_name(statement.scope.target))] if statement.scope.target else []
    return _rows(rows, columns)


def content_lines(statement: Statement, content: Content, columns: int) -> list[str]:
    """The base, head, tree and difference that were signed; behind the last two, how they come out here."""
    scope, word = statement.scope, _SAID[content.comparison]
    rows = [(name, value) for name, value in (("base", scope.base), ("head", scope.head)) if value]
    for name, value in (("tree", scope.tree), ("difference", scope.diff)):
        if value:
            rows.append((name, f"{value}  {word}".rstrip()))
    rows += [("", content.why)] if content.why else []
    return _rows(rows, columns)


def verified_lines(statement: Statement, found: Verified, assertion: str, style: Style, columns: int) -> list[str]:
    """The whole answer: good or not, who signed it, what it says, and what is flawed."""
    mark = style.good("✓ good") if found.is_good else style.bad("✗ not good")
    signers = [_signer(each) for each in found.signers] or ["nobody who counts"]
    return [
        f"{mark}  {style.bold(name_of(statement.kind))} {statement.id}",
        *_rows([("signed by", each) for each in signers], columns),
        *said_lines(statement, assertion, columns, is_theirs=statement.person in {by.holder for by in found.signers}),
        *content_lines(statement, found.content, columns),
        *_rows([("flawed", each) for each in found.flaws], columns),
    ]


def said_document(statement: Statement, assertion: str) -> dict[str, Any]:
    """What it says, as plain data; the predicate as it was signed."""
    from json import loads

    scope = statement.scope
    return {
        "statement": statement.id,
        "kind": statement.kind,
        "person": statement.person,
        "at": statement.at,
        "assertion": assertion,
        "scope": {name: getattr(scope, name) for name in ("repository", "target", "base", "head", "tree", "diff")},
        "predicate": loads(statement.payload)["predicate"],
    }


def _signer(by: SignedBy) -> str:
    return f"{by.holder}{' (a robot)' if by.is_robot else ''}, proof: {by.proof}, {by.fingerprint}"


def _rows(rows: list[tuple[str, str]], columns: int) -> list[str]:
    return [line for row in rows for line in _row(*row, columns)]


def _row(label: str, text: str, columns: int) -> Iterator[str]:
    first = f"  {label:<{_LABEL}}"
    yield from wrap(safe(text, 5_000), columns, first, " " * len(first))


def _moment(at: int) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S} UTC, by the clock of its writer"
