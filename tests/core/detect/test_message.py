from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.detect.message import MOST_LINES, SILENT, branch_signals, of_commit, read_message

MARK = "Co-authored-by: Claude <noreply@anthropic.com>"


@pytest.mark.parametrize(
    "message",
    [
        "",
        "fix: a thing\n\nStep-by-step, as agreed.\n",
        "fix\n\nSigned-off-by: Ada Sample <ada@example.test>\n",
        "docs: how Copilot, Claude Code and cursor work\n\nWritten with Copilot. Generated with care.",
        "feat: recognise `Co-authored-by: Claude <noreply@anthropic.com>` lines",
        "Merge branch 'topic'",
        "перевод: обновить документацию",
        "- [x] tests pass",
    ],
)
def test_clean_messages_are_silent(message: str) -> None:
    assert read_message(message) is SILENT


@pytest.mark.parametrize(
    "message",
    [
        f"feat: x\n\n{MARK}\n",
        f"feat: x\r\n\r\n{MARK}\r\n",
        f"feat: x (#1)\n\n* feat: a\n\n    {MARK}\n\n* fix: b\n",
        f"feat: x\n\n{MARK.upper()}\n",
        "feat: x\n\nCo-authored-by: Claude\n <noreply@anthropic.com>\n",
        f"fée: x\n\n{MARK}\n",
        "feat: x\n\nCo-author: Claude\n",
        "feat: x\n\nSigned-off-by: Ada <ada@example.test>\nReviewed-by: Ben <ben@example.test>\n" + MARK,
        f"feat: x\n\nCo-authored-by: Ada <ada@example.test>\n{MARK}\nCo-authored-by: Ben <ben@example.test>\n",
        f"{MARK}\n",
        f"İİİ: letters that grow in lower case\n\n{MARK}\nReviewed-by: Ada <ada@example.test>\n",
    ],
)
def test_trailers_are_found_anywhere(message: str) -> None:
    reading = read_message(message)
    assert [(signal.tool, signal.role) for signal in reading.signals] == [("claude-code", "wrote")]
    assert reading.oddities == ()


@pytest.mark.parametrize(
    "message",
    [
        "feat: x\n\nCo-authored-by\uff1a Claude <noreply@anthropic.com>\n",
        "feat: x\n\nCo-auth\u200bored-by: Claude <noreply@anthropic.com>\n",
        "feat: x\n\nCo-authored-by: Claude <noreply@\u2060anthropic.com>\n",
        "feat: x\n\n\uff23\uff4f-authored-by: Claude <noreply@anthropic.com>\n",
    ],
)
def test_a_disguise_is_seen_through_and_reported(message: str) -> None:
    reading = read_message(message)
    assert [signal.tool for signal in reading.signals] == ["claude-code"]
    assert [oddity.kind for oddity in reading.oddities] == ["disguised_trailer"]


@pytest.mark.parametrize(
    "message",
    [
        "feat: x\n\nCo-authored-by: Сlaude <noreply@аnthropic.com>\n",
        "feat: x\n\nCо-authored-by: Claude <noreply@anthropic.com>\n",
    ],
)
def test_lookalike_letters_are_reported_and_not_matched(message: str) -> None:
    reading = read_message(message)
    assert reading.signals == ()
    assert [oddity.kind for oddity in reading.oddities] == ["disguised_trailer"]


