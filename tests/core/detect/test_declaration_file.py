from __future__ import annotations

import pytest

from paraph.core.detect.declaration_file import declaration_of_file
from paraph.core.errors import InputError
from paraph.core.model.provenance import Assistance


def test_a_whole_file() -> None:
    found = declaration_of_file(
        {"version": 1, "assistance": "assisted", "tools": ["Claude Code"], "share": "30%", "by": "ada", "note": "x"}
    )
    assert (found.assistance, found.source, found.tools) == (Assistance.ASSISTED, "file", ("claude-code",))
    assert (found.share, found.by, found.is_exact) == (0.3, "ada", True)


def test_none_is_an_answer_and_nothing_is_not() -> None:
    assert declaration_of_file({"assistance": "None"}).assistance is Assistance.NONE
    with pytest.raises(InputError):
        declaration_of_file({"assistance": None})


def test_none_with_a_tool_is_help() -> None:
    assert declaration_of_file({"assistance": "none", "tools": "cursor"}).assistance is Assistance.ASSISTED


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({}, "assistance"),
        ({"assistance": "some"}, "assistance"),
        ({"assistance": "unknown"}, "assistance"),
        ({"assistance": "none", "shares": 1}, "shares"),
        ({"assistance": "none", "version": 2}, "version"),
        ({"assistance": "none", "version": True}, "version"),
        ({"assistance": "assisted", "share": 40}, "share"),
        ({"assistance": "assisted", "share": True}, "share"),
        ({"assistance": "assisted", "share": float("nan")}, "share"),
        ({"assistance": "assisted", "tools": {"a": 1}}, "tools"),
        ({"assistance": "assisted", "tools": [1]}, "tools"),
    ],
)
def test_what_cannot_be_used_is_named(data: dict[str, object], word: str) -> None:
    with pytest.raises(InputError) as caught:
        declaration_of_file(data)
    assert word in caught.value.problems[0].what
    assert caught.value.problems[0].fix


def test_all_problems_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        declaration_of_file({"version": 3, "share": "x", "more": 1})
    assert len(caught.value.problems) == 4
