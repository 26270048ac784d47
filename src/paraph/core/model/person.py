"""Who is a person, and what may be asked of them?"""

from __future__ import annotations

from paraph.core.model.noun import noun

NOBODYS = "unknown"
"""The kind of the accounts that stand for whoever it was, where nobody wrote it down; nobody can hold one."""


@noun
class Identity:
    """A name and address as a commit states them: a claim, not a person."""

    name: str
    email: str


@noun
class Absence:
    """A span during which a person is not asked; dates are ISO 8601 days, both inclusive."""

    start: str
    end: str


@noun
class WorkingHours:
    """When a person works: `start` and `end` are minutes after midnight on the days of `days` (0 is Monday), by the
    clock of `timezone` (a name of the IANA database)."""

    start: int = 0
    end: int = 1_440
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    timezone: str = "UTC"


@noun
class Key:
    """A public key and the days on which what it signs counts.

    `public` is the OpenSSH form without a comment (`ssh-ed25519 AAAA…`). `start` and `end` are ISO 8601 days,
    both inclusive, empty for no bound; from the day `revoked` on nothing that it signed counts any more.
    """

    public: str
    start: str = ""
    end: str = ""
    revoked: str = ""
    comment: str = ""


@noun
class Person:
    """A human in the directory: many accounts, one person.

    `accounts` are whole identifiers, `kind:value`: `email:ada@example.test`, `github:ada`, `gitlab:ada`.
    """

    id: str
    accounts: tuple[str, ...] = ()
    name: str = ""
    level: str | None = None
    is_level_assumed: bool = False
    teams: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    away: tuple[Absence, ...] = ()
    has_left: bool = False
    keys: tuple[Key, ...] = ()
    hours: WorkingHours | None = None


@noun
class ForgeTeam:
    """A team or group of a forge, `github:acme/seniors`, and what its members are taken for.

    A directory still holds it while nobody has asked the forge who is in it: until then its people are not known,
    and `why` says what came in between.
    """

    name: str
    level: str | None = None
    domains: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    why: str = ""


@noun
class Robot:
    """A machine that signs evidence, never a sign-off; `id` is the producer that a policy may name."""

    id: str
    keys: tuple[Key, ...] = ()


@noun
class Directory:
    """The people an organisation names, and the accounts that are known not to be people.

    `levels` is ordered from the least to the most senior. `bots` and `shared` hold accounts
    (`kind:value`): scripted accounts, and logins used by several people, which identify nobody.
    """

    people: tuple[Person, ...] = ()
    levels: tuple[str, ...] = ("junior", "mid", "senior", "staff", "principal")
    bots: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    robots: tuple[Robot, ...] = ()
    forge_teams: tuple[ForgeTeam, ...] = ()
