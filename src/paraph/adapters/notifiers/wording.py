"""Which of a message's characters may leave the house?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def visible(text: str, most: int) -> str:
    """Lines of text without control characters, direction marks and whatever else takes no room, at most `most`
    characters long."""
    kept = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or unicodedata.category(c) not in _HIDDEN)
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


def one_line(text: str, most: int) -> str:
    """The same on one line."""
    return visible(" ".join(text.split()), most)


def address_of(accounts: Iterable[str], kind: str) -> str:
    """The first of a person's accounts of a kind, without the kind; empty for none."""
    return next((each.partition(":")[2] for each in accounts if each.startswith(f"{kind}:")), "")


def safe_link(link: str) -> str:
    """A link as it may stand in a message; empty for one that could end where its reader does not think it does."""
    is_web = link.startswith(("https://", "http://"))
    return link if is_web and link.isascii() and not any(c in link for c in " <>|\"'`\\\r\n\t") else ""
