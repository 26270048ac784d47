"""How do texts of others, times and counts stand on a page?"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

LONGEST = 2_000
_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_RISKY = ("=", "+", "-", "@")


def shown(text: str, limit: int = LONGEST) -> str:
    """One line of text that only shows itself: what acts (controls, directions, what takes no room) stands as an
    escape such as `\\u202e`. Cut with `…` after `limit` characters."""
    if len(text) > limit:
        text = f"{text[: limit - 1]}…"
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in _SPACES else _escape(each) for each in text)


def paragraph(text: str, limit: int = LONGEST * 4) -> str:
    """Text of several lines that only shows itself; its line ends and tabs are kept."""
    cut = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return "\n".join("\t".join(shown(part, limit) for part in line.split("\t")) for line in cut.splitlines())


def pieces(line: str) -> tuple[tuple[str, str], ...]:
    """A line of code as runs of text, each with the name of the invisible character that it stands for (empty where
    the text is what it seems). Tabs are text."""
    if line.replace("\t", "").isprintable():
        return ((line, ""),)
    found: list[tuple[str, str]] = []
    plain = ""
    for each in line:
        if each == "\t" or each.isprintable() or each in _SPACES:
            plain += each
            continue
        found += [(plain, "")] if plain else []
        found.append((_escape(each), unicodedata.name(each, f"U+{ord(each):04X}").lower()))
        plain = ""
    return (*found, (plain, "")) if plain else tuple(found)


def cell(text: str) -> str:
    """A field of a CSV file that no spreadsheet takes for a formula."""
    plain = shown(text)
    return f"'{plain}" if plain.lstrip().startswith(_RISKY) else plain


def waited(seconds: int) -> str:
    """A length of time in its largest fitting unit: `3 d`, `5 h`, `12 min`, `now`."""
    for size, unit in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return "now"


def ago(at: int, now: int) -> str:
    """`3 d ago`; empty for no time."""
    if not at:
        return ""
    since = waited(max(0, now - at))
    return "just now" if since == "now" else f"{since} ago"


def due(at: int, now: int) -> str:
    """`due in 3 h`, `2 h late`; empty for no deadline."""
    if not at:
        return ""
    return f"{waited(now - at)} late" if at < now - _MINUTE else f"due in {waited(at - now)}" if at > now else "due now"


def iso(at: int) -> str:
    """A moment in UTC (ISO 8601); empty for none, and for what no calendar has."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
    except (OverflowError, OSError, ValueError):
        return ""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `3 files`, `1,200 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Per cent, but never 0 % or 100 % of what is not."""
    number = round(100 * share)
    if number == 0 and share > 0:
        return "<1%"
    return ">99%" if number == 100 and share < 1 else f"{number}%"


def _escape(character: str) -> str:
    if 0xDC80 <= ord(character) <= 0xDCFF:  # a byte that was not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character) or ascii(character)[1:-1]
