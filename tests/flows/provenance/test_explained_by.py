from __future__ import annotations

import pytest

from gitbuild import BEN, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.predicates import (
    DeclarationPredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    WithdrawalPredicate,
)
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.core.policy.lookup import index_people
from paraph.flows.provenance.explained_by import Signed, explainers
from signed_field import PEOPLE, SignedField
from statement_samples import AT, check

OWN = DeclarationPredicate("generated", owner="cleo")


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    """The work on `topic` is ada's."""
    return SignedField(git_repo)


def explains(field: SignedField, path: str = "src/new.py", commit: str = "topic", directory: Directory = PEOPLE) -> str:
    """Who can explain the lines of a file of a commit by ada."""
    with GitRepository(str(field.repo.path)) as reader:
        signed = Signed(lambda: field.kept, field.identity, check, AT)
        written = list(reader.commit_records([field.repo.rev(commit)]))
        found = explainers(reader, signed, index_people(directory), written)
    return found.of(path, written[0].id, "ada")


def say(field: SignedField, who: str, said: Predicate, scope: Scope | None = None) -> str:
    kinds = {"DeclarationPredicate": "declaration", "WithdrawalPredicate": "withdrawal"}
    kind = kinds.get(type(said).__name__, "owner-transfer")
    return field.sign(who, kind, said, scope=scope)  # type: ignore[arg-type]


def test_nobody_said_anything(field: SignedField) -> None:
    assert explains(field) == "ada"


def test_a_declared_owner_counts_before_the_author_and_a_takeover_before_both(field: SignedField) -> None:
    say(field, "ada", OWN)
    assert explains(field) == "cleo"
    say(field, "ben", OwnerTransferPredicate("ben", "cleo", ("src/new.py",)))
    assert explains(field) == "ben"
    assert explains(field, "src/a.py") == "cleo"


def test_a_takeover_from_somebody_else_changes_nothing(field: SignedField) -> None:
    say(field, "ben", OwnerTransferPredicate("ben", "dan"))
    assert explains(field) == "ada"
    say(field, "ben", OwnerTransferPredicate("ben", "ada"))
    assert explains(field) == "ben"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("ben", OWN),  # had no hand in the change
        ("ben", OwnerTransferPredicate("ben", "", ("[",))),
        ("ada", DeclarationPredicate("generated", owner="nobody")),
    ],
)
def test_what_does_not_count(field: SignedField, who: str, said: Predicate) -> None:
    say(field, who, said)
    assert explains(field) == "ada"


def test_of_commits_that_no_person_made_whoever_asked_the_agent_declares(field: SignedField) -> None:
    field.repo.git("commit", "--amend", "--quiet", "--reset-author", "--no-edit", "-C", "HEAD")
    bot = changed(PEOPLE, bots=("email:ada@example.test",))
    say(field, "ben", DeclarationPredicate("generated", owner="cleo", prompter="ben"))
    assert explains(field, directory=bot) == "cleo"


def test_what_was_taken_back_is_of_another_repository_or_signed_by_another_counts_no_more(field: SignedField) -> None:
    id_ = say(field, "ben", OwnerTransferPredicate("ben"))
    assert explains(field) == "ben"
    field.sign("dan", "withdrawal", WithdrawalPredicate(id_))
    assert explains(field) == "ben"
    say(field, "ben", WithdrawalPredicate(id_))
    assert explains(field) == "ada"
    say(field, "ben", OwnerTransferPredicate("ben"), changed(field.scope(), repository="f" * 32))
    say(field, "ben", OwnerTransferPredicate("ben"), changed(field.scope(), head="f" * 40))
    assert explains(field) == "ada"
    say(field, "ben", OwnerTransferPredicate("ben"))
    assert explains(field, directory=Directory(tuple(changed(each, keys=()) for each in PEOPLE.people))) == "ada"
    field.identity = ""
    assert explains(field) == "ada"


def test_other_commits_stay_their_authors_and_a_squash_is_what_was_signed(field: SignedField) -> None:
    before = field.repo.commit("earlier work", {"src/more.py": "1\n"}, author=BEN)
    say(field, "ben", OwnerTransferPredicate("ben"))
    assert explains(field, commit="main") == "ada"
    assert explains(field, commit=before) == "ben"
    field.repo.switch("main")
    field.repo.git("merge", "--squash", "--quiet", "topic")
    field.repo.git("commit", "--quiet", "-m", "squashed")
    assert explains(field, commit="main") == "ben"
