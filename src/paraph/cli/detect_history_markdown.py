"""How does a history of lines look on a page in Markdown?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paraph.adapters.formats.markdown import escape as inline
from paraph.cli.detect_history import DROPPED, TITLES, UNNAMED, WITH_AI, ai, days, has_dropped
from paraph.cli.line_words import UNKNOWN, WORDS, share
from paraph.cli.terminal_text import count

if TYPE_CHECKING:
    from paraph.core.detect.lines.line_lives import Life
    from paraph.wiring.detect_lines import ToldHistory


def markdown(told: ToldHistory) -> Iterator[str]:
    """The lines of the page: a summary and tables."""
    from paraph.core.detect.lines.line_lives import all_of, periods_of, tools_of

    lives, found = told.found.lives, told.found
    whole = all_of(lives)
    yield "## Who wrote the lines"
    yield ""
    yield (
        f"{count(sum(whole.standing), 'line')} stand at `{told.head[:12]}`, of {sum(whole.added):,} that came; "
        f"{found.recorded:,} of {count(len(found.commits), 'commit')} with a record of lines. "
        f"Of the AI and mixed lines that stand, {whole.standing_claimed:,} are known only by claims of whole commits."
    )
    yield from _table(("kind", "lines", "share"), (
        (word, f"{getattr(whole.standing, kind):,}", share(getattr(whole.standing, kind), sum(whole.standing)))
        for kind, word in WORDS.items()
    ))  # fmt: skip
    yield from _table(
        (told.by, "added", "with AI", "unknown", "AI that stands", "AI replaced after", "unknown replaced after"),
        (_period(each) for each in periods_of(lives)),
    )
    yield from _table(("tool", "added", "stand", "replaced", "after"), (
        (inline(each.name) or UNNAMED, *(f"{ai(n):,}" for n in each[1:4]), days(each.ai_days))
        for each in tools_of(lives)
    ))  # fmt: skip
    for name, title in TITLES.items():
        yield from _table((title, "lines", "with AI", "unknown"), (
            (inline(each), f"{sum(lines):,}", share(ai(lines), sum(lines)), share(lines.unknown, sum(lines)))
            for each, lines in told.groups[name].items()
        ))  # fmt: skip
    yield from _table(("who has left", "AI lines", "files", "could take over"), (
        (inline(each.person.name or each.person.id), f"{each.lines:,}", f"{len(each.paths):,}",
         ", ".join(map(inline, each.heirs)) or "nobody who is here owns these files")
        for each in told.left or ()
    ))  # fmt: skip
    yield ""
    yield f"*{WITH_AI}*  "
    if has_dropped(tools_of(lives)):
        yield f"*{DROPPED}*  "
    yield f"*{UNKNOWN}*"


def _period(each: Life) -> tuple[str, ...]:
    name = each.name.partition(" ")[2][:10] or each.name
    total, by_ai = sum(each.added), ai(each.added)
    stands = share(min(ai(each.standing), by_ai), by_ai)
    return (
        name, f"{total:,}", share(by_ai, total), share(each.added.unknown, total), stands, days(each.ai_days),
        days(each.unknown_days),
    )  # fmt: skip


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table whose first column is words and whose others are numbers; nothing without rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield ""
        yield f"| {' | '.join(head)} |"
        yield f"|---|{'---:|' * (len(head) - 1)}"
        yield from lines
