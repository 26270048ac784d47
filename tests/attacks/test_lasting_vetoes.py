"""Threats 3, 4 and 21: can a no be shaken off, drowned, or outlived by the key that signed it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae
from paraph.core.attest.predicates import (
    EvidencePredicate,
    Scope,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.model.person import Key
from paraph.flows.statements import stated
from signed_field import TOPIC, SignedField
from statement_samples import AT, public, signed, ssh_signature

TESTED = "[{name: tested, require: [{evidence: {kind: tests}}]}]"
PASSED = EvidencePredicate(("tests",), "passed")


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    return SignedField(git_repo)


def report(field: SignedField, who: str, scope: Scope) -> None:
    """A report by somebody, as in-toto has it: it names nobody."""
    payload = write_statement("evidence", scope, "", AT, "0" * 32, PASSED)
    field.keep(signed(read_statement(payload), who))


def squash(field: SignedField) -> None:
    """All at once, under Ada's name alone."""
    tree = field.repo.rev("topic^{tree}")
    field.repo.git("reset", "--hard", "--quiet", field.repo.raw_commit(tree, "at once", field.repo.rev("main")))


# a no, and the ways around it


def edited(field: SignedField) -> None:
    field.repo.stage({"src/new.py": "new = 2\n"})
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


def renamed(field: SignedField) -> None:
    field.repo.git("reset", "--hard", "--quiet", "main")
    field.repo.commit("elsewhere", {"lib/" + path: text for path, text in TOPIC.items()})


@pytest.mark.parametrize("deed", [edited, squash, renamed], ids=lambda deed: deed.__name__)
def test_a_veto_is_not_shaken_off(field: SignedField, deed: Callable[[SignedField], None]) -> None:
    field.sign("cleo", "veto", VetoPredicate("no"))
    deed(field)
    field.sign("ben")
    assert field.verdict() == "deny", field.why()


def test_a_veto_outlives_the_commits_that_it_was_given_on(field: SignedField) -> None:
    """Where the vetoed commits are gone, as in every fresh clone after a force-push, it is known again by its paths."""
    field.sign("cleo", "veto", VetoPredicate("no", tuple(TOPIC)))
    edited(field)
    field.sign("ben")
    field.repo.git("reflog", "expire", "--expire=now", "--all")
    field.repo.git("prune", "--expire=now")
    assert field.verdict() == "deny", field.why()
    field.repo.switch("other", "main")
    field.repo.commit("other work", {"notes.txt": "more\n"})
    field.sign("ben", head="other")
    assert field.verdict(head="other") == "allow", field.why(head="other")


def test_a_veto_is_on_no_other_work_that_holds_an_empty_file_too(git_repo: GitRepo) -> None:
    field = SignedField(git_repo, {"src/__init__.py": ""})
    field.sign("cleo", "veto", VetoPredicate("no"))
    field.repo.switch("other", "main")
    field.repo.commit("other work", {"lib/__init__.py": ""})
    field.sign("ben", head="other")
    assert field.verdict(head="other") == "allow", field.why(head="other")


def with_person(field: SignedField, name: str, **more: Any) -> None:
    """The directory with one person changed."""
    people = tuple(replace(each, **more) if each.id == name else each for each in field.people.people)
    field.people = replace(field.people, people=people)


def test_a_report_by_who_has_left_passes_nothing(field: SignedField) -> None:
    field.rules = TESTED
    report(field, "ben", field.scope())
    with_person(field, "ben", has_left=True)
    assert field.verdict() == "wait", field.why()


OLD = (Key(public("cleo"), end="2027-01-15"), Key(public("cleo again")))
"""Cleo exchanges her key on the day after she signed."""


def test_a_veto_and_its_end_outlive_the_key(field: SignedField) -> None:
    field.sign("ben", said=field.answer(expires_at=AT + 10**7))
    with_person(field, "cleo", keys=OLD)
    veto = field.sign("cleo", "veto", VetoPredicate("no"))
    field.now = AT + 5 * 86_400
    assert field.verdict() == "deny", field.why()
    field.sign("cleo", "withdrawal", WithdrawalPredicate(veto))
    assert field.verdict() == "allow", "the one who said no has taken it back in the key's time"


def test_of_a_revoked_key_nothing_counts_however_old(field: SignedField) -> None:
    field.sign("ben", said=field.answer(expires_at=AT + 10**7))
    field.sign("cleo", "veto", VetoPredicate("no"))
    with_person(field, "cleo", keys=(replace(OLD[0], revoked="2027-01-16"),))
    field.now = AT + 5 * 86_400
    assert field.verdict() == "allow"


def test_an_old_key_clears_nobody_elses_veto_in_retrospect(field: SignedField) -> None:
    with_person(field, "cleo", keys=OLD)
    field.sign("dan", said=field.answer(expires_at=AT + 10**7))
    veto = field.sign("ben", "veto", VetoPredicate("no"))
    field.sign("cleo", "withdrawal", WithdrawalPredicate(veto))
    assert field.verdict() == "allow"
    field.now = AT + 5 * 86_400
    assert field.verdict() == "deny", field.why()


def test_an_answer_that_was_taken_back_does_not_come_back_with_another_key(field: SignedField) -> None:
    with_person(field, "cleo", keys=OLD)
    payload = write_statement("signoff", field.scope(), "cleo", AT, "0" * 32, field.answer(expires_at=AT + 10**7))
    message = pae(PAYLOAD_TYPE, payload)
    made = EnvelopeSignature("", ssh_signature("cleo again", message, "signoff", is_present=True))
    field.keep(Envelope(payload, PAYLOAD_TYPE, (made,)))
    assert field.verdict() == "allow"
    field.sign("cleo", "withdrawal", WithdrawalPredicate(read_statement(payload).id))
    field.now = AT + 5 * 86_400
    assert field.verdict() == "wait", field.why()


def test_a_flood_of_vetoes_hides_none_that_is_known(field: SignedField, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "MOST_VETOES_LOOKED_AT", 3)
    field.sign("ben")
    for number in range(6):
        field.repo.switch(f"other{number}", "main")
        field.repo.commit("other", {f"lib/{number}.py": "x\n"})
        field.sign("dan", "veto", VetoPredicate("no"), head=f"other{number}", scope=field.scope(head=f"other{number}"))
    field.repo.switch("topic")
    assert field.verdict() == "cannot_tell"
    field.sign("cleo", "veto", VetoPredicate("no"))
    assert field.verdict() == "deny", field.why()


def test_old_vetoes_on_what_is_gone_cost_nothing_and_stop_nobody(
    field: SignedField, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stated, "MOST_VETOES_LOOKED_AT", 3)
    field.sign("ben")
    for number in range(6):
        gone = replace(field.scope(), head=f"{number:040x}", diff="0" * 64)
        field.sign("dan", "veto", VetoPredicate("no", ("lib/other.py",)), scope=gone)
    assert field.verdict() == "allow", field.why()
