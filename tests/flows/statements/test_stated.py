from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, write_envelope
from paraph.core.attest.predicates import VetoPredicate, WithdrawalPredicate
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key
from paraph.flows.statements import stated
from signed_field import MAIN, TOPIC, SignedField
from statement_samples import AT, public, signed, ssh_signature, statement


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    return SignedField(git_repo)


def test_what_is_for_another_repository_never_counts_and_is_told(field: SignedField) -> None:
    id_ = field.sign(scope=changed(field.scope(), repository="f" * 32))
    assert field.verdict() == "wait"
    assert f"ben's signoff {id_[:8]} does not count: it is for another repository" in field.why()


def test_other_peoples_business_is_not_told(field: SignedField) -> None:
    field.keep(signed(statement("signoff"), "ada"))
    field.repo.switch("beside", "main")
    field.repo.commit("beside", {"notes.txt": "x\n"})
    field.sign("cleo", scope=field.scope(head="beside"))
    field.sign("cleo", "veto", VetoPredicate("No."), scope=field.scope(head="beside"))
    found = field.judged().facts
    assert (found.signoffs, found.vetoes, found.refusals) == ((), (), ())


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (Key(public("ben"), revoked="2027-01-10"), "was revoked on 2027-01-10"),
        (Key(public("ben"), start="2027-02-01"), "is valid only from 2027-02-01, and this is of 2027-01-15"),
        (Key(public("ben"), end="2027-01-01"), "was valid only until 2027-01-01, and this is of 2027-01-15"),
        (Key(public("else")), "a signature is by no key of ben"),
    ],
)
def test_a_key_out_of_its_time_says_so(field: SignedField, key: Key, words: str) -> None:
    field.sign()
    people = [changed(each, keys=(key,)) if each.id == "ben" else each for each in field.people.people]
    field.people = Directory(tuple(people))
    assert field.verdict() == "wait"
    assert words in field.why()


def test_a_signature_under_anothers_name_does_not_count(field: SignedField) -> None:
    payload = write_statement("signoff", field.scope(), "ben", AT, "0" * 32, field.answer())
    field.keep(signed(read_statement(payload), "cleo"))
    assert field.verdict() == "wait"
    assert "ben, whom it names, did not sign it" in field.why()


def test_a_policy_without_identity_counts_nothing(field: SignedField) -> None:
    field.sign()
    field.identity = ""
    assert field.verdict() == "wait"
    assert "the policy gives this repository no identity" in field.why()


def test_one_person_with_two_keys_counts_once(field: SignedField) -> None:
    field.rules = "[{name: read, require: [{signoff: {count: 2}}]}]"
    ben = changed(
        next(each for each in field.people.people if each.id == "ben"), keys=(Key(public("ben")), Key(public("b2")))
    )
    field.people = Directory((*(each for each in field.people.people if each.id != "ben"), ben))
    field.sign("ben")
    field.sign("ben")
    assert len(field.judged().facts.signoffs) == 2
    assert field.verdict() == "wait"


def test_a_flood_is_a_doubt_and_never_a_silence(field: SignedField, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "MOST_LOOKED_AT", 3)
    field.sign("cleo", "veto", VetoPredicate("No."))
    for _ in range(4):
        field.sign()
    assert field.verdict() == "cannot_tell"
    assert (
        "2 more statements speak of this change"
        in {each.fact: each.why for each in field.judged().facts.unreadable}["vetoes"]
    )


def test_more_vetoes_than_are_looked_at_are_a_doubt(field: SignedField, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "MOST_VETOES_LOOKED_AT", 1)
    field.repo.switch("beside", "main")
    for number in range(2):
        field.repo.commit(f"beside {number}", {"notes.txt": f"{number}\n"})
        field.sign("cleo", "veto", VetoPredicate("No."), scope=field.scope(head="beside"))
    field.sign()
    assert field.verdict() == "cannot_tell"


@pytest.mark.parametrize(("clearer", "verdict"), [("cleo", "allow"), ("ada", "cannot_tell")])
def test_a_veto_that_its_owner_took_back_uses_up_no_bound(
    field: SignedField, monkeypatch: pytest.MonkeyPatch, clearer: str, verdict: str
) -> None:
    monkeypatch.setattr(stated, "MOST_VETOES_LOOKED_AT", 1)
    field.repo.switch("beside", "main")
    for number in range(2):
        field.repo.commit(f"beside {number}", {"notes.txt": f"{number}\n"})
        id_ = field.sign("cleo", "veto", VetoPredicate("No."), scope=field.scope(head="beside"))
    field.sign(clearer, "withdrawal", WithdrawalPredicate(id_), scope=field.scope(head="beside"))
    field.sign()
    assert field.verdict() == verdict


def test_what_nobody_signed_uses_up_no_bound(field: SignedField, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "MOST_VETOES_LOOKED_AT", 1)
    field.sign("cleo", "veto", VetoPredicate("No."))
    field.repo.stage({"src/new.py": "new = 2\n"})
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")
    for number in range(3):
        other = changed(field.scope(), head=f"{number}" * 40, diff=f"{number}" * 64, target=MAIN)
        field.sign("nobody", "veto", VetoPredicate("No."), scope=other)
    assert field.verdict() == "deny"


def test_a_bad_signature_beside_a_good_one_takes_nothing_away(field: SignedField) -> None:
    id_ = field.sign("ben", beside=("cleo",))
    assert field.verdict() == "allow"
    assert f"ben's signoff {id_[:8]} counts, but for one signature: the key " in field.why()


def test_bad_signatures_are_checked_up_to_a_bound_and_then_a_doubt(
    field: SignedField, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stated, "MOST_BAD_SIGNATURES", 3)
    field.sign()
    payload = write_statement("veto", field.scope(), "cleo", AT, "e" * 32, VetoPredicate("no"))
    bad = tuple(EnvelopeSignature("", ssh_signature("cleo", b"%d" % number, "veto")) for number in range(5))
    field.kept.append(write_envelope(Envelope(payload, PAYLOAD_TYPE, bad)))
    assert field.verdict() == "cannot_tell"
    assert "more than 3 bad signatures" in field.why()


def test_who_signed_before_an_amend_is_told_to_have_signed_other_content(field: SignedField) -> None:
    field.sign()
    field.repo.switch("amended", "main")
    field.repo.commit("amended work", TOPIC | {"src/new.py": "new = 2\n"})
    assert field.verdict(head="amended") == "wait"
    assert "Ben (senior) signed other content" in field.why(head="amended")


def test_who_signed_other_work_or_what_has_landed_is_not_told(field: SignedField) -> None:
    field.sign()
    field.repo.switch("elsewhere", "main")
    field.repo.commit("other work", {"src/c.sh": "echo d\n"})
    assert "signed other content" not in field.why(head="elsewhere")
    field.repo.switch("main")
    field.repo.commit("landed as a squash", TOPIC)
    field.repo.switch("later")
    field.repo.commit("later work", {"src/new.py": "new = 3\n", "src/a.py": "short\n"})
    assert "signed" not in field.why(head="later").replace("nobody has signed", "")
