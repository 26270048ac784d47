"""Movements as a ledger tells them, and the commits that were tips by right."""

from __future__ import annotations

from typing import Any, cast

from paraph.flows.ledger.stood import Stood, where_stood
from paraph.ports.ledger import Ledger, Movement

MAIN = "refs/heads/main"


class Told:
    def __init__(self, *movements: tuple[str, str, str, str]) -> None:
        self._known = [
            Movement(MAIN, old, new, cast("Any", state), verdict, 0) for old, new, state, verdict in movements
        ]

    def movements(self, ref: str) -> list[Movement]:
        return self._known if ref == MAIN else []


def stood(*movements: tuple[str, str, str, str]) -> Stood:
    return where_stood(cast("Ledger", Told(*movements)), [MAIN, "refs/heads/other"])


def test_what_landed_or_was_accepted_stood_by_right() -> None:
    found = stood(("", "a", "landed", ""), ("a", "b", "landed", "allow"), ("b", "c", "excepted", ""))
    assert found == Stood(frozenset("abc"), ("a",))


def test_what_was_only_decided_refused_or_an_alarm_did_not() -> None:
    found = stood(("a", "b", "decided", "allow"), ("a", "c", "refused", "deny"), ("a", "d", "alarm", ""))
    assert found == Stood(frozenset(), ())


def test_a_new_branch_that_was_judged_is_no_beginning() -> None:
    assert stood(("", "a", "landed", "allow"), ("a", "", "excepted", "")) == Stood(frozenset("a"), ())
