"""Is a service catalogue read whole, or refused with every place?"""

from __future__ import annotations

import pytest

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError
from paraph.core.tier.catalogue import Catalogue
from paraph.core.tier.catalogue_read import read_catalogue

GOOD = """
services:
  - name: checkout
    paths: [services/checkout/**, "!services/checkout/docs/**"]
    criticality: critical
    team: payments
    domain: money
    invariants:
      - {id: total, text: a total is never negative, paths: [services/checkout/total/**]}
      - {id: idempotent, text: a retry charges once}
  - {name: mobile, repository: shop/mobile, criticality: high}
contracts:
  - {name: orders-api, provider: checkout, paths: api/orders.yaml, consumers: [mobile]}
invariants:
  - {id: utc, text: times are stored in UTC, paths: ["**/models/**"]}
"""


def read(text: str) -> Catalogue:
    return read_catalogue(read_yaml(text.encode(), "services.yaml"))


def test_a_whole_catalogue() -> None:
    catalogue = read(GOOD)
    assert [(each.name, each.criticality, each.repository, each.team, each.domain) for each in catalogue.services] == [
        ("checkout", "critical", "", "payments", "money"),
        ("mobile", "high", "shop/mobile", "", ""),
    ]
    assert [(each.name, each.provider, each.consumers) for each in catalogue.contracts] == [
        ("orders-api", "checkout", ("mobile",))
    ]
    rules = {each.id: each for each in catalogue.invariants}
    assert {name: rule.service for name, rule in rules.items()} == {
        "total": "checkout",
        "idempotent": "checkout",
        "utc": "",
    }
    assert rules["idempotent"].paths.matches("services/checkout/a.py")
    assert not rules["idempotent"].paths.matches("services/checkout/docs/a.md")
    assert (rules["total"].position.file, rules["total"].position.line) == ("services.yaml", 9)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("{}", "P0220", 1),
        ("[]", "P0121", 1),
        ("services: []", "P0122", 1),
        ("services:\n  - {paths: [a]}", "P0122", 2),
        ("services:\n  - {name: a}", "P0221", 2),
        ("services:\n  - {name: a, paths: [a], repository: b}", "P0221", 2),
        ("services:\n  - {name: a, paths: [a]}\n  - {name: a, paths: [b]}", "P0223", 3),
        ("services:\n  - {name: a, paths: ['re:x']}", "P0126", 2),
        ("services:\n  - {name: a, paths: [a], color: red}", "P0120", 2),
        (
            "services:\n  - {name: a, paths: [a]}\ncontracts:\n  - {name: c, provider: b, paths: [a], consumers: [a]}",
            "P0222",
            4,
        ),
        (
            "services:\n  - {name: a, paths: [a]}\ncontracts:\n  - {name: c, provider: a, paths: [a], consumers: [x]}",
            "P0222",
            4,
        ),
        ("services:\n  - {name: a, paths: [a]}\ncontracts:\n  - {name: c, provider: a}", "P0122", 4),
        ("invariants:\n  - {id: a, text: b}", "P0221", 2),
        ("invariants:\n  - {id: a, text: b, paths: [a]}\n  - {id: a, text: c, paths: [b]}", "P0223", 3),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, code: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    found = [(each.code, each.position.line if each.position else 0) for each in caught.value.problems]
    assert (code, line) in found
    assert all(each.fix for each in caught.value.problems)


CHECKOUT = "services:\n  - {name: checkout, paths: [a]}\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("color: red", ["P0120"]),
        ("services:\n  - {}", ["P0122"]),
        ("services:\n  - a", ["P0121"]),
        ("services:\n  - {name: 3, paths: [a]}", ["P0121"]),
        ("services:\n  - {name: a, paths: [a], team: 3}", ["P0121"]),
        ("services:\n  - {name: a, paths: ['!b']}", ["P0132"]),
        (CHECKOUT + "contracts:\n  - {}", ["P0122", "P0122", "P0122", "P0122"]),
        (CHECKOUT + "contracts:\n  - {provider: checkout, paths: [a], consumers: [checkout]}", ["P0122"]),
        (CHECKOUT + "contracts:\n  - {name: c, paths: [a], consumers: [checkout]}", ["P0122"]),
        (CHECKOUT + "contracts:\n  - {name: c, provider: checkout, consumers: [checkout]}", ["P0122"]),
        (CHECKOUT + "contracts:\n  - {name: c, provider: checkout, paths: [a]}", ["P0122"]),
        (CHECKOUT + "contracts:\n  - {name: c, provider: 3, paths: [a], consumers: [x]}", ["P0121", "P0222"]),
        (CHECKOUT + "contracts:\n  - {name: 3, provider: checkout, paths: [a], consumers: [checkout]}", ["P0121"]),
        (CHECKOUT + "contracts:\n  - {name: c, provider: x, paths: [a], consumers: [y, z]}", ["P0222"] * 3),
        ("invariants:\n  - {text: b, paths: [a]}", ["P0122"]),
        ("invariants:\n  - {id: a, paths: [a]}", ["P0122"]),
        ("invariants:\n  - {id: 3, text: b, paths: [a]}\n  - {id: 4, text: b, paths: [a]}", ["P0121", "P0121"]),
        ("invariants:\n  - {id: a, text: 3, paths: [a]}\n  - {id: a, text: 4, paths: [a]}", ["P0121", "P0121"]),
        ("invariants:\n  - {id: a, text: b, paths: ['re:x']}", ["P0126"]),
        ("services:\n  - {name: a, repository: b, invariants: [{id: c, text: d}]}", ["P0221"]),
        ("services:\n  - {name: a, paths: [a], invariants: [{id: c}]}", ["P0122"]),
        ("services:\n  - {name: a, paths: [a], invariants: []}", ["P0122"]),
    ],
)
def test_exactly_what_is_wrong_is_told(text: str, codes: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert [each.code for each in caught.value.problems] == codes


def test_an_invariant_of_a_service_elsewhere_may_name_paths_here() -> None:
    catalogue = read("services:\n  - {name: a, repository: b, invariants: [{id: c, text: d, paths: [x]}]}")
    (rule,) = catalogue.invariants
    assert (rule.service, rule.paths.matches("x"), catalogue.services[0].paths) == ("a", True, None)


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  - {{name: {0}}}",
        "services:\n  - {{name: {0}, paths: [a]}}\n  - {{name: {0}, paths: [a]}}",
        CHECKOUT.replace("{", "{{").replace("}", "}}")
        + "contracts:\n  - {{name: c, provider: {0}, paths: [a], consumers: [checkout]}}",
        "invariants:\n  - {{id: {0}, text: b}}",
    ],
)
def test_a_long_name_is_cut_in_what_is_said_of_it(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text.format("x" * 300))
    (problem,) = caught.value.problems
    assert "x" * 50 in problem.what
    assert len(problem.what) < 200
