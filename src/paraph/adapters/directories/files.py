"""Who is in the people file of the repository, and who is away?"""

from __future__ import annotations

import re

from paraph.adapters.directories.calendars import read_calendars
from paraph.adapters.directories.days import is_day
from paraph.adapters.directories.forge_teams import teams_of
from paraph.adapters.directories.held_keys import HeldKeys
from paraph.adapters.formats.directory_keys import (
    DIRECTORY_SCHEMA,
    PEOPLE_FILE,
    PERSON_ENTRY,
    ROBOT_ENTRY,
)
from paraph.adapters.formats.document_cache import read_document
from paraph.core.model.noun import changed
from paraph.core.model.person import NOBODYS, Directory, Person, Robot
from paraph.core.model.regex import regex
from paraph.core.policy.lookup import normal_account
from paraph.core.policy.read_values import choice_of, flag, name_list, text_of
from paraph.core.policy.reading import Field, Reading
from paraph.core.policy.source import Scalar, Sequence, Tree
from paraph.ports.documents import SourceText

_ACCOUNT = regex(r"[a-z][a-z0-9_-]*:\S(?:.*\S)?", re.DOTALL)
_ADDRESS = regex(r"email:[^@\s]+@[^@\s]+")
_ID = regex(r"[^\s:,@]{1,64}")


def read_directory(
    people: SourceText | None, absence: SourceText | None = None, *, cache: str | None = None
) -> Directory:
    """The directory that the two files describe; an empty one where there is no people file.

    Accounts come back in their normal form. `cache` is a folder that keeps parsed trees for the next
    call. Raises InputError with all problems of a file, each with its place; an account that stands
    twice names both places.
    """
    if people is None:
        return Directory()
    directory = _people(people, cache)
    if absence is None:
        return directory
    found = read_calendars(read_document(absence.content, absence.file, cache), [each.id for each in directory.people])
    told = [
        changed(each, away=found[each.id].away, hours=found[each.id].hours) if each.id in found else each
        for each in directory.people
    ]
    return changed(directory, people=tuple(told))


def _people(source: SourceText, cache: str | None) -> Directory:
    reading = Reading(read_document(source.content, source.file, cache))
    fields = reading.fields(reading.document.root, PEOPLE_FILE, "the people file") or {}
    choice_of(reading, fields, "schema", (DIRECTORY_SCHEMA,))
    levels = _names(reading, fields, "levels") or Directory().levels
    accounts, keys, ids = _Accounts(reading), HeldKeys(reading), _Ids(reading)
    people = [_person(reading, node, levels, accounts, keys, ids) for node in _entries(reading, fields)]
    bots, shared = (accounts.read(fields, key, f"`{key}`") for key in ("bots", "shared"))
    robots = [_robot(reading, node, keys, ids) for node in _robot_entries(reading, fields)]
    teams = teams_of(reading, fields, levels)
    reading.finish()
    return Directory(
        tuple(person for person in people if person),
        levels,
        bots,
        shared,
        tuple(robot for robot in robots if robot),
        teams,
    )


def _entries(reading: Reading, fields: dict[str, Field]) -> tuple[Tree, ...]:
    node = fields["people"].value if "people" in fields else None
    if node is None or (isinstance(node, Sequence) and not node.items):
        return ()
    return reading.items(node, "`people`")


def _robot_entries(reading: Reading, fields: dict[str, Field]) -> tuple[Tree, ...]:
    return reading.items(fields["robots"].value, "`robots`") if "robots" in fields else ()


