"""Which records of lines did this clone write itself, so that one edited or forged since is seen?

`<private area>/recorded-notes` has a line for each: the commit, the SHA-256 of the record's bytes as they were stored,
and how many lines it gave to AI, mixed ones among them, with a space between; older lines have no number. The last one
of a commit counts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from paraph.adapters.agents.append_line import append_whole, locked

RECORDED = "recorded-notes"
MOST_BYTES = 1 << 26
MOST_DIGITS = 10


_UNCOUNTED: Mapping[str, int] = MappingProxyType({})


class RecordedNote(NamedTuple):
    """The digest of a record, and how many lines it gave to AI; 0 where nobody counted."""

    digest: str
    ai_lines: int = 0


def record_digests(private_area: str, digests: Mapping[str, str], ai_lines: Mapping[str, int] = _UNCOUNTED) -> None:
    """Add commit -> digest of a record that was just written, with its AI-written lines. Raises OSError."""
    if not digests:
        return
    told = (f"{commit} {digest} {ai_lines.get(commit, 0)}\n" for commit, digest in digests.items())
    lines = "".join(told).encode("ascii")
    os.makedirs(private_area, exist_ok=True)
    with locked(f"{private_area}/{RECORDED}") as descriptor:
        append_whole(descriptor, lines)


def recorded_digests(private_area: str) -> Mapping[str, str]:
    """Commit -> digest of the record that this clone wrote for it."""
    return {commit: each.digest for commit, each in recorded_notes(private_area).items()}


def recorded_notes(private_area: str) -> Mapping[str, RecordedNote]:
    """Commit -> what this clone put down when it wrote its record; what is no such line is passed over."""
    try:
        with open(f"{private_area}/{RECORDED}", "rb") as file:
            lines = file.read(MOST_BYTES).decode("ascii", "replace").split("\n")
    except OSError:
        return {}
    found: dict[str, RecordedNote] = {}
    for line in lines:
        commit, _, rest = line.partition(" ")
        digest, _, count = rest.partition(" ")
        if len(commit) in (40, 64) and len(digest) == 64 and not (commit + digest).strip("0123456789abcdef"):
            is_number = count.isdecimal() and count.isascii() and len(count) < MOST_DIGITS
            found[commit] = RecordedNote(digest, int(count) if is_number else 0)
    return found
