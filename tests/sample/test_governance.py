"""Can Paraph read the rules, people and absences of the sample shop?"""

from __future__ import annotations

from examples.sample.governance import ABSENCE, POLICY
from examples.sample.people import EVERYONE, directory
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.read import read_policy
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
