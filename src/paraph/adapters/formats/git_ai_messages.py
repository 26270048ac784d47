"""Which messages does a git-ai note still carry? Only for a policy that retains them."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Raw, UnsetType

from paraph.adapters.formats.git_ai_lines import halves
from paraph.adapters.formats.git_ai_metadata import AgentId
from paraph.core.detect.lines.conversation import Conversation
from paraph.core.detect.lines.note_oddities import OddityList

EMPTY = (b"[]", b"null", b'""')


class _Record(msgspec.Struct):
    agent_id: AgentId | None = None
    human_author: str | None = None
    messages: Raw | UnsetType = UNSET


class _Description(msgspec.Struct):
    prompts: dict[str, _Record] | None = None
    sessions: dict[str, _Record] | None = None


_DECODER = msgspec.json.Decoder(_Description)


def messages_in(content: bytes) -> tuple[Conversation, ...]:
    """The conversations in the description of a note; none where it cannot be read."""
    _, description = halves(content, OddityList(""))
    try:
        found = _DECODER.decode(description)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()
    told = [*(found.prompts or {}).items(), *(found.sessions or {}).items()]
    return tuple(_conversation(key, record, bytes(record.messages)) for key, record in told
                 if not isinstance(record.messages, UnsetType) and bytes(record.messages) not in EMPTY)  # fmt: skip


def _conversation(key: str, record: _Record, messages: bytes) -> Conversation:
    agent = record.agent_id or AgentId()
    tool, session = (value if isinstance(value, str) else "" for value in (agent.tool, agent.id))
    return Conversation(key, tool, session, record.human_author or "", messages.decode("utf-8", "replace"))
