"""GET /api/v1/changes and below: how does each change stand, and what was that made of?"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any, Literal, cast

from litestar import Response, get
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromQuery, QueryParameter

from paraph.core.model.digest import sha256_hex
from paraph.flows.answer.standing import directory_of
from paraph.flows.attend.kept import kept
from paraph.flows.view.timeline import timeline as told
from paraph.ports.board import ChangeQuery, ChangeRow, ChangeState
from paraph.ports.documents import SourceText
from paraph.web.api import shapes
from paraph.web.api.answers import change_of, receipt, refused, shaped
from paraph.web.guards import requires
from paraph.web.here import At, Here, missing
from paraph.web.page import JSON, as_json

Document = Response[dict[str, Any]]
"""A document that is written already; this says of what form it is."""
MOST = 200
_MOST_RECEIPTS = 200
Many = Annotated[int, QueryParameter(ge=1, le=MOST, description="how many at most")]
Word = Annotated[str | None, QueryParameter(max_length=300)]
Exact = Annotated[bool, QueryParameter(description="the very bytes that the log names, with pseudonyms")]
ONE = "/repositories/{key:str}/changes/{number:str}"
_READS = requires(scope="read")


@get("/changes", guards=[_READS], sync_to_thread=True, operation_id="changes")
def changes(
    here: At,
    repository: Word = None,
    is_in: Annotated[ChangeState | None, QueryParameter(name="state")] = None,
    verdict: FromQuery[Literal["allow", "wait", "deny", "cannot_tell"] | None] = None,
    owed_by: Word = None,
    person: Word = None,
    head: Word = None,
    after: Word = None,
    most: Many = 50,
) -> shapes.Changes:
    """Changes, those decided last first. A token for some repositories names one of them."""
    token = here.viewer.token
    if token is not None and token.repositories and (repository is None or not here.viewer.may_see(repository)):
        raise PermissionDeniedException("this token is for some repositories only: name one of them")
    before, beyond = _cursor(after) if after else (None, None)
    query = ChangeQuery(
        repository=repository, state=is_in, verdict=verdict, owed_by=owed_by, person=person, head=head, before=before,
        most=most + 1, beyond=beyond,
    )  # fmt: skip
    rows = here.office.board.changes(query)
    following = _written(rows[most - 1]) if len(rows) > most else ""
    shown = [shaped(row, shapes.Change) for row in rows[:most]]
    return shapes.Changes(shown, here.office.board.count_changes(query), following)


@get(ONE, guards=[_READS], sync_to_thread=True, operation_id="change")
def change(here: At) -> shapes.Change:
    """One change."""
    found: shapes.Change = shaped(change_of(here), shapes.Change)
    return found


@get(f"{ONE}/decision", guards=[_READS], sync_to_thread=True, operation_id="decision", media_type=JSON)
def decision(here: At, *, exact: Exact = False) -> Document:
    """The decision in full, as `paraph gate --json` writes it."""
    row = change_of(here)
    if exact:
        return _exact(here, row.decision)
    return _document(here.office.forms.write_decision(kept(here.office, row).decision))


@get(f"{ONE}/facts", guards=[_READS], sync_to_thread=True, operation_id="facts", media_type=JSON)
def facts(here: At, *, exact: Exact = False) -> Document:
    """The facts that it was decided by, which `paraph gate --facts FILE` decides again."""
    row = change_of(here)
    if exact:
        return _exact(here, row.facts)
    return _document(here.office.forms.write_facts(kept(here.office, row).facts))


@get(f"{ONE}/policy", guards=[_READS], sync_to_thread=True, operation_id="policy")
def policy(here: At) -> shapes.PolicyText:
    """The policy that it was decided by, word for word."""
    row = change_of(here)
    sources = kept(here.office, row).sources
    return shapes.PolicyText(row.policy, [_source(each) for each in sources])


@get(f"{ONE}/timeline", guards=[_READS], sync_to_thread=True, operation_id="timeline", media_type=JSON)
def timeline(here: At) -> Document:
    """What became of it, stage by stage, each line with its entry."""
    office, row = here.office, change_of(here)
    reviews = office.board.reviews(row.repository, row.number)
    with office.mirrors.open(here.repository()) as opened:
        people = directory_of(office, here.repository())
        view = told(office, opened.reader, row, kept(office, row), reviews, people)
    return _document(as_json(view))


@get(f"{ONE}/receipts", guards=[_READS], sync_to_thread=True, operation_id="receipts")
def receipts(here: At) -> shapes.Receipts:
    """The entries of its decision, its statements and its reviews, each with a proof."""
    office, row = here.office, change_of(here)
    ledger = office.ledger(row.repository)
    said = ledger.statements_about([row.target], heads=[row.head], trees=[row.tree])
    found = {each.entry for each in said} | {each.entry for each in office.board.reviews(row.repository, row.number)}
    found |= {row.entry} if row.entry is not None else set()
    indexes = sorted(index for index in found if index >= 0)[-_MOST_RECEIPTS:]
    return shapes.Receipts([receipt(here, index) for index in indexes])


HANDLERS = (changes, change, decision, facts, policy, timeline, receipts)


def _source(text: SourceText) -> shapes.Source:
    return shapes.Source(text.file, sha256_hex(text.content), text.content.decode("utf-8", "replace"))


def _document(content: bytes) -> Document:
    return cast("Document", Response(content, media_type=JSON))


def _exact(here: Here, digest: str) -> Document:
    """What the log keeps under a digest, unless it is somebody's own. Raises MissingError."""
    blob = here.office.log.blob(digest) if digest else None
    if blob is None or blob.salt is not None:
        raise missing("nothing is kept of this change yet", "ask again once it is decided")
    return _document(blob.content)


def _written(row: ChangeRow) -> str:
    place = json.dumps([row.decided_at, row.repository, row.number]).encode()
    return urlsafe_b64encode(place).rstrip(b"=").decode("ascii")


def _cursor(text: str) -> tuple[int, tuple[str, str]]:
    """Where to go on. Raises InputError for what we did not write."""
    try:
        at, repository, number = _list(json.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))))
    except (ValueError, TypeError, RecursionError):
        at = repository = number = None
    is_ours = isinstance(at, int) and isinstance(repository, str) and isinstance(number, str) and abs(at) < 1 << 53
    if not is_ours or at is None or repository is None or number is None:
        raise refused("this cursor is none of ours", "take `next` of the page before")
    return at, (repository, number)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
