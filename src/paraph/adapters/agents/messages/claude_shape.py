"""What does a message of the shape that Claude Code defined tell of a call?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paraph.adapters.agents.messages.payload import Payload, UnreadableError, part, text
from paraph.adapters.agents.messages.tool_calls import Call, call_of
from paraph.core.model.capture import Moment, ToolEvent

MOMENTS: dict[str, Moment] = {
    "pretooluse": "before", "beforetool": "before", "permissionrequest": "other",
    "posttooluse": "after", "posttoolusefailure": "after", "aftertool": "after",
}  # fmt: skip
_NO_CALL = Call("other")
NO_OTHERS: dict[str, Moment] = {}
NO_CALLS = frozenset(
    {
        "beforeagent",
        "beforemodel",
        "beforetoolselection",
        "beforesubmitprompt",
        "beforereadfile",
        "beforetabfileread",
        "permissiondenied",
    }
)
_SURE = frozenset({"pretooluse", "beforetool", "beforeshellexecution", "beforemcpexecution"})  # fmt: skip


def moment_of(event: str, others: Mapping[str, Moment] = NO_OTHERS) -> Moment:
    """When an event comes; one that nobody knows comes before a call where its name begins so.

    Raises UnreadableError for a message that names no event.
    """
    if not event:
        raise UnreadableError("it does not say which event it is")
    name = event.lower()
    known = others.get(name) or MOMENTS.get(name)
    return known or ("before" if name.startswith(("pretool", "before")) and name not in NO_CALLS else "other")


def is_guessed(event: str) -> bool:
    """Whether only the beginning of an event's name tells that it comes before a call."""
    name = event.lower()
    return name not in _SURE and name not in NO_CALLS and name.startswith(("pretool", "before"))


def call_at_no_known_time(event: str, tool: str, given: Payload, read: Callable[[], Call]) -> Call:
    """The edit or command of a message whose event nobody knows, which may well come before it; `other` for the rest.

    Raises UnreadableError for a tool that is given something and edits or runs what it does not say.
    """
    name = event.lower()
    if not tool or not given or name in NO_CALLS or name in MOMENTS:
        return _NO_CALL
    call = read()
    return call if call.deed != "other" else _NO_CALL


def claude_event(agent: str, payload: Payload, *, edits: frozenset[str], shells: frozenset[str]) -> ToolEvent:
    """The call that a message tells of: `hook_event_name`, `tool_name`, `tool_input`, `tool_use_id`, `session_id`.

    An event that is no tool call has moment and deed `other`; one that nobody knows has its call with moment `other`.
    Raises UnreadableError for a call that says not enough.
    """
    event = text(payload, "hook_event_name", "hookEventName")
    moment = moment_of(event)
    tool = text(payload, "tool_name", "toolName")
    session = text(payload, "session_id", "sessionId", "thread_id")
    cwd = text(payload, "cwd")
    model = text(payload, "model")
    given = part(payload, "tool_input", "toolInput")

    def read() -> Call:
        return call_of(tool, given, edits=edits, shells=shells)

    if moment != "other" and not tool:
        raise UnreadableError("it does not say which tool is called")
    call = read() if moment != "other" else call_at_no_known_time(event, tool, given, read)
    return ToolEvent(
        agent, session, moment, tool, call.deed, cwd, text(payload, "tool_use_id", "toolUseId"), model, call.edits,
        call.command, call.content, event,
    )  # fmt: skip