def test_several_tools_and_a_repeat() -> None:
    text = f"x\n\n{MARK}\n{MARK}\nAssisted-by: Crush:glm-5.2\n🤖 Generated with [Claude Code](https://claude.ai/code)"
    reading = read_message(text)
    assert [(s.tool, s.role, s.source) for s in reading.signals] == [
        ("claude-code", "wrote", "trailer"),
        ("crush", "helped", "trailer"),
        ("claude-code", "wrote", "footer"),
    ]
    assert [(d.assistance.value, d.tools, d.is_exact) for d in reading.declarations] == [
        ("assisted", ("crush",), False)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Signed-off-by: Claude <noreply@anthropic.com>\n",
        "Signed-off-by: Claude <noreply@anthropic.com>",
        "Signed-off-by:\n Claude <noreply@anthropic.com>\n",
        "Signed-off-by:\n\tClaude <noreply@anthropic.com>\n",
        "Signed-off-by: Ada <ada@example.test>\nSigned-off-by: Claude <noreply@anthropic.com>\n",
        "Signed-off-by: Claude <noreply@anthropic.com>\nSigned-off-by: Ada <ada@example.test>\n",
    ],
)
def test_an_agent_that_signs_off_is_reported(lines: str) -> None:
    reading = read_message(f"x\n\n{lines}")
    assert [oddity.kind for oddity in reading.oddities] == ["agent_signed_off"]
    assert [(signal.tool, signal.role) for signal in reading.signals] == [("claude-code", "helped")]


@pytest.mark.parametrize(
    "lines",
    [
        "Co-authored-by: Ada Sample\n\n <noreply@anthropic.com>",
        "Co-authored-by: Ada Sample\n \n <noreply@anthropic.com>",
        "Co-authored-by: Ada Sample\nSee <noreply@anthropic.com>",
        "Co-authored-by: Ada <ada@example.test>\n <noreply@anthropic.com>",
    ],
)
def test_a_trailer_goes_on_only_in_indented_lines_until_its_address(lines: str) -> None:
    assert read_message(f"x\n\n{lines}\n") is SILENT


def test_sure_clues_come_before_weak_ones_and_a_repeat_counts_once() -> None:
    weak = "Co-authored-by: Claude <claude@example.com>"
    found = read_message(f"x\n\n{weak}\n{MARK}\n{weak}\n{MARK}\n").signals
    assert [signal.strength for signal in found] == ["proof", "weak"]


def test_a_weak_clue_in_a_quotation_is_not_worth_a_word() -> None:
    assert read_message("fix: x\n\n```\nCo-authored-by: Claude <claude@example.com>\n```\n") is SILENT


def test_a_quotation_where_git_reads_no_trailers_is_not_worth_a_word() -> None:
    assert read_message(f"fix: x\n\n```\n{MARK}\n```\n\nAs shown above.\n") is SILENT


def test_a_lookalike_that_the_message_shows_is_not_worth_a_word() -> None:
    masked = "C\u043e-authored-by: Claude <noreply@anthropic.com>"
    assert read_message(f"fix: x\n\n```\n{masked}\n```\n\nAs shown above.\n") is SILENT


@pytest.mark.parametrize(
    ("subject", "tool"),
    [
        ("Merge pull request #5 from o/claude/fix", "claude-code"),
        ("Merge branch 'codex/fix' into main", "codex"),
        ("Merge remote-tracking branch 'origin/copilot/fix'", "github-copilot-agent"),
        ("Merged in cursor/fix (pull request #3)", "cursor"),
        ("aider: rename it", "aider"),
        ("[codex] share the set-up", "codex"),
    ],
)
def test_subjects_are_weak_clues(subject: str, tool: str) -> None:
    (signal,) = read_message(subject).signals
    assert (signal.tool, signal.strength) == (tool, "weak")


def test_a_ticked_promise_alone_is_a_declaration() -> None:
    label = "This patch was not authored or co-authored using [Generative Tooling](https://example.test)"
    (declaration,) = read_message(f"x\n\n# Checklist\n- [x] {label}\n").declarations
    assert declaration.assistance.value == "none"
    assert read_message(f"x\n\n# Checklist\n- [ ] {label}\n") is SILENT


def test_branches() -> None:
    assert [signal.tool for signal in branch_signals("claude/x")] == ["claude-code"]
    assert branch_signals("main") == ()


@pytest.mark.parametrize("line", ["AI-Assistance: generated", "AI-Tools: codex", "AI-Share: 60%", "ai-share: 60%"])
def test_each_key_of_ours_alone_is_a_declaration(line: str) -> None:
    assert len(read_message(f"x\n\n{line}\n").declarations) == 1


