"""May exactly those call each handler who should: every route, every role, every scope of a token?

A route that has no row here fails: whoever adds one says who may call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from paraph.ports.accounts import SCOPES
from web.app import Browser, Stand, token

pytestmark = pytest.mark.enable_socket

AUTHOR, REVIEWER, LEAD, AUDITOR, ADMINISTRATOR = "ben", "ada", "lin", "oda", "kim"
PEOPLE = (AUTHOR, REVIEWER, LEAD, AUDITOR, ADMINISTRATOR)
WRITERS = (AUTHOR, REVIEWER, LEAD, ADMINISTRATOR)
KEY = "github:acme/shop"
OTHER = "token for another repository"
STALE = "token that has expired"
CALLERS = ("nobody", *PEOPLE, *SCOPES, OTHER, STALE)

OPEN = frozenset(CALLERS) - {STALE}
BLIND = frozenset(CALLERS)
SESSION = frozenset(PEOPLE)
WRITE = frozenset(WRITERS)
READ = frozenset((*PEOPLE, "read", OTHER))
READ_HERE = frozenset((*PEOPLE, "read"))
FIGURES = frozenset((AUDITOR, ADMINISTRATOR, "read", OTHER))

CHANGE = "/r/{key}/-/changes/{number}"
API = "/api/v1"
ONE = f"{API}/repositories/{{key}}/changes/{{number}}"
MATRIX: dict[tuple[str, str], frozenset[str]] = {
    ("POST", "/hooks/{forge}"): BLIND,
    ("GET", "/static/{name}"): BLIND,
    ("GET", "/health"): BLIND,
    ("GET", "/ready"): BLIND,
    ("GET", "/ready/parts"): FIGURES,
    ("GET", "/metrics"): FIGURES,
    ("GET", "/login"): OPEN,
    ("GET", "/login/{provider}"): OPEN,
    ("GET", "/login/{provider}/back"): OPEN,
    ("GET", "/login/link"): OPEN,
    ("POST", "/logout"): SESSION,
    ("GET", "/"): SESSION,
    ("GET", "/inbox"): SESSION,
    ("GET", "/people"): SESSION,
    ("GET", "/repositories"): SESSION,
    ("GET", "/setup/github"): frozenset((ADMINISTRATOR,)),
    ("GET", "/audit"): SESSION,
    ("GET", "/audit/checkpoint"): SESSION,
    ("GET", "/audit/entries.csv"): SESSION,
    ("GET", "/audit/entries/{index}"): SESSION,
    ("GET", "/audit/entries/{index}/proof"): SESSION,
    ("GET", "/audit/entries/{index}/content"): SESSION,
    ("GET", "/r/{key}/-/audit"): READ_HERE,
    ("GET", "/r/{key}/-/policy"): READ_HERE,
    ("POST", "/r/{key}/-/policy"): SESSION,
    ("GET", CHANGE): READ_HERE,
    ("GET", f"{CHANGE}/files/{{file}}"): READ_HERE,
    ("GET", f"{CHANGE}/timeline"): READ_HERE,
    ("POST", f"{CHANGE}/read"): WRITE,
    ("POST", f"{CHANGE}/hand-on"): WRITE,
    ("POST", f"{CHANGE}/ask"): WRITE,
    ("POST", f"{CHANGE}/done"): WRITE,
    ("GET", "/r/{key}/-/records/new"): WRITE,
    ("POST", "/r/{key}/-/records"): WRITE,
    ("POST", f"{CHANGE}/answer"): WRITE,
    ("POST", f"{CHANGE}/answer/prepare"): WRITE,
    ("POST", f"{CHANGE}/answer/finish"): WRITE,
    ("GET", "/me/passkeys"): SESSION,
    ("POST", "/me/passkeys/prepare"): WRITE,
    ("POST", "/me/passkeys/finish"): WRITE,
    ("POST", "/me/passkeys/revoke"): WRITE,
    ("GET", "/tokens"): frozenset((AUDITOR, ADMINISTRATOR)),
    ("POST", "/tokens"): frozenset((ADMINISTRATOR,)),
    ("POST", "/tokens/revoke"): frozenset((ADMINISTRATOR,)),
    ("GET", f"{API}/openapi.json"): BLIND,
    ("GET", f"{API}/me"): READ,
    ("GET", f"{API}/repositories"): READ,
    ("GET", f"{API}/repositories/{{key}}"): READ_HERE,
    ("GET", f"{API}/changes"): READ_HERE,
    ("GET", ONE): READ_HERE,
    ("GET", f"{ONE}/decision"): READ_HERE,
    ("GET", f"{ONE}/facts"): READ_HERE,
    ("GET", f"{ONE}/policy"): READ_HERE,
    ("GET", f"{ONE}/timeline"): READ_HERE,
    ("GET", f"{ONE}/receipts"): READ_HERE,
    ("GET", f"{API}/asks"): READ_HERE,
    ("GET", f"{API}/log/checkpoint"): READ,
    ("GET", f"{API}/log/entries"): READ_HERE,
    ("GET", f"{API}/log/entries/{{index}}/proof"): READ_HERE,
    ("GET", f"{API}/log/tile/{{level}}/{{place}}"): READ,
    ("POST", f"{API}/log/notes"): frozenset(("records",)),
    ("GET", f"{API}/tokens"): frozenset((AUDITOR, ADMINISTRATOR)),
    ("POST", f"{API}/tokens"): frozenset((ADMINISTRATOR,)),
    ("DELETE", f"{API}/tokens/{{id_}}"): frozenset((ADMINISTRATOR,)),
    ("POST", f"{API}/repositories/{{key}}/evidence"): frozenset(("evidence",)),
    ("GET", f"{API}/repositories/{{key}}/deploy"): frozenset((*PEOPLE, "deploy")),
    ("GET", f"{API}/repositories/{{key}}/records"): frozenset((*PEOPLE, "records")),
    ("POST", f"{API}/repositories/{{key}}/records"): frozenset((*WRITERS, "records")),
    ("POST", f"{ONE}/done"): frozenset((*WRITERS, "records")),
    ("POST", f"{ONE}/statements"): frozenset((*WRITERS, "records")),
}
VALUES = {"key": "github%3Aacme%2Fshop", "number": "7", "file": "0", "index": "0", "level": "0", "place": "0"}


@pytest.fixture(scope="module")
def stand() -> Stand:
    return Stand()


@pytest.fixture(scope="module")
def callers(stand: Stand) -> Iterator[dict[str, Browser]]:
    made = {name: stand.browser(name if name in PEOPLE else "") for name in CALLERS}
    for scope in SCOPES:
        made[scope].headers.update(token(stand, scope))
    made[OTHER].headers.update(token(stand, "read", repositories=("github:acme/other",)))
    made[STALE].headers.update(token(stand, *SCOPES, lasts=0))
    with made["nobody"]:
        yield made


def routes(stand: Stand) -> set[tuple[str, str]]:
    """Every method with its path, the parameters without their types."""
    return {
        (method, re.sub(r":\w+}", "}", route.path))
        for route in stand.app.routes
        for method in getattr(route, "methods", ())
        if method != "OPTIONS"
    }


def test_every_route_has_its_row(stand: Stand) -> None:
    assert routes(stand) == set(MATRIX)


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda word: word)
def test_it_lets_in_exactly_these(stand: Stand, callers: dict[str, Browser], method: str, path: str) -> None:
    url = re.sub(r"{(\w+)}", lambda found: VALUES.get(found[1], "x"), path)
    let_in = set()
    for name, browser in callers.items():
        if name in PEOPLE:
            browser.log_in(name)
        headers = browser.csrf() if name in PEOPLE else {}
        answer = browser.request(method, url, headers=headers)
        is_led_away = answer.headers.get("location", "").startswith("/login?next=")
        if answer.status_code not in {401, 403} and not is_led_away:
            let_in.add(name)
        assert answer.status_code < 500, (name, answer.text)
    assert let_in == MATRIX[method, path]
