"""Does nobody answer in another's name where a server and a repository use one id for two people?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gitbuild import BEN
from office import KEY, Bureau, make_bureau
from paraph.core.model.person import Directory, Person
from paraph.flows.attend.joined_people import Named, joined
from paraph.flows.attend.people import everybody
from paraph.flows.gate.governed_files import Given
from paraph.ports.documents import SourceText
from paraph.web.app import create_app
from paraph.web.sessions import start_session
from paraph.wiring.serve import Server
from web.app import Browser

pytestmark = pytest.mark.enable_socket
OTHERS = "people:\n" + "".join(
    f"  - {{id: {name}, name: {name.title()} Other, accounts: ['{account}']}}\n"
    for name, account in [("cleo", "github:cleo-of-sales"), ("dan", "github:dan")]
)


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    with make_bureau(tmp_path) as made:
        yield made


@pytest.fixture
def browser(bureau: Bureau) -> Iterator[Browser]:
    bureau.office = bureau.office._replace(own=Given(people=SourceText("people.yaml", OTHERS.encode())))
    server = Server(bureau.office, {}, cast("Any", SimpleNamespace(wake=lambda: None)))
    app = create_app(server, lambda: everybody(bureau.office))
    with Browser(cast("Any", SimpleNamespace(app=app, office=bureau.office))) as made:
        yield made


def answered(bureau: Bureau, browser: Browser, who: str, account: str) -> int:
    """The status of an approval by somebody on the page of a change of Ben's."""
    number = bureau.propose(f"work-of-{who}", {"src/b.py": f"{who}\n"}, by=BEN)
    bureau.deliver("change", number=number)
    bureau.run()
    browser.cookies.set("__Host-paraph", start_session(bureau.office, who, account), domain="paraph.example.test")
    sent = {"kind": "approve", "revision": str(bureau.row(number).version)}
    path = f"/r/{KEY}/-/changes/{number}"
    statuses = [browser.post(f"{path}/{page}", data=sent, headers=browser.csrf()).status_code for page in
                ("hand-on", "read", "answer")]  # fmt: skip
    bureau.run()
    assert (bureau.row(number).verdict == "allow") == (statuses[-1] == 303)
    return statuses[-1]


def test_a_namesake_of_the_operators_directory_is_not_the_person_of_the_repository(
    bureau: Bureau, browser: Browser
) -> None:
    assert answered(bureau, browser, "cleo", "github:cleo-of-sales") == 403
    assert answered(bureau, browser, "dan", "github:dan") == 303


def test_who_shares_an_account_or_names_none_is_no_stranger() -> None:
    own = Directory((Person("ada", ("github:ada", "email:a@example.test")), Person("ben", ("github:ben",)),
                     Person("cleo", ("github:cleo",)), Person("dan")))  # fmt: skip
    there = Directory((Person("ada", ("email:A@example.test",)), Person("ben", ("github:benn",)),
                       Person("cleo"), Person("dan", ("github:dan",))))  # fmt: skip
    assert joined(own, [Named("git:a", there), Named("git:b", own)]).strangers == {("git:a", "ben")}
