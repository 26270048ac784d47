"""What is proven, on pages that an auditor reads, keeps and prints?"""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from paraph.core.errors import InputError, Problem
from paraph.flows.view.audit import audit, entries_csv, entry_page, repository_audit
from paraph.web.guards import requires
from paraph.web.here import At, Here, MissingError
from paraph.web.page import page
from paraph.web.pages.inbox import number_of

TEXT = "text/plain"
CSV = "text/csv"


@get("/audit", guards=[requires()], sync_to_thread=True)
def show_audit(here: At, before: FromQuery[str] = "") -> Response[bytes]:
    """The whole log: what it proves, its checkpoint, how to check it, and its newest entries."""
    office = here.office
    repositories = [each for each in office.board.repositories() if each.is_on]
    data = office.config.data if here.viewer.roles & {"auditor", "administrator"} else ""
    view = audit(office.log, repositories, office.clock(), number_of(before, "before"), data)
    return page(here, "audit.html", view)


@get("/audit/checkpoint", guards=[requires()], sync_to_thread=True)
def checkpoint(here: At) -> Response[bytes]:
    """The latest checkpoint, to be kept elsewhere."""
    return Response(here.office.log.checkpoint().encode(), media_type=TEXT)


@get("/audit/entries.csv", guards=[requires()], sync_to_thread=True)
def entries_file(here: At, start: FromQuery[str] = "") -> Response[bytes]:
    """Entries for a spreadsheet, from one on; the newest ones where none is named."""
    size = here.office.log.head().size
    first = number_of(start, "start")
    text = entries_csv(here.office.log, max(0, size - 10_000) if first is None else first)
    return Response(text.encode("utf-8", "replace"), media_type=CSV)


@get("/audit/entries/{index:str}", guards=[requires()], sync_to_thread=True)
def show_entry(here: At, index: FromPath[str]) -> Response[bytes]:
    """One entry with its proof."""
    return page(here, "entry.html", entry_page(here.office.log, _index(here, index)))


@get("/audit/entries/{index:str}/proof", guards=[requires()], sync_to_thread=True)
def entry_proof(here: At, index: FromPath[str]) -> Response[bytes]:
    """The proof of an entry alone (C2SP tlog-proof@v1)."""
    view = entry_page(here.office.log, _index(here, index))
    return Response(view.proof.encode(), media_type=TEXT)


@get("/audit/entries/{index:str}/content", guards=[requires()], sync_to_thread=True)
def entry_content(here: At, index: FromPath[str]) -> Response[bytes]:
    """The bytes of an entry, verbatim."""
    view = entry_page(here.office.log, _index(here, index))
    return Response(view.content.encode("utf-8", "replace"), media_type=TEXT)


@get("/r/{key:str}/-/audit", guards=[requires(scope="read")], sync_to_thread=True)
def show_repository_audit(here: At) -> Response[bytes]:
    """Whether everything that landed in a repository is on record."""
    repository, office = here.repository(), here.office
    with office.mirrors.open(repository) as opened:
        view = repository_audit(opened.reader, office.ledger(repository.key), repository)
    return page(here, "repository_audit.html", view)


def _index(here: Here, text: str) -> int:
    try:
        found = number_of(text, "the entry")
    except InputError:
        found = None
    if found is None or found >= here.office.log.head().size:
        raise MissingError(Problem("P1349", f"the ledger has no entry {text[:40]}", "/audit lists them"))
    return found


HANDLERS = (
    show_audit, checkpoint, entries_file, show_entry, entry_proof, entry_content, show_repository_audit,
)  # fmt: skip
