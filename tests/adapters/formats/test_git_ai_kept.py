from __future__ import annotations

import json

from paraph.adapters.formats.git_ai_kept import kept_of
from paraph.adapters.formats.git_ai_keys import session_id

AGENT = {"tool": "t", "id": "i", "model": "m"}
S, H = "s_" + "a" * 14, "h_" + "b" * 14


def test_what_stays_of_a_note() -> None:
    description = {
        "schema_version": "authorship/3.0.0",
        "git_ai_version": "1.2",
        "large": "x" * 300,
        "sessions": {
            S: {"agent_id": AGENT, "messages": ["secret"], "messages_url": "u", "custom_attributes": {"a": "b"}},
            "odd": {"agent_id": AGENT},
            "s_" + "c" * 14: {"transcript": "x" * 999},
        },
        "humans": {H: {"author": "Ada <ada@example.test>", "note": "n"}},
        "prompts": {"0123456789abcdef": {"agent_id": AGENT | {"id": "old"}, "accepted_lines": 3, "messages": []}},
    }
    kept = kept_of(b"---\n" + json.dumps(description).encode())
    assert kept.sessions == {
        S: {"agent_id": AGENT, "custom_attributes": {"a": "b"}},
        session_id("t", "old"): {"agent_id": AGENT | {"id": "old"}},
    }
    assert kept.humans == {H: {"author": "Ada <ada@example.test>", "note": "n"}}
    assert kept.more == {"git_ai_version": "1.2"}


def test_nothing_stays_of_what_cannot_be_read() -> None:
    for content in (b"", b"---\n{", b"---\n[]", b'---\n{"sessions": 7}', b"---\n" + b'{"a":' * 9000):
        assert kept_of(content) == ({}, {}, {})