class _Ids:
    """All ids read so far, of people and robots together: a statement is signed by one or the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.held: dict[str, Tree] = {}

    def read(self, node: Tree, fields: dict[str, Field] | None) -> str | None:
        """The id of one entry; None where it has none."""
        name = text_of(self.reading, fields, "id") if fields else None
        if not fields or name is None:
            return None
        if not _ID.fullmatch(name):
            fix = "use up to 64 letters, digits, dots and dashes"
            self.reading.report("P0212", fields["id"].value, f"`{name[:60]}` cannot be an id", fix)
        if name in self.held:
            first = self.held[name]
            what = f"the id `{name}` stands twice, first on line {first.line}"
            self.reading.report("P0211", node, what, "give each one an id of its own", self.reading.at(first))
        self.held.setdefault(name, node)
        return name


def _person(
    reading: Reading, node: Tree, levels: tuple[str, ...], accounts: _Accounts, keys: HeldKeys, ids: _Ids
) -> Person | None:
    fields = reading.fields(node, PERSON_ENTRY, "a person")
    name = ids.read(node, fields)
    if not fields or name is None:
        return None
    return Person(
        id=name,
        accounts=accounts.read(fields, "accounts", f"`{name}`"),
        name=text_of(reading, fields, "name") or "",
        level=choice_of(reading, fields, "level", levels),
        is_level_assumed=_flag(reading, fields, "assumed"),
        teams=_names(reading, fields, "teams"),
        domains=_names(reading, fields, "domains"),
        roles=_names(reading, fields, "roles"),
        has_left=_has_left(reading, fields),
        keys=keys.read(fields, f"`{name}`"),
    )


def _robot(reading: Reading, node: Tree, keys: HeldKeys, ids: _Ids) -> Robot | None:
    fields = reading.fields(node, ROBOT_ENTRY, "a robot")
    name = ids.read(node, fields)
    if not fields or name is None:
        return None
    return Robot(name, keys.read(fields, f"the robot `{name}`"))


class _Accounts:
    """All accounts read so far, so that one held twice is found wherever it stands."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.held: dict[str, tuple[str, Tree]] = {}

    def read(self, fields: dict[str, Field], key: str, holder: str) -> tuple[str, ...]:
        """The accounts of one list in their normal form."""
        written = _names(self.reading, fields, key)
        node = fields[key].value if key in fields else None
        if not isinstance(node, Sequence) or len(node.items) != len(written):
            return ()
        return tuple(self._account(item, word, holder) for item, word in zip(node.items, written, strict=True))

    def _account(self, node: Tree, word: str, holder: str) -> str:
        account = normal_account(word)
        if not _ACCOUNT.fullmatch(account) or (account.startswith("email:") and not _ADDRESS.fullmatch(account)):
            fix = f"write `email:{word}`" if "@" in word and ":" not in word else "write kind:value, such as github:ada"
            self.reading.report("P0213", node, f"`{word[:60]}` is no account", fix)
        elif account.startswith(f"{NOBODYS}:"):
            fix = "delete it: rebase or amend the commits, and push them again from an account that the server knows"
            self.reading.report("P0216", node, f"`{account[:60]}` stands for pushers that nobody knows", fix)
        elif account in self.held:
            other, first = self.held[account]
            what = f"the account `{account[:80]}` of {holder} is already that of {other}, on line {first.line}"
            fix = "one account is one person: delete one, or list it under `shared`"
            self.reading.report("P0210", node, what, fix, self.reading.at(first))
        self.held.setdefault(account, (holder, node))
        return account


def _names(reading: Reading, fields: dict[str, Field], key: str) -> tuple[str, ...]:
    return (name_list(reading, fields[key].value, key) or ()) if key in fields else ()


def _has_left(reading: Reading, fields: dict[str, Field]) -> bool:
    """Whether somebody has left. A day is refused: a decision that is made again must not find another directory."""
    node = fields["left"].value if "left" in fields else None
    if isinstance(node, Scalar) and isinstance(node.value, str) and is_day(node.value):
        what = f"`left` must be true or false, not the day {node.value}"
        reading.report("P0121", node, what, "write `left: true` once that day has come; up to then, leave it out")
        return False
    return _flag(reading, fields, "left")


def _flag(reading: Reading, fields: dict[str, Field], key: str) -> bool:
    return bool(flag(reading, fields[key].value, key)) if key in fields else False
