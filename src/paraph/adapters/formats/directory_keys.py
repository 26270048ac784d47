"""Which keys may the people and absence files have, and how is what stands behind each one written?

The reader obeys these tables, and the published schema is made from them.
"""

from __future__ import annotations

from paraph.core.policy.grammar import Key, Table

DIRECTORY_SCHEMA = "paraph/directory/v1"

PEOPLE_FILE = Table(
    {
        "schema": Key("choice", "the version of this format", (DIRECTORY_SCHEMA,)),
        "levels": Key("name_list", "levels of seniority, from the least to the most senior"),
        "people": Key("list", "the people who may be asked, or whose work is judged", table="person", is_required=True),
        "bots": Key("name_list", "accounts of scripts and release robots, `kind:value`"),
        "shared": Key("name_list", "accounts that several people use, and that therefore identify nobody"),
        "robots": Key("list", "machines that sign evidence, never a sign-off", table="robot"),
        "teams": Key("teams", "teams of a forge, `github:acme/seniors`, whose members a server asks for", table="team"),
    }
)

PERSON_ENTRY = Table(
    {
        "id": Key("text", "a short name that never changes; rules and statements use it", is_required=True),
        "name": Key("text", "how the person is called"),
        "level": Key("text", "one of the levels; left out, the person has none and meets no level test"),
        "assumed": Key("flag", "true while the level is a guess that nobody has confirmed"),
        "teams": Key("name_list", "teams the person is in"),
        "domains": Key("name_list", "domains the person knows well enough to answer for"),
        "accounts": Key("name_list", "all accounts of the person: `email:…`, `github:…`, `gitlab:…`"),
        "roles": Key("name_list", "roles, for instance `maintainer`"),
        "left": Key("flag", "true once the person has left; their past work keeps its author"),
        "keys": Key("list", "the public keys by which the person signs; `paraph key add` writes them", table="key"),
    }
)

ROBOT_ENTRY = Table(
    {
        "id": Key("text", "a short name that never changes; a policy names it as a producer", is_required=True),
        "keys": Key("list", "the public keys by which the robot signs evidence", table="key"),
    }
)

TEAM_ENTRY = Table(
    {
        "level": Key("text", "the least level that its members have; one of the levels"),
        "domains": Key("name_list", "domains that its members know well enough to answer for"),
        "roles": Key("name_list", "roles that its members have: `reviewer`, `lead`"),
    }
)

KEY_ENTRY = Table(
    {
        "key": Key("text", "the line of the .pub file: the kind, then the key in base64", is_required=True),
        "from": Key("text", "the first day on which it counts, YYYY-MM-DD"),
        "until": Key("text", "the last day on which it counts, YYYY-MM-DD"),
        "revoked": Key("text", "the day from which nothing that it signed counts, however old, YYYY-MM-DD"),
        "comment": Key("text", "which key it is, for people: `laptop`, `token in the safe`"),
    }
)

ABSENCE_SPAN = Table(
    {
        "from": Key("text", "the first day away, YYYY-MM-DD", is_required=True),
        "to": Key("text", "the last day away, YYYY-MM-DD", is_required=True),
    }
)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Who writes a plain list of spans says only when they are away.
CALENDAR = Table(
    {
        "away": Key("list", "spans during which the person is not asked", table="absence"),
        "hours": Key("text", "from when to when they work, by their own clock: `09:00-17:00`"),
        "days": Key("choices", "the days on which they work; all of them unless set", DAYS),
        "timezone": Key("text", "the name of their time zone, `Europe/Amsterdam`; UTC unless set"),
    }
)
