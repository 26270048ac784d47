"""What does one line of a message say of tools?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from paraph.core.detect.identity import Table, match_trailer, shown
from paraph.core.detect.quoting import KEY_LINE
from paraph.core.detect.vocabulary import model_in, named_ai
from paraph.core.model.provenance import Assistance, Role, Signal, SignalSource, Strength
from paraph.core.model.regex import regex

LONGEST_LINE = 1000
HELP_KEYS = frozenset({"assisted-by", "ai-assisted-by", "helped-by"})
WROTE_KEYS = frozenset({"generated-by"})
CO_AUTHOR_KEYS = frozenset({"co-authored-by", "coauthored-by", "co-author", "co-developed-by"})
SIGN_OFF = "signed-off-by"
PERSON_KEYS = HELP_KEYS | WROTE_KEYS | CO_AUTHOR_KEYS | {SIGN_OFF}

_KEYS = Table("key")
_FOOTERS = Table("footer")
_BRACKETED = regex(r"(?:(?<=[<>])|^)([^<>]*)<([^<>]*)>")
_BARE = regex(r"[^\s<>@()\[\],:]+@[^\s<>@()\[\],]+")
_TAIL = regex(r"[\s.,;*_]*(?:\([^)]*\)|#.*)?[\s.,;*_]*")


class Clues(NamedTuple):
    """What one line holds. `declares` is set where the line is somebody's word that a tool took part;
    `has_signed_off` where an agent certified the origin, which only a person can."""

    signals: tuple[Signal, ...] = ()
    declares: Assistance | None = None
    has_signed_off: bool = False


NOTHING = Clues()


@lru_cache(maxsize=16384)
def read_line(line: str) -> Clues:
    """Read one line in its plain form (see `disguise.plain`); `NOTHING` where it is no clue."""
    if len(line) > LONGEST_LINE:
        line = " ".join(line.split())  # padding with spaces hides nothing
        if len(line) > LONGEST_LINE:
            return NOTHING
    text = line.replace("&lt;", "<").replace("&gt;", ">")
    found = KEY_LINE.fullmatch(text)
    if found and found[2]:
        key = found[1].lower()
        if key in PERSON_KEYS:
            return _person_line(key, found[2], shown(text))
        rows = _KEYS.find(f"{key}: {found[2].lower()}")
        if rows:
            return Clues((Signal(rows[0].tool, rows[0].role, rows[0].strength, "key", rows[0].id, shown(text)),))
    rows = _FOOTERS.find(text.strip().lower())
    if rows:
        return Clues((Signal(rows[0].tool, rows[0].role, rows[0].strength, "footer", rows[0].id, shown(text)),))
    return NOTHING


def is_trailer(line: str) -> bool:
    """Whether a plain line has the form of a trailer that could name a tool."""
    found = KEY_LINE.fullmatch(line[:LONGEST_LINE])
    return found is not None and found[1].lower() in PERSON_KEYS


def _person_line(key: str, value: str, text: str) -> Clues:
    signals: list[Signal] = []
    for name, email in people_of(value):
        signals.extend(_person(key, name, email, text))
    if key == SIGN_OFF:
        sure = tuple(signal for signal in signals if signal.strength != "weak" and signal.role == "helped")
        return Clues(sure, has_signed_off=True) if sure else NOTHING
    if not signals:
        return NOTHING
    is_sure = any(signal.strength != "weak" and signal.role in {"wrote", "helped"} for signal in signals)
    declares = Assistance.GENERATED if key in WROTE_KEYS else Assistance.ASSISTED if key in HELP_KEYS else None
    return Clues(tuple(dict.fromkeys(signals)), declares if is_sure else None)


def people_of(value: str) -> Iterator[tuple[str, str]]:
    """The `name <email>` pairs of a value, brackets missing or empty included; none where prose goes on after them."""
    end = 0
    for found in _BRACKETED.finditer(value):
        end = found.end()
    if end:
        if _TAIL.fullmatch(value, end):
            for found in _BRACKETED.finditer(value):
                yield found[1].strip(" ,;\t\"'*_"), found[2].strip()
        return
    *_, last = re.split(r"[\s,(<\[]+", value.rstrip(")>]."))
    if _BARE.fullmatch(last):
        yield value[: value.rindex(last)].strip(" ,;\t\"'*_(<["), last
    else:
        yield value.strip(" ,;\t\"'*_"), ""


def _person(key: str, name: str, email: str, text: str) -> Iterator[Signal]:
    is_named_only = not email and (key in HELP_KEYS or key in WROTE_KEYS)
    found = None if is_named_only else match_trailer(name, email)
    if found:
        part = part_of(key, found.row.role)
        yield Signal(found.row.tool, part, found.strength, "trailer", found.row.id, text, model=_model(name))
        return
    if email or key == SIGN_OFF:
        return
    named = named_ai(name)
    if named is None or (key in CO_AUTHOR_KEYS and len(name.split()) > 4):
        return
    role: Role = "helped" if key in HELP_KEYS else "wrote"
    rule = "assisted" if key in HELP_KEYS else "generated" if key in WROTE_KEYS else "coauthor.name"
    for tool in named.tools:
        yield _named(tool, role, named.strength, rule, text, named.model)


def _named(tool: str, role: Role, strength: Strength, rule: str, text: str, model: str | None) -> Signal:
    source: SignalSource = "trailer"
    return Signal(tool, role, strength, source, rule, text, model=model)


def part_of(key: str, role: Role) -> Role:
    """What the key says of the part of a tool whose role else is `role`; bots that only suggest or release keep it."""
    if role not in {"wrote", "helped"}:
        return role
    if key in HELP_KEYS or key == SIGN_OFF:
        return "helped"
    return "wrote" if key in WROTE_KEYS else role


def _model(name: str) -> str | None:
    prefix, _, rest = name.partition("-")
    return model_in(rest) or rest if prefix.lower() == "openhands" and rest else model_in(name)
