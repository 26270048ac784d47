"""What does a test of the web need: a server in memory with people, and browsers that are logged in?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.testing import TestClient

from log_samples import ORIGIN, SIGNER
from office import Bureau
from paraph.core.model.person import Directory, Person
from paraph.flows.attend.office import Office
from paraph.flows.gate.governed_files import Given
from paraph.ports.config import ServerConfig
from paraph.ports.jobs import QueueState
from paraph.ports.ledger import Row
from paraph.testing.memory_accounts import MemoryAccounts
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger
from paraph.web.app import create_app, state_of
from paraph.web.guards import CSRF_HEADER
from paraph.web.sessions import cookie_name, digest_of, session_of, start_session
from paraph.wiring.serve import Server

URL = "https://paraph.example.test"
NOW = 1_780_000_000
PEOPLE = Directory(
    people=(
        Person("ada", ("github:ada", "email:ada@example.test"), "Ada Sample", "senior"),
        Person("ben", ("github:ben",), "Ben Sample", "junior", roles=("author",)),
        Person("lin", ("github:lin",), "Lin Sample", "principal", roles=("lead",)),
        Person("oda", ("github:oda",), "Oda Sample", roles=("auditor", "lead")),
        Person("kim", ("github:kim",), "Kim Sample", roles=("administrator",)),
        Person("tom", ("github:tom",), "Tom Sample", has_left=True),
    ),
    bots=("github:robot",),
    shared=("github:desk",),
)


class Stand:
    """A server in memory, its application and its clock. `told` is what the server's own log says."""

    def __init__(
        self, people: Directory = PEOPLE, *, url: str = URL, reading: Callable[[], Directory] | None = None,
        **office: Any,
    ) -> None:  # fmt: skip
        self.now, self.drawn = NOW, 0
        self.told: list[tuple[str, Mapping[str, Any]]] = []
        self.log = MemoryLedger(ORIGIN, SIGNER.sign)
        self.office = _office(self, url)._replace(**office)
        self.jobs = SimpleNamespace(wake=lambda: None, state=lambda: QueueState(0, 0, 0, 0.0))
        self.server = Server(self.office, {}, self.jobs)
        self.app = _app(self.server, people, reading)

    def random(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")

    def browser(self, person: str = "", **options: Any) -> Browser:
        """A browser in which somebody, or nobody, is logged in."""
        browser = Browser(self, **options)
        if person:
            browser.log_in(person)
        return browser


class Browser(TestClient[Litestar]):
    """A browser at a stand: sends the cookie, and with `csrf()` what our own pages would send."""

    def __init__(self, stand: Stand, *, headers: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(stand.app, base_url=stand.office.config.url, **options)
        self.headers.update(headers or {})
        self.stand = stand
        self.follow_redirects = False

    def log_in(self, person: str) -> None:
        office = self.stand.office
        host = urlsplit(office.config.url).hostname or ""
        self.cookies.set(cookie_name(office), start_session(office, person, f"github:{person}"), domain=host)

    def csrf(self) -> dict[str, str]:
        """The headers of a form that one of our pages sends by its script."""
        office = self.stand.office
        session = session_of(office, self.cookies.get(cookie_name(office)) or "")
        return {CSRF_HEADER: session.csrf if session else "", "origin": office.config.url}


_APPS: dict[str, Litestar] = {}


def _app(server: Server, people: Directory, reading: Callable[[], Directory] | None = None) -> Litestar:
    """The application of an address, made once, with what a server adds to it put in anew."""
    url, read = server.office.config.url, reading or (lambda: people)
    if url not in _APPS:
        _APPS[url] = create_app(server, read)
    _APPS[url].state = state_of(server, read)
    return _APPS[url]


def _office(stand: Stand, url: str) -> Office:
    log = stand.log
    return Office(
        log=log,
        ledger=lambda key: log,
        board=MemoryBoard(log),
        accounts=MemoryAccounts(log),
        forges={},
        mirrors=SimpleNamespace(),
        notifiers=(),
        check=lambda *_: None,
        config=ServerConfig(url=url, data="/nowhere", database="memory:"),
        own=Given(),
        forms=cast("Any", SimpleNamespace()),
        secret=b"s" * 32,
        random=stand.random,
        clock=lambda: stand.now,
        tell=lambda event, **said: stand.told.append((event, said)),
    )


def token(stand: Stand, *scopes: str, repositories: tuple[str, ...] = (), lasts: int = 3_600) -> dict[str, str]:
    """The header of a fresh token."""
    from paraph.ports.accounts import Token

    stand.drawn += 1
    secret, now = f"paraph_{stand.drawn}", stand.office.clock()
    row = Token(digest_of(secret), "ci", scopes, repositories, "kim", now, now + lasts)
    stand.log.record((), (), [Row(row)])
    return {"authorization": f"Bearer {secret}"}


def over(bureau: Bureau, people: Directory = PEOPLE) -> Stand:
    """The web over a server with a forge, git and decisions."""
    stand = Stand(people)
    stand.log, stand.office = bureau.log, bureau.office
    stand.server = stand.server._replace(office=bureau.office)
    stand.app = _app(stand.server, people)
    return stand
