"""How is GitHub's REST API asked: conditionally, page by page, within its limits, and never simply believed?"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar, cast

from paraph.adapters.forges.fields import items, text
from paraph.adapters.forges.github.app import Access, AppTokens, SignJwt
from paraph.adapters.forges.github.limits import Limits, Weight
from paraph.adapters.http.client import HttpClient, Response
from paraph.adapters.http.troubles import HttpError
from paraph.core.errors import Problem
from paraph.core.model.regex import regex
from paraph.ports.forge import ForgeError

ACCEPT = "application/vnd.github+json"
VERSION = "2022-11-28"
MOST_PAGES = 60
_MOST_KEPT = 8_192
_NEXT = regex(r'<([^<>\s]{1,2000})>\s*;[^,]*\brel="next"')
T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """What was read from one answer, where the next one is, and when it was asked for."""

    value: T
    next: str
    at: float


class _Kept(NamedTuple):
    etag: str
    page: Page[Any]


class GitHubApi:
    """The API below `url` (`https://api.github.com`, or `https://HOST/api/v3`). For any number of threads.

    Every method raises ForgeError.
    """

    def __init__(
        self, http: HttpClient, url: str, app_id: str, sign_jwt: SignJwt, clock: Callable[[], float], limits: Limits
    ) -> None:
        self._http, self.url = http, url.rstrip("/")
        self._clock, self._limits = clock, limits
        self.tokens = AppTokens(app_id, sign_jwt, clock, self._bought)
        self._kept: OrderedDict[tuple[Access, str], _Kept] = OrderedDict()
        self._lock = Lock()

    def read(self, access: Access, path: str, reading: Callable[[Any], T]) -> T:
        """What `reading` makes of the answer. An answer that has not changed (304) costs nothing, nor is it parsed."""
        return self._page(access, path, reading).value

    def pages(self, access: Access, path: str, reading: Callable[[Any], T], most: int = MOST_PAGES) -> Iterator[T]:
        """The same for each page. More than `most` of them raise ForgeError, for what is left out would be missing."""
        for _ in range(most):
            page = self._page(access, path, reading)
            yield page.value
            if not page.next:
                return
            path = page.next
        raise _trouble(f"{path} has more than {most} pages")

    def last_read(self, access: Access, path: str, within: float) -> Any:
        """What was last read there, without asking; None where it is older than so many seconds."""
        with self._lock:
            kept = self._kept.get((access, path))
        return kept.page.value if kept is not None and self._clock() - kept.page.at <= within else None

    def outdate(self, access: Access, path: str) -> None:
        """What was last read there is no longer so; whether it has changed is still asked conditionally."""
        with self._lock:
            kept = self._kept.get((access, path))
            if kept is not None:
                self._kept[access, path] = kept._replace(page=kept.page._replace(at=float("-inf")))

    def write(self, access: Access, method: str, path: str, body: Mapping[str, Any], weight: Weight = "write") -> Any:
        """Ask for a change; the parsed answer, None where it has no body."""
        answer = self._asked(access, method, path, {}, _json(body), weight)
        if answer.status >= 300:
            raise refusal(answer, f"{method} {path}")
        return _parsed(answer) if answer.body else None

    def anonymous(self, path: str) -> Any:
        """Post without any credential, for what has none yet."""
        answer = self._sent("POST", path, {}, b"{}")
        if answer.status >= 300:
            raise refusal(answer, "POST")
        return _parsed(answer)

    def _page(self, access: Access, path: str, reading: Callable[[Any], T]) -> Page[T]:
        with self._lock:
            kept = self._kept.get((access, path))
        at = self._clock()
        answer = self._asked(access, "GET", path, {"if-none-match": kept.etag} if kept else {}, b"", "read")
        if answer.status == 304 and kept is not None:
            page = kept.page._replace(at=at)
            self._keep(access, path, kept._replace(page=page))
            return cast("Page[T]", page)
        if answer.status != 200:
            raise refusal(answer, f"GET {path}")
        page = Page(reading(_parsed(answer)), self._next(answer), at)
        self._keep(access, path, _Kept(answer.headers.get("etag", ""), page))
        return page

    def _keep(self, access: Access, path: str, kept: _Kept) -> None:
        with self._lock:
            self._kept.pop((access, path), None)
            if kept.etag:
                self._kept[access, path] = kept
                if len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)

    def _next(self, answer: Response) -> str:
        """The path of the next page (RFC 8288), which has to be one of this API."""
        found = _NEXT.search(answer.headers.get("link", ""))
        if found is None:
            return ""
        if not found[1].startswith(f"{self.url}/"):
            raise _trouble("the next page is said to be at another host")
        return found[1].removeprefix(self.url)

    def _asked(
        self, access: Access, method: str, path: str, headers: Mapping[str, str], body: bytes, weight: Weight
    ) -> Response:
        account = (access.installation or "app") + ("/graphql" if path == GRAPHQL else "")
        for is_last in (False, True):
            authorization = {"authorization": self.tokens.header(access)}
            self._limits.ask(account, weight)
            answer = self._sent(method, path, {**headers, **authorization}, body)
            if answer.status == 401 and not is_last:
                self.tokens.forget(access)
                continue
            self._limits.learn(account, answer.status, answer.headers, _message(answer))
            return answer
        raise AssertionError

    def _bought(self, path: str, body: Mapping[str, object], authorization: str) -> Any:
        self._limits.ask("app", "read")
        answer = self._sent("POST", path, {"authorization": authorization}, _json(body))
        self._limits.learn("app", answer.status, answer.headers, _message(answer))
        if answer.status == 401:  # the clock may have been set back since the app's own token was made
            self.tokens.forget(Access())
        if answer.status != 201:
            raise refusal(answer, "a token of the installation")
        return _parsed(answer)

    def _sent(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        more = {"content-type": "application/json"} if body else {}
        said = {"accept": ACCEPT, "x-github-api-version": VERSION, "user-agent": "paraph", **more, **headers}
        url = self.url.removesuffix("/v3") + path if path == GRAPHQL else self.url + path
        try:
            return self._http.request(method, url, said, body)
        except HttpError as error:
            raise ForgeError(*error.problems) from None


GRAPHQL = "/graphql"


def listed(data: Any, what: str) -> list[Mapping[str, Any]]:
    """The objects of an answer that has to be a list."""
    if not isinstance(data, list):
        raise _trouble(f"GitHub answers with no list of {what}")
    return list(items({"": data}, ""))


def needed(value: T | None, what: str) -> T:
    """A value that has to be there."""
    if not value:
        raise _trouble(f"GitHub's answer lacks {what}")
    return value


class RefusedError(ForgeError):
    """GitHub answered, with a status that is no success."""

    def __init__(self, problem: Problem, status: int) -> None:
        super().__init__(problem, is_gone=status in {404, 410})
        self.status = status


def refusal(answer: Response, what: str) -> RefusedError:
    """What an answer that is none means. Nothing of what was sent is repeated but the method and the path."""
    message = re.sub(r"[^\x20-\x7e]", "?", _message(answer))[:200]
    said = f"GitHub answers {answer.status} to {what}" + (f": {message}" if message else "")
    fixes = {
        401: "see whether the app's id and private key are those of this forge",
        403: "give the app the permission, or approve it at the installation",
        404: "see whether the app is installed there",
    }
    fix = fixes.get(answer.status, "see GitHub's status page" if answer.status >= 500 else "see what GitHub says")
    return RefusedError(Problem("P1271", said, fix), answer.status)


def _message(answer: Response) -> str:
    if answer.status < 400 or len(answer.body) > 65_536:
        return ""
    try:
        said = answer.json()
    except HttpError:
        return ""
    errors = [text(each, "message") for each in items(said, "errors")]
    return ", ".join(each for each in (text(said, "message"), *errors) if each)


def _parsed(answer: Response) -> Any:
    try:
        return answer.json()
    except HttpError as error:
        raise ForgeError(*error.problems) from None


def _json(body: Mapping[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _trouble(what: str) -> ForgeError:
    return ForgeError(Problem("P1272", what, "see whether the forge's `url` is that of its API"))
