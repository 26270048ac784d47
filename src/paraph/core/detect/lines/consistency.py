"""Does a record of lines agree with what its commit did, and could it be read?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from paraph.core.detect.lines.spans import Ranges, counted, uncovered
from paraph.core.detect.message import SILENT, Reading
from paraph.core.model.attribution import Attribution, NoteOddity, Span, Spans
from paraph.core.model.decision import Finding
from paraph.core.model.provenance import Assistance

_MOST_PATHS = 3
_FOREIGN = frozenset({"foreign_base"})
_UNREADABLE = frozenset({
    "schema_unknown", "metadata_unreadable", "too_large", "too_many_ranges", "not_json", "vcs_unknown",
    "unknown_format",
})  # fmt: skip


def record_findings(record: Attribution, added: Mapping[str, Ranges], reading: Reading = SILENT) -> Iterator[Finding]:
    """What is odd about a record, beside the lines that its commit added to each file and what that commit says.

    `note_unadded_lines`: it tells of lines that the commit did not add; they count for nothing. `note_foreign`: it
    says that it was made for another commit. `note_unreadable`: it says less than it should. `contradiction`: the
    commit declares that no AI took part, and the record names lines of one. What else its reader found is passed on by
    its own name, once a kind.
    """
    yield from oddity_findings(record.oddities)
    yield from _contradictions(record, added, reading)
    too_many = {file.path: _foreign_lines(file.spans, added.get(file.path, ())) for file in record.files}
    places = [(path, lines) for path, lines in too_many.items() if lines]
    if places:
        total = sum(lines for _, lines in places)
        named = ", ".join(path for path, _ in places[:_MOST_PATHS])
        more = f" and {len(places) - _MOST_PATHS} more" if len(places) > _MOST_PATHS else ""
        text = f"tells of {total:,} line{'' if total == 1 else 's'} that the commit did not add, in {named}{more}"
        yield Finding("note_unadded_lines", text, path=places[0][0], commit=record.commit)


def _contradictions(record: Attribution, added: Mapping[str, Ranges], reading: Reading) -> Iterator[Finding]:
    denied = next((each for each in reading.declarations if each.assistance is Assistance.NONE), None)
    if denied is None:
        return
    counts = [counted(file.spans, added.get(file.path, ())) for file in record.files]
    lines = sum(each.ai + each.mixed for each in counts)
    if lines:
        said = f"{lines:,} line{'' if lines == 1 else 's'} that an AI wrote or had a hand in"
        yield Finding(
            "contradiction", f"declared none ({denied.text}), but its record tells of {said}", commit=record.commit
        )


def oddity_findings(oddities: Iterable[NoteOddity]) -> Iterator[Finding]:
    """Each kind of oddity of one record once, with how often it was met."""
    first: dict[str, NoteOddity] = {}
    times: dict[str, int] = {}
    for oddity in oddities:
        first.setdefault(oddity.kind, oddity)
        times[oddity.kind] = times.get(oddity.kind, 0) + oddity.count
    for name, oddity in first.items():
        text = oddity.text if times[name] == 1 else f"{oddity.text} ({times[name]:,} times)"
        yield Finding(_kind(name), text, path=oddity.path or None, commit=oddity.commit or None)


def _kind(name: str) -> str:
    if name in _FOREIGN:
        return "note_foreign"
    return "note_unreadable" if name in _UNREADABLE else name


def _foreign_lines(told: Spans, added: Ranges) -> int:
    theirs = tuple(Span(first, last, "unknown") for first, last in added)
    outside = uncovered(theirs, tuple((span.first, span.last) for span in told))
    return sum(last - first + 1 for first, last in outside)
