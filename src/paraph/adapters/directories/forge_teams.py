"""Which teams of a forge does the people file name, and what are their members taken for?"""

from __future__ import annotations

from paraph.adapters.formats.directory_keys import TEAM_ENTRY
from paraph.core.model.person import ForgeTeam
from paraph.core.model.regex import regex
from paraph.core.policy.read_values import choice_of, name_list
from paraph.core.policy.reading import Field, Reading
from paraph.core.policy.source import Mapping, Tree

_TEAM = regex(r"(?:github|gitlab):[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+|gitlab:[A-Za-z0-9_.-]+")
SERVER_ROLES = ("auditor", "administrator")
"""Roles that hold for the whole server: whoever runs a team at a forge must not be able to give them."""


def teams_of(reading: Reading, fields: dict[str, Field], levels: tuple[str, ...]) -> tuple[ForgeTeam, ...]:
    """The teams below `teams`, in the order of the file."""
    if "teams" not in fields:
        return ()
    node = fields["teams"].value
    if not isinstance(node, Mapping):
        reading.report("P0121", node, "`teams` must be a mapping from teams to what their members are",
                       "write for instance `teams: {\"github:acme/seniors\": {level: senior}}`")  # fmt: skip
        return ()
    found = (_team(reading, name, field, levels) for name, field in reading.open_fields(node).items())
    return tuple(each for each in found if each is not None)


def _team(reading: Reading, name: str, field: Field, levels: tuple[str, ...]) -> ForgeTeam | None:
    if not _TEAM.fullmatch(name):
        reading.report("P1301", field.key, f"`{name[:60]}` is no team of a forge",
                       "write `github:ORGANISATION/TEAM` or `gitlab:GROUP`")  # fmt: skip
        return None
    fields = reading.fields(field.value, TEAM_ENTRY, f"the team `{name[:60]}`")
    if fields is None:
        return None
    roles = _names(reading, fields, "roles")
    for role in [role for role in roles if role in SERVER_ROLES]:
        reading.report("P1302", fields["roles"].value, f"a team of a forge cannot give the role `{role}`",
                       "write the role at each person: who joins a team is decided elsewhere")  # fmt: skip
    return ForgeTeam(name, choice_of(reading, fields, "level", levels), _names(reading, fields, "domains"), roles)


def _names(reading: Reading, fields: dict[str, Field], key: str) -> tuple[str, ...]:
    node: Tree | None = fields[key].value if key in fields else None
    return (name_list(reading, node, key) or ()) if node is not None else ()
