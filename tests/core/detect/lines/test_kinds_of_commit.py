from __future__ import annotations

import pytest

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.lines.kinds_of_commit import NOTHING, kind_of_commit, record_of, spans_of_commit
from paraph.core.detect.message import SILENT, Reading
from paraph.core.detect.read import read_commit
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineKind, NoteOddity, Span

ADA = ("Ada Sample", "ada@example.test")
AGENT = ("devin-ai-integration[bot]", "158243242+devin-ai-integration[bot]@users.noreply.github.com")
BY_NOTE = Claim("ai", "claude-code", "opus", "s1")


def read(message: str, author: tuple[str, str] = ADA, committer: tuple[str, str] = ADA, time: int = 0) -> Reading:
    return read_commit(*author, *committer, message, time, "c1", own=NO_ROWS)


@pytest.mark.parametrize(
    ("reading", "kind", "tool", "source"),
    [
        (read("x\n\nCo-Authored-By: Claude Opus 4.8 <noreply@anthropic.com>"), "ai", "claude-code", "commit"),
        (read("x\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)"), "ai", "claude-code", "commit"),
        (read("x", AGENT), "ai", "devin", "commit"),
        (read("x\n\nAssisted-by: Crush:kimi-k2.6"), "mixed", "crush", "commit"),
        (read("x\n\nMade-with: Cursor"), "mixed", "cursor", "commit"),
        (read("x\n\nCo-authored-by: Copilot Autofix powered by AI <1+x@users.noreply.github.com>"), "mixed",
         "github-copilot-autofix", "commit"),
        (read("x\n\nCopilot-Session: 12345678-1234-1234-1234-123456789012"), "mixed", "github-copilot-cli", "commit"),
        (read("x\n\nAI-Assistance: generated"), "ai", "", "declaration"),
        (read("x\n\nAI-Assistance: autonomous"), "ai", "", "declaration"),
        (read("x\n\nAI-Assistance: assisted"), "mixed", "", "declaration"),
        (read("x\n\nAI-Assistance: generated\nMade-with: Cursor"), "ai", "cursor", "declaration"),
        (read("x\n\nAI-assistance: generated\nAssisted-by: claude-code"), "ai", "claude-code", "declaration"),
        (read("x\n\nAI-Assistance: generated\nMade-with: Cursor\nAssisted-by: claude-code"), "ai", "", "declaration"),
        (read("x\n\nAI-Assistance: none"), "unknown", "", "declaration"),
        (read("x\n\nAI-Assistance: none\nCo-Authored-By: Claude <noreply@anthropic.com>"), "ai", "claude-code",
         "commit"),
        # an agent that only committed, weak clues and robots say nothing
        (read("x", ADA, AGENT), "unknown", None, None),
        (read("aider: x"), "unknown", None, None),
        (read("x", ("gemini-cli-robot", "gemini-cli-robot@google.com")), "unknown", None, None),
        (SILENT, "unknown", None, None),
    ],
)  # fmt: skip
def test_what_a_commit_claims_of_its_lines(
    reading: Reading, kind: LineKind, tool: str | None, source: str | None
) -> None:
    found, claim = kind_of_commit(reading, "c1")
    assert found == kind
    assert (claim.tool if claim else None, claim.source if claim else None) == (tool, source)
    if claim:
        assert claim.commit == "c1"


@pytest.mark.parametrize(
    ("trailers", "session"),
    [
        ("Co-authored-by: Claude <noreply@anthropic.com>\nClaude-Session: session_01ab23cd", "session_01ab23cd"),
        ("Amp-Thread-ID: https://ampcode.com/threads/T-019d7da6-5933", "T-019d7da6-5933"),
        ("Co-authored-by: Claude <noreply@anthropic.com>\nAmp-Thread-ID: T-019d7da6-5933", ""),
        ("Claude-Session: session_01ab23cd\nClaude-Session: session_99ab23cd\nMade-with: Claude", ""),
    ],
)
def test_what_a_commit_claims_of_its_lines_names_the_session(trailers: str, session: str) -> None:
    _, claim = kind_of_commit(read(f"x\n\n{trailers}"), "c1")
    assert claim is not None
    assert claim.session == session


def test_a_claim_says_where_it_comes_from() -> None:
    trailer = "Co-authored-by: Copilot <copilot@github.com>"
    _, claim = kind_of_commit(read(f"x\n\n{trailer}"), "c1")
    assert claim is not None
    assert (claim.rule, claim.role, claim.polarity) == ("copilot.vscode", "helped", "ai")
    assert claim.text in trailer
    assert claim.window == (1_775_001_600, 1_782_864_000)
    assert kind_of_commit(read(f"x\n\n{trailer}", time=1_776_000_000), "c1") == NOTHING


def test_the_model_of_the_tool_that_wrote() -> None:
    _, claim = kind_of_commit(read("x\n\nCo-Authored-By: Claude Opus 4.8 <noreply@anthropic.com>"), "c1")
    assert claim is not None
    assert "Opus 4.8" in claim.model


def test_none_is_kept_and_makes_no_line_human() -> None:
    kind, claim = kind_of_commit(read("x\n\nAI-Assistance: none"), "c1")
    assert kind == "unknown"
    assert claim is not None
    assert claim.polarity == "none"


def test_a_commit_without_a_record_is_as_it_claims() -> None:
    reading = read("x\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    spans = spans_of_commit(((1, 2), (5, 5)), None, reading, "c1")
    assert [(each.first, each.last, each.kind, each.commit) for each in spans] == [
        (1, 2, "ai", "c1"),
        (5, 5, "ai", "c1"),
    ]
    assert [each.kind for each in spans_of_commit(((1, 2),), None, SILENT, "c1")] == ["unknown"]


def test_a_record_tells_of_added_lines_only() -> None:
    record = (Span(1, 3, "ai", BY_NOTE), Span(8, 9, "human_attested", Claim("human", person="Ada")))
    reading = read("x\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    assert spans_of_commit(((2, 6), (9, 9)), record, reading, "c1") == (
        Span(2, 3, "ai", BY_NOTE, "c1"),
        Span(4, 6, "unknown", None, "c1"),
        Span(9, 9, "human_attested", Claim("human", person="Ada"), "c1"),
    )
    assert spans_of_commit(((4, 5),), (), reading, "c1") == (Span(4, 5, "unknown", None, "c1"),)


def test_a_record_that_names_no_file_says_nothing() -> None:
    assert record_of(None) is None
    assert record_of(Attribution("c1", oddities=(NoteOddity("not_json", "no"),))) is None
    twice = Attribution("c1", (FileLines("a", (Span(1, 2, "ai"),)), FileLines("a", (Span(2, 3, "mixed"),))))
    assert record_of(twice) == {"a": (Span(1, 1, "ai"), Span(2, 3, "mixed"))}
