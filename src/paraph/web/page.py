"""How is an answer made: a page, the same as data, a file, a way elsewhere?"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Response
from litestar.datastructures import Cookie

from paraph.web.here import Here
from paraph.web.render import as_data

HTML = "text/html"
JSON = "application/json"


def page(
    here: Here, template: str, view: Any, *, status: int = 200, cookies: tuple[Cookie, ...] = ()
) -> Response[bytes]:
    """A page about a noun, or the noun itself as JSON where that is wanted.

    The template sees `view`, `viewer` (`person`, `name`, `roles`, `is_known`, `may_write`), `csrf` for every form,
    `path`, `site` (its name) and `now` (epoch seconds).
    """
    if here.is_json:
        return Response(as_json(view), media_type=JSON, status_code=status, cookies=cookies)
    text = here.site.templates.render_template(template, **context(here), view=as_data(view))
    return Response(text.encode("utf-8", "replace"), media_type=HTML, status_code=status, cookies=cookies)


def as_json(view: Any) -> bytes:
    """A noun as JSON."""
    return msgspec.json.encode(as_data(view))


def context(here: Here) -> dict[str, Any]:
    """What every template may use."""
    viewer = here.viewer
    return {
        "viewer": {
            "person": viewer.person, "name": viewer.name, "roles": sorted(viewer.roles), "is_known": viewer.is_known,
            "may_write": viewer.may_write,
        },
        "csrf": viewer.csrf,
        "path": here.path,
        "site": here.office.config.name,
        "now": here.office.clock(),
    }  # fmt: skip


def redirect(path: str, *, cookies: tuple[Cookie, ...] = ()) -> Response[bytes]:
    """Go on to another page of ours after a form (303); anything that is no path of ours becomes `/`."""
    return Response(b"", status_code=303, headers={"location": own_path(path)}, cookies=cookies, media_type=HTML)


def own_path(path: str) -> str:
    """A path of this site, `/` where a browser could read it as anything else.

    Browsers drop tabs and line ends and take a backslash for a slash (WHATWG URL), so that these are refused.
    """
    is_plain = path.isascii() and path.isprintable() and "\\" not in path and len(path) <= 2_000
    if not is_plain or not path.startswith("/") or path.startswith("//"):
        return "/"
    parts = urlsplit(path)
    return path if not parts.scheme and not parts.netloc else "/"
