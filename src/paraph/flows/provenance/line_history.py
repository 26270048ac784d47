"""What became of the lines that a history brought: when did they come, do they stand, by whom were they written?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.lines.line_lives import Brood, Lives, brood_of, no_lives
from paraph.core.detect.lines.periods import DAY, Period, period_of
from paraph.core.detect.lines.spans import Ranges, clipped
from paraph.core.model.attribution import LineCounts, Spans
from paraph.flows.provenance.line_order import Member
from paraph.flows.provenance.line_state import State, Step
from paraph.flows.provenance.net_authorship import followed
from paraph.ports.attribution import AttributionRecords
from paraph.ports.progress import Progress
from paraph.ports.repository import RepositoryReader

Watcher = Callable[[str, int], AbstractContextManager[Progress]]


class Asked(NamedTuple):
    """Which history, told by which period; `is_meant` says of which paths."""

    base: str
    head: str
    by: Period = "month"
    is_meant: Callable[[str], bool] = bool


class LineHistory(NamedTuple):
    """The lines of a history by brood, those that stand by path and by the commit that brought them, how many commits
    it has, how many of these have a record, and how many records are odd."""

    lives: Lives
    standing: dict[str, LineCounts]
    written: Counter[tuple[str, str]]
    commits: tuple[str, ...]
    recorded: int
    findings: Counter[str]


def line_history(
    reader: RepositoryReader,
    records: AttributionRecords,
    asked: Asked,
    watcher: Watcher | None = None,
    own: AgentRows = NO_ROWS,
) -> LineHistory:
    """Follow all lines of `base..head` (of the whole history without a base) once.

    A line is replaced where a commit with one parent takes it away; what a merge drops by itself is neither replaced
    nor standing. A moved file is counted where it lies. `own` are the rows that the policy adds to the catalogue.
    Raises `paraph.core.errors.ReadError`.
    """
    with ExitStack() as stack:
        lives = _Lives(asked, watcher, stack)
        found = followed(reader, records, asked.base, asked.head, lives, own=own)
    standing: dict[str, LineCounts] = {}
    written: Counter[tuple[str, str]] = Counter()
    for path, spans in sorted(found.state.items()):
        if asked.is_meant(path):
            standing[path] = lives.stand(spans)
            for span in spans:
                if span.kind in {"ai", "mixed"}:
                    written[path, span.commit] += span.last - span.first + 1
    findings = Counter(each.kind for each in found.findings)
    return LineHistory(lives.lives, standing, written, found.commits, len(found.covered), findings)


class _Lives:
    """Counts what comes and goes while a history is followed; keeps a few numbers a commit."""

    def __init__(self, asked: Asked, watcher: Watcher | None, stack: ExitStack) -> None:
        self.lives = no_lives()
        self._asked, self._watcher, self._stack = asked, watcher, stack
        self._progress: Progress | None = None
        self._came: dict[str, tuple[str, int]] = {}

    def begin(self, members: int) -> None:
        """Show how far it is, where somebody watches."""
        if self._watcher:
            self._progress = self._stack.enter_context(self._watcher("following lines", members))

    def before(self, member: Member, step: Step) -> None:
        """What a commit takes away, while it still is there."""
        self._came[member.id] = (period_of(member.at, self._asked.by, member.id, len(self._came)), member.at)
        if self._progress:
            self._progress.advance()
        if len(step.states) > 1:
            return
        state = step.states[0]
        for file in step.changes[0].files:
            spans = state.get(file.old_path)
            if spans and self._asked.is_meant(file.old_path):
                gone = tuple((h.old_first, h.old_first + h.old_count - 1) for h in file.hunks if h.old_count)
                self._replace(spans if file.is_binary else clipped(spans, gone), member.at)

    def after(self, member: Member, state: State, added: dict[str, Ranges]) -> None:
        """What a commit brought."""
        for path, ranges in added.items():
            if self._asked.is_meant(path):
                for span in clipped(state.get(path, ()), ranges):
                    self.lives.added[brood_of(span, self._came[member.id][0])] += span.last - span.first + 1

    def stand(self, spans: Spans) -> LineCounts:
        """Count lines that stand in the end."""
        sizes = dict.fromkeys(LineCounts._fields, 0)
        for span in spans:
            sizes[span.kind] += span.last - span.first + 1
            self.lives.standing[self._brood(span.commit, brood_of(span, ""))] += span.last - span.first + 1
        return LineCounts(**sizes)

    def _replace(self, spans: Spans, at: int) -> None:
        for span in spans:
            lines = span.last - span.first + 1
            brood = self._brood(span.commit, brood_of(span, ""))
            self.lives.replaced[brood] += lines
            came = self._came.get(span.commit, ("", at))[1]
            self.lives.ages[brood, max(at - came, 0) // DAY] += lines

    def _brood(self, commit: str, brood: Brood) -> Brood:
        return (self._came.get(commit, ("", 0))[0], *brood[1:])
