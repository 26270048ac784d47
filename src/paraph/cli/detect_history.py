"""How is it shown what became of the lines of a history: for people, for pages, as data?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from paraph.cli.line_words import UNKNOWN, WORDS, share
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style, count, listed, safe, width, wrap

if TYPE_CHECKING:
    from paraph.core.detect.lines.line_lives import Life
    from paraph.core.detect.lines.periods import Period
    from paraph.core.model.attribution import LineCounts
    from paraph.flows.provenance.owners_left import Left
    from paraph.wiring.detect_lines import ToldHistory

BAR = 20
MOST_PERIODS, MOST_ROWS, MOST_LEFT, MOST_PATHS = 24, 10, 10, 3
UNNAMED = "not described"
LEGEND = "█ AI  ▓ mixed  ▒ attested human  · unknown"
WITH_AI = "with AI, AI stands, AI replaced, lines of a tool: AI and mixed lines together"
DROPPED = "added lines that neither stand nor were replaced went away in a merge"
TITLES = {"tiers": "by tier (of a change to the file alone)", "kinds": "by kind of file", "folders": "by folder"}


def answer(range_: str, by: Period, paths: tuple[str, ...], options: Options) -> int:
    """Tell what became of the lines of a history."""
    from paraph import wiring
    from paraph.cli.progress import watcher
    from paraph.wiring.detect_lines import history_of_range

    with wiring.open_repository(options.repository) as reader:
        told = history_of_range(reader, range_, by, paths, watcher(options))
    if options.format == "json":
        options.json(document(told))
    elif options.format == "markdown":
        from paraph.cli.detect_history_markdown import markdown

        options.data("\n".join(markdown(told)))
    else:
        options.data("\n".join(shown(told, options)))
    if told.doubt:
        options.talk(f"Tiers and owners who have left are not told: {safe(told.doubt, 400)}.")
    return 0


def document(told: ToldHistory) -> dict[str, Any]:
    """One JSON object; `left` is null where there is no people file."""
    from paraph.core.detect.lines.history_document import history_document

    found = told.found
    commits = (len(found.commits), found.recorded)
    made = history_document((told.base, told.head), told.by, commits, found.lives, told.groups, found.findings)
    left = None if told.left is None else [_left_document(each) for each in told.left]
    return {**made, "left": left}


def shown(told: ToldHistory, options: Options) -> Iterator[str]:
    """The lines of the text form."""
    from paraph.core.detect.lines.line_lives import all_of, periods_of, tools_of

    style, lives = options.style, told.found.lives
    whole = all_of(lives)
    if not sum(whole.added):
        yield "No lines are added in this history."
        return
    yield from _head(told, whole, style)
    if options.is_quiet:
        return
    rows = periods_of(lives)
    kept = rows if options.is_verbose else rows[-MOST_PERIODS:]
    yield ""
    yield from _table(told.by, [each._replace(name=_period(each.name)) for each in kept], style)
    if len(kept) < len(rows):
        yield style.dim(f"  and {count(len(rows) - len(kept), 'earlier period')} (-v shows all)")
    tools = tools_of(lives)
    if tools:
        yield ""
        yield from _tools(tools if options.is_verbose else tools[:MOST_ROWS], style)
    for name in ("tiers", "kinds", "folders"):
        yield from _group(TITLES[name], told.groups[name], options)
    if told.left:
        yield ""
        yield from _left(told.left, options)
    yield ""
    yield style.dim(LEGEND)
    yield style.dim(WITH_AI)
    if has_dropped(tools):
        yield style.dim(DROPPED)
    yield style.dim(UNKNOWN)


def days(number: int | None) -> str:
    """A median age in days, `–` for none."""
    if number is None:
        return "–"
    return f"{number:,} d" if number else "<1 d"


def has_dropped(tools: list[Life]) -> bool:
    """Whether lines of a tool went away without having been replaced."""
    return any(ai(each.added) != ai(each.standing) + ai(each.replaced) for each in tools)


def ai(counts: LineCounts) -> int:
    """The lines that AI wrote or had a hand in."""
    return counts.ai + counts.mixed


def bar(counts: LineCounts, size: int = BAR) -> str:
    """The kinds of some lines as a bar; what is there at all is seen."""
    total = sum(counts)
    parts = ""
    for kind, glyph in (("ai", "█"), ("mixed", "▓"), ("human_attested", "▒")):
        lines = getattr(counts, kind)
        if lines:
            parts += glyph * max(1, round(size * lines / total))
    return parts[:size].ljust(size, "·" if total else " ")


def _head(told: ToldHistory, whole: Life, style: Style) -> Iterator[str]:
    standing, found = whole.standing, told.found
    total = sum(standing)
    where = "that this range brought" if told.base else "in all"
    yield style.bold(f"{count(total, 'line')} stand {where}, of {sum(whole.added):,} that came")
    for kind in ("ai", "mixed", "human_attested", "unknown"):
        lines = getattr(standing, kind)
        if lines:
            text = f"  {WORDS[kind]:<16} {share(lines, total):>5} {lines:>11,}"
            yield style.doubt(text) if kind == "unknown" else text
    yield f"evidence: {found.recorded:,} of {count(len(found.commits), 'commit')} with a record of lines"
    if ai(standing):
        by_line = ai(standing) - whole.standing_claimed
        claimed = f"{whole.standing_claimed:,} claimed with their whole commits"
        yield f"AI and mixed: {by_line:,} told line by line, {claimed}"
    if found.findings:
        named = ", ".join(f"{kind.replace('_', ' ')} {n:,}" for kind, n in sorted(found.findings.items()))
        yield from (style.open(line) for line in wrap(f"! findings: {named}", width(), rest="  "))


def _period(name: str) -> str:
    number, space, commit = name.partition(" ")
    return commit[:10] if space else number


def _table(by: str, rows: list[Life], style: Style) -> Iterator[str]:
    wide = max(len(by), 8, *(len(row.name) for row in rows))
    head = f"{by:<{wide}}  {'added':>9}  {'of these':<{BAR}}  {'with AI':>7}  {'unknown':>7}  {'AI stands':>9}"
    yield style.bold(f"{head}  replaced after")
    for row in rows:
        total, by_ai = sum(row.added), ai(row.added)
        stands = share(min(ai(row.standing), by_ai), by_ai)
        ages = f"AI {days(row.ai_days)}, unknown {days(row.unknown_days)}"
        yield (
            f"{row.name:<{wide}}  {total:>9,}  {bar(row.added)}  {share(by_ai, total):>7}"
            f"  {share(row.added.unknown, total):>7}  {stands:>9}  {ages}"
        )


def _tools(tools: list[Life], style: Style) -> Iterator[str]:
    names = [safe(each.name, 30) or UNNAMED for each in tools]
    wide = max(len("tool"), *map(len, names))
    yield style.bold(f"{'tool':<{wide}}  {'added':>9}  {'stand':>9}  {'replaced':>9}  after")
    for name, each in zip(names, tools, strict=True):
        numbers = f"{ai(each.added):>9,}  {ai(each.standing):>9,}  {ai(each.replaced):>9,}"
        yield f"{name:<{wide}}  {numbers}  {days(each.ai_days)}"


def _group(title: str, group: Mapping[str, LineCounts], options: Options) -> Iterator[str]:
    rows = list(group.items())
    if not rows:
        return
    yield ""
    yield options.style.bold(f"{title}, of the lines that stand")
    kept = rows if options.is_verbose else rows[:MOST_ROWS]
    for name, lines in kept:
        shares = f"{share(ai(lines), sum(lines)):>4} with AI {share(lines.unknown, sum(lines)):>5} unknown"
        yield f"  {safe(name, 40):<20} {bar(lines)} {shares} {sum(lines):>10,}"
    if len(kept) < len(rows):
        yield options.style.dim(f"  and {len(rows) - len(kept):,} more (-v shows all)")


def _left(left: tuple[Left, ...], options: Options) -> Iterator[str]:
    yield options.style.open("AI-written lines of people who have left")
    kept = left if options.is_verbose else left[:MOST_LEFT]
    for each in kept:
        who = safe(each.person.name or each.person.id, 60)
        yield f"  {who}: {count(each.lines, 'line')} in {count(len(each.paths), 'file')}"
        most = each.paths if options.is_verbose else each.paths[:MOST_PATHS]
        for path in most:
            yield f"    {path.lines:>7,}  {options.style.link(safe(path.path, 200))}"
        if len(most) < len(each.paths):
            yield options.style.dim(f"    and {count(len(each.paths) - len(most), 'more file', 'more files')}")
        heirs = [safe(name, 60) for name in each.heirs]
        yield f"    could take over: {listed(heirs)}" if heirs else "    nobody who is here owns these files"
    if len(kept) < len(left):
        yield options.style.dim(f"  and {len(left) - len(kept):,} more (-v shows all)")
    step = f"paraph takeover CHANGE --from {safe(left[0].person.id, 60)} --path GLOB"
    yield f"  next, whoever can explain them: {options.style.link(step)}"


def _left_document(each: Left) -> dict[str, object]:
    return {
        "person": each.person.id,
        "name": each.person.name,
        "lines": each.lines,
        "could_take_over": list(each.heirs),
        "paths": [{"path": one.path, "lines": one.lines, "owners": list(one.owners)} for one in each.paths],
    }
