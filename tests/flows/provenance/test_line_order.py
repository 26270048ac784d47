from __future__ import annotations

from typing import cast

import pytest

from paraph.core.detect.message import SILENT
from paraph.flows.provenance.line_order import oldest_first, range_of
from paraph.ports.repository import CommitRecord, RepositoryReader


class Fake:
    """A history told as `child: parents`, in an order that says nothing."""

    def __init__(self, history: dict[str, str]) -> None:
        self.history = history
        self.asked = ""

    def commits(self, range_: str) -> list[CommitRecord]:
        self.asked = range_
        return [
            CommitRecord(id_, "t", tuple(parents), "Ada", "ada@example.test", "Ada", "ada@example.test", 1, 1, id_)
            for id_, parents in sorted(self.history.items())
        ]


def order(history: dict[str, str], head: str) -> str:
    members = oldest_first(cast("RepositoryReader", Fake(history)), "base", head)
    assert all(member.reading is SILENT for member in members)
    return "".join(member.id for member in members)


@pytest.mark.parametrize(
    ("history", "head", "expected"),
    [
        ({"c": "b", "b": "a", "a": "0"}, "c", "abc"),
        ({"a": ""}, "a", "a"),
        ({}, "a", ""),
        # a branch from its fork to its merge in one go
        ({"e": "d", "d": "bz", "z": "y", "y": "a", "b": "a", "a": ""}, "e", "abyzde"),
        ({"d": "bc", "b": "a", "c": "a", "a": ""}, "d", "abcd"),
        # two histories that meet
        ({"d": "bc", "b": "", "c": ""}, "d", "bcd"),
        ({"d": "abc", "a": "", "b": "a", "c": "b"}, "d", "abcd"),
    ],
)
def test_parents_come_first(history: dict[str, str], head: str, expected: str) -> None:
    assert order(history, head) == expected


def test_a_long_history_needs_no_stack_of_calls() -> None:
    history = {chr(number + 0x4E00): chr(number - 1 + 0x4E00) for number in range(1, 20_000)}
    assert order(history, chr(19_999 + 0x4E00)) == "".join(sorted(history))


def test_what_is_asked_of_git() -> None:
    assert range_of("b", "h") == "b..h"
    assert range_of("", "h") == "h"
