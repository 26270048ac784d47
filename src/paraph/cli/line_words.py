"""By which words, marks and colours are the kinds of lines known on a terminal, the same everywhere?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.cli.terminal_text import Style
    from paraph.core.model.attribution import LineKind

WORDS: dict[LineKind, str] = {"ai": "AI", "human_attested": "attested human", "mixed": "mixed", "unknown": "unknown"}
MARKS: dict[LineKind, str] = {"ai": "●", "mixed": "◐", "human_attested": "○", "unknown": "·"}
UNKNOWN = "unknown: nothing is known of who wrote these lines; it does not mean a person did"
_COLOURS: dict[LineKind, tuple[int, ...]] = {"ai": (36,), "mixed": (33,), "human_attested": (32,), "unknown": (2,)}


def painted(kind: LineKind, style: Style, text: str = "") -> str:
    """A text in the colour of a kind, its mark where none is given."""
    return style.paint(text or MARKS[kind], *_COLOURS[kind])


def share(number: int, total: int) -> str:
    """Per cent, but never 0 % or 100 % of what is not; a dash where there is nothing to share."""
    if not total:
        return "–"
    percent = round(100 * number / total)
    if percent == 100 and number < total:
        return ">99%"
    return "<1%" if percent == 0 and number else f"{percent}%"
