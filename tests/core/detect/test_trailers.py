from __future__ import annotations

import pytest

from paraph.core.detect.trailers import LONGEST_LINE, NOTHING, is_trailer, read_line
from paraph.core.model.provenance import Assistance


@pytest.mark.parametrize(
    ("line", "tool", "role", "model"),
    [
        (
            "Co-Authored-By: Claude Opus 4.8 (1M context) <noreply@anthropic.com>",
            "claude-code",
            "wrote",
            "Claude Opus 4.8",
        ),
        ("Co-authored-by: Claude &lt;noreply@anthropic.com&gt;", "claude-code", "wrote", None),
        ("Co-authored-by : Claude", "claude-code", "wrote", None),
        ("Co-authored-by: Claude <noreply@anthropic.com", "claude-code", "wrote", None),
        ("- Co-authored-by: Cursor <cursoragent@cursor.com>", "cursor", "wrote", None),
        ("        Assisted-by: Crush:kimi-k2.6", "crush", "helped", "kimi-k2.6"),
        ("Assisted-by: Kimi K3 via Crush <crush@charm.land>", "crush", "helped", "Kimi K3"),
        ("Assisted-by: Claude <noreply@anthropic.com>", "claude-code", "helped", None),
        ("Generated-by: Claude Code 2.1", "claude-code", "wrote", None),
        ("Generated-by: ChatGPT", "chatgpt", "wrote", None),
        ("Co-authored-by: OpenHands-GPT-5 openhands@all-hands.dev", "openhands", "wrote", "GPT-5"),
        ("Co-authored-by: OpenHands-Claude <openhands@all-hands.dev>", "openhands", "wrote", "Claude"),
        ("Co-authored-by: Sourcery AI <>", "sourcery", "suggestion", None),
        ("Co-authored-by: aider (gemini/gemini-2.5-pro) <aider@aider.chat>", "aider", "wrote", "gemini/gemini-2.5-pro"),
        ("Co-authored-by: Copilot", "github-copilot", "wrote", None),
        (
            "Co-developed-by: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>",
            "devin",
            "wrote",
            None,
        ),
        (
            "Co-authored-by: coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>",
            "coderabbit",
            "suggestion",
            None,
        ),
        (
            "Assisted-by: ellipsis-dev[bot] <65095814+ellipsis-dev[bot]@users.noreply.github.com>",
            "ellipsis",
            "suggestion",
            None,
        ),
        (
            "Co-authored-by: Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>",
            "github-copilot-autofix",
            "autofix",
            None,
        ),
        ("Amp-Thread-ID: https://ampcode.com/threads/T-0a1b-2c3d", "amp", "session", None),
        ("Replit-Commit-Author: Agent", "replit", "wrote", None),
        ("Made-with: Cursor", "cursor", "helped", None),
        ("🤖 Generated with [Claude Code](https://claude.com/claude-code)", "claude-code", "wrote", None),
    ],
)
def test_lines_that_speak(line: str, tool: str, role: str, model: str | None) -> None:
    (signal,) = read_line(line).signals
    assert (signal.tool, signal.role, signal.model) == (tool, role, model)


@pytest.mark.parametrize(
    "line",
    [
        "Co-authored-by: Claude Dupont <claude@example.test>",
        "Co-authored-by: Devin <devin@example.test>",
        "Co-authored-by: Jules Sample <12+jules@users.noreply.github.com>",
        "Co-authored-by: Cody",
        "Co-authored-by: Benjamin Goose <goose@example.test>",
        "Co-authored-by: Cline Evaluation <cline@example.com>",
        "Co-authored-by: Jane <jane@anthropic.com>",
        "Co-authored-by: Max <max@cline.bot>",
        "Co-authored-by: Claude <noreply@anthropic.com> is what we forbid",
        '"Co-authored-by: Claude <noreply@anthropic.com>"',
        "we add Co-authored-by: Claude <noreply@anthropic.com>",
        "Generated-By: openstack/project-config:tools/update.sh",
        "Assisted-by: Ada Sample",
        "Assisted-by: Claude Dupont <claude@example.test>",
        "Assisted-by: Gemini Sample <gemini@example.test>",
        "Reviewed-by: Claude <noreply@anthropic.com>",
        "Signed-off-by: Ada Sample <ada@example.test>",
        "Signed-off-by: Claude Dupont <claude@example.test>",
        "Signed-off-by: gemini-cli-robot <gemini-cli-robot@google.com>",
        "Generated with Crush line, including validation",
        "written with Copilot",
        "This was made with cursor pagination",
        "See https://chatgpt.com/codex/tasks/task_e_1 for the talk",
        "",
    ],
)
def test_lines_that_say_nothing(line: str) -> None:
    assert not [signal for signal in read_line(line).signals if signal.strength != "weak"]
    assert not read_line(line).declares


@pytest.mark.parametrize(
    "line",
    [
        "Co-authored-by: Claude &lt;noreply@anthropic.com&gt;",
        "Co-authored-by: Ada &lt;noreply@anthropic.com&gt;",
        "Co-authored-by: Ada <ada@example.test>, Claude <noreply@anthropic.com>",
        "Co-authored-by: <noreply@anthropic.com>",
        "Co-authored-by: Ada (noreply@anthropic.com)",
        "Co-authored-by: Ada [noreply@anthropic.com]",
        "Co-authored-by: noreply@anthropic.com.",
        "Co-authored-by: Ada <noreply@anthropic.com> (paired)",
        "Co-authored-by: Ada <noreply@anthropic.com> # paired",
        "CO-AUTHORED-BY: ADA <NOREPLY@ANTHROPIC.COM>",
        "Generated-by: Ada <noreply@anthropic.com>",
    ],
)
def test_an_address_is_proof_in_whatever_brackets(line: str) -> None:
    (signal,) = read_line(line).signals
    assert (signal.rule, signal.strength, signal.source, signal.role) == ("claude.email", "proof", "trailer", "wrote")