@pytest.mark.parametrize("heading", ["## AI assistance", "### LLM usage", "**Use of AI tools**"])
def test_a_ticked_box_alone_is_a_declaration(heading: str) -> None:
    (declaration,) = read_message(f"x\n\n{heading}\n\n- [X] Generated: most of it\n").declarations
    assert declaration.assistance.value == "generated"
    assert read_message(f"x\n\n{heading}\n\n- [ ] Generated: most of it\n") is SILENT
    assert read_message("x\n\n- [x] Generated: most of it\n") is SILENT


@pytest.mark.parametrize(
    ("message", "tool"),
    [
        ("Generated with [Claude Code](https://claude.ai/code)", "claude-code"),
        ("Amp-Thread-ID: https://ampcode.com/threads/T-0a1b-2c3d\n\nx", "amp"),
        ("Made with Cursor\n\nx", "cursor"),
        ("Co-author: Codex", "codex"),
        ("x\n\nx\nMade-with: Cursor", "cursor"),
        ("x\n\nhttps://chatgpt.com/codex/tasks/task_e_68ab", "codex"),
        ("x\n\nhttps://app.devin.ai/sessions/0123abcd\n", "devin"),
        ("x\n\nReplit-Commit-Author: Agent\n", "replit"),
        ("x\n\nEntire-Agent: some\n", "entire"),
        ("x\n\n_codex-gpt-5.5-medium on behalf of Ada Sample_\n", "codex"),
        ("x\n\nAgent-Signature: claude-opus-4-7-medium on behalf of ada", "claude-code"),
        ("x\n\n# Aider chat conversation:\n\nUSER: rename it", "aider"),
        ("x\n\nhttps://cursor.com/agents?bcid=bc-1a\n", "cursor"),
        ("x\n\nhttps://claude.ai/code/session_01ab\n", "claude-code"),
        ("x\n\nAgent-Logs-Url: https://github.com/o/r/sessions/1-2\n", "github-copilot-agent"),
    ],
)
def test_a_single_clue_is_found_on_whatever_line(message: str, tool: str) -> None:
    assert [signal.tool for signal in read_message(message).signals] == [tool]


def test_declarations_of_each_form() -> None:
    text = (
        "x\n\n## AI assistance\n- [x] Assisted: a bit\n\n### Was this patch authored or co-authored using generative AI"
        " tooling?\nNo\n\nAI-Assistance: none\n"
    )
    found = [(each.assistance.value, each.source) for each in read_message(text).declarations]
    assert sorted(found) == [("assisted", "pull_request"), ("none", "pull_request"), ("none", "trailer")]
    assert read_message("AI-Assistance: none", "pull_request").declarations[0].source == "pull_request"


def test_a_reading_is_said_of_its_commit() -> None:
    reading = of_commit(read_message(f"x\n\nAI-Assistance: none\nSigned-off-by: Claude\n{MARK}"), "c1")
    assert {signal.commit for signal in reading.signals} == {"c1"}
    assert {declaration.commit for declaration in reading.declarations} == {"c1"}
    assert {oddity.commit for oddity in reading.oddities} == {"c1"}
    assert of_commit(SILENT, "c1") is SILENT


