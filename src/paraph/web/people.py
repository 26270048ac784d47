"""Who may do what on these pages, by what the directory says of them?"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Literal, get_args

from paraph.core.model.person import Directory, Person
from paraph.core.policy.lookup import PeopleIndex, index_people

Role = Literal["author", "reviewer", "lead", "auditor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
READERS: tuple[Role, ...] = ROLES
"""Whoever may read: everybody."""
WRITERS: tuple[Role, ...] = ("author",)
"""Whoever may change something at all: everybody but auditors."""
LINK = "link:"
"""The kind of account of who came by a link that was printed on this machine, for somebody by their id."""
_KEPT_SECONDS = 5


def roles_of(person: Person) -> frozenset[Role]:
    """The roles of a person. Everybody is an author, and a reviewer where the directory gives no role; a lead reviews,
    too. An auditor reads everything and changes nothing, whatever else they are; who has left is nothing."""
    given = {role for role in ROLES if role in person.roles}
    if person.has_left:
        return frozenset()
    if "auditor" in given:
        return frozenset({"auditor"})
    more: set[Role] = {"author"} if given and "lead" not in given else {"author", "reviewer"}
    return frozenset(given | more)


class People:
    """The directory of the whole server, read again after a few seconds; safe for threads."""

    def __init__(self, read: Callable[[], Directory], clock: Callable[[], int]) -> None:
        self.read, self.clock = read, clock
        self.lock = Lock()
        self.read_at = 0
        self.known: PeopleIndex | None = None

    def index(self) -> PeopleIndex:
        """Everybody. Raises ReadError or InputError where the directory cannot be read."""
        with self.lock:
            now = self.clock()
            if self.known is None or not 0 <= now - self.read_at < _KEPT_SECONDS:
                self.known = index_people(self.read())
                self.read_at = now
            return self.known

    def person(self, id_: str) -> Person | None:
        """One person by id, None for nobody, and for who has left."""
        found = self.index().by_id.get(id_)
        return None if found is None or found.has_left else found

    def holder(self, id_: str, account: str) -> Person | None:
        """The person who logged in by an account, as long as it is theirs: None once the directory gives it to nobody,
        or to somebody else."""
        found = self.person(id_)
        if found is None or account.startswith(LINK):
            return found
        return found if self.index().person_of(account) is found else None
