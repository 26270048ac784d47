"""Can Paraph read the rules, people and absences of the sample shop?"""

from __future__ import annotations

from examples.sample.governance import ABSENCE, POLICY, SERVICES
from examples.sample.people import EVERYONE, directory
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.read import read_policy
from paraph.core.tier.catalogue_read import read_catalogue
from paraph.ports.documents import SourceText


def test_the_policy_is_read() -> None:
    policy = read_policy(read_yaml(POLICY.encode(), "policy.yaml"))
    assert policy.mode == "enforce"
    assert {rule.tier for rule in policy.tiers} == {"low", "high", "critical"}


def test_everybody_is_in_the_directory() -> None:
    found = read_directory(
        SourceText("people.yaml", directory().encode()), SourceText("absence.yaml", ABSENCE.encode())
    )
    assert [person.id for person in found.people] == [colleague.id for colleague in EVERYONE]
    assert [person.id for person in found.people if person.away] == ["kim"]
    assert [person.id for person in found.people if person.has_left] == ["leo"]


def test_the_services_are_read() -> None:
    catalogue = read_catalogue(read_yaml(SERVICES.encode(), "services.yaml"))
    assert "till" in {service.name for service in catalogue.services}
    assert len(catalogue.contracts) == 2
