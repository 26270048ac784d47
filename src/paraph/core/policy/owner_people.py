"""Which people of the directory are meant by an owner?"""

from __future__ import annotations

from paraph.core.model.facts import OwnerGroup
from paraph.core.model.person import Person
from paraph.core.policy.globs import Flavour
from paraph.core.policy.lookup import PeopleIndex, fold

ACCOUNT_KIND: dict[Flavour, str] = {"github": "github", "gitlab": "gitlab"}


def people_of(owner: str, index: PeopleIndex, flavour: Flavour = "github") -> tuple[Person, ...] | None:
    """The people behind an owner as CODEOWNERS writes it, in directory order; None when the directory cannot say.

    `@user` is the holder of that account on the forge of the file (not on another), on GitLab else a group;
    `@org/team` the members of team `org/team`, else of `team`; `@@role` the holders of exactly that role; anything
    else an e-mail address. An empty tuple means that the account is known to be no person's (a robot's, a shared
    one). People who have left are included: whoever asks them decides.
    """
    if owner.startswith("@@"):
        return _with_role(owner[2:], index)
    if not owner.startswith("@"):
        return _holder(f"email:{owner}", index)
    if "/" in owner:
        return _team(owner[1:], index) or _team(owner.rpartition("/")[2], index)
    holder = _holder(f"{ACCOUNT_KIND[flavour]}:{owner[1:]}", index)
    return _team(owner[1:], index) if holder is None and flavour == "gitlab" else holder


def people_in(group: OwnerGroup, owner: str, index: PeopleIndex) -> tuple[Person, ...]:
    """The people behind one owner of a group, none where the directory cannot say.

    A group with a section is GitLab's; any other is read as GitHub's, and as GitLab's where GitHub knows nobody.
    """
    found = None if group.section else people_of(owner, index, "github")
    return (people_of(owner, index, "gitlab") if found is None else found) or ()


def _holder(account: str, index: PeopleIndex) -> tuple[Person, ...] | None:
    if index.holder_of(account) == "unknown":
        return None
    person = index.person_of(account)
    return () if person is None else (person,)


def _team(name: str, index: PeopleIndex) -> tuple[Person, ...] | None:
    """Members of a team; a team without members is one that the directory does not know."""
    wanted = fold(name)
    return tuple(p for p in index.directory.people if wanted in map(fold, p.teams)) or None


def _with_role(role: str, index: PeopleIndex) -> tuple[Person, ...] | None:
    wanted = fold(role).removesuffix("s")
    people = index.directory.people
    return tuple(p for p in people if wanted in {fold(r).removesuffix("s") for r in p.roles}) or None