@pytest.mark.parametrize("key", ["Assisted-by", "Helped-by", "Generated-by"])
def test_who_helped_may_be_told_in_many_words(key: str) -> None:
    clues = read_line(f"{key}: Claude Code with Opus and a long plan")
    assert [signal.tool for signal in clues.signals] == ["claude-code"]
    assert clues.declares


def test_a_co_author_of_many_words_is_no_tool() -> None:
    assert read_line("Co-authored-by: Codex").signals
    assert read_line("Co-authored-by: Codex of the five old books") is NOTHING


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("   https://cursor.com/agents?bcid=bc-1a   ", "cursor.link"),
        ("  - https://claude.ai/code/session_01ab  ", "claude.link"),
        ("  Claude-Session: https://claude.ai/code/session_01ab  ", "claude.session"),
    ],
)
def test_blanks_around_a_link_hide_nothing(line: str, rule: str) -> None:
    (signal,) = read_line(line).signals
    assert (signal.rule, signal.role, signal.text) == (rule, "session", line.strip())


def test_a_long_line_of_blanks_is_read_and_one_of_words_is_not() -> None:
    mark = "Co-authored-by: Claude <noreply@anthropic.com>"
    assert read_line(mark.replace(": ", ":" + " " * LONGEST_LINE)) == read_line(mark)
    exact = "Co-authored-by: Claude <noreply@anthropic.com> (" + "x" * (LONGEST_LINE - len(mark) - 3) + ")"
    assert len(exact) == LONGEST_LINE
    assert [signal.tool for signal in read_line(exact).signals] == ["claude-code"]
    assert read_line(exact.replace("(x", "(xx")) is NOTHING


def test_a_doubtful_name_signs_nothing_off_and_declares_nothing() -> None:
    assert read_line("Signed-off-by: Claude <claude@example.com>") is NOTHING
    clues = read_line("Assisted-by: Claude <claude@example.com>")
    assert [signal.strength for signal in clues.signals] == ["weak"]
    assert clues.declares is None


def test_several_tools_in_one_line() -> None:
    clues = read_line("Assisted-by: Claude Opus 5, Codex")
    assert [signal.tool for signal in clues.signals] == ["claude-code", "codex"]
    assert clues.declares is Assistance.ASSISTED
    two = read_line("Co-authored-by: Claude <noreply@anthropic.com>, Ada <ada@example.test>")
    assert [signal.tool for signal in two.signals] == ["claude-code"]


def test_help_and_writing_are_declared_but_co_authorship_is_not_a_declaration() -> None:
    assert read_line("Generated-by: Claude Code").declares is Assistance.GENERATED
    assert read_line("Co-authored-by: Claude <noreply@anthropic.com>").declares is None
    assert read_line("Assisted-by: Devin").declares is None


@pytest.mark.parametrize(
    ("key", "role", "rule", "declares"),
    [
        ("Assisted-by", "helped", "assisted", Assistance.ASSISTED),
        ("AI-Assisted-by", "helped", "assisted", Assistance.ASSISTED),
        ("Helped-by", "helped", "assisted", Assistance.ASSISTED),
        ("Generated-by", "wrote", "generated", Assistance.GENERATED),
        ("Co-authored-by", "wrote", "coauthor.name", None),
        ("Coauthored-by", "wrote", "coauthor.name", None),
        ("Co-author", "wrote", "coauthor.name", None),
        ("Co-developed-by", "wrote", "coauthor.name", None),
    ],
)
def test_every_key_that_names_who_took_part(key: str, role: str, rule: str, declares: Assistance | None) -> None:
    for name in ("Codex", "'Codex';", "**Codex**"):
        clues = read_line(f"{key}: {name}")
        assert [(signal.tool, signal.role, signal.rule) for signal in clues.signals] == [("codex", role, rule)]
        assert clues.declares is declares


def test_blanks_inside_the_brackets_hide_nothing() -> None:
    (signal,) = read_line("Co-authored-by: Claude < noreply@anthropic.com >").signals
    assert (signal.rule, signal.strength) == ("claude.email", "proof")


def test_a_reviewing_robot_that_signs_off_is_no_agent_that_certifies() -> None:
    line = "Signed-off-by: coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>"
    assert read_line(line) is NOTHING


def test_an_agent_signs_off() -> None:
    clues = read_line("Signed-off-by: Claude <noreply@anthropic.com>")
    assert clues.has_signed_off
    assert [signal.role for signal in clues.signals] == ["helped"]


def test_a_line_too_long_to_be_a_trailer_is_not_read() -> None:
    assert read_line("Co-authored-by: Claude <noreply@anthropic.com>" + " x" * LONGEST_LINE) is NOTHING


def test_the_form_of_a_trailer() -> None:
    assert is_trailer("  Co-authored-by: Anybody")
    assert is_trailer("SIGNED-OFF-BY: Anybody")
    assert is_trailer("Co-authored-by:")
    assert is_trailer("Assisted-by: " + "x" * 2 * LONGEST_LINE)
    assert not is_trailer("Fixes: 12")
