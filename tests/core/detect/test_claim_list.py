from __future__ import annotations

import pytest

from paraph.core.detect.agent_rows import FOREVER, NO_ROWS, AgentRows
from paraph.core.detect.catalogue import FALSE_VSCODE
from paraph.core.detect.claim_list import claim_document, claim_list, session_in
from paraph.core.detect.message import SILENT, read_message
from paraph.core.detect.read import read_commit
from paraph.core.model.agent_row import AgentRow
from paraph.core.model.attribution import Claim

UUID = "01234567-89ab-cdef-0123-456789abcdef"
CLAUDE = "Co-authored-by: Claude Opus 4.8 <noreply@anthropic.com>"


def claims(text: str) -> tuple[Claim, ...]:
    return claim_list(read_message(text), "c1")


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("Claude-Session: https://claude.ai/code/session_018QwjJ7yxRM", "session_018QwjJ7yxRM"),
        (f"Claude-Session-Id: {UUID}", UUID),
        ("Amp-Thread-ID: https://ampcode.com/threads/T-019d7da6-5933", "T-019d7da6-5933"),
        (f"Copilot-Session: {UUID}", UUID),
        (f"Agent-Logs-Url: https://github.com/o/r/sessions/{UUID}", UUID),
        (f"Replit-Commit-Session-Id: {UUID}", UUID),
        ("Entire-Checkpoint: 0123456789ab", "0123456789ab"),
        ("https://chatgpt.com/codex/tasks/task_e_68ab12cd", "task_e_68ab12cd"),
        ("[Open in Cursor](https://cursor.com/agents?bcId=bc-1a2b3c4d)", "bc-1a2b3c4d"),
        ("https://app.devin.ai/sessions/0123abcd4567", "0123abcd4567"),
        ("Entire-Agent: Claude Code", ""),
    ],
)
def test_a_session_is_named_as_its_tool_names_it(line: str, session: str) -> None:
    (signal,) = read_message(f"x\n\nwhy\n\n{line}\n").signals
    assert session_in(signal) == session


def test_a_tool_that_wrote_has_the_session_that_the_commit_names() -> None:
    wrote, linked = claims(f"x\n\n{CLAUDE}\nClaude-Session: https://claude.ai/code/session_01ab23cd")
    assert (wrote.role, wrote.model, wrote.session) == ("wrote", "Claude Opus 4.8", "session_01ab23cd")
    assert (linked.role, linked.session, linked.commit) == ("session", "session_01ab23cd", "c1")


def test_of_two_sessions_none_is_said_to_be_the_one() -> None:
    found = claims(f"x\n\n{CLAUDE}\nClaude-Session: session_01ab23cd\nClaude-Session: session_99ab23cd")
    assert [claim.session for claim in found if claim.role == "wrote"] == [""]


def test_another_tools_session_is_not_borrowed() -> None:
    found = claims(f"x\n\n{CLAUDE}\nAmp-Thread-ID: T-019d7da6-5933")
    assert {claim.tool: claim.session for claim in found} == {"claude-code": "", "amp": "T-019d7da6-5933"}


def test_the_products_of_one_maker_share_a_session() -> None:
    found = claims(
        f"x\n\nCo-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>\nCopilot-Session: {UUID}"
    )
    assert {claim.session for claim in found} == {UUID}


def test_a_none_is_a_claim_of_its_own_polarity() -> None:
    (said,) = claims("x\n\nAI-Assistance: none")
    assert (said.polarity, said.tool, said.source) == ("none", "", "declaration")


def test_what_a_trailer_declares_is_not_claimed_twice_and_an_unnamed_tool_is_none() -> None:
    assert [claim.source for claim in claims("x\n\nAssisted-by: Crush:glm-5.2")] == ["commit"]
    (said,) = claims("x\n\nAI-Assistance: assisted")
    assert (said.polarity, said.tool, said.role, said.source) == ("ai", "", "helped", "declaration")


def test_a_weakened_clue_shows_its_window() -> None:
    reading = read_commit(
        "Ada", "ada@example.test", "Ada", "ada@example.test",
        "x\n\nCo-authored-by: Copilot <copilot@github.com>\n", FALSE_VSCODE.start + 5, "c1", own=NO_ROWS,
    )  # fmt: skip
    (claim,) = claim_list(reading)
    assert (claim.strength, claim.window) == ("weak", (FALSE_VSCODE.start, FALSE_VSCODE.end))
    assert claim_document(claim) == {
        "tool": "github-copilot", "model": "", "session": "", "role": "helped", "polarity": "ai", "strength": "weak",
        "source": "commit", "rule": "copilot.vscode", "text": "Co-authored-by: Copilot <copilot@github.com>",
        "window": {"start": FALSE_VSCODE.start, "end": FALSE_VSCODE.end},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "time", "window"),
    [
        (100, None, 50, (0, 100)),
        (100, None, 150, (0, 100)),
        (None, 200, 150, (200, FOREVER)),
        (100, 200, 50, (0, 100)),
        (100, 200, 250, (200, FOREVER)),
        (None, None, 50, None),
    ],
)
def test_a_clue_of_the_policy_shows_when_it_does_not_count(
    start: int | None, end: int | None, time: int, window: tuple[int, int] | None
) -> None:
    own = AgentRows([AgentRow("repo/forge", "forge-bot", "email", "forge-bot@*", start=start, end=end)])
    said = ("Forge", "forge-bot@ci.example.test")
    (claim,) = claim_list(read_commit(*said, *said, "x\n", time, "c1", own=own))
    assert (claim.tool, claim.window) == ("forge-bot", window)


def test_silence_claims_nothing() -> None:
    assert claim_list(SILENT) == ()
