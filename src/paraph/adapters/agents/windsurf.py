"""What does Windsurf's Cascade tell of a tool call, and how is it answered?

Fields and exit codes: docs.windsurf.com/windsurf/cascade/hooks. It blocks by exit code 2 alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import Answer, by_exit_code
from paraph.adapters.agents.messages.payload import Payload, UnreadableError, compact, part, text, whole
from paraph.adapters.agents.messages.tool_calls import Call, command_in, edits_in
from paraph.core.model.capture import Moment, ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

_NO_CALLS = frozenset({"pre_read_code", "post_read_code", "pre_user_prompt"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    event = text(payload, "agent_action_name")
    if not event:
        raise UnreadableError("it does not say which action it is")
    when, _, what = event.partition("_")
    given = part(payload, "tool_info")
    session, model = text(payload, "trajectory_id"), text(payload, "model_name")
    cwd = text(given, "cwd") or text(payload, "cwd")
    call = _call(what, given)
    moment: Moment = "before" if when == "pre" else "after" if when == "post" else "other"
    if call is None or (moment == "other" and call.deed == "other"):
        moment, call = "other", _call_at_no_known_time(event, given)
    return ToolEvent(
        "windsurf", session, moment, text(given, "mcp_tool_name") or what, call.deed,
        cwd, text(payload, "execution_id"), "" if model == "Unknown" else model, call.edits, call.command,
        call.content, event,
    )  # fmt: skip


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Exit code 2 for deny and for ask."""
    return by_exit_code(verdict)


def _call(what: str, given: Payload) -> Call | None:
    if what == "run_command":
        return Call("shell", command=command_in(given))
    if what == "write_code":
        return Call("edit", edits_in(given))
    if what == "mcp_tool_use":
        return Call("other", content=whole(compact(given.get("mcp_tool_arguments", {}))))
    return None


def _call_at_no_known_time(event: str, given: Payload) -> Call:
    """The edit or command of an action that nobody knows, which may well come before it."""
    if event not in _NO_CALLS and ("command_line" in given or "command" in given):
        return Call("shell", command=command_in(given))
    if event not in _NO_CALLS and "edits" in given:
        return Call("edit", edits_in(given))
    return Call("other")


def config() -> HookConfig:
    """How Windsurf is told to run the hook."""
    from paraph.adapters.agents.setup import hook_config as at

    before, after = {"command": at.BEFORE, "show_output": True}, {"command": at.AFTER, "show_output": False}
    return at.HookConfig(
        "windsurf", "Windsurf", ".windsurf/hooks.json", ".codeium/windsurf/hooks.json",
        at.FailMode("open on timeout", "it documents no answer for a hook that does not end, only exit code 2 blocks"),
        places=(
            at.Place(("hooks", "pre_run_command"), before), at.Place(("hooks", "pre_write_code"), before),
            at.Place(("hooks", "pre_mcp_tool_use"), before), at.Place(("hooks", "post_run_command"), after),
            at.Place(("hooks", "post_write_code"), after),
        ),
        programs=("windsurf",), traces=(".codeium/windsurf", ".windsurf"), can_ask=False,
    )  # fmt: skip
