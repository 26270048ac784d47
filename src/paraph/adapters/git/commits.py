"""What does a commit object state, byte for byte?"""

from __future__ import annotations

import re
from typing import NamedTuple

from paraph.core.model.change import Commit
from paraph.core.model.person import Identity
from paraph.core.model.regex import regex

CO_AUTHOR = regex(r"^[^\S\n]*co-?authored-?by[^\S\n]*:([^\n<]*)<([^\n>]*)>", re.IGNORECASE | re.MULTILINE)
IDENTITY = regex(rb"([^<]*)<([^>]*)>(?:.*> *)? *(-?\d{1,18})?", re.DOTALL)
CODECS = regex(
    r"utf-?8|us-ascii|ascii|iso[-_]?8859[-_]\d{1,2}|latin-?\d|windows-12\d\d|cp12\d\d|koi8-[ru]"
    r"|gb(k|2312|18030)|big5|euc-(jp|kr)|shift[-_]?jis|sjis",
    re.IGNORECASE,
)
LINE_ENDS = regex(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


class Statement(NamedTuple):
    """One commit object taken apart; `oddity` says what in it git's own commands would not show, or empty."""

    tree: str
    commit: Commit
    oddity: str


def parse(id_: str, content: bytes) -> Statement:
    """Take apart the content of a commit object; nothing in it is trusted, anything is accepted."""
    head, _, body = content.partition(b"\n\n")
    headers = unfolded(head)
    encoding = b"".join(headers.get(b"encoding", [])).decode("ascii", "replace").strip() or "utf-8"
    is_read = CODECS.fullmatch(encoding) is not None
    codec = encoding if is_read else "utf-8"
    message = text(body, codec)
    author, author_time = identity(headers, b"author", codec)
    committer, commit_time = identity(headers, b"committer", codec)
    return Statement(
        b"".join(headers.get(b"tree", [])[:1]).decode("ascii", "replace"),
        Commit(
            id=id_,
            author=author,
            committer=committer,
            parents=tuple(parent.decode("ascii", "replace") for parent in headers.get(b"parent", [])),
            message=message,
            co_authors=co_authors(message),
            signature="unverified" if headers.keys() & {b"gpgsig", b"gpgsig-sha256"} else "none",
            author_time=author_time,
            commit_time=commit_time,
        ),
        oddity(headers, body, "" if is_read else encoding),
    )


def unfolded(head: bytes) -> dict[bytes, list[bytes]]:
    """The header fields; a line that begins with a space continues the one before."""
    fields: dict[bytes, list[bytes]] = {}
    for line in head.replace(b"\n ", b"\0").split(b"\n"):
        name, _, value = line.partition(b" ")
        fields.setdefault(name, []).append(value)
    return fields


def text(raw: bytes, codec: str) -> str:
    r"""Decoded bytes; what the codec cannot read stands as `\xNN`."""
    try:
        return raw.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return raw.decode("utf-8", "backslashreplace")


def identity(headers: dict[bytes, list[bytes]], role: bytes, codec: str) -> tuple[Identity, int]:
    """Name, address and time of the first header of a role; empty where it cannot be read."""
    line = (headers.get(role) or [b""])[0]
    match = IDENTITY.match(line)
    if match is None:
        return Identity(text(line, codec).strip(), ""), 0
    name, email, seconds = match.groups()
    return Identity(text(name, codec).strip(), text(email, codec).strip()), int(seconds or 0)


def co_authors(message: str) -> tuple[Identity, ...]:
    """Everybody named by a co-author trailer, wherever in the message it stands, each once."""
    if "uthored" not in message and "UTHORED" not in message.upper():
        return ()
    plain = LINE_ENDS.sub("\n", message).replace("\0", "\n")
    found = (Identity(name.strip(), email.strip()) for name, email in CO_AUTHOR.findall(plain))
    return tuple(dict.fromkeys(found))


def oddity(headers: dict[bytes, list[bytes]], body: bytes, encoding: str) -> str:
    """What about a commit object makes its statements doubtful, empty for a sound one."""
    for name in (b"tree", b"author", b"committer"):
        if len(headers.get(name, ())) != 1:
            return f"has {len(headers.get(name, ()))} {name.decode()} lines instead of one"
    if b"\0" in body:
        return "hides part of its message behind a NUL byte"
    return f"has its message in the encoding {encoding[:40]!r}, which is not read" if encoding else ""
