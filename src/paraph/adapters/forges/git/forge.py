"""How do bare repositories on disk answer for a forge?

Every branch that is not protected and brings something is a change for the default branch, numbered by its short name.
What is decided is shown at the push and on our own pages: there is nowhere else to say it.
"""

# ruff: noqa: ARG002 - the port's arguments, of which bare repositories need few

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, NoReturn

from paraph.adapters.forges.git import bare
from paraph.adapters.git.location import Location, locate
from paraph.adapters.git.references import current_branch
from paraph.adapters.git.server_hooks import server_hooks
from paraph.core.errors import ParaphError, Problem
from paraph.core.model.decision import Verdict
from paraph.core.model.proposal import Proposal
from paraph.core.policy.lookup import normal_account
from paraph.core.policy.ref_globs import is_protected
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import (
    Comment,
    ForgedError,
    ForgeError,
    Hint,
    Known,
    Member,
    MergeGroup,
    Protection,
    Report,
    Source,
)

LONGEST_BODY = 65_536
MOST_DEPTH = 3
Introducers = Callable[[str, Sequence[str]], Mapping[str, str]]
"""Which account brought each commit to a repository (by its key), as far as that is on record."""


def _nobody(_: str, __: Sequence[str]) -> Mapping[str, str]:
    return {}


