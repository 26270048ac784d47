"""Which path is meant by these bytes, and could a reader take it for another?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from paraph.core.model import places
from paraph.core.model.regex import regex

PLAIN = regex(r"[A-Za-z0-9_./+@=,~#%()\[\]{}$&!'^; -]*\Z")
ESCAPED = regex(r"\\x([0-9a-f]{2})")
LONGEST_NAME = 255  # bytes, or characters, that a file system takes for one component
EDGE = regex(r"^/|//|(?:^|/)(?: |~)|[ .](?:/|\Z)")
SHORT_NAME = regex(r"~[1-9]")
QUOTED = regex(rb"\\([0-7]{3}|.)", re.DOTALL)
ESCAPES = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))
WORD_BREAK = regex(r"[\W_]+")
LATIN = regex(r"[A-Za-z]")
LOOK_ALIKE = regex("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff\uff01-\uff5e]")
ODD_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp", "Zs"})
GUARDED_PARTS = (".git", ".gitattributes", ".gitmodules", ".lfsconfig", ".paraph", ".github", ".gitlab", ".gitea")
GUARDED_PATHS = (
    places.POLICY, places.PEOPLE, places.SERVICES, places.ABSENCE, places.ASSISTANCE, *places.ANY_CODEOWNERS,
    ".gitea/CODEOWNERS",
)  # fmt: skip


def decode_path(raw: bytes) -> str:
    r"""The text of a path: bytes that are not UTF-8 stand as `\xNN`.

    One to one: where escapes are needed, or a name holds a literal `\x`, its backslashes are escaped too.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return raw.replace(b"\\", b"\\x5c").decode("utf-8", "backslashreplace")
    return text.replace("\\", "\\x5c") if "\\x" in text else text


def encode_path(path: str) -> bytes:
    """The bytes that `decode_path` made `path` from."""
    if "\\x" not in path:
        return path.encode("utf-8", "surrogateescape")
    parts = ESCAPED.split(path)
    return b"".join(bytes.fromhex(part) if place % 2 else part.encode() for place, part in enumerate(parts))


def unquoted(raw: bytes) -> bytes:
    """The bytes of a path as git's line formats write them: quoted, with escapes as in C, where it is not plain."""
    if not raw.startswith(b'"'):
        return raw
    return QUOTED.sub(lambda found: bytes((_meant(found[1]),)), raw[1:-1])


def _meant(escape: bytes) -> int:
    return int(escape, 8) & 255 if len(escape) == 3 else ESCAPES.get(escape[0], escape[0])


def oddity(path: str) -> str:
    """What makes a path hard to read or to write down, empty for a plain one."""
    if len(path) > LONGEST_NAME and max(map(len, path.split("/"))) > LONGEST_NAME:
        return f"a component of more than {LONGEST_NAME} characters, which no file system takes"
    if PLAIN.match(path) and not EDGE.search(path):
        return ""
    if "\\" in path:
        return "a backslash, or bytes that are not UTF-8"
    if EDGE.search(path):
        return "a component that begins or ends with a space, or ends with a dot"
    return "" if path.isascii() and path.isprintable() else unicode_oddity(path)


def unicode_oddity(path: str) -> str:
    """Characters of a path that are invisible, control the display, or imitate Latin letters."""
    from unicodedata import category

    for character in path:
        if character != " " and category(character) in ODD_CATEGORIES:
            return f"the character U+{ord(character):04X}"
    for word in WORD_BREAK.split(path):
        if (found := LOOK_ALIKE.search(word)) and LATIN.search(word):
            return f"U+{ord(found.group()):04X} among Latin letters"
    return ""


def folded(name: str) -> str:
    """What a name becomes on a file system that ignores case, composition and invisible characters.

    The rules are those that git itself applies to `.git` for HFS+ and NTFS, on every name that such a system can hold.
    """
    if len(name) > LONGEST_NAME:
        return name
    if name.isascii():
        return name.lower().rstrip(" .") if name[-1:] in {" ", "."} else name.lower()
    from unicodedata import category, normalize

    visible = "".join(character for character in normalize("NFKC", name) if category(character) != "Cf")
    return normalize("NFC", visible.casefold()).rstrip(" .")


PARTS_FOLDED = {folded(name): name for name in GUARDED_PARTS}
PATHS_FOLDED = {folded(path): path for path in GUARDED_PATHS}
GUARDED_HINT = regex(r"git|paraph|lfsconfig|codeowners|[^\x00-\x7f]", re.IGNORECASE)


def guarded_alias(path: str) -> str:
    """The guarded name that `path` could be taken for without being it, or empty; `.git` itself is never good."""
    if not GUARDED_HINT.search(path):
        return ""
    whole = "/".join(folded(component) for component in path.split("/"))
    if (meant := PATHS_FOLDED.get(whole, path)) != path:
        return meant
    for component in path.split("/"):
        name = component.partition(":")[0]
        meant = PARTS_FOLDED.get(folded(name), "")
        if meant and (component != meant or meant == ".git"):
            return meant
        if name[:3].lower() in {"git", "gi~"} and SHORT_NAME.search(name):
            return ".git"
    return ""


def collisions(names: Iterable[str]) -> dict[str, str]:
    """Names of one folder that a careless file system cannot tell apart, each with another it meets."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in names:
        other = first.setdefault(folded(name), name)
        if other != name:
            found[name] = other
            found.setdefault(other, name)
    return found
