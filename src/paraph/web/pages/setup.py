"""How does an administrator have GitHub make the app of this server?

The button posts a manifest to GitHub; GitHub asks, makes the app, and sends the browser back with a code. Only who
began it in the same session comes to an end with it: the state that goes along is made of the session's own secret.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated
from urllib.parse import urlsplit

from litestar import Response, get
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromQuery, QueryParameter

from paraph.core.ledger.entry import entry
from paraph.core.model.noun import noun
from paraph.web.guards import requires
from paraph.web.here import At, Here
from paraph.web.page import page
from paraph.web.security import CONTENT_POLICY
from paraph.wiring import github_setup

PATH = "/setup/github"
State = Annotated[str, QueryParameter(name="state")]


@noun
class SetupView:
    """The button, before; what was made and what to do with it, after (`lines` for config.yaml)."""

    organisation: str
    address: str
    manifest: str
    is_there: bool
    slug: str = ""
    url: str = ""
    lines: tuple[str, ...] = ()


@get(PATH, guards=[requires("administrator")], sync_to_thread=True)
def set_up(
    here: At, organisation: FromQuery[str] = "", code: FromQuery[str] = "", given: State = ""
) -> Response[bytes]:
    """The page with the button, and where GitHub sends the browser back to."""
    office = here.office
    is_there = any(each.kind == "github" for each in office.config.forges)
    if code:
        return _finished(here, code, given, is_there=is_there)
    form = github_setup.form(office.config, organisation.strip())
    address = f"{form.address}?state={_state(here)}"
    answer = page(here, "setup.html", SetupView(organisation.strip(), address, form.manifest, is_there))
    parts = urlsplit(form.address)
    own = CONTENT_POLICY.replace("form-action 'self'", f"form-action 'self' {parts.scheme}://{parts.netloc}")
    answer.headers["content-security-policy"] = own
    return answer


HANDLERS = (set_up,)


def _finished(here: Here, code: str, state: str, *, is_there: bool) -> Response[bytes]:
    office = here.office
    if not hmac.compare_digest(state.encode("utf-8", "replace"), _state(here).encode()):
        raise PermissionDeniedException("this was not begun in this session: begin at /setup/github")
    made = github_setup.keep_app(office.config, code, office.tell)
    said = entry(
        "administered", office.clock(), what="github-app-made", by=here.viewer.person, name=made.slug, app=made.app_id
    )
    office.log.record([said])
    return page(here, "setup.html", SetupView("", "", "", is_there, made.slug, made.url, made.lines))


def _state(here: Here) -> str:
    said = b"paraph setup\0github\0" + here.viewer.csrf.encode()
    return hmac.new(here.office.secret, said, hashlib.sha256).hexdigest()
