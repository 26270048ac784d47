"""Which tool's format is a record of lines in, and what does it say?

A format is one module and one row here. Told by shape, never by name: the same place holds what several tools wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from paraph.adapters.formats.git_ai_note import read_git_ai_note
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.model.attribution import Attribution


class Format(NamedTuple):
    """A format: its name, whether a record looks like it (its first 256 bytes, without blanks), and its reader."""

    name: str
    is_shaped: Callable[[bytes], bool]
    read: Callable[[str, bytes], Attribution]


def _agent_trace(commit: str, content: bytes) -> Attribution:
    from paraph.adapters.formats.agent_trace import read_agent_trace

    return read_agent_trace(commit, content)


FORMATS = (
    Format("git-ai", lambda head: not head.startswith(b"{") or b'"schema_version"' in head, read_git_ai_note),
    Format("agent-trace", lambda head: b'"version"' in head or b'"vcs"' in head, _agent_trace),
)


def format_of(content: bytes) -> Format | None:
    """The format that a record is in, None where it is none that is known."""
    head = content.removeprefix(b"\xef\xbb\xbf")[:256].lstrip()
    return next((each for each in FORMATS if each.is_shaped(head)), None)


def read_attribution(commit: str, content: bytes) -> Attribution:
    """What the record at a commit says, in whatever known format. Never raises."""
    found = format_of(content)
    if found is not None:
        return found.read(commit, content)
    odd = OddityList(commit)
    odd.add("unknown_format")
    return Attribution(commit, (), odd.told(), sha256(content).hexdigest())
