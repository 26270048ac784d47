"""What of a git-ai note that stands there already stays when it is written anew?

Sessions and people, even those that no line names any more, and what else is short and plain. Messages, their
addresses and counters go; a prompt of older notes becomes the session that it was.
"""

from __future__ import annotations

from typing import Any

import msgspec

from paraph.adapters.formats.converting import decoded
from paraph.adapters.formats.git_ai_keys import session_id
from paraph.adapters.formats.git_ai_lines import halves
from paraph.adapters.formats.git_ai_metadata import LONGEST_VALUE
from paraph.adapters.formats.git_ai_written import Kept
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.model.regex import regex

SESSION_ID = regex(r"s_[0-9a-f]{14}")
HUMAN_ID = regex(r"h_[0-9a-f]{14}")
OWN = ("schema_version", "base_commit_sha", "prompts", "sessions", "humans")
DROPPED = frozenset({
    "messages", "messages_url", "total_additions", "total_deletions", "accepted_lines", "overriden_lines",
})  # fmt: skip
MOST_MEMBERS = 64


class _Object(msgspec.Struct):
    sessions: dict[str, dict[str, msgspec.Raw]] = {}
    humans: dict[str, dict[str, msgspec.Raw]] = {}
    prompts: dict[str, dict[str, msgspec.Raw]] = {}


def kept_of(content: bytes) -> Kept:
    """The description of a note without what must not stay; nothing where it cannot be read."""
    _, description = halves(content, OddityList(""))
    try:
        found: _Object = decoded(description, _Object)
        others: dict[str, msgspec.Raw] = decoded(description, dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Kept()
    read = {key: _session(record) for key, record in found.sessions.items() if SESSION_ID.fullmatch(key)}
    sessions = {key: kept for key, kept in read.items() if kept}
    for record in found.prompts.values():
        kept = _session(record)
        if kept:
            sessions.setdefault(session_id(kept["agent_id"]["tool"], kept["agent_id"]["id"]), kept)
    humans = {key: kept for key, record in found.humans.items() if HUMAN_ID.fullmatch(key) and (kept := _human(record))}
    return Kept(sessions, humans, _plain({name: raw for name, raw in others.items() if name not in OWN}))


def _session(record: dict[str, msgspec.Raw]) -> dict[str, Any]:
    """A session as the grammar has it; empty where it does not say which tool it was."""
    agent = _object(record.pop("agent_id", msgspec.Raw()))
    kept = {name: agent.get(name) or "" for name in ("tool", "id", "model")}
    if not kept["tool"] or not all(isinstance(value, str) for value in kept.values()):
        return {}
    return {"agent_id": kept, **_rest(record)}


def _human(record: dict[str, msgspec.Raw]) -> dict[str, Any]:
    author = _decoded(record.pop("author", msgspec.Raw()))
    return {"author": author, **_rest(record)} if isinstance(author, str) and len(author) <= LONGEST_VALUE else {}


def _rest(record: dict[str, msgspec.Raw]) -> dict[str, Any]:
    custom = _object(record.pop("custom_attributes", msgspec.Raw()))
    return _plain(record) | ({"custom_attributes": custom} if custom else {})


def _object(raw: msgspec.Raw) -> dict[str, Any]:
    found = _decoded(raw)
    return {name: value for name, value in found.items() if _is_plain(name, value)} if isinstance(found, dict) else {}


def _plain(members: dict[str, msgspec.Raw]) -> dict[str, Any]:
    read = {name: _decoded(raw) for name, raw in list(members.items())[:MOST_MEMBERS] if name not in DROPPED}
    return {name: value for name, value in read.items() if _is_plain(name, value)}


def _is_plain(name: str, value: Any) -> bool:
    """Whether a member is short and no container: whatever is longer could be what somebody asked a tool."""
    is_short = isinstance(value, str) and len(value) <= LONGEST_VALUE
    return name not in DROPPED and (is_short or (isinstance(value, (int, float)) and abs(value) < 2**53))


def _decoded(raw: msgspec.Raw) -> Any:
    if not 0 < len(memoryview(raw)) <= 1 << 16:
        return None
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
