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
    assert declaration_of_file({"assistance": "none", "share": 0.1}).assistance is Assistance.ASSISTED
    assert declaration_of_file({"assistance": "none", "share": 0, "tools": []}).assistance is Assistance.NONE


@pytest.mark.parametrize(
    ("written", "share"), [(0.4, 0.4), (1, 1.0), (0, 0.0), ("0.4", 0.4), ("40%", 0.4), (None, None)]
)
def test_a_share_as_a_number_or_in_words(written: object, share: float | None) -> None:
    assert declaration_of_file({"assistance": "assisted", "share": written}).share == share


def test_tools_as_one_text_or_a_list_and_nobody_who_declares() -> None:
    for tools in ("Claude Code, codex", ["Claude Code", "codex", "codex"], ["Claude Code, codex"]):
        found = declaration_of_file({"assistance": "assisted", "tools": tools})
        assert (found.tools, found.by) == (("claude-code", "codex"), None)


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
        ({"assistance": "assisted", "tools": ["codex", 1]}, "tools"),
        ({"assistance": "assisted", "share": 2}, "share"),
        ({"assistance": "assisted", "share": -0.1}, "share"),
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
