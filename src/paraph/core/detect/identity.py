"""Does this name and address belong to a tool, and to which?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from paraph.core.detect.catalogue import ROWS, Row, RowKind
from paraph.core.detect.vocabulary import model_in
from paraph.core.model.provenance import Signal, Strength
from paraph.core.model.regex import regex

LONGEST_NAME = 300
_KNOWN = 65536


class Table:
    """The rows of one kind behind one regular expression; rows are tried singly only where it matches."""

    def __init__(self, kind: RowKind, rows: Iterable[Row] = ROWS) -> None:
        self.rows = tuple((row, regex(row.pattern)) for row in rows if row.kind == kind)
        self._any = regex("|".join(f"(?:{row.pattern})" for row, _ in self.rows) or r"(?!)")

    def find(self, text: str) -> tuple[Row, ...]:
        """All rows whose pattern is the whole of `text`, which must be in lower case."""
        if not self._any.fullmatch(text):
            return ()
        return tuple(row for row, pattern in self.rows if pattern.fullmatch(text))


_EMAILS = Table("email")
_AUTHOR_NAMES = Table("author_name")
_TRAILER_NAMES = Table("trailer_name")
_ACCOUNTS = Table("account")
_BRANCHES = Table("branch")
_NAMELESS = regex(
    r"(?:(?:no-?reply|do-?not-?reply)@.*|.*@(?:[\w.-]*\.)?anthropic\.com|.*@example\.com|.*\[bot\](?:@.*)?|.*@localhost(?:\..*)?|)"
)
_PERSONAL = regex(r"(?:\d+\+)?[a-z0-9-]+@users\.noreply\.github\.com")


class Match(NamedTuple):
    """The row that an identity matches, as sure as name and address together make it."""

    row: Row
    strength: Strength


@lru_cache(maxsize=_KNOWN)
def match_address(name: str, email: str) -> Match | None:
    """The tool that an address belongs to: the whole address decides; a name only makes a weak row strong."""
    for row in _EMAILS.find(email.strip().lower()[:LONGEST_NAME]):
        agrees = bool(row.name) and re.fullmatch(row.name, name.strip().lower()[:LONGEST_NAME]) is not None
        if agrees or not row.is_name_needed:
            return Match(row, "strong" if agrees else row.strength)
    return None


@lru_cache(maxsize=_KNOWN)
def match_trailer(name: str, email: str) -> Match | None:
    """The tool that a trailer's `name <email>` stands for. Names count only beside an address that belongs
    to no person; a bare first name only where the address is not one that GitHub gives to people."""
    lowered, address = name.strip().lower()[:LONGEST_NAME], email.strip().lower()[:LONGEST_NAME]
    named = _TRAILER_NAMES.find(lowered)[:1] if _NAMELESS.fullmatch(address) or _PERSONAL.fullmatch(address) else ()
    if named and named[0].role == "autofix":
        return Match(named[0], named[0].strength)
    found = match_address(name, email)
    if found or not named:
        return found
    is_bare = named[0].id == "claude.bare" and (_PERSONAL.fullmatch(address) or address.endswith("@example.com"))
    return Match(named[0], "weak" if is_bare else named[0].strength)


def match_account(account: str) -> Match | None:
    """The tool behind an account `kind:value`; a forge login is matched as the address the forge gives it."""
    kind, _, value = account.partition(":")
    if kind == "email":
        return match_address("", value)
    found = match_address("", f"{value}@users.noreply.github.com")
    rows = () if found else _ACCOUNTS.find(value.lower()[:LONGEST_NAME])
    return Match(rows[0], rows[0].strength) if rows else found


def match_branch(branch: str) -> Match | None:
    """The tool that names its branches so; never more than weak."""
    rows = _BRANCHES.find(branch.removeprefix("refs/heads/").lower()[:LONGEST_NAME])
    return Match(rows[0], rows[0].strength) if rows else None


@lru_cache(maxsize=_KNOWN)
def identity_signals(
    author_name: str, author_email: str, committer_name: str, committer_email: str
) -> tuple[Signal, ...]:
    """What author and committer say. An agent that only committed wrote nothing: its role is committed_for_human."""
    author = match_address(author_name, author_email) or _name_match(author_name)
    committer = match_address(committer_name, committer_email) or _name_match(committer_name)
    signals = []
    if author:
        is_account = author.row.kind == "email" and author.row.strength != "weak" and author.row.role != "automation"
        signals.append(
            Signal(
                author.row.tool, author.row.role, author.strength, "author", author.row.id,
                shown(f"{author_name} <{author_email}>"), model=model_in(author_name), is_author=is_account,
            )
        )  # fmt: skip
    if committer:
        role = committer.row.role
        if author is None or author.row.role == "automation":
            role = role if role == "automation" else "committed_for_human"
        signals.append(
            Signal(
                committer.row.tool, role, committer.strength, "committer", committer.row.id,
                shown(f"{committer_name} <{committer_email}>"), model=model_in(committer_name),
            )
        )  # fmt: skip
    return tuple(signals)


def shown(text: str) -> str:
    """The text of a clue, cut to what a person would read."""
    text = text.strip()
    return text if len(text) <= 200 else text[:199] + "…"


def _name_match(name: str) -> Match | None:
    rows = _AUTHOR_NAMES.find(name.strip().lower()[:LONGEST_NAME])
    return Match(rows[0], rows[0].strength) if rows else None
