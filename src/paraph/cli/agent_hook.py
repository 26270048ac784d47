"""What does a coding agent hear when it asks before and tells after each call of a tool?

This is the way of every call, so it imports as little as it can and starts no program. Whatever goes wrong before a
call blocks it, and says so; after a call nothing blocks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import devnull
from typing import IO, NamedTuple

from paraph.adapters.agents.messages.answers import BLOCKED, SILENT, Answer, refusal
from paraph.adapters.agents.messages.payload import MOST_BYTES, Payload, UnreadableError, read_payload, text
from paraph.adapters.agents.which_agent import adapter, agent_of
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict
from paraph.core.model.noun import changed

SECONDS = 8.0  # less than the timeout that is installed, since most agents let a call through that timed out
DRAINED_BYTES = 1 << 28
MOST_CHARACTERS = 4096  # of a session, a tool, a folder: no system has longer paths
TROUBLE = 1
USE = "use: paraph hook agent [--from NAME] [--after], with what an agent sends on stdin"
_HEED_NO_CODE = ("cline", "antigravity")
_AFTER_MARKS = ("tool_response", "toolResult", "postToolUse")


class Called(NamedTuple):
    """How the hook was called: for which agent, and for after a call or before it."""

    hint: str = ""
    is_after: bool = False


def run_agent_hook(words: Sequence[str]) -> int:
    """Answer one message of an agent from stdin; the exit code is what its protocol needs.

    0 with JSON or nothing on stdout, 2 where a call is blocked by the code alone or where something is wrong before
    a call, 1 where something is wrong after it. Never raises.
    """
    called = _called(words)
    if called is None or (sys.stdin is not None and sys.stdin.isatty()):
        return _end(Answer("", USE, BLOCKED))
    try:
        with _in_time():
            given = _read(sys.stdin.buffer) if sys.stdin is not None else b""
            answer = _answered(given, called)
    except UnreadableError as wrong:
        answer = _trouble(f"what the agent sent cannot be understood: {wrong}", called)
    except Exception as error:  # noqa: BLE001 (the boundary: a broken guard says so, and blocks where it can)
        answer = _trouble(f"this is a fault of the hook itself ({type(error).__name__}: {error})", called)
    return _end(answer)


def _called(words: Sequence[str]) -> Called | None:
    rest = iter(words)
    hint, is_after = "", False
    for word in rest:
        if word == "--after":
            is_after = True
        elif word == "--from" or word.startswith("--from="):
            hint = next(rest, "") if word == "--from" else word.partition("=")[2]
            if not hint:
                return None
        else:
            return None
    return Called(hint, is_after)


def _read(stream: IO[bytes]) -> bytes:
    """What was sent, to its end, so that no agent is left writing; of a message that is too long not all is kept."""
    sent = stream.read(MOST_BYTES + 1)
    drained = len(sent)
    while len(sent) > MOST_BYTES and drained < DRAINED_BYTES and (more := stream.read(1 << 20)):
        drained += len(more)
    return sent


def _answered(sent: bytes, called: Called) -> Answer:
    payload = read_payload(sent)
    name = agent_of(payload, called.hint)
    agent = adapter(name)
    is_told_after = called.is_after
    called = Called(called.hint, called.is_after or _is_after(payload))
    try:
        event = agent.event_of(payload)
        if max(map(len, (event.session, event.call, event.tool, event.model, event.cwd))) > MOST_CHARACTERS:
            raise UnreadableError(f"one of its names is longer than {MOST_CHARACTERS:,} characters")
    except UnreadableError as wrong:
        return _trouble(f"what {name} sent cannot be understood: {wrong}", called._replace(hint=called.hint or name))
    event, odd = _timed(event, called, is_told_after=is_told_after)
    if event.moment == "other":
        return agent.answer(GuardVerdict("silent"), event)
    verdict, notices = _judged(event) if event.moment == "before" else (GuardVerdict("silent"), [])
    notices += [odd] if odd else []
    if verdict.answer != "deny":
        from paraph.adapters.agents.capture.journal import append_event

        notices.append(append_event(event.cwd or ".", event))
    answer = agent.answer(verdict, event) if event.moment == "before" else SILENT
    if odd and verdict.answer != "silent" and name not in _HEED_NO_CODE:
        # whether an event that nobody knows takes this answer cannot be told: the exit code is heeded
        answer = Answer(answer.output, answer.talk or refusal(verdict), BLOCKED)
    if not called.hint or called.hint == name:
        return _saying(answer, notices)
    notices.append(f"this call is {name}'s, though the configuration of {called.hint} sent it")
    if verdict.answer == "deny":
        # two programs may read this answer, each in its way; both take exit code 2 with the reason on stderr for a no
        answer = Answer(answer.output, verdict.reason, BLOCKED)
    return _saying(answer, notices)


def _timed(event: ToolEvent, called: Called, *, is_told_after: bool) -> tuple[ToolEvent, str]:
    """The event with its time: one whose name nobody knows comes before the call, unless the hook is one for after it.

    With it what a person should know of that, empty where the name is known.
    """
    from paraph.adapters.agents.messages.claude_shape import is_guessed

    is_odd = event.deed != "other" if event.moment == "other" else event.moment == "before" and is_guessed(event.event)
    if not is_odd:
        return event, ""
    if is_told_after or (called.is_after and event.moment == "other"):
        return changed(event, moment="other"), ""
    said = f"{event.agent}'s event {event.event[:80]} is not known here; this call is taken as one before its run"
    return changed(event, moment="before"), said


def _judged(event: ToolEvent) -> tuple[GuardVerdict, list[str]]:
    from paraph.wiring.guard import judged_call

    return judged_call(event)


def _saying(answer: Answer, notices: list[str]) -> Answer:
    lines = [answer.talk, *(f"paraph: {notice}" for notice in notices if notice)]
    return answer._replace(talk="\n".join(line for line in lines if line))


def _is_after(payload: Payload) -> bool:
    event = text(payload, "hook_event_name", "hookEventName", "hookName", "agent_action_name").lower()
    return event.startswith(("post", "after")) or any(mark in payload for mark in _AFTER_MARKS)


def _trouble(what: str, called: Called) -> Answer:
    """Something is wrong: before a call it may not run, after it nobody can do anything but know."""
    if called.is_after:
        return Answer("", f"paraph: {what}; nothing was recorded", TROUBLE)
    said = f"paraph: {what}; so the call may not run. A person can look into it: paraph hook status --all"
    if called.hint in _HEED_NO_CODE:
        unread = ToolEvent(called.hint, "", "before", "", "other", "")
        return adapter(called.hint).answer(GuardVerdict("deny", said), unread)._replace(talk=said)
    return Answer("", said, BLOCKED)


@contextmanager
def _in_time() -> Iterator[None]:
    """End by TimeoutError what takes longer than an agent waits."""
    import signal

    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError(f"no answer within {SECONDS:g} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _end(answer: Answer) -> int:
    try:
        if answer.output:
            if getattr(sys.stdout, "name", "") == devnull:  # there was none, and `main` put that in its place
                return BLOCKED
            sys.stdout.write(answer.output)
            sys.stdout.flush()
    except (OSError, ValueError):
        # nobody hears the answer: then the exit code must say it
        return BLOCKED
    if answer.talk:
        from paraph.adapters.formats.visible import safe

        try:
            sys.stderr.write("\n".join(safe(line, 2000) for line in answer.talk.split("\n")) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            return answer.code
    return answer.code
