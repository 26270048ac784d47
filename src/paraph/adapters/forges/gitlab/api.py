"""How is GitLab's REST API asked: conditionally, page by page, within its limits, and never simply believed?

The API is that of docs.gitlab.com, "REST API", version 4: pages by the `Link` header (keyset where it can), `ETag`
with `If-None-Match`, a token in `PRIVATE-TOKEN`.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import urlencode

from paraph.adapters.forges.fields import field, items, text
from paraph.adapters.forges.gitlab.limits import Limits
from paraph.adapters.http.client import HttpClient, Response
from paraph.adapters.http.troubles import HttpError
from paraph.core.errors import Problem
from paraph.core.model.regex import regex
from paraph.ports.forge import ForgeError

MOST_PAGES = 100
_BASE = "/api/v4"
_MOST_KEPT = 4_096
_MOST_BYTES_KEPT = 262_144
_NEXT = regex(r'<([^<>\s]{1,4000})>\s*;[^,]*\brel="next"')


class _Kept(NamedTuple):
    etag: str
    value: Any
    next: str
    at: float


class GitLabApi:
    """The API below `url` (`https://gitlab.com`, with or without `/api/v4`). For any number of threads.

    Every method raises ForgeError. `clock` gives epoch seconds.
    """

    def __init__(self, http: HttpClient, url: str, token: str, clock: Callable[[], float]) -> None:
        self.web = url.rstrip("/").removesuffix(_BASE)
        self.clock = clock
        self._http, self._url, self._token = http, self.web + _BASE, token
        self._limits = Limits(clock)
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def git_headers(self) -> Mapping[str, str]:
        """What git sends along to fetch (docs.gitlab.com, "Personal access tokens", Git over HTTPS)."""
        given = b64encode(f"oauth2:{self._token}".encode()).decode("ascii")
        return {"Authorization": f"Basic {given}"}

    def read(self, path: str) -> Any:
        """The parsed answer; one that has not changed (304) is not sent again."""
        return self._page(path).value

    def pages(
        self, path: str, query: Mapping[str, str] | None = None, most: int = MOST_PAGES
    ) -> Iterator[Mapping[str, Any]]:
        """The objects of a list, page by page. More than `most` pages raise ForgeError: what is left out is missing."""
        at = _asking(path, {"per_page": "100", **(query or {})})
        for _ in range(most):
            page = self._page(at)
            yield from listed(page.value, path)
            if not page.next:
                return
            at = page.next
        raise trouble(f"{path} has more than {most} pages")

    def last_read(self, path: str, within: float) -> Any:
        """What was last read there, without asking; None where it is older than so many seconds."""
        with self._lock:
            kept = self._kept.get(path)
        return kept.value if kept is not None and self.clock() - kept.at <= within else None

    def write(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Ask for a change; the parsed answer."""
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        answer = self._asked(method, path, {"content-type": "application/json"}, content)
        if answer.status >= 300:
            raise refusal(answer, f"{method} {path}")
        return _parsed(answer) if answer.body else None

    def forget(self, path: str) -> None:
        """What was last read there is not so any more."""
        with self._lock:
            self._kept.pop(path, None)

    def hold(self) -> None:
        """Raise ForgeError where GitLab told us to wait."""
        self._limits.ask()

    def _page(self, path: str) -> _Kept:
        with self._lock:
            kept = self._kept.get(path)
        headers = {"if-none-match": kept.etag} if kept and kept.etag else {}
        answer = self._asked("GET", path, headers, b"")
        if answer.status == 304 and kept is not None:
            return self._keep(path, kept._replace(at=self.clock()))
        if answer.status != 200:
            raise refusal(answer, f"GET {path.partition('?')[0]}")
        found = _Kept(answer.headers.get("etag", ""), _parsed(answer), self._next(answer), self.clock())
        return self._keep(path, found) if len(answer.body) <= _MOST_BYTES_KEPT else found

    def _keep(self, path: str, kept: _Kept) -> _Kept:
        with self._lock:
            self._kept.pop(path, None)
            self._kept[path] = kept
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return kept

    def _next(self, answer: Response) -> str:
        """The path of the next page (RFC 8288), which has to be one of this API."""
        found = _NEXT.search(answer.headers.get("link", ""))
        if found is None:
            return ""
        if not found[1].startswith(f"{self._url}/"):
            raise trouble("the next page is said to be at another host")
        return found[1].removeprefix(self._url)

    def _asked(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        self._limits.ask()
        said = {"accept": "application/json", "user-agent": "paraph", "private-token": self._token, **headers}
        try:
            answer = self._http.request(method, self._url + path, said, body)
        except HttpError as error:
            raise ForgeError(*error.problems) from None
        self._limits.learn(answer.status, answer.headers)
        return answer


def listed(data: Any, what: str) -> list[Mapping[str, Any]]:
    """The objects of an answer that has to be a list."""
    if not isinstance(data, list):
        raise trouble(f"GitLab answers with no list to {what.partition('?')[0]}")
    return list(items({"": data}, ""))


def needed(value: str, what: str) -> str:
    """A value that has to be there."""
    if not value:
        raise trouble(f"GitLab's answer lacks {what}")
    return value


def refusal(answer: Response, what: str) -> ForgeError:
    """What an answer that is none means; nothing of what was sent is repeated but the method and the path."""
    message = message_of(answer)
    said = f"GitLab answers {answer.status} to {what}" + (f": {message}" if message else "")
    fixes = {
        401: "see whether the token is still good",
        403: "give the token the scope `api`, and its account the role of a maintainer",
        404: "see whether the token's account is a member there",
    }
    fix = fixes.get(answer.status, "see GitLab's own log" if answer.status >= 500 else "see what GitLab says")
    return ForgeError(Problem("P1294", said, fix), is_gone=answer.status in {404, 410})


def message_of(answer: Response) -> str:
    """The words of a refusal, in ASCII and short, empty where there are none."""
    if answer.status < 400 or len(answer.body) > 65_536:
        return ""
    try:
        said = answer.json()
    except HttpError:
        return ""
    found = text(said, "message") or text(said, "error") or json.dumps(field(said, "message") or "")
    return re.sub(r"[^\x20-\x7e]", "?", found)[:200].strip('"')


def trouble(what: str) -> ForgeError:
    """That an answer is not what the API's description says."""
    return ForgeError(Problem("P1295", what, "see whether the forge's `url` is that of GitLab"))


def _parsed(answer: Response) -> Any:
    try:
        return answer.json()
    except HttpError as error:
        raise ForgeError(*error.problems) from None


def _asking(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
