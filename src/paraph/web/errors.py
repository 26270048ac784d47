"""What does a caller see when something does not work?

Problems as RFC 9457 with our codes for machines, a page for people, and nothing of how we are made for anybody.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from minijinja import TemplateError

from paraph.core.errors import InputError, Problem, ReadError
from paraph.ports.forge import ForgeError
from paraph.web.here import Asking, MissingError, here_of, wants_json
from paraph.web.page import HTML, context

PROBLEM_JSON = "application/problem+json"
_RETRY_SECONDS = 5
UNREADABLE = "P1321"
_SAID = {
    400: (UNREADABLE, "this request cannot be read", ""),
    401: ("P1322", "nobody is logged in", "log in, or send a token: Authorization: Bearer …"),
    403: ("P1323", "this is not yours to do", ""),
    404: ("P1324", "there is nothing here", "look at the address again"),
    405: ("P1325", "this cannot be done here", ""),
    413: ("P1326", "this is more than is taken at once", "send less"),
    415: ("P1327", "this form of content is not taken", "send it as the API's description says, not compressed"),
    429: ("P1328", "too many requests", "wait a little"),
}
_GONE = "client disconnected prematurely"
"""What the framework says, as a fault of the server, of a caller who goes away before the end of the request."""
_BUG = ("P1329", "something is wrong on our side", "tell the operator the id; their log has more under it")


def on_http(request: Asking, error: HTTPException) -> Response[bytes]:
    """A refusal of the framework's, or of our guards."""
    is_refusal = error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR or error.detail == _GONE
    status = error.status_code if error.status_code in _SAID else 400 if is_refusal else 500
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return on_bug(request, error)
    if status == HTTPStatus.UNAUTHORIZED and _is_page(request) and request.method in {"GET", "HEAD"}:
        asked = request.scope["state"].get("asked_path", "/")
        return Response(b"", status_code=303, headers={"location": f"/login?next={quote(asked, safe='')}"})
    code, what, fix = _SAID[status]
    detail = error.detail if status in {400, 401, 403} else ""
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in {"allow", "retry-after"}}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    return told(request, status, (Problem(code, _words(error, detail) or what, fix),), headers)


def on_input(request: Asking, error: InputError) -> Response[bytes]:
    """What was sent is not good."""
    return told(request, 404 if isinstance(error, MissingError) else 400, error.problems)


def on_unread(request: Asking, error: ReadError) -> Response[bytes]:
    """Something that the answer needs could not be read: cannot tell."""
    _office(request).tell("unread", path=request.scope["state"].get("asked_path", ""), why=str(error))
    after = error.retry_after if isinstance(error, ForgeError) and error.retry_after else _RETRY_SECONDS
    return told(request, 503, error.problems, {"retry-after": str(int(after))})


def on_bug(request: Asking, error: Exception) -> Response[bytes]:
    """A bug of ours: an id for whoever asked, the rest for the operator's log."""
    office = _office(request)
    id_ = office.random(6).hex()
    path = request.scope["state"].get("asked_path", "")
    office.tell("bug", id=id_, path=path, kind=type(error).__name__, error=repr(error), trace=_trace(error))
    code, what, fix = _BUG
    return told(request, 500, (Problem(code, f"{what} (id {id_})", fix),))


HANDLERS = {HTTPException: on_http, InputError: on_input, ReadError: on_unread, Exception: on_bug}


def told(
    request: Asking, status: int, problems: tuple[Problem, ...], headers: dict[str, str] | None = None
) -> Response[bytes]:
    """Problems as whoever asked can read them."""
    shown = [_shown(each) for each in problems]
    if not _is_page(request):
        first = shown[0]
        body = {"type": "about:blank", "title": first["what"], "status": status, "code": first["code"]}
        body |= {"detail": first["fix"]} if first["fix"] else {}
        body |= {"problems": shown}
        return Response(msgspec.json.encode(body), status_code=status, media_type=PROBLEM_JSON, headers=headers)
    return Response(_page(request, status, shown), status_code=status, media_type=HTML, headers=headers)


def _shown(problem: Problem) -> dict[str, Any]:
    shown: dict[str, Any] = {"code": problem.code, "what": problem.what, "fix": problem.fix}
    if problem.position:
        shown |= {"line": problem.position.line, "column": problem.position.column}
    return shown


def _page(request: Asking, status: int, shown: list[dict[str, Any]]) -> bytes:
    here = here_of(request)
    view = {"status": status, "problems": shown}
    try:
        return here.site.templates.render_template("problem.html", **context(here), view=view).encode(
            "utf-8", "replace"
        )
    except TemplateError as error:
        here.office.tell("bug", id="", path=here.path, kind="TemplateError", error=repr(error), trace="")
        return "\n".join(f"{each['code']}: {each['what']}. {each['fix']}" for each in shown).encode("utf-8", "replace")


def _words(error: HTTPException, detail: str) -> str:
    """What is said of it: where values were not good, which and why."""
    extra = error.extra if isinstance(error.extra, list) else []
    wrong = [f"{each.get('key', '')}: {each.get('message', '')}" for each in extra if isinstance(each, dict)]
    return "; ".join(wrong[:5]) or detail


def _is_page(request: Asking) -> bool:
    state = request.scope["state"]
    return not state.get("is_api") and not wants_json(request)


def _office(request: Asking) -> Any:
    return request.app.state.site.server.office


def _trace(error: Exception) -> str:
    from traceback import format_exception

    return "".join(format_exception(error))
