"""How are the lines that a range adds shown, by who or what is known to have written them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from paraph.cli.line_words import UNKNOWN, WORDS, painted, share
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style, count, safe, width, wrap

if TYPE_CHECKING:
    from paraph.core.model.attribution import FileLines, LineCounts
    from paraph.core.model.decision import Finding
    from paraph.flows.provenance.range_lines import RangeLines

MOST_TOOLS, MOST_FILES = 12, 10
BAR = 24


def answer(range_: str, options: Options) -> int:
    """Tell who wrote the lines of a range, as text or as one JSON document."""
    from paraph import wiring
    from paraph.wiring.detect_lines import lines_of_range

    with wiring.open_repository(options.repository) as reader:
        found = lines_of_range(reader, range_)
    if options.format == "json":
        options.json(_document(found))
        return 0
    options.data("\n".join(shown(found, options)))
    if found.doubt:
        options.talk(f"In doubt: {safe(found.doubt, 400)}.")
    return 0


def shown(found: RangeLines, options: Options) -> Iterator[str]:
    """The lines of the text form."""
    from paraph.core.detect.lines.tally import tools_of

    net, style = found.net, options.style
    total = sum(net.counts)
    if not total:
        yield "No lines are added in this range." if found.base else "There are no lines."
        return
    where = f"{count(total, 'added line')} in" if found.base else f"{count(total, 'line')} in"
    yield style.bold(f"{where} {count(len(net.files), 'file')}")
    yield from _kinds(net.counts, style)
    tools = tools_of(net.files)
    if tools:
        named = [f"{_tool(each.tool, each.model)} {sum(each.lines):,}" for each in tools[:MOST_TOOLS]]
        more = [f"and {len(tools) - MOST_TOOLS} more"] if len(tools) > MOST_TOOLS else []
        yield from wrap("tools: " + ", ".join([*named, *more]), width(), rest="       ")
    yield f"evidence: {len(net.covered):,} of {count(len(net.commits), 'commit')} with a record of lines"
    if not options.is_quiet:
        yield from _files(net.files, options)
    yield from _findings(net.findings, style)
    if net.counts.unknown and not options.is_quiet:
        yield style.dim(UNKNOWN)


def _kinds(counts: LineCounts, style: Style) -> Iterator[str]:
    total = sum(counts)
    for kind in WORDS:
        number = getattr(counts, kind)
        if not number:
            continue
        filled = max(1, round(BAR * number / total))
        bar = "█" * filled + "·" * (BAR - filled)
        yield painted(kind, style, f"  {WORDS[kind]:<16} {bar} {share(number, total):>5} {number:>9,}")


def _tool(tool: str, model: str) -> str:
    name = safe(tool, 40) or "a tool that is not described"
    return f"{name} ({safe(model, 40)})" if model else name


def _files(files: tuple[FileLines, ...], options: Options) -> Iterator[str]:
    from paraph.core.detect.lines.tally import counts_of

    sized = [(counts_of(file.spans), file.path) for file in files]
    sized.sort(key=lambda each: (-each[0].ai - each[0].mixed, -sum(each[0]), each[1]))
    shown_ = sized if options.is_verbose else sized[:MOST_FILES]
    yield "files:"
    for counts, path in shown_:
        parts = [f"{number:,} {WORDS[kind]}" for kind in WORDS if (number := getattr(counts, kind))]
        yield f"  {sum(counts):>7,}  {options.style.link(safe(path, 200))}  {', '.join(parts)}"
    if len(sized) > len(shown_):
        yield options.style.dim(f"  and {count(len(sized) - len(shown_), 'more file', 'more files')} (-v shows all)")


def _findings(findings: tuple[Finding, ...], style: Style) -> Iterator[str]:
    """Each kind once, with its first place."""
    by_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    for kind, each in sorted(by_kind.items(), key=lambda item: (not item[0].startswith("note_"), item[0])):
        more = f", and {count(len(each) - 1, 'record')} more" if len(each) > 1 else ""
        commit = f" ({(each[0].commit or '')[:10]}{more})" if each[0].commit else more
        text = f"{kind.replace('_', ' ')}: {safe(each[0].text, 400)}{commit}"
        yield from (style.open(line) for line in wrap(text, width(), first="! ", rest="  "))


def _document(found: RangeLines) -> dict[str, object]:
    from paraph.core.detect.lines.range_document import lines_document

    net = found.net
    return lines_document(
        (found.base, found.head, found.tree), (len(net.commits), len(net.covered)), net.files, net.findings, found.doubt
    )
