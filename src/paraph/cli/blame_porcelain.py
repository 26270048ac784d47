"""How is what is known of lines told within the machine formats of `git blame`?

git-blame(1) asks readers to ignore headers that they do not know; ours stand before each line, as a line's kind is not
its commit's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from paraph.cli.blame_lines import known_of
from paraph.core.detect.lines.tool_names import tool_name
from paraph.core.model.regex import regex

if TYPE_CHECKING:
    from paraph.core.detect.lines.line_evidence import Known
    from paraph.ports.blame import BlameEntry
    from paraph.wiring.blame import BlamedFile

_BREAK = regex(r"[\x00-\x1f\x7f]+")


def porcelain(found: BlamedFile) -> bytes:
    """git's own output with our headers in it; entries without text are parted where kinds change."""
    headers: dict[tuple[str, int], bytes] = {}
    parts: list[bytes] = []
    for entry in found.blamed.entries:
        for first, count, known in _runs(found, entry):
            key = known[0], id(known[1])  # a claim of thousands of lines is one object
            if key not in headers:
                headers[key] = b"".join(b"paraph-%s %s\n" % each for each in _headers(known))
            parts.append(_entry(entry, first, count, headers[key]))
    return b"".join(parts)


def _runs(found: BlamedFile, entry: BlameEntry) -> Iterator[tuple[int, int, Known]]:
    if entry.text is not None:
        yield 0, entry.lines, known_of(found, entry)
        return
    first, before = 0, known_of(found, entry)
    for offset in range(1, entry.lines):
        now = known_of(found, entry, offset)
        if now != before:
            yield first, offset - first, before
            first, before = offset, now
    yield first, entry.lines - first, before


def _entry(entry: BlameEntry, first: int, count: int, headers: bytes) -> bytes:
    numbers = [entry.then_line + first, entry.line + first, *([count] if count else [])]
    head = f"{entry.commit} {' '.join(map(str, numbers))}\n".encode()
    details = b"".join(line + b"\n" for line in (entry.details if first == 0 else entry.details[-1:]))
    if entry.text is not None:
        return head + details + headers + b"\t" + entry.text + b"\n"
    before, name = details[: -len(entry.details[-1]) - 1], entry.details[-1] + b"\n"
    return head + before + headers + name  # the file's name ends an entry


def _headers(known: Known) -> Iterator[tuple[bytes, bytes]]:
    kind, claim = known
    yield b"kind", kind.encode()
    if claim is None:
        return
    said = {
        "tool": tool_name(claim.tool), "model": claim.model, "session": claim.session, "strength": claim.strength,
        "source": claim.source, "role": claim.role if claim.polarity == "ai" else "", "person": claim.person,
    }  # fmt: skip
    for name, value in said.items():
        if value:
            yield name.encode(), _BREAK.sub(" ", value).encode("utf-8", "backslashreplace")
