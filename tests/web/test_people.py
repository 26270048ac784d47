"""Does everybody have the roles that the directory gives them, and an auditor none that change anything?"""

from __future__ import annotations

import pytest

from paraph.core.model.person import Directory, Person
from paraph.web.people import People, roles_of


@pytest.mark.parametrize(
    ("given", "roles"),
    [
        ((), {"author", "reviewer"}),
        (("author",), {"author"}),
        (("reviewer",), {"author", "reviewer"}),
        (("lead",), {"author", "reviewer", "lead"}),
        (("administrator",), {"author", "administrator"}),
        (("auditor",), {"auditor"}),
        (("auditor", "administrator", "lead"), {"auditor"}),
        (("captain",), {"author", "reviewer"}),
    ],
)
def test_roles(given: tuple[str, ...], roles: set[str]) -> None:
    assert roles_of(Person("ada", roles=given)) == roles
    assert roles_of(Person("ada", roles=given, has_left=True)) == frozenset()


def test_the_directory_is_read_again_after_a_while() -> None:
    now, reads = [100], []

    def read() -> Directory:
        reads.append(now[0])
        return Directory((Person("ada"), Person("tom", has_left=True)))

    people = People(read, lambda: now[0])
    assert (people.person("ada"), people.person("tom"), people.person("zoe")) == (Person("ada"), None, None)
    now[0] += 4
    people.index()
    assert reads == [100]
    now[0] += 1
    people.index()
    now[0] -= 50
    people.index()
    assert reads == [100, 105, 55]
