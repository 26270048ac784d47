"""GET /api/v1/asks: who was asked for what, until when?"""

from __future__ import annotations

from litestar import get
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromQuery

from paraph.web.api import shapes
from paraph.web.api.answers import shaped
from paraph.web.api.changes import Word
from paraph.web.guards import requires
from paraph.web.here import At


@get("/asks", guards=[requires(scope="read")], sync_to_thread=True, operation_id="asks")
def asks(
    here: At, repository: Word = None, number: Word = None, person: Word = None, *, is_open: FromQuery[bool] = True
) -> shapes.Asks:
    """Asks of a change, of a person, or all. A token for some repositories names one of them."""
    token = here.viewer.token
    if token is not None and token.repositories and (repository is None or not here.viewer.may_see(repository)):
        raise PermissionDeniedException("this token is for some repositories only: name one of them")
    found = here.office.board.asks(repository=repository, number=number, person=person, is_open=is_open)
    return shapes.Asks([shaped(each, shapes.Asked) for each in found])


HANDLERS = (asks,)
