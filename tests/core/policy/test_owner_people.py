from __future__ import annotations

import pytest

from paraph.core.model.facts import OwnerGroup
from paraph.core.model.person import Directory, Person
from paraph.core.policy.globs import Flavour
from paraph.core.policy.lookup import index_people
from paraph.core.policy.owner_people import people_in, people_of

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
        ("@@OWNER", "gitlab", ["ben"]),
        ("@@Maintainers", "gitlab", ["ada"]),
    ],
)
def test_owners(owner: str, flavour: Flavour, ids: list[str] | None) -> None:
    found = people_of(owner, index_people(PEOPLE), flavour)
    assert (None if found is None else [person.id for person in found]) == ids


def test_an_account_is_githubs_where_nothing_else_is_said() -> None:
    index = index_people(PEOPLE)
    assert [person.id for person in people_of("@ada-l", index) or ()] == ["ada"]
    assert people_of("@ben", index) is None


@pytest.mark.parametrize("section", ["", "Payments"])
def test_an_owner_of_a_group_is_read_as_its_forge_reads_it(section: str) -> None:
    directory = Directory(
        (Person("gil", ("gitlab:gil",)), Person("hub", ("github:hub",)), Person("tia", teams=("pay",)))
    )

    def ids(owner: str) -> list[str]:
        group = OwnerGroup((owner,), section=section)
        return [person.id for person in people_in(group, owner, index_people(directory))]

    assert ids("@gil") == ["gil"]
    assert ids("@hub") == ([] if section else ["hub"])
    assert ids("@pay") == ["tia"]
    assert ids("@nobody") == []
