"""`paraph detect`: who, or what, wrote each commit of a range?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import Style, count, safe, width, wrap
from paraph.core.detect.lines.periods import PERIODS

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.detect_range import Detection

LINES_AT_ONCE = 256
ORDER = ("autonomous", "generated", "assisted", "none", "unknown")
_MOST_NAMES = 1000
_MOST_PIPED = 500
_PLACE = "@@"


@click.command("detect")
@click.argument("range_", metavar="[RANGE]", default="HEAD")
@click.option("--first-parent", is_flag=True, help="Only the commits that the branch itself moved by.")
@click.option("--lines", "by_lines", is_flag=True, help="Tell of the lines that RANGE adds, not of its commits.")
@click.option("--history", is_flag=True, help="Tell what became of the lines of RANGE, by the time they came.")
@click.option("--by", type=click.Choice(PERIODS), help="The period of --history (month).")
@click.option("--path", "paths", multiple=True, metavar="GLOB", help="With --history: only what lies here; may repeat.")
@common("text", "json", "markdown")
def command(range_: str, first_parent: bool, by_lines: bool, options: Options, **given: Any) -> int:  # noqa: FBT001 (click's flags)
    """Tell who or what wrote each commit of RANGE (`main..HEAD`, a branch; HEAD with all its history by default).

    Assistance is none, assisted, generated, autonomous or unknown. Unknown is what most commits are: nothing was
    declared and no tool left a trace, which does not mean that a person wrote it. Shown are the commits that say
    something, and a summary; --json answers one object a line for every commit, in a stream.

    With --lines, the lines that RANGE adds in the end (of a single revision, all its lines) are followed to the commits
    that brought them: through renames and merges, by records in refs/notes/ai where a commit has one, else by what the
    commit itself claims, for all its lines. A line is AI, mixed, human (where a person attested it) or unknown.

    With --history, every line of RANGE is followed from the commit that brought it to the one that replaced it: how
    many of the lines of each period, tool, folder, kind of file and tier are AI's, how many of them still stand, and
    after how many days (in the median) the others were replaced. Where the directory names people who have left, the
    AI-written lines that stand from their commits are listed, with who could take them over.
    """
    if given["history"]:
        return _history(range_, first_parent or by_lines, given, options)
    if given["by"] or given["paths"] or options.format == "markdown":
        raise click.UsageError("--by, --path and --format markdown go with --history")
    if by_lines:
        if first_parent:
            raise click.UsageError("--lines follows every commit, so --first-parent says nothing there")
        from paraph.cli.detect_lines import answer

        return answer(range_, options)
    from paraph import wiring

    reader = wiring.open_repository(options.repository)
    detections = wiring.detect(reader, range_, first_parent=first_parent)
    if options.format == "json":
        write_json(detections, sys.stdout.write, at_once=1 if sys.stdout.isatty() else LINES_AT_ONCE)
    else:
        write_text(detections, options, _recorded(reader, options))
    return 0


def _recorded(reader: GitRepository, options: Options) -> frozenset[str]:
    """The commits with a record of lines; what is wrong with the records hides nothing that commits say."""
    from paraph.core.errors import ReadError
    from paraph.wiring.line_records import recorded_commits

    try:
        return recorded_commits(reader)
    except ReadError as error:
        options.talk(f"Records of lines cannot be read: {safe(error.problems[0].what, 400)}.")
        return frozenset()


def _history(range_: str, is_other: bool, given: dict[str, Any], options: Options) -> int:  # noqa: FBT001 (one caller)
    if is_other:
        raise click.UsageError("--history follows every line, so --first-parent and --lines say nothing there")
    from paraph.cli.detect_history import answer

    return answer(range_, given["by"] or "month", given["paths"], options)


def write_json(
    detections: Iterable[Detection], write: Callable[[str], object], *, at_once: int = LINES_AT_ONCE
) -> None:
    """Write one JSON object and a newline for each detection, `at_once` lines at a time."""
    lines: list[str] = []
    for line in json_lines(detections):
        lines.append(line)
        if len(lines) >= at_once:
            write("".join(lines))
            lines.clear()
    write("".join(lines))


def json_lines(detections: Iterable[Detection]) -> Iterator[str]:
    """Each detection as one line of ASCII JSON with its newline."""
    from paraph.core.detect.document import detection_document
    from paraph.core.detect.message import SILENT
    from paraph.flows.detect_range import UNKNOWN

    encode = json.JSONEncoder(separators=(",", ":")).encode
    # nearly every commit says nothing, so that line is made once
    before, _, after = encode(detection_document(_PLACE, UNKNOWN, SILENT, ())).partition(_PLACE)
    after += "\n"
    for commit, _subject, found, reading, findings in detections:
        if reading is SILENT:
            yield f"{before}{commit}{after}"
        else:
            yield encode(detection_document(commit, found, reading, findings)) + "\n"


def write_text(detections: Iterable[Detection], options: Options, recorded: Container[str] = ()) -> None:
    """Write the commits that say something, and at the end how many of each kind there were, and how many `recorded`
    ones."""
    from paraph.core.detect.message import SILENT

    tally = Tally(recorded)
    for detection in detections:
        tally.add(detection)
        has_news = detection.findings if options.is_quiet else detection.reading is not SILENT
        if has_news:
            options.data("\n".join(_shown(detection, options)))
    options.data(tally.summary(options.style))


class Tally:
    """How many commits of each assistance, by which tools, with which findings, and how many have a record of lines."""

    def __init__(self, recorded: Container[str] = ()) -> None:
        self.recorded: Counter[str] = Counter()
        self._has_record = recorded
        self.assistance: Counter[str] = Counter()
        self.tools: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()

    def add(self, detection: Detection) -> None:
        """Count one commit; beyond a thousand names further tools are counted together."""
        self.assistance[detection.found.value] += 1
        for tool in detection.found.tools:
            self.tools[tool if tool in self.tools or len(self.tools) < _MOST_NAMES else "others"] += 1
        self.findings.update(finding.kind for finding in detection.findings)
        if detection.commit in self._has_record:
            self.recorded[detection.found.value] += 1

    def summary(self, style: Style) -> str:
        """The last lines of the text form."""
        total = sum(self.assistance.values())
        if not total:
            return "No commits in this range."
        parts = [f"{self.assistance[value]:,} {value}" for value in ORDER if self.assistance[value]]
        lines = [style.bold(f"{count(total, 'commit')}: ") + ", ".join(parts)]
        if self.tools:
            lines.append("tools: " + _counted(self.tools))
        if self.findings:
            lines.append(style.open("findings: ") + _counted(self.findings))
        if number := sum(self.recorded.values()):
            have = "has a record" if number == 1 else "have records"
            lines.append(f"records: {number:,} of these commits {have} of lines, not counted here (--lines shows them)")
        if self.assistance["unknown"]:
            traces = "the commit itself names no tool" if self.recorded["unknown"] else "no tool left a trace"
            lines.append(style.dim(f"unknown: nothing was declared and {traces}; it does not mean a person wrote it"))
        return "\n".join(lines)


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{safe(name, 60).replace('_', ' ')} {number:,}" for name, number in counter.most_common(12))


def _shown(detection: Detection, options: Options) -> Iterator[str]:
    found, style = detection.found, options.style
    tools = ", ".join(safe(tool, 40) for tool in found.tools[:4])
    head = f"{detection.commit[:10]}  {found.value:<10}  {tools:<20}  "
    subject = safe(detection.subject, max(width() - len(head), 24) if sys.stdout.isatty() else _MOST_PIPED)
    yield style.link(detection.commit[:10]) + head[10:].replace(found.value, style.bold(found.value), 1) + subject
    for finding in detection.findings:
        text = f"{finding.kind.replace('_', ' ')}: {safe(finding.text, 400)}"
        yield from (style.open(line) for line in wrap(text, width(), first="            ! ", rest="              "))
    if options.is_verbose:
        for signal in detection.reading.signals:
            clue = f"{signal.strength} {signal.source}, {signal.rule}: {safe(signal.text, 120)}"
            yield style.dim(f"            · {signal.role} by {safe(signal.tool, 40)} ({clue})")
        for declaration in detection.reading.declarations:
            yield style.dim(f"            · declared {declaration.assistance.value}: {safe(declaration.text, 120)}")
