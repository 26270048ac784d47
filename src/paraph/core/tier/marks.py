"""Does the content of a file hold characters that make it read otherwise than it runs?

Two families, after Boucher and Anderson, "Trojan Source" (2021), and Unicode TR36:

- `bidi`: controls that reorder the shown text. They are marked in every file, whatever its language,
  except the plain direction marks (U+200E, U+200F, U+061C) in prose and translations, where they belong.
- `invisible`: characters of no width, tag characters, and fillers that count as letters. In prose and
  translations a joiner is not marked (Persian, Indic scripts and composed emoji need it), nor is a soft
  hyphen; in code a joiner is passed over only between two characters beyond Latin, where it joins emoji
  or shapes a script in a string. A byte-order mark is passed over at the start of a file, variation
  selectors behind an emoji, and tags behind the flag emoji they belong to.

Content that is not UTF-8 is not scanned: it shows as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.change import Mark, MarkKind
from paraph.core.model.regex import regex

MAX_MARKS = 20
MAX_SCANNED_BYTES = 16 * 1_048_576

# The first bytes, in UTF-8, of everything looked for: most files hold none of them.
_SUSPECT = regex(rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xd8\x9c|\xc2\xad|\xef\xbb\xbf|\xcd\x8f"
                      rb"|\xe1\x85[\x9f\xa0]|\xe3\x85\xa4|\xef\xbe\xa0|\xe1\xa0\x8e|\xf3\xa0[\x80-\x87]|\xe1\x9e[\xb4\xb5]"
                      rb"|\xef\xb8[\x80-\x8f]|\xef\xbf[\xb9-\xbb]|\xf0\x9d\x85[\xb3-\xba]")  # fmt: skip
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DIRECTION = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE = frozenset(
    "\u200b\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\u034f\u115f\u1160\u3164\uffa0"
    "\u180e\u17b4\u17b5\ufff9\ufffa\ufffb"
)
_EMOJI = 0x2190
_BINARY_LOOK = 8000
_EMOJI_BELOW = frozenset("#*0123456789\u00a9\u00ae\u203c\u2049\u2139")


def content_marks(data: bytes, kinds: tuple[str, ...], path: str = "") -> tuple[Mark, ...]:
    """Marks of one file's content with their lines, at most `MAX_MARKS`, the first of each line and kind."""
    data = data[:MAX_SCANNED_BYTES]
    if data.isascii() or b"\0" in data[:_BINARY_LOOK] or _SUSPECT.search(data) is None:
        return ()
    text = data.decode("utf-8", "replace")
    found: dict[tuple[MarkKind, int], Mark] = {}
    line, counted = 1, 0
    for at, kind in _odd(text, is_prose="docs" in kinds or _is_translation(path)):
        line += text.count("\n", counted, at)
        counted = at
        found.setdefault((kind, line), Mark(kind, f"U+{ord(text[at]):04X}", line))
        if len(found) >= MAX_MARKS:
            break
    return tuple(found.values())


def _odd(text: str, *, is_prose: bool) -> Iterator[tuple[int, MarkKind]]:
    for match in _CANDIDATE.finditer(text):
        at, character = match.start(), match[0]
        if character in _BIDI:
            yield at, "bidi"
        elif character in _DIRECTION:
            if not is_prose:
                yield at, "bidi"
        elif character in _JOINERS:
            if not is_prose and not _joins(text, at):
                yield at, "invisible"
        elif character == "\u00ad":
            if not is_prose:
                yield at, "invisible"
        elif _is_hidden(text, at, character):
            yield at, "invisible"


def _is_hidden(text: str, at: int, character: str) -> bool:
    if character == "\ufeff":
        return at > 0
    if "\ufe00" <= character <= "\ufe0f":
        return at == 0 or (ord(text[at - 1]) < _EMOJI and text[at - 1] not in _EMOJI_BELOW)
    if "\U000e0000" <= character <= "\U000e007f":
        return not _is_flag(text, at)
    return True


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between two characters beyond Latin and its punctuation."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after) and ord(before) >= 0x0590 and ord(after) >= 0x0590


def _is_flag(text: str, at: int) -> bool:
    """Whether a tag character continues the black flag of a region, which takes at most seven of them."""
    start = text.rfind("\U0001f3f4", max(0, at - 7), at)
    return start >= 0 and all("\U000e0020" <= character <= "\U000e007f" for character in text[start + 1 : at + 1])


def _is_translation(path: str) -> bool:
    segments = path.lower().split("/")
    return segments[-1].endswith((".po", ".pot", ".xlf", ".xliff", ".arb", ".strings", ".ftl", ".resx")) or (
        segments[-1].endswith((".json", ".yml", ".yaml", ".properties"))
        and not {"locale", "locales", "i18n", "l10n", "lang", "translations", "_locales"}.isdisjoint(segments[:-1])
    )


_CANDIDATE = regex(
    "[" + "".join(sorted(_BIDI | _DIRECTION | _JOINERS | _INVISIBLE)) + "\u00ad\ufe00-\ufe0f"
    "\U000e0000-\U000e01ef\U0001d173-\U0001d17a]"
)
