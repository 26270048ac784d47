"""Is this text like that pattern, in which `*` stands for anything?"""

from __future__ import annotations


def is_like(text: str, pattern: str) -> bool:
    """Whether all of the text fits; `*` spans slashes and blanks, too. Linear in the text for each star."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    last = rest.pop()
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in rest:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
