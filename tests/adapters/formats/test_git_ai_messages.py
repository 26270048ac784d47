from __future__ import annotations

import json

from paraph.adapters.formats.git_ai_messages import messages_in
from paraph.core.detect.lines.conversation import Conversation


def test_the_messages_of_prompts_and_sessions() -> None:
    agent = {"agent_id": {"tool": "t", "id": "i", "model": None}}
    description = {
        "prompts": {"p": agent | {"messages": [{"a": 1}], "human_author": "Ada <ada@example.test>"},
                    "q": agent | {"messages": []}, "r": agent},
        "sessions": {"s": {"messages": "text"}},
    }  # fmt: skip
    assert messages_in(b"---\n" + json.dumps(description).encode()) == (
        Conversation("p", "t", "i", "Ada <ada@example.test>", '[{"a": 1}]'),
        Conversation("s", "", "", "", '"text"'),
    )


def test_none_of_what_cannot_be_read() -> None:
    assert [messages_in(each) for each in (b"", b"---\n[", b'---\n{"prompts": 3}')] == [()] * 3
