"""Which records of lines did this clone write itself, so that one edited or forged since is seen?

`<private area>/recorded-notes` has a line for each: the commit, a space, and the SHA-256 of the record's bytes as they
were stored. The last one of a commit counts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from paraph.adapters.agents.append_line import append_whole, locked

RECORDED = "recorded-notes"
MOST_BYTES = 1 << 26


def record_digests(private_area: str, digests: Mapping[str, str]) -> None:
    """Add commit -> digest of a record that was just written. Raises OSError."""
    if not digests:
        return
    lines = "".join(f"{commit} {digest}\n" for commit, digest in digests.items()).encode("ascii")
    os.makedirs(private_area, exist_ok=True)
    with locked(f"{private_area}/{RECORDED}") as descriptor:
        append_whole(descriptor, lines)


def recorded_digests(private_area: str) -> Mapping[str, str]:
    """Commit -> digest of the record that this clone wrote for it; what is no such line is passed over."""
    try:
        with open(f"{private_area}/{RECORDED}", "rb") as file:
            lines = file.read(MOST_BYTES).decode("ascii", "replace").split("\n")
    except OSError:
        return {}
    found: dict[str, str] = {}
    for line in lines:
        commit, _, digest = line.partition(" ")
        if len(commit) in (40, 64) and len(digest) == 64 and not (commit + digest).strip("0123456789abcdef"):
            found[commit] = digest
    return found
