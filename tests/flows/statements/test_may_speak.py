"""What names nothing of a change is left unread, and nothing else is."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.predicates import Kind, Predicate, Scope, VetoPredicate, WithdrawalPredicate
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.model.change import Change
from paraph.core.model.noun import changed
from paraph.flows.statements import gather_answers
from paraph.flows.statements.may_speak import MOST_EARLIER, of_kinds, speaking
from paraph.ports.repository import ChangeRequest
from signed_field import IDENTITY, MAIN, PEOPLE, SignedField
from statement_samples import AT, check


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    return SignedField(git_repo)


def change_of(field: SignedField) -> Change:
    with GitRepository(str(field.repo.path)) as reader:
        return reader.change(ChangeRequest("range", field.repo.rev("main"), field.repo.rev("topic"), MAIN, ""))[0]


def elsewhere(scope: Scope) -> Scope:
    return changed(scope, head="7" * 40, tree="8" * 40, diff="9" * 64)


@pytest.mark.parametrize(
    ("fields", "may"),
    [((), False), (("head",), True), (("tree",), True), (("diff",), True)],
)
def test_what_names_the_content_may_speak_of_it(field: SignedField, fields: tuple[str, ...], may: bool) -> None:
    scope = field.scope()
    field.sign(scope=changed(elsewhere(scope), **{name: getattr(scope, name) for name in fields}))
    assert bool([*speaking(field.kept, change_of(field), has_owners=False)]) is may
    assert [*speaking(field.kept, change_of(field), has_owners=True)] == field.kept


@pytest.mark.parametrize(("now", "may"), [(None, False), (AT + 86_399, True), (AT + 86_400, False)])
def test_a_sign_off_of_what_the_change_was_before_may(field: SignedField, now: int | None, may: bool) -> None:
    field.sign(scope=elsewhere(field.scope()))
    assert bool([*speaking(field.kept, change_of(field), has_owners=False, now=now)]) is may


def test_of_those_a_few_are_read(field: SignedField) -> None:
    field.sign(scope=elsewhere(field.scope()))
    kept = field.kept * (2 * MOST_EARLIER)
    assert len([*speaking(kept, change_of(field), has_owners=False, now=AT)]) == MOST_EARLIER


@pytest.mark.parametrize(
    ("kind", "said"), [("veto", VetoPredicate("no")), ("withdrawal", WithdrawalPredicate("a" * 64, "gone"))]
)
def test_a_no_and_what_takes_something_back_always_may(field: SignedField, kind: Kind, said: Predicate) -> None:
    field.sign(kind=kind, said=said, scope=elsewhere(field.scope()))
    assert [*speaking(field.kept, change_of(field), has_owners=False)] == field.kept


@pytest.mark.parametrize(
    "line",
    [
        b"no statement", b"", b'{"payload": "e30="}', b'{"pa\\u0079load":"e30=","a":{"payload":"e30="}}',
        b'{"payload":"e30=","a":{"payload":"e30="}}', b'{"payload":"e3"}', b'{"payload":"e3=0"}',
        b'{"payload":"e30=', b'{"payload":""}',
        b'{"payload":"' + b64encode(b'{"a":"\\u0061"}') + b'"}',
        b'{"payload":"' + urlsafe_b64encode(b"\xff\xfe?>") + b'"}',
    ],
)  # fmt: skip
def test_what_is_written_in_an_unusual_way_is_read_whole(field: SignedField, line: bytes) -> None:
    assert [*speaking([line], change_of(field), has_owners=False)] == [line]
    assert [*speaking([b'{"payload":"e30="}'], change_of(field), has_owners=False)] == []


@pytest.mark.parametrize("has_owners", [False, True])
def test_the_answers_are_the_same(field: SignedField, has_owners: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    here = field.scope()
    there = elsewhere(here)
    id_ = field.sign()
    for kind, said in (("signoff", None), ("veto", VetoPredicate("no")), ("withdrawal", WithdrawalPredicate(id_, ""))):
        for scope in (here, there, changed(there, head=here.head), changed(there, diff=here.diff)):
            field.sign("ben", kind, said, scope=scope)  # type: ignore[arg-type]

    def gathered() -> object:
        with GitRepository(str(field.repo.path)) as reader:
            return gather_answers.answers_of(
                reader, field.kept, check, PEOPLE, IDENTITY, change_of(field), AT, has_owners=has_owners, own=NO_ROWS
            )

    found = gathered()
    monkeypatch.setattr(gather_answers, "speaking", lambda statements, *_, **__: statements)
    assert gathered() == found


def test_kinds_are_told_without_reading_a_statement(field: SignedField) -> None:
    field.sign("ben", "veto", VetoPredicate("It locks the table."))
    field.sign("ben", "withdrawal", WithdrawalPredicate("5" * 64))
    field.kept.append(b"junk")
    assert list(of_kinds(field.kept, ("withdrawal",))) == field.kept[1:]
