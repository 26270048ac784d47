"""Who is taken for the person at this machine?"""

from __future__ import annotations

from typing import Any

import pytest

from paraph.core.model.person import Directory, Person
from paraph.wiring.here import person_here

KIM = Person("kim", ("github:kim",), roles=("administrator",))
ADA = Person("ada", ("email:ada@example.test",))
BEN = Person("ben", ("login:ben",))
TOM = Person("tom", ("email:ada@example.test",), has_left=True)


@pytest.mark.parametrize(
    ("people", "address", "login", "expected"),
    [
        ((KIM, ADA, BEN), "Ada@Example.test", "unix:nobody", "ada"),
        ((KIM, ADA, BEN), "", "unix:ben", "ben"),
        ((ADA, KIM), "", "unix:nobody", "kim"),
        ((ADA, BEN), "", "unix:nobody", "ada"),
        ((TOM,), "ada@example.test", "unix:nobody", ""),
        ((), "", "unix:nobody", ""),
    ],
)
def test_who_it_is(
    monkeypatch: pytest.MonkeyPatch, people: tuple[Person, ...], address: str, login: str, expected: str
) -> None:
    monkeypatch.setattr("paraph.adapters.git.own.setting", lambda *_: address)
    monkeypatch.setattr("paraph.adapters.git.hook_input.login", lambda: login)
    monkeypatch.setattr("paraph.flows.attend.people.everybody", lambda _: Directory(people))
    office: Any = type("Office", (), {"config": type("Config", (), {"data": "/"})})
    assert person_here(office) == expected
