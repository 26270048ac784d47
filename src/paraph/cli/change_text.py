"""How does a change read to whoever answers for it: its files, its lines, and what AI wrote of them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from paraph.adapters.formats.visible import escaped
from paraph.cli.line_words import MARKS, painted
from paraph.cli.terminal_text import Style, count, listed, safe
from paraph.core.model.attribution import LineKind, Spans
from paraph.core.model.change import ABSENT, ChangedFile
from paraph.core.model.regex import regex
from paraph.flows.signing.show_change import ShownFile

_MEANING: dict[LineKind, str] = {
    "ai": "commits with an AI claim",
    "mixed": "such commits and others",
    "human_attested": "commits declared without AI",
    "unknown": "nothing said how",
}
_LINE_MEANING: dict[LineKind, str] = {
    "ai": "AI wrote it",
    "mixed": "AI had a hand in it",
    "human_attested": "a person attests it",
    "unknown": "nothing is known of it",
}
_TOOL = 14
_HUNK = regex(rb"@@ -\d+(?:,\d+)? \+(\d+)")
_LONGEST_LINE = 2_000
_SHOWN_FILES = 200


def file_lines(files: Sequence[ShownFile], style: Style) -> list[str]:
    """The changed files, each with a mark for who wrote it, and what the marks mean."""
    if not files:
        return []
    total = f"{count(len(files), 'file')}, {_counts(_sum(files, 'added_lines'), _sum(files, 'deleted_lines'))}"
    lines = ["", style.bold("files") + f"  {total}"]
    lines += [f"  {painted(each.kind, style)} {_file(each.file, style)}" for each in files[:_SHOWN_FILES]]
    if len(files) > _SHOWN_FILES:
        lines.append(f"    and {len(files) - _SHOWN_FILES:,} more")
    used = [kind for kind in MARKS if any(each.kind == kind for each in files)]
    has_lines = any(each.lines is not None for each in files)
    words = _LINE_MEANING if has_lines else _MEANING
    meaning = ", ".join(f"{MARKS[kind]} {words[kind]}" for kind in used)
    return [*lines, style.dim(f"  {meaning} ({'line by line' if _has_records(files) else 'whole commits, not lines'})")]


def _has_records(files: Sequence[ShownFile]) -> bool:
    """Whether anything tells of single lines: a claim of all lines of a commit does not."""
    spans = (span for each in files for span in each.lines or ())
    return any(span.claim is not None and span.claim.source != "commit" for span in spans)


def patch_lines(patch: Iterable[bytes], files: Sequence[ShownFile], style: Style) -> Iterator[str]:
    """The lines of a patch below a heading for each file, with a mark beside each added line: who wrote that line, and
    with which tool, where it is known line by line; else who wrote the file. A line that only moved has none.

    The patch must hold the files in their order.
    """
    place, header, is_head = -1, b"", True
    gutter = Gutter((), style)
    for line in patch:
        if line.startswith(b"diff --git "):  # inside a file every line has a sign of its own before it
            if line != header:  # a file that becomes a link has two parts
                place, header = place + 1, line
                gutter = Gutter((files[place].lines if place < len(files) else None) or (), style)
                yield from ("", _heading(files[place], style) if place < len(files) else style.bold(_plain(line)))
            is_head = True
        elif not is_head or line.startswith(b"@@"):
            is_head = False
            shown = files[place] if 0 <= place < len(files) else None
            if shown is not None and shown.lines is not None:
                yield gutter.of(line) + _coloured(line, style)
                continue
            kind = shown.kind if shown else "unknown"
            yield f"{painted(kind, style) if line.startswith(b'+') else ' '} {_coloured(line, style)}"
        elif not line.startswith((b"index ", b"--- ", b"+++ ")):
            yield f"  {style.dim(_plain(line))}"


class Gutter:
    """What stands beside each line of one file's patch: a mark, and the tool where a run of its lines begins."""

    def __init__(self, spans: Spans, style: Style) -> None:
        self._spans, self._style = spans, style
        self._line = self._at = 0
        self._before: tuple[str, str] | None = None
        tools = [safe(span.claim.tool, _TOOL) for span in spans if span.claim and span.kind in ("ai", "mixed")]
        self._width = max(map(len, tools), default=0)

    def of(self, line: bytes) -> str:
        """The gutter of one line of the patch, which come in their order."""
        if found := _HUNK.match(line):
            self._line, self._before = int(found[1]), None
            return " " * (self._columns + 1)
        mark, tool = " ", ""
        if line.startswith(b"+"):
            mark, tool = self._told(self._line)
        else:
            self._before = None
        self._line += line[:1] in (b"+", b" ")
        return f"{mark} {self._style.dim(tool.ljust(self._width)) + ' ' if self._width else ''}"

    @property
    def _columns(self) -> int:
        return 1 + (self._width + 1 if self._width else 0)

    def _told(self, number: int) -> tuple[str, str]:
        while self._at < len(self._spans) and self._spans[self._at].last < number:
            self._at += 1
        span = self._spans[self._at] if self._at < len(self._spans) else None
        if span is None or span.first > number:
            self._before = None
            return " ", ""
        is_ai = span.kind in ("ai", "mixed") and span.claim is not None
        tool = safe(span.claim.tool, _TOOL) if is_ai and span.claim else ""
        now = (span.kind, tool)
        is_same, self._before = now == self._before, now
        return painted(span.kind, self._style), "" if is_same else tool


def _heading(shown: ShownFile, style: Style) -> str:
    return f"{painted(shown.kind, style)} {style.bold(_file(shown.file, style))}"


def _coloured(line: bytes, style: Style) -> str:
    shown = _plain(line)
    paint = {b"+": style.good, b"-": style.bad, b"@": style.link}.get(line[:1])
    return paint(shown) if paint else shown


def _plain(line: bytes) -> str:
    text = line[: _LONGEST_LINE * 4].decode("utf-8", "backslashreplace")
    more = f" … ({len(line):,} bytes)" if len(text) > _LONGEST_LINE else ""
    return escaped(text[:_LONGEST_LINE].expandtabs(4)) + more


def _file(file: ChangedFile, style: Style) -> str:
    how = "  new" if file.old_mode == ABSENT else "  deleted" if file.new_mode == ABSENT else ""
    marks = listed([safe(mark.kind.replace("_", " ")) for mark in file.marks])
    shown = f"{safe(file.path)}  {_counts(file.added_lines, file.deleted_lines)}{how}"
    return shown + (f"  {style.open(marks)}" if marks else "")


def _counts(added: int | None, deleted: int | None) -> str:
    return "binary" if added is None or deleted is None else f"+{added:,} -{deleted:,}"


def _sum(files: Sequence[ShownFile], name: str) -> int:
    return sum(getattr(each.file, name) or 0 for each in files)
