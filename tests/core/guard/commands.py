"""How is a command line put before the guard in a test?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from paraph.core.guard.judge import judge
from paraph.core.guard.runnable import Sight
from paraph.core.guard.shell.commands import Command, read_shell
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardSettings, GuardVerdict

FOLDER = "/srv/shop"
PLAIN = GuardSettings()


def answer(command: str, settings: GuardSettings = PLAIN, files: Mapping[str, str] | None = None) -> str:
    """The answer to one command."""
    return verdict(command, settings, files).answer


def verdict(command: str, settings: GuardSettings = PLAIN, files: Mapping[str, str] | None = None) -> GuardVerdict:
    """What the guard says to one command; `files` are scripts written before."""
    return judge(event(command), settings, (files or {}).get)


def rules(command: str, settings: GuardSettings = PLAIN, files: Mapping[str, str] | None = None) -> list[str]:
    """The rows that speak of a command, the worst first."""
    return [danger.rule for danger in verdict(command, settings, files).dangers]


def event(command: str = "", tool: str = "Bash", content: str = "") -> ToolEvent:
    """A call before it runs."""
    return ToolEvent(
        "agent", "s", "before", tool, "shell" if command else "other", FOLDER, command=command, content=content
    )


def sight(command: str) -> Sight:
    """The last command of a text."""
    last: Command = read_shell(command).commands[-1]
    return Sight(last.words, command=last)


def lines(name: str) -> list[str]:
    r"""The lines of a corpus; `\n` stands for a line break."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    return [line.replace("\\n", "\n") for line in text.splitlines() if line]
