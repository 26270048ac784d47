from __future__ import annotations

import pytest

from paraph.adapters.directories.files import read_directory
from paraph.core.errors import InputError
from paraph.core.model.person import ForgeTeam
from paraph.ports.documents import SourceText


def read(teams: str) -> tuple[ForgeTeam, ...]:
    text = f"schema: paraph/directory/v1\npeople: []\nteams: {teams}\n"
    return read_directory(SourceText(".paraph/people.yaml", text.encode())).forge_teams


def test_teams_of_forges_are_read_in_their_order() -> None:
    found = read(
        '{"github:acme/seniors": {level: senior, domains: [payments], roles: [lead]}, "gitlab:acme": {},'
        ' "gitlab:acme/core/db": {domains: [storage]}}'
    )
    assert found == (
        ForgeTeam("github:acme/seniors", "senior", ("payments",), ("lead",)),
        ForgeTeam("gitlab:acme"),
        ForgeTeam("gitlab:acme/core/db", None, ("storage",)),
    )


@pytest.mark.parametrize(
    ("teams", "code"),
    [
        ("[seniors]", "P0121"),
        ("{seniors: {level: senior}}", "P1301"),
        ('{"github:acme": {level: senior}}', "P1301"),
        ('{"github:acme/seniors": {level: emperor}}', "P0124"),
        ('{"github:acme/seniors": {roles: [administrator]}}', "P1302"),
        ('{"github:acme/seniors": {roles: [lead, auditor]}}', "P1302"),
        ('{"github:acme/seniors": senior}', "P0121"),
        ('{"github:acme/seniors": {rank: senior}}', "P0120"),
    ],
)
def test_what_is_no_team_is_told(teams: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(teams)
    assert [each.code for each in caught.value.problems] == [code]
