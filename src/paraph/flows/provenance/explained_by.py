"""Who can explain the lines of which commits, by what people have signed of them?

Who declared to own a change counts before its author, and whoever took code over since before both. A statement speaks
of the commits of its own scope that are here, and of the one that landed just this tree on just this base: a squash.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from paraph.core.attest.predicates import DeclarationPredicate, OwnerTransferPredicate, WithdrawalPredicate
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.trust import Check, signed_by
from paraph.core.errors import ReadError
from paraph.core.model.person import Identity
from paraph.core.policy.globs import compile_path_set
from paraph.core.policy.lookup import PeopleIndex
from paraph.flows.statements.filed_statements import Filed, Kept, file_statements
from paraph.flows.statements.may_speak import of_kinds
from paraph.ports.repository import CommitRecord, RepositoryReader

MOST_STATEMENTS = 1_000
MOST_COMMITS = 5_000


class Signed(NamedTuple):
    """Where statements come from, and what they are held against: the repository's identity (without one nothing
    counts), what checks a signature, and the moment in epoch seconds."""

    statements: Callable[[], Iterable[Kept]]
    identity: str
    check: Check
    now: int


class Explained(NamedTuple):
    """One statement on who can explain some lines; `previous` is who must have been it, empty for anybody."""

    by: str
    previous: str = ""
    is_meant: Callable[[str], bool] = bool


class Explainers:
    """Who can explain lines of commits; `said` are the statements of each commit in their order."""

    def __init__(self, said: Mapping[str, Iterable[Explained]]) -> None:
        self._said = said

    def of(self, path: str, commit: str, author: str) -> str:
        """The id of whoever can explain a commit's lines of a file; its author's where nobody said more."""
        found = author
        for each in self._said.get(commit, ()):
            if each.is_meant(path) and each.previous in ("", found):
                found = each.by
        return found


def explainers(
    reader: RepositoryReader, signed: Signed, people: PeopleIndex, written: Collection[CommitRecord]
) -> Explainers:
    """What is signed of some commits. The last 1,000 statements on owners are looked at, and the last 5,000 commits
    of each. Raises `paraph.core.errors.ReadError` where the statements cannot be read."""
    if not signed.identity or not written:
        return Explainers({})
    asked = {each.id for each in written}
    landed = {(each.parents[:1], each.tree): each.id for each in written}
    said: dict[str, list[Explained]] = {}
    for filed in _counting(reader, signed, people):
        scope = filed.statement.scope
        made = _commits(reader, scope.base, scope.head)
        explained = _explained(filed, people, made)
        if explained is not None:
            meant = {each.id for each in made} & asked
            squash = landed.get(((scope.base,), scope.tree)) if scope.tree and scope.base else None
            for commit in meant | ({squash} if squash else set()):
                said.setdefault(commit, []).append(explained)
    return Explainers(said)


def _counting(reader: RepositoryReader, signed: Signed, people: PeopleIndex) -> list[Filed]:
    """The statements on owners that are signed by whom they name, for this repository, and not taken back."""
    filed = file_statements(of_kinds(signed.statements(), ("declaration", "owner-transfer", "withdrawal"))).filed
    ours = [each for each in filed if each.statement.scope.repository == signed.identity]
    named = [each for each in ours if _owner(each) in people.by_id]
    here = reader.present([each.statement.scope.head for each in named])
    last = [each for each in named if each.statement.scope.head in here][-MOST_STATEMENTS:]
    ids = {each.statement.id: each.statement.person for each in last}
    back = [each for each in ours if ids.get(_taken_back(each)) == each.statement.person]
    gone = {_taken_back(each) for each in back[-MOST_STATEMENTS:] if _is_signed(each, signed, people)}
    return [each for each in last if each.statement.id not in gone and _is_signed(each, signed, people)]


def _is_signed(filed: Filed, signed: Signed, people: PeopleIndex) -> bool:
    """Whether who is named signed, with a key that counted then: whoever has left has none that counts now."""
    day = day_of(signed.now)
    by = signed_by(filed.statement, filed.envelope, people.directory, signed.check, day, lasts=True)
    return bool(by.signers)


def _owner(filed: Filed) -> str:
    said = filed.statement.predicate
    if isinstance(said, OwnerTransferPredicate):
        return said.to
    return said.owner if isinstance(said, DeclarationPredicate) else ""


def _taken_back(filed: Filed) -> str:
    said = filed.statement.predicate
    return said.statement if isinstance(said, WithdrawalPredicate) else ""


def _explained(filed: Filed, people: PeopleIndex, made: Iterable[CommitRecord]) -> Explained | None:
    said = filed.statement.predicate
    if isinstance(said, OwnerTransferPredicate):
        try:
            return Explained(said.to, said.previous, compile_path_set(said.paths).matches if said.paths else bool)
        except ValueError:
            return None
    if not isinstance(said, DeclarationPredicate):
        return None
    hands = [(each.author_name, each.author_email) for each in made]
    hands += [(each.committer_name, each.committer_email) for each in made]
    known = {person.id for hand in set(hands) if (person := people.person_of(Identity(*hand)))}
    is_theirs = filed.statement.person in known or (not known and said.prompter == filed.statement.person)
    return Explained(said.owner) if is_theirs else None


def _commits(reader: RepositoryReader, base: str, head: str) -> list[CommitRecord]:
    """The commits of a scope, newest first; none where they cannot be told from those below them."""
    try:
        return list(islice(reader.commits(f"{base}..{head}" if base else head), MOST_COMMITS))
    except ReadError:
        return []
