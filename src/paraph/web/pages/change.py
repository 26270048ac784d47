"""What is a change, what is owed on it, and which lines does it have, on a page?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import NamedTuple

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from paraph.core.errors import Problem, ReadError
from paraph.flows.view.change import ChangeView
from paraph.flows.view.diff import FilePart, Parts, file_parts, first_indexes
from paraph.flows.view.files import FileRow
from paraph.ports.board import ChangeRow
from paraph.ports.question import Evaluation
from paraph.web.guards import requires
from paraph.web.here import At, Here, MissingError
from paraph.web.page import HTML, page
from paraph.web.pages.found import Found, found_change, needed, view_of
from paraph.web.render import as_data

PARTS = Parts()
MOST_WRITTEN_BYTES = 48_000_000
KEY = "/r/{key:str}/-/changes/{number:str}"


class ChangePage(NamedTuple):
    """The page with the lines of its first files, as HTML by their index; `trouble` is why there are none."""

    change: ChangeView
    lines: Mapping[str, str]
    trouble: str


class FilePage(NamedTuple):
    """One file of a change with its lines, and the way to its neighbours (empty for none)."""

    title: str
    link: str
    files: int
    file: FileRow
    before: str
    after: str
    lines: str
    schema: str = "paraph/file-page/v1"


class Written:
    """Lines written as HTML before; what is least asked for goes first. Safe for threads."""

    def __init__(self, most: int = MOST_WRITTEN_BYTES) -> None:
        self.most, self.size = most, 0
        self.kept: OrderedDict[int, tuple[FilePart, str]] = OrderedDict()
        self.lock = Lock()

    def of(self, here: Here, part: FilePart) -> str:
        """The lines of a part as HTML."""
        with self.lock:
            found = self.kept.get(id(part))
            if found is not None:
                self.kept.move_to_end(id(part))
                return found[1]
        text = here.site.templates.render_template("_lines.html", part=as_data(part))
        with self.lock:
            self.kept[id(part)] = part, text  # the part itself is kept, so that its id stays its own
            self.size += len(text)
            while self.size > self.most and len(self.kept) > 1:
                self.size -= len(self.kept.popitem(last=False)[1][1])
        return text


WRITTEN = Written()


@get(KEY, guards=[requires(scope="read")], sync_to_thread=True)
def show_change(here: At) -> Response[bytes]:
    """The page of a change; the lines of its first files come with it, all others by themselves."""
    found = found_change(here)
    view = view_of(here, found)
    if here.is_json:
        return page(here, "change.html", view)
    lines: dict[str, str] = {}
    trouble = ""
    if found.evaluation is not None and view.files:
        closed = [file.index for file in view.files if file.folded or file.is_read]
        first = first_indexes(found.evaluation.facts.change.files, closed)
        try:
            parts = parts_of(here, found, found.evaluation, first)
            lines = {str(at): _written(here, found.row, part) for at, part in parts.items()}
        except ReadError as error:
            trouble = f"The lines cannot be read: {error.problems[0].what}."
    return page(here, "change.html", ChangePage(view, lines, trouble))


def _written(here: Here, row: ChangeRow, part: FilePart) -> str:
    """The lines of a file as a diff; a record is a text that is read, and no difference."""
    if row.kind != "record":
        return WRITTEN.of(here, part)
    return here.site.templates.render_template("_record.html", part=as_data(part))


@get(f"{KEY}/files/{{file:int}}", guards=[requires(scope="read")], sync_to_thread=True)
def show_file(here: At, file: FromPath[int], part: FromQuery[str] = "") -> Response[bytes]:
    """The lines of one file: as a page, as data, or (`?part=1`) as what the page of the change fetches."""
    found = found_change(here)
    evaluation = needed(found)
    found_part = parts_of(here, found, evaluation, [file]).get(file)
    if found_part is None:
        raise MissingError(Problem("P1348", f"the change has no file {file}", "its page lists them"))
    if here.is_json:
        return page(here, "file.html", found_part)
    text = WRITTEN.of(here, found_part)
    if part:
        return Response(text.encode("utf-8", "replace"), media_type=HTML)
    view = view_of(here, found)
    if file > len(view.files):
        raise MissingError(Problem("P1348", f"file {file} is not among those that are shown", "read it with git"))
    return page(here, "file.html", _file_page(view, file, text))


def _file_page(view: ChangeView, at: int, text: str) -> FilePage:
    links = [each.link for each in view.files]
    before = links[at - 2] if at > 1 else ""
    after = links[at] if at < len(links) else ""
    return FilePage(view.head.title, view.head.link, len(links), view.files[at - 1], before, after, text)


def parts_of(here: Here, found: Found, evaluation: Evaluation, indexes: Sequence[int]) -> dict[int, FilePart]:
    """The lines of some files of a change, from the server's copy of its repository. Raises ReadError."""
    if not indexes:
        return {}
    with here.office.mirrors.open(found.repository) as opened:
        return file_parts(opened, found.repository.key, evaluation, indexes, PARTS)


HANDLERS = (show_change, show_file)
