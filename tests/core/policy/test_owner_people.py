from __future__ import annotations

import pytest

from paraph.core.model.person import Directory, Person
from paraph.core.policy.globs import Flavour
from paraph.core.policy.lookup import index_people
from paraph.core.policy.owner_people import people_of

PEOPLE = Directory(
    people=(
        Person("ada", ("github:Ada-L", "email:ada@example.test"), teams=("acme/pay",), roles=("maintainer",)),
        Person("ben", ("gitlab:ben",), teams=("pay", "web"), roles=("Owners",)),
        Person("cy", ("github:cy",), teams=("ops",), has_left=True),
    ),
    bots=("github:robot",),
    shared=("github:deploy",),
)


@pytest.mark.parametrize(
    ("owner", "flavour", "ids"),
    [
        ("@ada-l", "github", ["ada"]),
        ("@ada-l", "gitlab", None),
        ("@ben", "gitlab", ["ben"]),
        ("@ben", "github", None),
        ("ADA@example.test", "github", ["ada"]),
        ("nobody@example.test", "github", None),
        ("@acme/pay", "github", ["ada"]),
        ("@acme/web", "github", ["ben"]),
        ("@acme/none", "github", None),
        ("@acme/OPS", "github", ["cy"]),
        ("@web", "gitlab", ["ben"]),
        ("@web", "github", None),
        ("@robot", "github", []),
        ("@deploy", "github", []),
        ("@@maintainer", "gitlab", ["ada"]),
        ("@@maintainers", "gitlab", ["ada"]),
        ("@@owner", "gitlab", ["ben"]),
        ("@@developer", "gitlab", None),
    ],
)
def test_owners(owner: str, flavour: Flavour, ids: list[str] | None) -> None:
    for directory in (PEOPLE, index_people(PEOPLE)):
        found = people_of(owner, directory, flavour)
        assert (None if found is None else [person.id for person in found]) == ids
