"""What does a message of the shape that Claude Code defined tell of a call?"""

from __future__ import annotations

from collections.abc import Mapping

from paraph.adapters.agents.messages.payload import Payload, UnreadableError, part, text
from paraph.adapters.agents.messages.tool_calls import call_of
from paraph.core.model.capture import Moment, ToolEvent

MOMENTS: dict[str, Moment] = {
    "pretooluse": "before", "beforetool": "before", "permissionrequest": "other",
    "posttooluse": "after", "posttoolusefailure": "after", "aftertool": "after",
}  # fmt: skip
NO_OTHERS: dict[str, Moment] = {}
NO_CALLS = frozenset({
    "beforeagent", "beforemodel", "beforetoolselection", "beforesubmitprompt", "beforereadfile", "beforetabfileread",
})  # fmt: skip


def moment_of(event: str, others: Mapping[str, Moment] = NO_OTHERS) -> Moment:
    """When an event comes; one that nobody knows comes before a call where its name begins so.

    Raises UnreadableError for a message that names no event.
    """
    if not event:
        raise UnreadableError("it does not say which event it is")
    name = event.lower()
    known = others.get(name) or MOMENTS.get(name)
    return known or ("before" if name.startswith(("pretool", "before")) and name not in NO_CALLS else "other")


def claude_event(agent: str, payload: Payload, *, edits: frozenset[str], shells: frozenset[str]) -> ToolEvent:
    """The call that a message tells of: `hook_event_name`, `tool_name`, `tool_input`, `tool_use_id`, `session_id`.

    An event that is no tool call has moment and deed `other`. Raises UnreadableError for a call that says not enough.
    """
    event = text(payload, "hook_event_name", "hookEventName")
    moment = moment_of(event)
    tool = text(payload, "tool_name", "toolName")
    session = text(payload, "session_id", "sessionId", "thread_id")
    cwd = text(payload, "cwd")
    model = text(payload, "model")
    if moment == "other":
        return ToolEvent(agent, session, "other", tool, "other", cwd, model=model, event=event)
    if not tool:
        raise UnreadableError("it does not say which tool is called")
    call = call_of(tool, part(payload, "tool_input", "toolInput"), edits=edits, shells=shells)
    return ToolEvent(
        agent, session, moment, tool, call.deed, cwd, text(payload, "tool_use_id", "toolUseId"), model, call.edits,
        call.command, call.content, event,
    )  # fmt: skip
