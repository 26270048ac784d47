from __future__ import annotations

from collections.abc import Callable

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.predicates import Scope
from paraph.core.model.change import Change
from paraph.core.model.noun import changed
from paraph.flows.statements.signed_content import Held, SignedContent
from paraph.ports.repository import ChangeRequest
from signed_field import FILES, MAIN, SignedField


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    return SignedField(git_repo)


def looked_at(field: SignedField, look: Callable[[SignedContent], object], *scopes: Scope, **more: object) -> object:
    with GitRepository(str(field.repo.path)) as reader:
        request = ChangeRequest("range", field.repo.rev("main"), field.repo.rev("topic"), MAIN, "")
        change: Change = changed(reader.change(request)[0], **more)
        content = SignedContent(reader, change)
        content.prepare(scopes)
        return look(content)


def held(field: SignedField, scope: Scope, **more: object) -> Held:
    found = looked_at(field, lambda content: content.held(scope), scope, **more)
    assert isinstance(found, Held)
    return found


def test_the_same_head_holds_exactly(field: SignedField) -> None:
    scope = field.scope()
    assert held(field, scope) == Held(("exact", "tree"), ("src/a.py", "src/new.py"))
    assert looked_at(field, lambda content: (content.is_same(scope), content.is_near(scope)), scope) == (True, True)


def test_another_merge_of_the_same_two_commits_cannot_be_told(field: SignedField) -> None:
    found = held(field, changed(field.scope(), tree="5" * 40))
    assert (found.holds, found.why) == (None, "the merge was another tree where it was signed: another git merged it")


def test_an_earlier_head_holds_for_what_is_still_the_same(field: SignedField) -> None:
    scope = field.scope()
    field.repo.commit("more", {"src/a.py": FILES["src/a.py"], "src/more.py": "more\n"})
    assert held(field, scope) == Held(("owned",), ("src/new.py",), ("src/a.py",))
    look = (False, True, 50)
    assert looked_at(field, lambda c: (c.is_same(scope), c.is_near(scope), c.overlap(scope)), scope) == look


def test_what_is_not_here_or_not_as_it_was_signed_holds_for_nothing(field: SignedField) -> None:
    scope = field.scope()
    field.repo.commit("more", {"src/more.py": "more\n"})
    for wrong in (changed(scope, head="1" * 40), changed(scope, base="1" * 40), changed(scope, diff="1" * 64)):
        assert held(field, wrong) == Held(())
        assert looked_at(field, lambda content, wrong=wrong: content.overlap(wrong), wrong) == 0  # type: ignore[misc]


def test_without_the_base_it_cannot_be_told_whether_it_landed(field: SignedField) -> None:
    found = held(field, changed(field.scope(), base="1" * 40))
    assert found.holds is None
    assert found.why == "the base 111111111111 that it was signed on is not here: fetch the target's whole history"


def test_a_change_without_a_merge_holds_nothing(field: SignedField) -> None:
    assert held(field, field.scope(), diff="", tree=None) == Held(())


def test_what_was_signed_on_the_first_commit_of_all_is_compared(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    with GitRepository(str(git_repo.path)) as reader:
        tree = reader.tree_id("main")
        scope = changed(
            field.scope(), base="", head=field.repo.rev("main"), tree=tree, diff=reader.reviewed("", tree).diff
        )
    assert looked_at(field, lambda content: content.overlap(scope), scope) == 25
