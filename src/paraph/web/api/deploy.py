"""GET /api/v1/repositories/…/deploy: may a deployment tool go on?"""

from __future__ import annotations

import json
from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from paraph.flows.attend.deployment import may_deploy
from paraph.flows.attend.people import people_of
from paraph.web.api import shapes
from paraph.web.guards import requires
from paraph.web.here import At

_ID = "^([0-9a-f]{40}|[0-9a-f]{64})$"
Environment = Annotated[
    str, QueryParameter(max_length=200, min_length=1, description="as the policy names it: `production`")
]
To = Annotated[str, QueryParameter(name="to", pattern=_ID, description="full id of the commit to be deployed")]
From = Annotated[
    str | None,
    QueryParameter(name="from", pattern=_ID, description="full id of what runs there; without it, what was let in last")
]  # fmt: skip


@get("/repositories/{key:str}/deploy", guards=[requires(scope="deploy")], sync_to_thread=True, operation_id="deploy")
def deploy(here: At, environment: Environment, end: To, start: From = None) -> shapes.Deployable:
    """Whether it may be deployed: everything in it was allowed when it landed, and what is owed at deploy is there."""
    office = here.office
    found = may_deploy(office, here.repository(), environment, end, start or "", people_of)
    decision = json.loads(office.forms.write_decision(found.decision)) if found.decision else None
    return shapes.Deployable(found.verdict.value, found.text, environment, found.start, found.end, decision)


HANDLERS = (deploy,)
