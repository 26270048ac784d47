from __future__ import annotations

from paraph.core.model.person import Directory, Person
from paraph.flows.attend.joined_people import Joined, Named, joined


def person(id_: str, *accounts: str, roles: tuple[str, ...] = ()) -> Person:
    return Person(id_, accounts, roles=roles)


def at(key: str, *people: Person, bots: tuple[str, ...] = ()) -> Named:
    return Named(key, Directory(people, bots=bots))


def accounts(found: Joined) -> dict[str, tuple[str, ...]]:
    return {each.id: each.accounts for each in found.directory.people}


def test_people_of_repositories_are_one_by_their_id() -> None:
    found = joined(None, [at("a", person("ada", "github:ada")), at("b", person("ada", "github:Ada"), person("ben"))])
    assert (accounts(found), found.troubles) == ({"ada": ("github:ada",), "ben": ()}, ())


def test_a_repository_cannot_make_somebody_pass_for_another() -> None:
    found = joined(None, [at("a", person("ada", "github:ada")), at("b", person("ada", "github:ada", "github:mallory"))])
    assert accounts(found) == {"ada": ("github:ada",)}
    assert "a, b give ada different accounts" in found.troubles[0]
    found = joined(None, [at("a", person("ada", "github:ada")), at("b", person("mallory", "github:ada"))])
    assert accounts(found) == {"ada": (), "mallory": ()}
    assert found.troubles == ("`github:ada` is said to be ada and mallory",)


def test_the_operators_word_stands_alone() -> None:
    own = Directory((person("ada", "github:ada", roles=("administrator",)),))
    others = [at("b", person("ada", "github:mallory"), person("eve", "github:ada"), bots=("github:ada",))]
    found = joined(own, others)
    assert accounts(found) == {"ada": ("github:ada",), "eve": ()}
    assert found.directory.people[0].roles == ("administrator",)
    assert any("`github:mallory` is ada" in each for each in found.troubles)


def test_only_the_operator_or_all_repositories_make_an_administrator() -> None:
    admin = person("ada", "github:ada", roles=("lead", "administrator"))
    plain = person("ben", "github:ben")
    assert joined(None, [at("a", admin)]).directory.people[0].roles == ("lead", "administrator")
    for found in (joined(None, [at("a", admin), at("b", plain)]), joined(Directory(), [at("a", admin)])):
        assert found.directory.people[0].roles == ("lead",)
        assert any("administrator of the whole server" in each for each in found.troubles)


def test_shared_accounts_and_robots_are_nobodys() -> None:
    found = joined(Directory((person("ada", "github:team"),), shared=("github:team",)), [])
    assert accounts(found) == {"ada": ()}
    found = joined(None, [at("a", person("ada", "github:ada")), at("b", bots=("github:ada",))])
    assert accounts(found) == {"ada": ()}
    assert joined(None, []).directory == Directory()
