"""Who is who, on a page?"""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromQuery

from paraph.core.policy.lookup import PeopleIndex
from paraph.flows.view.people import people_view
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import page


@get("/people", guards=[requires()], sync_to_thread=True)
def show_people(here: At, after: FromQuery[str] = "") -> Response[bytes]:
    """Everybody by name, with what they may be asked and what they are asked for now."""
    office = here.office
    index: PeopleIndex = here.site.people.index()
    most = office.config.asking.most_minutes
    view = people_view(index.directory, office.board.loads(), most, office.clock(), here.viewer.person, after)
    return page(here, "people.html", view)


HANDLERS = (show_people,)
