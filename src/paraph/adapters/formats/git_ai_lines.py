"""Which lines does the attestation of a git-ai note name, by which keys?

The upper part of a note of the Git AI Standard, `authorship/3.0.0`, down to its line of three dashes.
"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.detect.lines.note_oddities import OddityList

SEPARATOR = b"---"
BLANKS = " \t\r"  # not what else Unicode takes for a blank: a path may be made of it
MOST_RANGES = 262_144
MOST_LINES = 100_000_000
MOST_DIGITS = 9
LONGEST_PATH = 4096
Ranges = list[tuple[int, int]]


class Entry(NamedTuple):
    """One line of an attestation: its key, ranges as written, place in the note, and whether no range starts before
    the one before it ends."""

    key: str
    ranges: Ranges
    line: int
    is_ordered: bool = True


Entries = dict[str, list[Entry]]


def halves(content: bytes, odd: OddityList) -> tuple[bytes, bytes]:
    """The attestation and the description of a note, both as written."""
    if content.startswith(b"\xef\xbb\xbf"):
        odd.add("byte_order_mark")
        content = content[3:]
    if content.startswith(b"---\n"):
        return b"", content[4:]
    at = content.find(b"\n---\n")
    if at >= 0:
        return content[: at + 1], content[at + 5 :]
    return _halves_of_odd(content, odd)


def _halves_of_odd(content: bytes, odd: OddityList) -> tuple[bytes, bytes]:
    start = 0
    for line in content.splitlines(keepends=True):
        stripped = line.rstrip()
        if stripped == SEPARATOR:
            return content[:start], content[start + len(line) :]
        if stripped == b"{" or line.startswith(b'{"'):
            break
        start += len(line)
    odd.add("separator_missing")
    return content[:start], content[start:]


def read_entries(attestation: bytes, odd: OddityList) -> Entries | None:
    """The entries by path, in the order of the note; None where there are too many ranges to be believed."""
    if attestation.count(b"\n") > 2 * MOST_RANGES:  # each entry has a line, and at most one path of its own
        odd.add("too_many_ranges")
        return None
    if b"\r" in attestation:
        odd.add("carriage_returns")
    return _entries(_text(attestation, odd), odd)


def _entries(text: str, odd: OddityList) -> Entries | None:
    found: Entries = {}
    path: str | None = ""
    left = MOST_RANGES
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901 (a line is what stands before its end)
        if not line.strip(BLANKS):
            continue
        if not line.startswith((" ", "\t")):
            path = _path(line, number, odd)
            if path is not None and path in found:
                odd.add("path_twice", path=path, line=number)
            continue
        left -= line.count(",") + 1
        if left < 0:
            odd.add("too_many_ranges")
            return None
        if path:
            entry = _entry(line, number, path, odd)
            if entry is not None:
                found.setdefault(path, []).append(entry)
        elif path is not None:
            odd.add("entry_unreadable", f"an entry before any path: {line.strip(BLANKS)[:60]}", line=number)
    return found


def _text(attestation: bytes, odd: OddityList) -> str:
    try:
        return attestation.decode("utf-8")
    except UnicodeDecodeError:
        odd.add("not_utf8")
        return attestation.decode("utf-8", "surrogateescape")


def _path(line: str, number: int, odd: OddityList) -> str | None:
    path = line
    if line.startswith('"'):
        path = line[1:-1] if len(line) > 2 and line.endswith('"') else ""
    if not path or '"' in path or "\0" in path or len(path) > LONGEST_PATH:
        odd.add("path_unreadable", f"not a path: {line[:60]}", line=number)
        return None
    return path_of(path)


def _entry(line: str, number: int, path: str, odd: OddityList) -> Entry | None:
    if not line.startswith("  ") or line[2:3] in {" ", "\t", ""}:
        odd.add("indent", path=path, line=number)
    key, blank, ranges = line.strip(BLANKS).partition(" ")
    if not blank or not ranges.isascii():
        odd.add("entry_unreadable", f"not a key and ranges: {line.strip()[:60]}", path, number)
        return None
    return Entry(key, *_ranges(ranges, number, path, odd))


def _ranges(text: str, number: int, path: str, odd: OddityList) -> tuple[Ranges, int, bool]:
    found: Ranges = []
    disorder = before = 0
    for item in text.split(","):
        start, dash, end = item.partition("-")
        if not (start.isdigit() and len(start) <= MOST_DIGITS):
            odd.add("range_unreadable", f"not a range of lines: {item[:40]}", path, number)
            continue
        first = last = int(start)
        if dash:
            last = int(end) if end.isdigit() and len(end) <= MOST_DIGITS else 0
        if not 1 <= first <= last < MOST_LINES:
            odd.add("range_unreadable", f"not a range of lines: {item[:40]}", path, number)
            continue
        if first <= before:
            disorder += 1
        before = last
        found.append((first, last))
    if disorder:
        odd.add("range_disorder", path=path, line=number, count=disorder)
    return found, number, not disorder


def path_of(text: str) -> str:
    r"""A path as everywhere in Paraph: bytes that are not UTF-8 stand as `\xNN`, and then so do backslashes."""
    if "\\x" not in text and text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogateescape" if _is_escaped(text) else "surrogatepass")
        return raw.replace(b"\\", b"\\x5c").decode("utf-8", "backslashreplace")
    return text.replace("\\", "\\x5c") if "\\x" in text else text


def _is_escaped(text: str) -> bool:
    return all(not "\ud800" <= each <= "\udfff" or "\udc80" <= each <= "\udcff" for each in text)
