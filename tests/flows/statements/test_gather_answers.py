from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.envelope import read_envelope
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.flows.statements.answers import NOTHING_SAID, Answers
from paraph.flows.statements.filed_statements import Kept
from paraph.flows.statements.gather_answers import answers_of
from paraph.ports.ledger import KeptStatement
from paraph.ports.repository import ChangeRequest
from signed_field import IDENTITY, MAIN, PEOPLE, SignedField
from statement_samples import AT, check


def gathered(field: SignedField, *statements: Kept) -> Answers:
    with GitRepository(str(field.repo.path)) as reader:
        change, _ = reader.change(ChangeRequest("range", field.repo.rev("main"), field.repo.rev("topic"), MAIN, ""))
        return answers_of(reader, statements, check, PEOPLE, IDENTITY, change, AT, own=NO_ROWS)


def test_without_statements_nothing_is_said(git_repo: GitRepo) -> None:
    assert gathered(SignedField(git_repo)) is NOTHING_SAID


def test_a_ledger_and_notes_say_the_same_but_for_what_has_landed(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    id_ = field.sign()
    (line,) = field.kept
    assert isinstance(line, bytes)
    scope = field.scope()
    kept = KeptStatement(id_, "signoff", MAIN, scope.head, scope.diff, AT, line, 3)
    assert gathered(field, kept) == gathered(field, line) == gathered(field, line, kept)
    assert [each.is_spent for each in gathered(field, line).signoffs] == [False]
    assert [each.is_spent for each in gathered(field, line, kept._replace(spent_by=9)).signoffs] == [True]


def test_bytes_that_are_no_statement_are_told_and_harm_nothing(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    field.sign()
    good = gathered(field, *field.kept)
    bad = gathered(field, b"", b"\0" * 99, b"{}", *field.kept, b"[" * 10_000)
    assert bad.signoffs == good.signoffs
    assert bad.refusals
    assert all(each.why.startswith("some bytes are no statement: ") for each in bad.refusals)
    assert read_envelope(field.kept[0] if isinstance(field.kept[0], bytes) else b"").signatures
