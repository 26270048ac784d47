"""How is a blamed file shown to people: git blame's own columns, and what is known of AI in a gutter beside them?

The columns are those that git-blame(1) prints, to the character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from paraph.adapters.formats.visible import escaped
from paraph.cli.blame_lines import is_whole, known_lines
from paraph.cli.blame_words import Shown
from paraph.cli.line_words import MARKS, WORDS, painted
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style, safe
from paraph.core.detect.lines.tool_names import tool_name

if TYPE_CHECKING:
    from paraph.core.detect.lines.line_evidence import Known
    from paraph.ports.blame import BlameHead
    from paraph.wiring.blame import BlamedFile

MOST_LABEL, MOST_LONG_LABEL = 20, 60
DATES = {
    "iso": ("%Y-%m-%d %H:%M:%S {zone}", 25), "iso8601": ("%Y-%m-%d %H:%M:%S {zone}", 25),
    "iso-strict": ("%Y-%m-%dT%H:%M:%S{colon}", 25), "iso8601-strict": ("%Y-%m-%dT%H:%M:%S{colon}", 25),
    "short": ("%Y-%m-%d", 10), "rfc": ("%a, {day} %b %Y %H:%M:%S {zone}", 31),
    "rfc2822": ("%a, {day} %b %Y %H:%M:%S {zone}", 31), "default": ("%a %b {day} %H:%M:%S %Y {zone}", 30),
}  # fmt: skip


class _Widths(NamedTuple):
    """Characters of the columns whose width depends on what stands in them."""

    who: int
    name: int
    number: int
    line: int
    label: int


def shown(found: BlamedFile, how: Shown, digits: int, options: Options) -> Iterator[str]:
    """The lines of the text form."""
    lines = list(known_lines(found))
    if not lines:
        return
    heads = {commit: _Head(head, how) for commit, head in found.blamed.heads.items()}
    known_by = {_key(known): known for _, known in lines}
    labels = {key: label(known, is_long=options.is_verbose) for key, known in known_by.items()}
    places = {(entry.commit, entry.path) for entry, _ in lines}
    widths = _Widths(
        max(_columns(head.who) for head in heads.values()),
        max(len(path) for _, path in places),
        len(str(max(entry.then_line for entry, _ in lines))),
        len(str(max(entry.line for entry, _ in lines))),
        max(map(_columns, labels.values())),
    )
    has_name = "name" in how.columns or len({path for _, path in places} | {found.blamed.path}) > 1
    gutters = {key: _gutter(known, labels[key], widths.label, options.style) for key, known in known_by.items()}
    before = {at: _before(at, heads[at[0]], how, widths if has_name else None, digits) for at in places}
    after = {commit: "" if "bare" in how.columns else _after(head, widths) for commit, head in heads.items()}
    for entry, known in lines:
        commit, then, line, _, path, _, held = entry
        number = f" {then:>{widths.number}}" if "number" in how.columns else ""
        text = code((held or b"").decode("utf-8", "backslashreplace"))
        yield f"{gutters[_key(known)]}{before[commit, path]}{number}{after[commit]} {line:>{widths.line}}) {text}"


def _key(known: Known) -> tuple[str, int]:
    """What is known, told apart without reading it: a claim of thousands of lines is one object."""
    return known[0], id(known[1])


def label(known: Known, *, is_long: bool) -> str:
    """Who is in the gutter: a tool, or the person who attested a line; long with model, session and strength."""
    kind, claim = known
    if claim is None or kind == "unknown":
        return ""
    who = claim.person.partition(" <")[0] if kind == "human_attested" else tool_name(claim.tool)
    if not is_long:
        return _cut(safe(who, 200), MOST_LABEL)
    words = (who, claim.model, claim.session[:16], claim.strength)
    return _cut(safe(" ".join(word for word in words if word), 200), MOST_LONG_LABEL)


def legend(style: Style) -> str:
    """What the glyphs mean, on one line."""
    marks = "  ".join(f"{painted(kind, style)} {WORDS[kind]}" for kind in MARKS)
    return f"{marks}  * claimed of the whole commit  ~ weak evidence"


class _Head:
    """A commit as its columns show it."""

    def __init__(self, head: BlameHead, how: Shown) -> None:
        self.who = safe(head.mail if "mail" in how.columns else head.author, 400)
        self.date = date(head.time, head.zone, "raw" if "raw_time" in how.columns else how.date)
        if "raw_time" in how.columns:
            self.date = self.date.rstrip()
        self.is_boundary = head.is_boundary


def _before(at: tuple[str, str], head: _Head, how: Shown, widths: _Widths | None, digits: int) -> str:
    """The columns of a commit and of its file's name; the name only where widths are given."""
    commit, path = at
    length = len(commit) if "long" in how.columns else min(digits, len(commit))
    if head.is_boundary:
        commit = " " * length if "blank" in how.columns else f"^{commit}"
    return commit[:length] + (f" {safe(path, 400):<{widths.name}}" if widths else "")


def _after(head: _Head, widths: _Widths) -> str:
    """The columns of who and when."""
    pad = " " * (widths.who - _columns(head.who))
    return f" ({head.who}{pad} {head.date:>10}"


def date(time: int, zone: str, form: str) -> str:
    """A commit's time as git blame writes it, padded as there; one that no calendar has as it stands."""
    if form == "raw":
        return f"{time} {zone}".ljust(16)
    if form == "unix":
        return str(time).ljust(10)
    pattern, wide = DATES[form]
    number = int(zone) if zone.lstrip("+-").isdecimal() else 0
    minutes = (abs(number) // 100 * 60 + abs(number) % 100) * (-1 if number < 0 else 1)
    try:
        when = datetime.fromtimestamp(time, UTC).astimezone(timezone(timedelta(minutes=minutes)))
    except (ValueError, OverflowError, OSError):
        return f"{time} {zone}".ljust(wide)
    signed = f"{number:+05d}"
    filled = pattern.format(zone=signed, colon=f"{signed[:3]}:{signed[3:]}", day=when.day)
    return when.strftime(filled).ljust(wide)


def _gutter(known: Known, text: str, wide: int, style: Style) -> str:
    kind, claim = known
    mark = "*" if is_whole(claim) else "~" if claim and claim.strength == "weak" and kind != "unknown" else " "
    pad = " " * (wide - _columns(text))
    return painted(kind, style, f"{MARKS[kind]}{mark}{text}{pad}") + " │ "


def code(text: str) -> str:
    """A line of code that only shows itself, its tabs kept."""
    return text if text.isprintable() else "\t".join(map(escaped, text.split("\t")))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _columns(text: str) -> int:
    """Columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(each) in {"W", "F"} for each in text)
    return len(text) + wide - sum(unicodedata.combining(each) != 0 for each in text)
