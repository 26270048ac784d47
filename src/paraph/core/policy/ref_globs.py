"""Is this ref one of those that a server protects?"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category, normalize

from paraph.core.errors import InputError, Problem

_META = "*?["


def is_protected(ref: str, globs: Iterable[str]) -> bool:
    """Whether one of the patterns means this ref. `*` and `?` stay within one part, `**` spans any number of them."""
    parts = ref.split("/")
    return any(_matches(glob.split("/"), parts) for glob in globs)


def is_alias(ref: str, globs: Iterable[str]) -> bool:
    """Whether a file system that does not tell case, or forms of Unicode, apart takes this ref for one that the
    patterns mean, and they do not mean it as it is spelled."""
    known = tuple(globs)
    return is_protected(folded(ref), map(folded, known)) and not is_protected(ref, known)


def folded(name: str) -> str:
    """A name of which case, the forms of Unicode and invisible characters are left out."""
    if name.isascii():
        return name.lower()
    visible = "".join(each for each in normalize("NFC", name) if category(each) != "Cf")
    return normalize("NFC", visible.casefold())


def full_glob(typed: str) -> str:
    """A pattern as people type it, with its name space: `main` is the branch, `refs/tags/v*` stays.

    Raises InputError for what can match no branch and no tag.
    """
    glob = typed if typed.startswith("refs/") else f"refs/heads/{typed}"
    is_odd = not typed or any(character in "[]\\^~: \x7f" or ord(character) < 32 for character in glob)
    if is_odd or "//" in glob or glob.endswith("/") or not glob.startswith(("refs/heads/", "refs/tags/")):
        fix = "write a branch (`main`, `release/*`) or a pattern of tags (`refs/tags/v*`)"
        raise InputError(Problem("P0905", f"{typed!r} is no pattern of branches or tags", fix))
    return glob


def literal_start(glob: str) -> str:
    """What every ref that a pattern matches begins with."""
    return glob[: min((glob.index(each) for each in _META if each in glob), default=len(glob))]


def _matches(glob: list[str], parts: list[str]) -> bool:
    if not glob:
        return not parts
    if glob[0] == "**":
        return any(_matches(glob[1:], parts[at:]) for at in range(len(parts) + 1))
    return bool(parts) and _is_part(glob[0], parts[0]) and _matches(glob[1:], parts[1:])


def _is_part(glob: str, part: str) -> bool:
    """Wildcards within one part, without backtracking twice over the same star."""
    at = star = mark = 0
    has_star = False
    for_glob = 0
    while at < len(part):
        if for_glob < len(glob) and (glob[for_glob] == "?" or (glob[for_glob] != "*" and glob[for_glob] == part[at])):
            at, for_glob = at + 1, for_glob + 1
        elif for_glob < len(glob) and glob[for_glob] == "*":
            has_star, star, mark, for_glob = True, for_glob, at, for_glob + 1
        elif has_star:
            mark += 1
            at, for_glob = mark, star + 1
        else:
            return False
    return not glob[for_glob:].strip("*")
