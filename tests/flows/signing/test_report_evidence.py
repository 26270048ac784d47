from __future__ import annotations

from typing import NamedTuple

import pytest

from adapters.signers.oracle import ed25519, sign
from core.gate.situations import change, facts
from paraph.adapters.signers.checker import Checker
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae, write_envelope
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import EvidencePredicate, Scope
from paraph.core.attest.statement import read_statement, statement_in
from paraph.core.errors import InputError
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed as with_
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.flows.signing.report_evidence import (
    Bench,
    add_report,
    read_report,
    refuse_other_content,
    sign_report,
    written_report,
)
from paraph.ports.statements import Carried
from report_samples import ROBOT, ran_tests, svr
from statement_samples import statement

HEAD, TREE, ELSE = "a" * 40, "b" * 40, "c" * 40
PERSON, AUTHOR = ed25519(81), ed25519(82)
BENCH = Bench(Checker(), "2027-01-15")
PEOPLE = Directory(
    people=(
        Person("ada", accounts=("email:ada@example.test",), keys=(Key(AUTHOR.public.text),)),
        Person("ben", accounts=("email:ben@example.test",), keys=(Key(PERSON.public.text),)),
    ),
    robots=(Robot("ci", (Key(ROBOT.public.text, end="2027-06-30"),)),),
)


class Notes:
    """A carrier that only remembers."""

    def __init__(self) -> None:
        self.kept: list[Carried] = []

    def add(self, new: list[Carried]) -> None:
        self.kept += new


class Plain(NamedTuple):
    """A robot's signer."""

    public: str = ROBOT.public.text

    def sign(self, space: str, message: bytes) -> bytes:
        assert space == "paraph-evidence@v1"
        return ROBOT.plain_value(message)


def world() -> Facts:
    return with_(facts(with_(change(), head=HEAD, tree=TREE)), people=PEOPLE)


def by_person(payload: bytes, key: object = PERSON) -> Envelope:
    made = sign(key, namespace("evidence"), pae(PAYLOAD_TYPE, payload))  # type: ignore[arg-type]
    return Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("", made),))


def added(envelope: Envelope, bench: Bench = BENCH) -> list[Carried]:
    notes = Notes()
    add_report(notes, envelope, world(), bench)  # type: ignore[arg-type]
    return notes.kept


def test_a_statement_is_taken_byte_for_byte() -> None:
    data = ran_tests(HEAD)
    assert read_report(data) == Envelope(data, PAYLOAD_TYPE, ())
    signed = by_person(data)
    assert read_report(write_envelope(signed)) == signed


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no JSON", "P0712"),
        (b"[]", "P0718"),
        (b'{"payload": "e30="}', "P0715"),
        (statement("veto").payload, "P0725"),
        (ran_tests(), "P0720"),
        (ran_tests(HEAD, result="LATE"), "P0722"),
        (b" " * 70_000, "P0711"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_report(data)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(
    ("head", "tree", "words"),
    [
        (ELSE, "", "is of commit cccccccccccc, and not of commit aaaaaaaaaaaa, which lands as tree bbbbbbbbbbbb"),
        ("", ELSE, "is of tree cccccccccccc, and not of"),
        (ELSE, ELSE, "is of commit cccccccccccc and tree cccccccccccc, and not of"),
    ],
)
def test_of_other_content_it_is_refused(head: str, tree: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        refuse_other_content(read_statement(ran_tests(head, tree)), world().change)
    assert caught.value.problems[0].code == "P0726"


@pytest.mark.parametrize(("head", "tree"), [(HEAD, ""), ("", TREE), (HEAD, ELSE), (ELSE, TREE)])
def test_of_the_head_or_of_what_would_land_it_counts(head: str, tree: str) -> None:
    assert len(added(by_person(ran_tests(head, tree)))) == 1


def test_a_robot_signs_plainly_and_a_person_with_ssh() -> None:
    unsigned = read_report(svr(HEAD))
    made = sign_report(unsigned, Plain(), BENCH.checker)
    assert made.signatures[0].keyid == ROBOT.public.fingerprint
    assert added(made) == [Carried(HEAD, write_envelope(made))]
    assert added(by_person(ran_tests("", TREE))) == [Carried(HEAD, write_envelope(by_person(ran_tests("", TREE))))]
    assert added(by_person(ran_tests(ELSE, TREE)))[0].commit == ELSE


def test_strangers_signatures_beside_a_good_one_are_left_out() -> None:
    good = sign_report(read_report(ran_tests(HEAD)), Plain(), BENCH.checker)
    junk = with_(good, signatures=(EnvelopeSignature("x", b"junk"), *good.signatures))
    assert added(junk) == added(good)


@pytest.mark.parametrize(
    ("envelope", "day", "code", "words"),
    [
        (by_person(ran_tests(HEAD), AUTHOR), "2027-01-15", "P0727", "ada had a hand"),
        (by_person(ran_tests(HEAD), ed25519(83)), "2027-01-15", "P0728", "by no key of the directory"),
        (sign_report(Envelope(ran_tests(HEAD)), Plain(), Checker()), "2027-07-01", "P0728", "only until 2027-06-30"),
        (with_(by_person(ran_tests(HEAD)), payload=ran_tests(HEAD, result="FAILED")), "2027-01-15", "P0728", "no key"),
        (by_person(ran_tests(ELSE)), "2027-01-15", "P0726", "is of commit"),
    ],
)
def test_what_would_not_count_is_not_kept(envelope: Envelope, day: str, code: str, words: str) -> None:
    notes = Notes()
    with pytest.raises(InputError, match=words) as caught:
        add_report(notes, envelope, world(), Bench(Checker(), day))  # type: ignore[arg-type]
    assert caught.value.problems[0].code == code
    assert notes.kept == []


@pytest.mark.parametrize(("own", "named"), [(TREE, TREE), (ELSE, "")])
def test_a_report_of_our_own_names_the_tree_that_was_tested(own: str, named: str) -> None:
    class Reader:
        def tree_id(self, _: str) -> str:
            return own

    said = EvidencePredicate(("mutation",), "failed", "", 1_800_000_000)
    found = statement_in(written_report(Reader(), world().change, said))  # type: ignore[arg-type]
    assert found.scope == Scope("", "", "", HEAD, named)
    assert found.predicate == said
