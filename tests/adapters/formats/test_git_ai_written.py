from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.git_ai_keys import session_id
from paraph.adapters.formats.git_ai_written import Kept, unwritten, write_git_ai_note
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span

COMMIT = "c" * 40


def record(path: str, *spans: Span) -> Attribution:
    return Attribution(COMMIT, (FileLines(path, spans or (Span(1, 1, "ai", Claim("ai", "t")),)),))


@pytest.mark.parametrize("path", ['a"b', "a\nb", "a\rb", "", "a\x1bb", "a\\x0ab"])
def test_a_path_that_the_format_cannot_carry_is_left_out_and_told(path: str) -> None:
    assert write_git_ai_note(record(path)).startswith(b"---\n")
    assert [(each.kind, each.path) for each in unwritten(record(path))] == [("path_not_carried", path)]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("a", b"a"),
        ("a b", b'"a b"'),
        ("a\tb", b'"a\tb"'),
        ("---", b'"---"'),
        ("{", b'"{"'),
        ("\\xff", b"\xff"),
        ("\ufeff", b'"\xef\xbb\xbf"'),
    ],
)
def test_how_a_path_is_written(path: str, written: bytes) -> None:
    assert write_git_ai_note(record(path)).split(b"\n")[0] == written
    assert unwritten(record(path)) == ()


def test_a_record_that_stood_there_keeps_its_key() -> None:
    agent = {"tool": "t", "id": "i", "model": "m"}
    kept = Kept({"s_" + "a" * 14: {"agent_id": agent, "custom_attributes": {"x": "y"}}}, {}, {"more": 1})
    note = write_git_ai_note(record("a", Span(1, 1, "ai", Claim("ai", "t", "m", "i"))), kept=kept).decode()
    document = json.loads(note.partition("---\n")[2])
    assert note.startswith(f"a\n  s_{'a' * 14}::t_")
    assert document["sessions"] == dict(kept.sessions)
    assert document["more"] == 1


def test_two_models_of_one_conversation_have_two_keys() -> None:
    spans = (Span(1, 1, "ai", Claim("ai", "t", "m", "i")), Span(2, 2, "ai", Claim("ai", "t", "n", "i")))
    document = json.loads(write_git_ai_note(record("a", *spans)).decode().partition("---\n")[2])
    assert session_id("t", "i") in document["sessions"]
    assert sorted(each["agent_id"]["model"] for each in document["sessions"].values()) == ["m", "n"]
