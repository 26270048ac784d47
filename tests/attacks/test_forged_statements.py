"""Threats 3 to 5, 21 and 24: can what somebody writes into the notes lend, take or bend an answer?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from gitbuild import BEN, GitRepo
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, write_envelope
from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    EvidencePredicate,
    OwnerTransferPredicate,
    Scope,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.statement import read_statement, write_statement
from paraph.flows.statements import stated
from signed_field import FILES, MAIN, TOPIC, SignedField
from statement_samples import AT, raw_signature, signed, ssh_signature

OWNER = "[{name: owner, require: [{owner: {level: '>= senior'}}]}]"
TESTED = "[{name: tested, require: [{evidence: {kind: tests}}]}]"
OWNED = "[{name: owners, require: [{signoff: {owners: touched, binding: owned}}]}]"
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


# a hand in what was signed


def test_who_wrote_part_of_what_he_signed_stays_out_after_a_squash(field: SignedField) -> None:
    field.repo.commit("more", {"src/z.py": "z\n"}, author=BEN)
    field.sign("ben")
    assert field.verdict() == "wait"
    squash(field)
    assert field.verdict() == "wait", field.why()
    assert "had a hand in the change" in field.why()
    field.sign("cleo")
    assert field.verdict() == "allow", "who read the squashed commit answers for it"


def test_a_stranger_in_what_was_signed_is_not_forgotten_by_a_squash(field: SignedField) -> None:
    field.repo.commit("more", {"src/z.py": "z\n"}, author="Somebody <somebody@example.test>")
    field.sign("ben")
    squash(field)
    assert field.verdict() == "cannot_tell", field.why()


def test_a_tool_in_what_was_signed_is_nobody_unknown(field: SignedField) -> None:
    field.repo.commit("more\n\nCo-authored-by: Claude <noreply@anthropic.com>", {"src/z.py": "z\n"})
    field.sign("ben")
    squash(field)
    assert field.verdict() == "allow", field.why()


def test_a_rule_that_lets_authors_answer_still_does_after_a_squash(field: SignedField) -> None:
    field.rules = "[{name: read, require: [{signoff: {count: 1, independent: false}}]}]"
    field.repo.commit("more", {"src/z.py": "z\n"}, author=BEN)
    field.sign("ben")
    squash(field)
    assert field.verdict() == "allow", field.why()


# landing


def test_an_owners_answer_is_used_up_by_landing_in_other_company(git_repo: GitRepo) -> None:
    git_repo.commit("owners", {"CODEOWNERS": "/src/ cleo@example.test\n/notes.txt dan@example.test\n"})
    field = SignedField(git_repo, {**TOPIC, "notes.txt": "notes, too\n"})
    field.rules = OWNED
    field.sign("cleo")
    field.repo.switch("main")
    field.repo.commit("landed with other notes", {**TOPIC, "notes.txt": "other notes\n"})
    field.repo.commit("revert", {"src/a.py": FILES["src/a.py"], "src/new.py": None, "notes.txt": FILES["notes.txt"]})
    field.repo.switch("again", "main")
    field.repo.commit("again", dict(TOPIC))
    assert field.verdict(head="again") == "wait", field.why(head="again")
    field.sign("cleo", head="again")
    assert field.verdict(head="again") == "allow", field.why(head="again")


# what an author states


def test_who_takes_over_a_part_does_not_own_the_whole(field: SignedField) -> None:
    field.rules = OWNER
    for paths in (("docs/**",), ("src/a.py",), ("[",), ("!src/**",)):
        field.sign("ben", "owner-transfer", OwnerTransferPredicate("ben", "", paths))
        assert field.verdict() == "wait", paths
    field.sign("ben", "owner-transfer", OwnerTransferPredicate("ben", "", ("src/**",)))
    assert field.verdict() == "allow", field.why()


def test_the_later_word_counts_in_whatever_order_notes_hold_them(field: SignedField) -> None:
    field.rules = OWNER
    old = write_statement(
        "declaration", field.scope(), "ada", AT - 9, "f" * 32, DeclarationPredicate("none", owner="ben")
    )
    field.sign("ada", "declaration", DeclarationPredicate("none", owner="dan"))
    field.keep(signed(read_statement(old), "ada"))
    assert field.facts().owner == "dan"
    assert field.verdict() == "wait", "Dan, who is named last, is a junior"


def test_who_prompted_the_agent_reports_on_their_own_work(field: SignedField) -> None:
    field.rules = TESTED
    report(field, "ben", field.scope())
    assert field.verdict() == "allow"
    field.sign("ada", "declaration", DeclarationPredicate("generated", prompter="ben"))
    assert field.verdict() == "wait", field.why()


@pytest.mark.parametrize("who", ["ada", "stranger"])
def test_a_report_by_an_author_or_a_stranger_passes_nothing(field: SignedField, who: str) -> None:
    field.rules = TESTED
    report(field, who, field.scope())
    assert field.verdict() == "wait"


def test_a_reader_answers_no_question_of_the_author(field: SignedField) -> None:
    field.rules = "[{name: why, require: [{author_answers: [intent]}]}]"
    field.sign("ben", said=field.answer(answers=(Answered("intent", "It is needed."),)))
    field.sign("ben", "declaration", DeclarationPredicate("none", answers=(Answered("intent", "It is needed."),)))
    assert field.verdict() == "wait"
    field.sign("ada", "declaration", DeclarationPredicate("none", answers=(Answered("intent", "It is needed."),)))
    assert field.verdict() == "allow"


# envelopes


def test_an_envelope_of_another_type_beside_a_good_one_harms_nothing(field: SignedField) -> None:
    field.sign()
    twin = json.loads(bytes(field.kept[0]))  # type: ignore[arg-type]
    for kind in ("text/plain", PAYLOAD_TYPE + " ", PAYLOAD_TYPE.upper()):
        field.kept.insert(0, json.dumps(twin | {"payloadType": kind}).encode())
    assert field.verdict() == "allow"
    field.kept.pop()
    assert field.verdict() == "wait"


def borrowed(field: SignedField, make: Callable[[bytes], bytes]) -> None:
    """A sign-off that names Ben, with a signature made over its message by somebody else or for another purpose."""
    payload = write_statement("signoff", field.scope(), "ben", AT, "0" * 32, field.answer())
    message = b"DSSEv1 %d %b %d %b" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)
    field.keep(Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("ben", make(message)),)))


@pytest.mark.parametrize(
    "make",
    [
        lambda message: ssh_signature("cleo", message, "signoff"),
        lambda message: ssh_signature("ci", message, "signoff"),
        lambda message: ssh_signature("ada", message, "signoff"),
        lambda message: ssh_signature("ben", message, "veto"),
        lambda message: ssh_signature("ben", message, "signoff", name_space="git"),
        lambda message: ssh_signature("ben", message, "signoff", name_space="file"),
        lambda message: ssh_signature("ben", message + b" ", "signoff"),
        lambda message: raw_signature("ben", message),
        lambda message: raw_signature("ci", message),
        lambda _: b"SSHSIG", lambda _: b"\0",
    ],
)  # fmt: skip
def test_nobody_signs_for_another_nor_for_another_purpose(field: SignedField, make: Callable[[bytes], bytes]) -> None:
    borrowed(field, make)
    assert field.verdict() == "wait"


@pytest.mark.parametrize(
    "other",
    [
        {"repository": "f" * 32}, {"target": "refs/heads/release"}, {"target": "refs/heads/Main"},
        {"target": "refs/tags/main"}, {"diff": "0" * 64}, {"base": "0" * 40, "diff": "0" * 64},
        {"head": "0" * 40, "diff": "0" * 64}, {"tree": "0" * 40},
    ],
    ids=str,
)  # fmt: skip
def test_a_scope_that_is_another_lends_nothing(field: SignedField, other: dict[str, str]) -> None:
    scope = replace(field.scope(), **other)
    field.sign(scope=scope)
    assert field.verdict() in {"wait", "cannot_tell"}


@pytest.mark.parametrize("at", [0, AT - 10**9, AT + 10**6, 253_402_300_799])
def test_the_moment_that_is_claimed_lends_no_validity(field: SignedField, at: int) -> None:
    """A key must count on the day of the decision and on the day that is claimed."""
    ben = replace(
        field.people.people[1], keys=(replace(field.people.people[1].keys[0], start="2027-01-10", end="2027-01-20"),)
    )
    field.people = replace(field.people, people=(field.people.people[0], ben, *field.people.people[2:]))
    payload = write_statement("signoff", field.scope(), "ben", at, "0" * 32, field.answer())
    field.keep(signed(read_statement(payload), "ben", is_present=True))
    assert field.verdict() == ("wait" if abs(at - AT) > 5 * 86_400 else "allow")
    field.now = AT + 30 * 86_400
    assert field.verdict() == "wait"


def test_an_answer_ends_with_the_second_that_it_names(field: SignedField) -> None:
    field.sign(said=field.answer(expires_at=AT + 10))
    for now, verdict in ((AT + 9, "allow"), (AT + 10, "wait"), (AT + 11, "wait")):
        field.now = now
        assert field.verdict() == verdict


# taking back


def test_a_withdrawal_is_not_withdrawn(field: SignedField) -> None:
    signoff = field.sign("ben")
    back = field.sign("ben", "withdrawal", WithdrawalPredicate(signoff))
    field.sign("ben", "withdrawal", WithdrawalPredicate(back))
    assert field.verdict() == "wait"


@pytest.mark.parametrize("who", ["ada", "dan", "ci", "stranger"])
def test_nobody_lower_clears_a_veto_in_whatever_way(field: SignedField, who: str) -> None:
    field.sign("ben")
    veto = field.sign("cleo", "veto", VetoPredicate("It locks the table."))
    payload = write_statement("withdrawal", field.scope(), "cleo", AT, "e" * 32, WithdrawalPredicate(veto))
    field.keep(signed(read_statement(payload), who))
    field.sign(who, "withdrawal", WithdrawalPredicate(veto))
    assert field.verdict() == "deny"


# floods


def test_what_nobody_signed_drowns_nothing(field: SignedField, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "MOST_LOOKED_AT", 5)
    field.sign()
    for number in range(20):
        payload = write_statement(
            "declaration", field.scope(), "ada", AT, f"{number:032x}", DeclarationPredicate("none")
        )
        field.keep(Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("", b"x"),)))
    assert field.verdict() == "allow", field.why()
    field.sign("cleo", "veto", VetoPredicate("no"))
    field.kept.reverse()
    assert field.verdict() == "deny"


def test_bad_signatures_beside_a_veto_do_not_bury_it(field: SignedField) -> None:
    field.sign()
    payload = write_statement("veto", field.scope(), "cleo", AT, "e" * 32, VetoPredicate("no"))
    for number in range(40):
        bad = tuple(
            EnvelopeSignature("", ssh_signature("cleo", b"%d %d" % (number, each), "veto")) for each in range(16)
        )
        field.kept.append(write_envelope(Envelope(payload, PAYLOAD_TYPE, bad)))
    assert field.verdict() == "allow"
    field.keep(signed(read_statement(payload), "cleo"))
    assert field.verdict() == "deny"


def test_no_target_but_the_signed_one_takes_a_picked_commit(field: SignedField) -> None:
    field.repo.git("branch", "release", "main")
    field.sign()
    assert field.verdict() == "allow"
    assert field.verdict(base="release", target="refs/heads/release") == "wait"
    assert field.judged(target=MAIN).decision.target == MAIN
