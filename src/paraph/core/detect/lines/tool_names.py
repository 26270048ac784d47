"""What does the catalogue call a tool that a record of lines names in its own word?

A record keeps its own word; where lines are shown or counted, one tool has one name. The words are those of public
notes (`refs/notes/ai`) and of the presets of the tool that writes them.
"""

from __future__ import annotations

NAMES = {
    "claude": "claude-code",
    "copilot": "github-copilot",
    "droid": "factory-droid",
    "gemini": "gemini-cli",
    "openai-codex": "codex",
    "qwen": "qwen-code",
    "roo": "roo-code",
}


def tool_name(word: str) -> str:
    """The catalogue's name of a tool; a word that it does not know stays as it is."""
    return NAMES.get(word.casefold(), word)


def stated_tool(word: str) -> str:
    """The word of a record where the catalogue calls the tool something else, empty where it does not."""
    return word if tool_name(word) != word else ""
