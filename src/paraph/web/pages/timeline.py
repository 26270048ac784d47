"""What happened to a change, on a page with the proof of each line?"""

from __future__ import annotations

from litestar import Response, get

from paraph.flows.answer.standing import directory_of
from paraph.flows.view.timeline import timeline
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import page
from paraph.web.pages.change import KEY
from paraph.web.pages.found import found_change, needed


@get(f"{KEY}/timeline", guards=[requires(scope="read")], sync_to_thread=True)
def show_timeline(here: At) -> Response[bytes]:
    """The story of a change."""
    found = found_change(here)
    evaluation, office = needed(found), here.office
    reviews = office.board.reviews(found.row.repository, found.row.number)
    with office.mirrors.open(found.repository) as opened:
        view = timeline(office, opened.reader, found.row, evaluation, reviews, directory_of(office, found.repository))
    return page(here, "timeline.html", view)


HANDLERS = (show_timeline,)
