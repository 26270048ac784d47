"""Does a change touch the services, contracts and unwritten rules of its paths, and no others?"""

from __future__ import annotations

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.model.facts import Invariant, TouchedService
from paraph.core.policy.globs import compile_path_set
from paraph.core.tier.catalogue import NOTHING, Catalogue, Service, touched_invariants, touched_services
from paraph.core.tier.catalogue_read import read_catalogue

CATALOGUE = read_catalogue(
    read_yaml(
        b"""
services:
  - name: checkout
    paths: [services/checkout/**]
    criticality: critical
    invariants: [{id: total, text: never negative}]
  - {name: web, paths: [web/**]}
  - {name: till, repository: shop/till, criticality: high}
contracts:
  - {name: orders, provider: checkout, paths: [services/checkout/api.yaml], consumers: [web, till]}
""",
        "services.yaml",
    )
)


def test_services_are_touched_by_their_paths() -> None:
    assert touched_services(CATALOGUE, ["services/checkout/a.py", "README.md"]) == (
        TouchedService("checkout", "critical", ("services/checkout/a.py",)),
    )


def test_a_service_of_another_repository_is_not_touched_by_a_path_of_the_same_name_here() -> None:
    everywhere = compile_path_set(("**",))
    services = (
        Service("here", everywhere),
        Service("there", everywhere, repository="shop/there"),
        Service("bare", None),
    )
    assert [each.name for each in touched_services(Catalogue(services), ["a"])] == ["here"]
    many = [f"{number}.py" for number in range(9)]
    assert [len(each.via) for each in touched_services(Catalogue(services), many)] == [5]


def test_a_contract_reaches_its_consumers_in_other_repositories_too() -> None:
    via = ("services/checkout/api.yaml",)
    assert touched_services(CATALOGUE, via) == (
        TouchedService("checkout", "critical", via),
        TouchedService("web", "", via, is_direct=False, contract="orders"),
        TouchedService("till", "high", via, is_direct=False, repository="shop/till", contract="orders"),
    )


def test_invariants_of_touched_paths_must_be_answered_for() -> None:
    assert touched_invariants(CATALOGUE, ["services/checkout/a.py"]) == (
        Invariant("total", "never negative", "checkout", ("services/checkout/a.py",)),
    )
    assert touched_invariants(CATALOGUE, ["web/a.ts"]) == ()


def test_no_catalogue_touches_nothing() -> None:
    assert touched_services(NOTHING, ["a"]) == ()
    assert touched_invariants(NOTHING, ["a"]) == ()
