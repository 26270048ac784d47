"""What does a coding agent tell of one use of one of its tools?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun

Moment = Literal["before", "after", "other"]
Deed = Literal["edit", "shell", "other"]


@noun
class Edit:
    """What one edit replaced in a file; `old` and `new` None where the agent does not tell (the file then does)."""

    path: str
    old: str | None = None
    new: str | None = None
    is_everywhere: bool = False


@noun
class ToolEvent:
    """One event of a tool call, the same for every agent.

    `agent` is the catalogue's name of the tool (`claude-code`), `tool` the agent's own name of what it called,
    `call` its id, by which the same event sent twice is known; empty where the agent has none. `paths` in `edits` are
    as the agent wrote them, absolute or below `cwd`. `command` is the text of a shell command, `content` what else a
    call would run or send (a SQL text, the arguments of a remote tool as JSON). An edit or a command with moment
    `other` comes by an event that nobody knows, so that it may be one before its run.
    """

    agent: str
    session: str
    moment: Moment
    tool: str
    deed: Deed
    cwd: str
    call: str = ""
    model: str = ""
    edits: tuple[Edit, ...] = ()
    command: str = ""
    content: str = ""
    event: str = ""
