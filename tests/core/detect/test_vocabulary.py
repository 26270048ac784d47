from __future__ import annotations

import pytest

from paraph.core.detect.vocabulary import model_in, named_ai, tools_in


@pytest.mark.parametrize(
    ("value", "tools", "model"),
    [
        ("Crush:kimi-k2.6", ("crush",), "kimi-k2.6"),
        ("Crush:anthropic/claude-opus-5", ("crush",), "anthropic/claude-opus-5"),
        ("GLM-5 via Crush", ("crush",), "GLM-5"),
        ("Kimi K2.5 via Crush", ("crush",), "Kimi K2.5"),
        ("Claude", ("claude-code",), None),
        ("Claude:claude-opus-4-8", ("claude-code",), "claude-opus-4-8"),
        ("ClaudeCode:claude-opus-4.8 [coccinelle] [sparse]", ("claude-code",), "claude-opus-4.8"),
        ("Claude Code (Claude Opus 4.6)", ("claude-code",), "Claude Opus 4.6"),
        ("Claude Opus 5, Codex", ("claude-code", "codex"), "Claude Opus 5"),
        ("OpenCode with MiniMax-M3", ("opencode",), "MiniMax-M3"),
        ("OpenAI Codex (GPT-5)", ("codex",), "GPT-5"),
        ("ChatGPTv5", ("chatgpt",), None),
        ("GLM 5.2", ("glm",), "GLM 5.2"),
        ("codemaker with glm-5.2", ("glm",), "glm-5.2"),
        ("aider (gemini/gemini-2.5-pro)", ("aider",), "gemini/gemini-2.5-pro"),
        ("GitHub Copilot", ("github-copilot",), None),
        ("Devin:devin-2", ("devin",), "devin-2"),
        ("Claude for the tests", ("claude-code",), None),
    ],
)
def test_values_that_name_an_ai(value: str, tools: tuple[str, ...], model: str | None) -> None:
    found = named_ai(value)
    assert found is not None
    assert (found.tools, found.model, found.strength) == (tools, model, "strong")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Ada Sample",
        "Claude Dupont",
        "Devin Carter",
        "Cody Sample",
        "Jules Verne",
        "Benjamin Goose",
        "openstack/project-config:tools/update.sh",
        "tools/codex-sync.py",
        "gemini.sh",
        "a code generator",
        "Copilot must not be used",
        "Claude is not accepted here",
        "Zed Sample",
        "copilots of the airline",
    ],
)
def test_values_that_name_people_scripts_or_refuse(value: str) -> None:
    assert named_ai(value) is None


@pytest.mark.parametrize("value", ["Devin", "Jules", "cody", "Goose", "Amp"])
def test_a_lone_first_name_is_weak(value: str) -> None:
    found = named_ai(value)
    assert found is not None
    assert found.strength == "weak"


def test_a_model_stands_for_its_tool_only_where_none_is_named() -> None:
    assert tools_in("Cursor with Claude Sonnet 4.5") == ("cursor",)
    assert tools_in("Claude Sonnet 4.5") == ("claude-code",)
    assert tools_in("nothing of the kind") == ()


def test_the_model_keeps_its_spelling_without_what_stands_in_brackets() -> None:
    assert model_in("Claude Opus 4.8 (1M context)") == "Claude Opus 4.8"
    assert model_in("Cursor Grok 4.5") == "Grok 4.5"
    assert model_in("Claude") is None
    assert model_in("https://example.test/gpt") is None
