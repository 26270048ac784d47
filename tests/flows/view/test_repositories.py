from __future__ import annotations

import json
from typing import Any

import pytest

from paraph.flows.view.repositories import doctor, repositories_view
from paraph.ports.board import ChangeRow, ConnectedRepository
from paraph.ports.ledger import Row
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger

NOW = 1_800_000_000
GOOD = {
    "is_protected": True,
    "requires_check": True,
    "is_pinned": True,
    "requires_review": True,
    "admins_bound": True,
    "allows_force": False,
    "bypass": [],
}


def repository(key: str = "github:acme/shop", **fields: Any) -> ConnectedRepository:
    kind = key.partition(":")[0]
    return ConnectedRepository(key, kind, key.partition(":")[2], **fields)  # type: ignore[arg-type]


def states(**said: Any) -> list[str]:
    found = repository(protection=json.dumps({**GOOD, **said}).encode())
    return [line.state for line in doctor(found, NOW)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, {"satisfied"}),
        ({"requires_check": False}, {"satisfied", "denied"}),
        ({"requires_review": False}, {"satisfied", "skipped"}),
        ({"is_pinned": None}, {"satisfied", "cannot_tell"}),
        ({"allows_force": True}, {"satisfied", "denied"}),
        ({"bypass": ["team\u202e"]}, {"satisfied", "pending"}),
    ],
)
def test_what_a_branch_enforces_is_judged(said: dict[str, Any], expected: set[str]) -> None:
    assert set(states(**said)) == expected


@pytest.mark.parametrize(
    ("found", "first", "fix"),
    [
        (repository(is_on=False), "it is not looked after any more", "connect it again at the forge"),
        (repository(trouble="no\x1b"), "it could not be read: no\\x1b", "see that the server may read it"),
        (repository(seen_at=NOW - 90_000), "it was last read 1 d ago", "see that a worker runs"),
        (repository("git:shop"), "it can be read", ""),
        (repository(protection=b"[]"), "it can be read", ""),
        (repository(protection=b"{"), "it can be read", ""),
    ],
)
def test_what_is_wrong_comes_with_what_to_do(found: ConnectedRepository, first: str, fix: str) -> None:
    lines = list(doctor(found, NOW))
    assert (lines[0].text, lines[0].fix) == (first, fix)


def test_those_with_trouble_come_first() -> None:
    log = MemoryLedger("paraph/test", lambda _: b"")
    fine = repository("git:fine")
    log.record(
        (),
        rows=[
            Row(fine),
            Row(repository("github:a/b", url="javascript:1")),
            Row(ChangeRow("git:fine", "1", 1)),
            Row(ChangeRow("git:fine", "2", 1, state="alarm")),
        ],
    )
    found = repositories_view(MemoryBoard(log), NOW)
    assert [each.key for each in found.repositories] == ["github:a/b", "git:fine"]
    assert (found.troubled, found.repositories[1].open, found.repositories[1].alarms) == (1, 1, 1)
    assert found.repositories[0].forge_link == ""
