"""What need not be asked twice of a repository while one history of it is judged?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from paraph.adapters.git.history import first_parents, landed
from paraph.adapters.git.reader import GitRepository
from paraph.ports.repository import LandedChange, Tip


class SteadyRepository(GitRepository):
    """A repository as it stood when it was first asked: its branches are read once, and so is the stretch of
    history below a tip, which is the stretch below the tip before it but for one movement."""

    _tips: tuple[Tip, ...] | None = None
    _default = ""
    _chain: tuple[str, frozenset[str]] = ("", frozenset())
    _stretch: _Link | None = None

    def default_branch(self) -> str:
        """Full name of the ref that policies are read from. Raises InputError without one."""
        self._default = self._default or super().default_branch()
        return self._default

    def tips(self) -> tuple[Tip, ...]:
        """Branches and tags with the commits they lead to, in the order of their names."""
        if self._tips is None:
            self._tips = super().tips()
        return self._tips

    def is_movement(self, tip: str, commit: str) -> bool:
        """Whether a commit lies on the first-parent chain of a tip."""
        if self._chain[0] != tip:
            self._chain = (tip, frozenset(id_ for id_, _ in first_parents(self._scratch.place, tip, [])))
        return commit in self._chain[1]

    def landed(
        self, tip: str, *, after: str | None = None, since: int | None = None, limit: int | None = None
    ) -> Iterator[LandedChange]:
        """Stream the first-parent movements of `tip`, newest first; those known from an earlier tip are not read anew.

        What is asked for with a bound of age is read by itself.
        """
        if after or since is not None or limit is None:
            return super().landed(tip, after=after, since=since, limit=limit)
        return islice(self._from(self._commit(tip)), limit)

    def _from(self, commit: str) -> Iterator[LandedChange]:
        link = self._stretch
        if link is not None and link.value().landing.id != commit:
            link = link.next()
        if link is None or link.value().landing.id != commit:
            link = _Link(landed(self._scratch.place, commit))
            if link.is_end():
                return
        self._stretch = link
        while link is not None:
            yield link.value()
            link = link.next()


class _Link:
    """One movement of a history that is read as far as somebody asks; what nobody holds any more is forgotten."""

    __slots__ = ("_is_read", "_movements", "_next", "_value")

    def __init__(self, movements: Iterator[LandedChange]) -> None:
        self._movements = movements
        self._value = next(movements, None)
        self._next: _Link | None = None
        self._is_read = False

    def is_end(self) -> bool:
        """Whether nothing is left."""
        return self._value is None

    def value(self) -> LandedChange:
        """The movement; there must be one."""
        if self._value is None:
            raise ValueError("the history has ended")
        return self._value

    def next(self) -> _Link | None:
        """The movement before this one, None where the history begins."""
        if not self._is_read:
            following = _Link(self._movements)
            self._next, self._is_read = None if following.is_end() else following, True
        return self._next
