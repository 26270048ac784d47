"""A server with a change in each state, for the tests of views and pages; every text of others is hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from litestar.testing import TestClient

from gitbuild import BEN
from office import IDENTITY, KEY, PEOPLE, Bureau, make_bureau
from paraph.core.model.asking import Ask
from paraph.flows.attend.people import everybody
from paraph.ports.board import AskRow, Turns
from paraph.ports.ledger import Row
from paraph.web.app import create_app
from paraph.web.sessions import cookie_name, start_session
from paraph.wiring.serve import Server

SCRIPT = "<script>alert(1)</script>"
BIDI = "\u202egpj.exe"
ANSI = "\x1b[31mred"
FORMULA = "=cmd|' /C calc'!A0"
HOSTILE = f'{SCRIPT} {BIDI} {ANSI} "quoted" {FORMULA}'
POLICY = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - name: review
    description: Somebody who did not write it reads src
    when: {{paths: ["src/**"]}}
    require: [{{signoff: {{count: 1, proof: review}}}}]
  - name: payments
    when: {{paths: ["src/payments/**"]}}
    require:
      - {{signoff: {{count: 1, level: ">= senior", proof: present, answers: required}}}}
      - {{evidence: {{kind: tests}}}}
      - {{author_answers: intent}}
  - {{name: rules, when: {{paths: [".paraph/**"]}}, require: [{{signoff: {{count: 1, proof: signed}}}}]}}
  - {{name: no-keys, when: {{paths: ["**/*.pem"]}}, deny: "no private keys here"}}
"""
SHOP = "".join(f"line {at}\n" for at in range(40))
FILES = {
    ".paraph/policy.yaml": POLICY,
    ".paraph/people.yaml": PEOPLE,
    "src/shop.py": SHOP,
    "src/payments/pay.py": "pay = 1\n",
    "src/logo.bin": b"\0\1" * 40,
}
PAY = {
    "src/payments/pay.py": "pay = 1\nonce = True\n",
    "src/odd.py": f"x = '{BIDI}\u200b'\n\ty = '{SCRIPT}'\n",
    "src/logo.bin": b"\0\2" * 60,
    "src/payments/new.py": "a = 1\nb = 2\n",
}


def fill(bureau: Bureau) -> dict[str, str]:
    """Changes in each state; their numbers by what they are."""
    bureau.office = bureau.office._replace(random=_draws())
    found = {
        "pay": bureau.propose("pay", PAY, title=f"Pay once {HOSTILE}", body=HOSTILE),
        "plain": bureau.propose("plain", {"src/shop.py": SHOP + "more\n"}, by=BEN, title="Shop a little more"),
        "denied": bureau.propose("denied", {"src/k.pem": "-----\n"}, by=BEN, title="Add a key"),
        "slash": bureau.propose("fe/at", {"src/b.py": "b\n"}, number="fe/at.json", title="A branch with a slash"),
        "landed": bureau.propose("landed", {"src/c.py": "c\n"}, title="It landed"),
    }
    bureau.work.switch("pay")
    message = "By key\n\nCo-authored-by: Claude <noreply@anthropic.com>"
    head = bureau.work.commit(message, {"src/payments/new.py": "a = 1\nb = 2\nc = 3\nd = 4\n"})
    bureau.work.git("update-ref", f"refs/pull/{found['pay']}/head", head)
    bureau.forge.change(KEY, found["pay"], head=head)
    bureau.work.switch("main")
    for number in found.values():
        bureau.deliver("change", number=number)
    bureau.run()
    bureau.merge(found["landed"])
    bureau.deliver("change", number=found["landed"])
    bureau.run()
    row, now = bureau.row(found["pay"]), bureau.now
    asked = Ask(
        "ask-1",
        KEY,
        found["pay"],
        row.head,
        "a sign-off by one person",
        "ben",
        now - 7200,
        now + 7200,
        minutes=11,
        proof="present",
        deputy="cleo",
        why=HOSTILE,
    )
    turn = Turns(KEY, found["pay"], bureau.row(found["pay"]).version, ("ben",))
    bureau.log.record((), rows=[Row(AskRow(asked)), Row(turn)])
    bureau.tick(3600)
    return found


def _draws() -> Callable[[int], bytes]:
    number = count(1)
    return lambda size: next(number).to_bytes(size, "big")


class Desk:
    """The server with its browsers. `numbers` are those of its changes by what they are."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.numbers = fill(bureau)
        self.jobs = SimpleNamespace(wake=lambda: None)
        self.app = create_app(Server(bureau.office, {}, self.jobs), lambda: everybody(bureau.office))

    def browser(self, person: str) -> TestClient[Any]:
        """A browser in which somebody is logged in."""
        office = self.bureau.office
        client = TestClient(self.app, base_url=office.config.url)
        client.cookies.set(cookie_name(office), start_session(office, person, f"github:{person}"))
        client.follow_redirects = False
        return client

    def path(self, what: str, page: str = "") -> str:
        """The address of a change's page."""
        number = self.numbers[what].replace("/", "%2F").replace(".json", "%2Ejson")
        return f"/r/{KEY}/-/changes/{number}{page}"


@contextmanager
def make_desk(folder: Path, **how: Any) -> Iterator[Desk]:
    """A desk that is closed in the end."""
    files: Mapping[str, Any] = FILES
    with make_bureau(folder, files=files, **how) as bureau:
        yield Desk(bureau)
