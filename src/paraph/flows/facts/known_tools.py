"""Which tools took part in this repository before a change?"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.catalogue import ROWS
from paraph.core.detect.read import read_commit
from paraph.ports.cache import Cache
from paraph.ports.repository import RepositoryReader

COMMITS_READ = 5_000
_VERSION = f"2.{len(ROWS)}"


class KnownTools(NamedTuple):
    """Names of tools, and in words where they were looked for."""

    tools: tuple[str, ...]
    window: str


def known_tools(reader: RepositoryReader, cache: Cache, base: str, own: AgentRows = NO_ROWS) -> KnownTools:
    """The tools that the newest `COMMITS_READ` commits below a base name, worked out once for each base.

    A base of "" is the beginning of a history, where none is known. Raises ReadError when git does not answer.
    """
    if not base:
        return KnownTools((), "an empty history")
    key = f"{base}-{_VERSION}{own.digest and '-'}{own.digest}"
    known = _from_cache(cache.get("tools", key))
    if known is None:
        known = _read(reader, base, own)
        cache.put("tools", key, (*known,))
    tools, count = known
    newest = "newest " if count == COMMITS_READ else ""
    return KnownTools(tools, f"the {newest}{count:,} commit{'s' * (count != 1)} below the base")


def _read(reader: RepositoryReader, base: str, own: AgentRows) -> tuple[tuple[str, ...], int]:
    found: dict[str, None] = {}
    count = 0
    for one in islice(reader.commits(base), COMMITS_READ):
        count += 1
        reading = read_commit(*one.said, own=own)
        found.update(dict.fromkeys(signal.tool for signal in reading.signals if signal.strength != "weak"))
        found.update(dict.fromkeys(tool for declaration in reading.declarations for tool in declaration.tools))
    return tuple(sorted(found)), count


def _from_cache(value: object) -> tuple[tuple[str, ...], int] | None:
    if not isinstance(value, tuple) or len(value) != 2:
        return None
    tools, count = value
    is_sound = isinstance(tools, tuple) and all(isinstance(tool, str) for tool in tools) and isinstance(count, int)
    return (tools, count) if is_sound else None