class GitForge:
    """Implements `paraph.ports.forge.Forge` for the bare repositories below `folder` and those that were connected.

    `known` are the repositories that the server looks after, `introducers` tells who pushed.
    """

    name: Literal["git"] = "git"

    def __init__(
        self, folder: str = "", *, known: Callable[[], Iterable[ConnectedRepository]] = tuple,
        introducers: Introducers = _nobody, names: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._folder, self._known, self._introducers = folder, known, introducers
        self._names = frozenset(names)

    def read_delivery(self, headers: Mapping[str, str], body: bytes, now: int) -> Hint:
        """Bare repositories send no webhooks: whatever claims to be one is none."""
        raise ForgedError("bare repositories send no webhooks", 404)

    def repositories(self) -> Iterator[ConnectedRepository]:
        """Those below the folder, then those that were connected where they lie."""
        told = set()
        for place in _bare_below(self._folder) if self._folder else ():
            name = os.path.relpath(place, self._folder).removesuffix(".git")
            if not self._names or name in self._names:
                told.add(os.path.realpath(place))
                yield _connected(name, place)
        for each in self._known():
            if each.kind == "git" and each.place and os.path.realpath(each.place) not in told:
                yield _connected(each.name, each.place, each)

    def source(self, repository: ConnectedRepository) -> Source:
        """The folder itself."""
        return Source(repository.place)

    def refspecs(self, repository: ConnectedRepository) -> tuple[str, ...]:
        """Nothing: it is read where it is."""
        return ()

    def proposal(self, repository: ConnectedRepository, number: str, *, checks: bool = True) -> Proposal:
        """One branch as it stands; its checks come as signed reports."""
        ref, target = bare.BRANCHES + number, repository.target
        with _asked(repository) as location:
            branch = bare.branch_at(location, ref)
            tip = bare.branch_at(location, target)
            if branch is None or tip is None or not bare.is_change(ref, target, bare.settings_at(location)):
                _gone(f"{number[:80]!r} is no branch that could be proposed")
            landed = bare.landed_as(repository.place, location, tip.head, branch.head)
            if landed == "":
                _gone(f"{number[:80]!r} has no commit of its own")
            commits = bare.new_commits(location, tip.head, branch.head)
            known = self._introducers(repository.key, commits)
        author = normal_account(f"email:{branch.email}") if branch.email else ""
        return Proposal(
            repository=repository.key,
            number=number,
            head=branch.head,
            target=target,
            source=ref,
            state="landed" if landed else "open",
            title=branch.title,
            body=branch.body[:LONGEST_BODY],
            author=author,
            landed=landed or "",
            # who brought some of it does not speak for whoever brought the rest
            pushers=tuple(dict.fromkeys(known.values())) if all(known.get(each) for each in commits) else (),
            updated_at=branch.at,
        )

    def pushes(self, repository: ConnectedRepository, ref: str) -> Mapping[str, str]:
        """Its hooks alone know, and put it down."""
        return {}

    def open_changes(self, repository: ConnectedRepository) -> Iterator[Known]:
        """The branches that bring something, by one call of git."""
        with _asked(repository) as location:
            settings = bare.settings_at(location)
            for ref, head, at in bare.open_branches(location, repository.target):
                if bare.is_change(ref, repository.target, settings):
                    yield Known(ref.removeprefix(bare.BRANCHES), head, repository.target, "open", at)

    def show(self, repository: ConnectedRepository, number: str, report: Report) -> str:
        """Nothing is shown outside: the hooks tell it at the push."""
        return report.external or report.key

    def say(self, repository: ConnectedRepository, number: str, text: str, external: str) -> str:
        """There is nowhere to say it."""
        return external or f"{repository.key}#{number}"

    def comment(self, repository: ConnectedRepository, id_: str) -> Comment:
        """There are none."""
        _gone("bare repositories have no comments")

    def ask(self, repository: ConnectedRepository, number: str, accounts: Sequence[str]) -> None:
        """Nobody is asked here: they are by mail or chat."""

    def merge_group(self, repository: ConnectedRepository, hint: Hint) -> MergeGroup:
        """There is no merge queue."""
        _gone("bare repositories have no merge queue")

    def answer_deployment(self, repository: ConnectedRepository, hint: Hint, verdict: Verdict, text: str) -> None:
        """Nobody asks here whether to deploy."""

    def protection(self, repository: ConnectedRepository) -> Protection:
        """Whether our hooks guard the default branch. Whoever can write to the folder gets past them, and is seen."""
        with _asked(repository) as location:
            settings = bare.settings_at(location)
            globs = settings.protected if settings else ()
            hooks = server_hooks(location, globs, is_joined=bool(settings and settings.scope)).states()
        is_guarded = is_protected(repository.target, globs) and all(each.state == "current" for each in hooks)
        return Protection(
            repository.target,
            is_protected=is_guarded,
            requires_check=is_guarded,
            is_pinned=is_guarded,
            requires_review=is_guarded,
            admins_bound=False,
            allows_force=not is_guarded,
            bypass=(f"whoever can write to {repository.place}",),
            others=tuple(glob for glob in globs if glob.startswith(bare.BRANCHES) and glob != repository.target),
        )

    def members(self, teams: Sequence[str]) -> Iterator[Member]:
        """There are no teams."""
        return iter(())


def _connected(name: str, place: str, before: ConnectedRepository | None = None) -> ConnectedRepository:
    """A repository as it is found; one that cannot be read says why."""
    known = before or ConnectedRepository(f"git:{name}", "git", name, place=os.path.abspath(place))
    try:
        branch = current_branch(locate(known.place))
    except ParaphError as error:
        return known._replace(trouble=error.problems[0].what)
    return known._replace(target=branch or known.target, trouble="")


@contextmanager
def _asked(repository: ConnectedRepository) -> Iterator[Location]:
    """The repository's places; whatever git says no to is the forge's not answering."""
    try:
        yield locate(repository.place)
    except ForgeError:
        raise
    except ParaphError as error:
        raise ForgeError(error.problems[0]) from error


def _bare_below(folder: str, depth: int = 0) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            inner = sorted(entry.path for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError as error:
        what = f"{folder} cannot be read: {error.strerror or error}"
        raise ForgeError(Problem("P1290", what, "see to `folder` of the forge `git` in config.yaml")) from error
    for path in inner:
        if bare.is_bare(path):
            yield path
        elif depth < MOST_DEPTH and not os.path.basename(path).startswith("."):
            yield from _bare_below(path, depth + 1)


def _gone(what: str) -> NoReturn:
    raise ForgeError(Problem("P1291", what, "push a branch"), is_gone=True)
