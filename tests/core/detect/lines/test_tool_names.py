from __future__ import annotations

import pytest

from paraph.core.detect.catalogue import ROWS
from paraph.core.detect.lines.tool_names import NAMES, stated_tool, tool_name


@pytest.mark.parametrize(
    ("word", "name"),
    [("claude", "claude-code"), ("Claude", "claude-code"), ("codex", "codex"), ("my-tool", "my-tool"), ("", "")],
)
def test_one_tool_has_one_name(word: str, name: str) -> None:
    assert tool_name(word) == name


def test_the_names_are_those_of_the_catalogue() -> None:
    assert set(NAMES.values()) <= {row.tool for row in ROWS}


@pytest.mark.parametrize(("word", "said"), [("claude", "claude"), ("Codex", ""), ("claude-code", ""), ("", "")])
def test_the_own_word_of_a_record_is_told_where_it_is_another(word: str, said: str) -> None:
    assert stated_tool(word) == said
