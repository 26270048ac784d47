"""GET /api/v1/repositories: which repositories does this server look after?"""

from __future__ import annotations

from litestar import get

from paraph.web.api import shapes
from paraph.web.api.answers import shaped
from paraph.web.guards import requires
from paraph.web.here import At


@get("/me", guards=[requires(scope="read")], sync_to_thread=False, operation_id="me")
def me(here: At) -> shapes.Me:
    """Who asks."""
    viewer = here.viewer
    token = viewer.token
    return shapes.Me(
        viewer.person, viewer.name, sorted(viewer.roles), token.name if token else "",
        list(token.scopes) if token else [], list(token.repositories) if token else [],
    )  # fmt: skip


@get("/repositories", guards=[requires(scope="read")], sync_to_thread=True, operation_id="repositories")
def repositories(here: At) -> shapes.Repositories:
    """Every repository that whoever asks may see."""
    found = [each for each in here.office.board.repositories() if here.viewer.may_see(each.key)]
    return shapes.Repositories([shaped(each, shapes.Repository) for each in found])


@get("/repositories/{key:str}", guards=[requires(scope="read")], sync_to_thread=True, operation_id="repository")
def repository(here: At) -> shapes.Repository:
    """One repository; the slash in its key is written `%2F`."""
    found: shapes.Repository = shaped(here.repository(), shapes.Repository)
    return found


HANDLERS = (me, repositories, repository)
