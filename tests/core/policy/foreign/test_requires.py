from __future__ import annotations

from typing import Any

import pytest

from paraph.core.policy.foreign.notes import Source
from paraph.core.policy.foreign.requires import NOTHING_OWED, Need, joined, read_needs
from paraph.core.policy.source import Document, from_plain

HOW = {"proof": "review", "binding": "tree"}
A: Need = {"signoff": {"count": 1}}
B: Need = {"signoff": {"count": 2}}


def needs(requires: Any, options: Any = None) -> tuple[Need, dict[str, str]]:
    source = Source(Document("p", from_plain({})))
    found = read_needs(
        source,
        from_plain(requires),
        from_plain(options),
        "rule",
    )
    return found, {note.construct: note.carried for note in source.notes}


@pytest.mark.parametrize(
    ("requires", "options", "need"),
    [
        ({}, {}, NOTHING_OWED),
        ({"count": 2}, {}, {"signoff": {"count": 2, **HOW}}),
        ({"count": 1, "teams": ["o/t"]}, {}, {"signoff": {"count": 1, "team": ["o/t"], **HOW}}),
        ({"count": 1}, {"invalidate_on_push": True}, {"signoff": {"count": 1, **HOW, "binding": "exact"}}),
        ({"count": 1}, {"allow_contributor": True}, {"signoff": {"count": 1, **HOW, "independent": False}}),
        ({"count": 1}, {"allow_author": True}, {"signoff": {"count": 1, **HOW}}),
        ({"count": 1, "permissions": ["write"]}, {}, {"signoff": {"count": 1, "team": ["permission/write"], **HOW}}),
        ({"conditions": {"has_labels": ["x"]}}, {}, {"manual": ["policy-bot condition has_labels of line 1 holds"]}),
    ],
)
def test_what_is_owed(requires: Any, options: Any, need: Need) -> None:
    assert needs(requires, options)[0] == need


def test_persons_or_teams() -> None:
    need, said = needs({"count": 2, "users": ["ada"], "teams": ["o/t"]})
    assert [way["signoff"].get("person") for way in need["any"]] == [["ada"], None]
    assert said["count"] == "stricter"


@pytest.mark.parametrize("option", ["ignore_update_merges", "ignore_commits_by", "methods"])
def test_what_would_loosen_is_left_out(option: str) -> None:
    assert needs({"count": 1}, {option: {}})[1][option] == "stricter"


def test_joined() -> None:
    assert joined("any", [A, NOTHING_OWED]) == NOTHING_OWED
    assert joined("all", [A, NOTHING_OWED, A]) == A
    assert joined("all", [A, {"all": [B]}]) == {"all": [A, B]}
    assert joined("any", []) == NOTHING_OWED