def test_a_message_of_a_megabyte_is_read_in_bounded_time() -> None:
    hostile = [
        (MARK + "\n") * 22_000,
        "".join(f"Co-authored-by: Claude{i} <noreply{i}@anthropic.com>\n" for i in range(20_000)),
        "Never add:\n" + "    Assisted-by: x\n" * 50_000,
        "-by" * 350_000,
        "<!--\n" * 200_000,
        "```\n" * 250_000,
        "Co-authored-by: " + "<" * 1_000_000,
        "Ĳ" * 300_000 + "\nsigned-off-by: а",
        "AI-Assistance: none\n" * 50_000,
        "- [x] ai\n" * 100_000,
        "х-by: с\n" * 100_000,
        f"{MARK}\nAa:x" + " " * 1_000_000 + "x\n",
        "AI-Assistance: none" + " " * 1_000_000 + "x\n",
        'Revert "' + " " * 1_000_000 + f"x\n\n{MARK}\n",
        "\u0315\u0300" * 250_000 + f"\n{MARK}",
        "".join(f"Signed-off-by: {number}{'a' * 900}\n" for number in range(1_000)),
        "".join(f"Generated-by: {number}<a>{'#(' * 450}\n" for number in range(1_000)),
        "".join(f"- [x] {number}{' ' * 900}x\n" for number in range(1_000)) + "AI-Assistance: none\n",
    ]
    readings = [read_message(text) for text in hostile]
    assert all(len(part) <= MOST_LINES for reading in readings for part in reading)


HIDING = {
    "behind spaces": f"{MARK}{' ' * 2_000}\n",
    "between spaces": f"Co-authored-by:{' ' * 2_000}Claude <noreply@anthropic.com>\n",
    "behind many weak clues": "Co-authored-by: Claude <claude@example.com>\n" * 300 + f"{MARK}\n",
    "behind a weak clue of the same row": "Co-authored-by: Claude <claude@example.com>\nCo-authored-by: Claude <>\n",
    "on the next line": "Co-authored-by:\n Claude <noreply@anthropic.com>\n",
    "behind a tab on the next line": "Co-authored-by:\n\tClaude <noreply@anthropic.com>\n",
    "over five lines": "Co-authored-by:\n one\n of\n them\n <noreply@anthropic.com>\n",
    "over two lines of many": "Signed-off-by: Ada <ada@example.test>\nGenerated-by:\n Codex <noreply@openai.com>\n",
    "over three lines": "Co-authored-by:\n Claude\n <noreply@anthropic.com>\n",
    "after a vertical tab": f"x\v{MARK}\n",
    "after a form feed": f"x\f{MARK}\n",
    "after a next-line": f"x\x85{MARK}\n",
    "after a line separator": f"x\u2028{MARK}\n",
    "with a tag character": "Co\U000e0041-authored-by: Claude <noreply@anthropic.com>\n",
    "with a variation selector": "Co\ufe0f-authored-by: Claude <noreply@anthropic.com>\n",
}


@pytest.mark.parametrize("text", HIDING.values(), ids=HIDING)
def test_a_trailer_cannot_be_hidden_by_its_place(text: str) -> None:
    assert any(signal.strength != "weak" for signal in read_message(f"fix: x\n\n{text}").signals)


@pytest.mark.parametrize(
    "text",
    [
        f"fix: x\n\n```\nSigned-off-by: Ada <ada@example.test>\n{MARK}\n```\n",
        f'Revert "y"\n\nOriginal message:\ny\n\n{MARK}\n',
        "fix: x\n\nCo\u2011authored\u2011by: Claude <noreply@anthropic.com>\n",
    ],
)
def test_what_git_reads_as_a_trailer_is_reported_where_the_message_shows_it_as_a_quotation(text: str) -> None:
    reading = read_message(text)
    assert not reading.signals
    assert [oddity.kind for oddity in reading.oddities] == ["disguised_trailer"]


WORDS = st.sampled_from(
    [
        "Co-authored-by:",
        "Claude",
        "<noreply@anthropic.com>",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "> ",
        "```",
        "Never add:",
        "\r",
        "Assisted-by:",
        "Crush:x",
        "AI-Assistance:",
        "none",
        "\u200b",
        "\uff1a",
        "а",
        "Signed-off-by:",
        "[x]",
        "## AI usage",
        "Generated with",
        "[Claude Code]",
        "(https://x)",
        'Revert "x"',
        "&lt;",
        "generative ai tooling?",
        "\x00",
        "\udc80",
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map("".join), st.lists(WORDS).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    reading = read_message(text)
    assert (reading is SILENT) == (not any(reading))
    assert all(len(signal.text) <= 200 for signal in reading.signals)
