"""What was said to a tool, as a record still carries it?"""

from __future__ import annotations

from typing import NamedTuple


class Conversation(NamedTuple):
    """The messages of one prompt or session as JSON text: its key in the record, the tool's own names of it, and who
    prompted ("Name <address>")."""

    key: str
    tool: str
    session: str
    person: str
    text: str
