from __future__ import annotations

from hashlib import sha256

from paraph.adapters.formats.git_ai_keys import Keys, human_id, session_id
from paraph.adapters.formats.git_ai_metadata import AgentId, Metadata, Session
from paraph.core.detect.lines.note_oddities import OddityList


def test_keys_are_derived_as_the_standard_says() -> None:
    assert session_id("claude", "x") == "s_" + sha256(b"claude:x").hexdigest()[:14]
    assert human_id("Ada <ada@example.test>") == "h_" + sha256(b"Ada <ada@example.test>").hexdigest()[:14]


def test_the_same_claim_is_the_same_object() -> None:
    record = Session(AgentId("t", "i", "m"))
    keys = Keys(Metadata(sessions={"s_" + "a" * 14: record}), "c", OddityList(""), is_doubted=False)
    one, other = (keys.meaning(f"s_{'a' * 14}::t_{digit * 14}") for digit in "01")
    assert one.claim is other.claim
    assert one.kind == "ai"


def test_a_doubted_note_makes_weak_claims() -> None:
    record = Session(AgentId("t", "i", "m"))
    keys = Keys(Metadata(sessions={"s_" + "a" * 14: record}), "c", OddityList(""), is_doubted=True)
    claim = keys.meaning(f"s_{'a' * 14}::t_{'0' * 14}").claim
    assert claim is not None
    assert (claim.tool, claim.strength) == ("t", "weak")
