"""Which records of lines are there, where a test says so itself?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.core.model.attribution import Attribution, Claim, FileLines, LineKind, NoteOddity, Span

CODEX = Claim("ai", "codex", "gpt", "s1")
ADA = Claim("human", source="note", person="Ada Sample <ada@example.test>")
Told = tuple[str, int, int, LineKind]


class MemoryRecords:
    """Implements `paraph.ports.attribution.AttributionRecords`; `asked` are the sizes of what was asked for."""

    def __init__(self, *records: Attribution) -> None:
        self.records = {record.commit: record for record in records}
        self.asked: list[int] = []

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        wanted = list(self.records if commits is None else commits)
        self.asked.append(len(wanted))
        # in another order than asked for: nobody may rely on it
        return iter([self.records[commit] for commit in sorted(wanted) if commit in self.records])

    def add(self, new: Iterable[Attribution]) -> None:
        self.records |= {record.commit: record for record in new}


def record(commit: str, *told: Told, oddities: tuple[NoteOddity, ...] = ()) -> Attribution:
    """A record of (path, first, last, kind), the paths in order."""
    by_path: dict[str, list[Span]] = {}
    for path, first, last, kind in told:
        claim = ADA if kind == "human_attested" else CODEX if kind != "unknown" else None
        by_path.setdefault(path, []).append(Span(first, last, kind, claim))
    return Attribution(commit, tuple(FileLines(path, tuple(spans)) for path, spans in by_path.items()), oddities)
