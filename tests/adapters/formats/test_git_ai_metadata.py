from __future__ import annotations

import json

import pytest
from msgspec import UNSET

from paraph.adapters.formats.git_ai_metadata import read_metadata
from paraph.core.detect.lines.note_oddities import OddityList

AGENT = {"agent_id": {"tool": "t", "id": "i", "model": "m"}}


def test_messages_are_seen_and_not_kept() -> None:
    odd = OddityList("")
    text = '"agent_id": {"agent_id"'
    found = read_metadata(json.dumps({"prompts": {"p": AGENT | {"messages": [text]}, "q": AGENT}}).encode(), odd)
    assert found is not None
    assert found.prompts is not None
    assert found.prompts["p"].messages is UNSET
    assert found.doubtful == frozenset()
    assert [(each.kind, each.count) for each in odd.told()] == [("prompt_messages", 1)]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ('{"prompts": {"p": {"agent_id": {"tool": "a"}}, "p": {"agent_id": {"tool": "b"}}}}', {"p"}),
        ('{"prompts": {"p": {"agent_id": {"tool": "a", "tool": "b"}}, "q": {"agent_id": {}}}}', {"p", "tool"}),
        ('{"prompts": {"p": {"agent_id": {}}}, "prompts": {"p": {"agent_id": {}}}}', {"p"}),
        ('{"prompts": {"p": {"agent_id": {"tool": "a"}, "messages": 1, "messages": 22}}}', set()),
        ('{"humans": {"h": {"author": "a", "author": "b"}}}', {"h", "author"}),
        ('{"prompts": {"p": {"agent_id": {"tool": "a", "t\\u006fol": "b"}}}}', {"p", "tool"}),
        ('{"prompts": {"p": {"agent_id": {"tool": "a"}}}}', set()),
    ],
)
def test_what_stands_twice_is_doubted(text: str, doubtful: set[str]) -> None:
    found = read_metadata(text.encode(), OddityList(""))
    assert found is not None
    assert doubtful == set(found.doubtful)


def test_what_is_no_description() -> None:
    odd = OddityList("")
    assert [read_metadata(each, odd) for each in (b"", b"{", b"[]", b"7")] == [None] * 4
    assert [each.kind for each in odd.told()] == ["metadata_missing", *["metadata_unreadable"] * 3]
