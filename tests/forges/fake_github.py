"""A stand-in for GitHub on loopback: it has state, and takes only requests that GitHub's API documents.

It can be slow, down, rate-limited, and lie; it counts what it is asked. Whatever it was asked wrongly is kept in
`wrong`: a test asserts that nothing is. Git fetches from it where a repository has a folder.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from forges.git_http import serve_git
from forges.github_budget import Budget
from forges.github_guard import Guard, check_headers
from forges.github_routes import ROUTES, Call, Refused, Route
from forges.github_state import Json, Repo, State
from loopback import Answer, Asked, answering
from paraph.adapters.signers.jwt import SignJwt, jwt_signer

APP_ID = 424_242
SECRETS = ("the first secret of the webhook", "another, while they are changed")
_SELL = "/app/installations/"


@cache
def app_key() -> rsa.RSAPrivateKey:
    """The app's key; making one takes a while."""
    return rsa.generate_private_key(65_537, 2_048)


def app_pem() -> str:
    """The same as GitHub hands it out."""
    return app_key().private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()


@cache
def app_signer() -> SignJwt:
    """What signs as the app: reading its key takes a while, too."""
    return jwt_signer(app_pem())


class FakeGitHub:
    """One GitHub. Set `latency` (seconds a request), `trouble`, `lies`, `budgets`; look at `state`, `seen`, `wrong`."""

    def __init__(self, clock: Callable[[], float] = time.time, latency: float = 0.0) -> None:
        self.clock, self.latency = clock, latency
        self.state = State("", APP_ID, "paraph")
        self.guard = Guard(self.state, app_key().public_key())
        self.budgets: dict[int, Budget] = {}
        self.new_budget: Callable[[], Budget] = Budget
        self.trouble = ""
        self.loses_writes = 0
        self.lies: dict[str, Any] = {}
        """What is answered to a GET of a path, in the place of the truth."""
        self.seen: Counter[str] = Counter()
        """How often each kind of request came, as `GET /repos/{owner}/{name}/pulls/{number}`; git is `git`."""
        self.wrong: list[str] = []
        self.url = ""
        self._lock = RLock()

    @contextmanager
    def serving(self) -> Iterator[FakeGitHub]:
        """Serve on a port that the system chooses."""
        with answering(self._answer) as there:
            self.url = self.state.url = there.url
            yield self

    def add_repo(self, name: str = "acme/app", installation: int = 77, **more: Any) -> Repo:
        """A repository that the app was given."""
        self.state.installations.setdefault(installation, name.partition("/")[0])
        repo = Repo(next(self.state.ids), name, installation, **more)
        self.state.repos[name.lower()] = repo
        return repo

    @property
    def calls(self) -> int:
        """How many requests of the API came."""
        return sum(count for kind, count in self.seen.items() if kind != "git")

    def _answer(self, asked: Asked) -> Answer:
        if self.latency:
            time.sleep(self.latency)
        path, _, query = asked.path.partition("?")
        if ".git/" in path:
            self.seen["git"] += 1
            return serve_git(self.state, self.guard, asked, self.clock())
        with self._lock:
            return self._troubled(asked) or self._api(asked, path, dict(parse_qsl(query)))

    def _troubled(self, asked: Asked) -> Answer | None:
        answers = {
            "down": Answer(raw=b""),
            "limited": _json(429, {"message": "You have exceeded a secondary rate limit"}, {"retry-after": "120"}),
            "limited_unsaid": _json(403, {"message": "You have exceeded a secondary rate limit. Please wait."}),
            "denied": _json(403, {"message": "Resource not accessible by integration"}),
            "garbage": Answer(200, {"content-type": "application/json"}, b"<html>Bad gateway</html>"),
            "empty": _json(201 if asked.method == "POST" else 200, {}),
            "moved": _json(301, {"message": "Moved Permanently"}, {"location": f"{self.url}/repositories/1"}),
        }
        if self.trouble:
            self.seen[f"{asked.method} in trouble"] += 1
        return answers[self.trouble] if self.trouble else None

    def _api(self, asked: Asked, path: str, query: dict[str, str]) -> Answer:
        try:
            check_headers(asked.headers, asked.body)
            if path.startswith(_SELL) and asked.method == "POST":
                return self._sold(asked, path)
            for route in ROUTES:
                match = route.path.fullmatch(path)
                if match is not None and route.method == asked.method:
                    self.seen[f"{route.method} {_shown(route)}"] += 1
                    return self._routed(route, match.groupdict(), asked, path, query)
            raise Refused(404, f"there is no {asked.method} {path}")
        except Refused as refused:
            if refused.status in {400, 401, 415, 422} or "there is no" in str(refused):
                self.wrong.append(f"{asked.method} {path}: {refused.status} {refused}")
            return _json(refused.status, {"message": str(refused), "documentation_url": "https://docs.github.com/rest"})

    def _routed(self, route: Route, match: Mapping[str, str], asked: Asked, path: str, query: dict[str, str]) -> Answer:
        now = self.clock()
        installation = self.guard.admit(route, match, asked.headers, now)
        budget = self.budgets.setdefault(installation, self.new_budget())
        told = budget.spend(now, is_write=asked.method != "GET", is_told=route.is_told)
        if told.is_limited:
            return _json(403, {"message": "API rate limit exceeded"}, told.headers)
        body = json.loads(asked.body) if asked.body else None
        status, data = route.answer(Call(self.state, now, match, query, body, installation))
        if asked.method != "GET":
            if self.loses_writes and path != "/graphql":
                self.loses_writes -= 1
                return Answer(raw=b"")
            return _json(status, data, told.headers)
        data, link = self._page(path, query, self.lies.get(path, data))
        etag = f'W/"{hashlib.sha256(json.dumps(data).encode()).hexdigest()[:32]}"'
        headers = {**told.headers, "etag": etag} | ({"link": link} if link else {})
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, {**headers, **budget.give_back()})
        return _json(status, data, headers)

    def _page(self, path: str, query: dict[str, str], data: Any) -> tuple[Any, str]:
        """One page of what is a list, with where the next one is."""
        size, number = min(int(query.get("per_page", "30")), 100), int(query.get("page", "1"))
        name = next((key for key in ("check_runs", "repositories", "statuses") if _is_list(data, key)), "")
        whole = data[name] if name else data
        if not isinstance(whole, list):
            return data, ""
        part = whole[size * (number - 1) : size * number]
        more = {**query, "page": str(number + 1)}
        link = f'<{self.url}{path}?{urlencode(more)}>; rel="next"' if len(whole) > size * number else ""
        return ({**data, name: part} if name else part), link

    def _sold(self, asked: Asked, path: str) -> Answer:
        self.seen["POST /app/installations/{id}/access_tokens"] += 1
        kind, _, given = asked.headers.get("authorization", "").partition(" ")
        if kind != "Bearer":
            raise Refused(401, "Requires authentication")
        self.guard.check_jwt(given, self.clock())
        installation = path.removeprefix(_SELL).removesuffix("/access_tokens")
        return _json(201, self.guard.sell(int(installation), json.loads(asked.body or b"{}"), self.clock()))


def _json(status: int, data: Any, headers: Mapping[str, str] | None = None) -> Answer:
    body = b"" if data is None else json.dumps(data).encode()
    return Answer(status, {"content-type": "application/json; charset=utf-8", **(headers or {})}, body)


def _is_list(data: Json, key: str) -> bool:
    return isinstance(data, dict) and isinstance(data.get(key), list)


@cache
def _shown(route: Route) -> str:
    import re

    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", route.path.pattern)
