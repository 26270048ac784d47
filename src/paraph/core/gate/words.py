"""How are people, counts and times said in the tree?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.policy import PersonTest, Position
from paraph.core.model.refs import branch_at_home, short_name
from paraph.core.policy.predicates_people import people_words

_MOST_NAMED = 5


def listed(names: Iterable[str], most: int = _MOST_NAMED) -> str:
    """`a, b and c`, cut after a few."""
    all_names = list(dict.fromkeys(names))
    shown = all_names[:most]
    rest = len(all_names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else "nobody"


def signed_by(count: int, who: PersonTest, among: str = "") -> str:
    """`a sign-off by one person, senior or above`, `sign-offs by two of the owners of a.py`."""
    return f"{'a sign-off' if count == 1 else 'sign-offs'} by {people_words(count, who, among)}"


def may_be_same_branch(one: str, other: str) -> bool:
    """Whether two refs may mean one branch, in any clone and however it was written; an empty one may be any."""
    names = [short_name(branch_at_home(ref.strip())).removeprefix("refs/") for ref in (one, other)]
    names = [name.removeprefix("heads/").removeprefix("remotes/") for name in names]
    return "" in names or names[0].casefold() == names[1].casefold()


def says_something(text: str) -> bool:
    """Whether a reason or an answer holds a letter or a digit, and not only spaces and marks nobody sees."""
    return any(map(str.isalnum, text))


def age(seconds: int) -> str:
    """A length of time in its largest fitting unit."""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {unit}{'s' * (number != 1)}"
    return f"{seconds} seconds"


def unreadable(kind: str, title: str, why: str, rule: str, position: Position | None) -> Node:
    """A node that cannot tell because a fact is missing."""
    owed = Owed(f"a readable answer: {title}", why, (), "fact", rule, unblocks=why)
    return Node(kind, title, State.CANNOT_TELL, why, (), (owed,), position)


def leaf(kind: str, title: str, state: State, found: str, position: Position | None, owed: Sequence[Owed] = ()) -> Node:
    """A node without children."""
    return Node(kind, title, state, found, (), tuple(owed), position)
