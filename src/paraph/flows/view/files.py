"""Which files does a change touch, who wrote what was added to them, and which has the reader read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.core.model.change import ABSENT, ChangedFile
from paraph.core.model.facts import Facts
from paraph.core.model.noun import noun
from paraph.core.model.provenance import PathLines
from paraph.flows.view.addresses import change_address
from paraph.flows.view.shown import shown
from paraph.ports.board import ChangeRow, ReadMark

MOST_LISTED = 3_000
KIND_GLYPHS = {"ai": "●", "mixed": "◐", "human_attested": "○", "unknown": "?"}
FOLDED = ("generated", "vendored")


@noun
class FileRow:
    """One changed file. `index` counts from 1 in the order of the difference. `name` is its path as it is shown,
    `blob` what stands there in the end, to which a read mark is bound. `folded` says in a
    word why its lines are not shown at once, empty where they are."""

    index: int
    name: str
    link: str
    change: str
    added: int
    deleted: int
    is_binary: bool
    blob: str
    kind: str
    glyph: str
    ai_lines: int
    mixed_lines: int
    folded: str
    marks: tuple[str, ...]
    is_read: bool
    readers: tuple[str, ...]


def file_rows(row: ChangeRow, facts: Facts, marks: Iterable[ReadMark], viewer: str) -> tuple[FileRow, ...]:
    """The files in the order of the difference, with the marks that stand for the content that is shown."""
    said = facts.provenance
    paths = said.lines.paths if said.lines and said.lines.paths else said.claimed_paths
    told = {each.path: each for each in paths}
    read: dict[tuple[str, str], list[str]] = {}
    for mark in marks:
        if mark.at:
            read.setdefault((mark.path, mark.blob), []).append(mark.person)
    files = facts.change.files[:MOST_LISTED]
    return tuple(_row(row, at, file, told, read, viewer) for at, file in enumerate(files, 1))


def _row(
    row: ChangeRow, index: int, file: ChangedFile, told: Mapping[str, PathLines],
    read: Mapping[tuple[str, str], list[str]], viewer: str,
) -> FileRow:  # fmt: skip
    lines = told.get(file.path, PathLines(file.path))
    readers = read.get((file.path, shown_blob(file)), [])
    is_binary = file.added_lines is None
    kind = kind_of(lines)
    return FileRow(
        index=index,
        name=shown(file.path, 400),
        link=change_address(row.repository, row.number, f"files/{index}"),
        change="added" if file.old_mode == ABSENT else "deleted" if file.new_mode == ABSENT else "changed",
        added=file.added_lines or 0,
        deleted=file.deleted_lines or 0,
        is_binary=is_binary,
        blob=shown_blob(file),
        kind=kind,
        glyph=KIND_GLYPHS.get(kind, ""),
        ai_lines=lines.ai,
        mixed_lines=lines.mixed,
        folded=folded(file),
        marks=tuple(dict.fromkeys(_mark(each.kind, each.detail) for each in file.marks if each.kind != "binary")),
        is_read=bool(viewer) and viewer in readers,
        readers=tuple(shown(each, 60) for each in readers),
    )


def shown_blob(file: ChangedFile) -> str:
    """The blob that a reader of the file has seen: the new one, of a deleted file the old one."""
    return file.old_blob if file.new_mode == ABSENT else file.new_blob


def folded(file: ChangedFile) -> str:
    """Why the lines of a file are not shown unasked, in a word."""
    if file.added_lines is None or file.deleted_lines is None:
        return "binary"
    return next((kind for kind in FOLDED if kind in (file.kinds or ())), "")


def kind_of(lines: PathLines) -> str:
    """Of what kind all that was added to a file is; empty where nothing is told of it."""
    if lines.ai or lines.mixed:
        return "mixed" if lines.mixed or lines.human_attested or lines.unknown else "ai"
    return "human_attested" if lines.human_attested and not lines.unknown else ""


def _mark(kind: str, detail: str) -> str:
    words = kind.replace("_", " ")
    return f"{words}: {shown(detail, 100)}" if detail else words
