from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.attest.envelope import (
    PAYLOAD_TYPE,
    Envelope,
    EnvelopeSignature,
    pae,
    read_envelope,
    signed_bytes,
    write_envelope,
)
from paraph.core.attest.predicates import KINDS, Kind
from paraph.core.attest.statement import read_statement
from paraph.core.attest.trust import MOST_FLAWS, Signed, signed_by
from paraph.core.errors import InputError
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key, Robot
from paraph.ports.signing import Verified
from statement_samples import (
    DAY,
    PEOPLE,
    check,
    payload,
    person,
    public,
    raw_signature,
    signed,
    ssh_signature,
    statement,
)

PERSONAL: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "evidence")
ONLY_ADA: tuple[Kind, ...] = tuple(kind for kind in PERSONAL if kind != "override")


def asked(kind: Kind, envelope: Envelope, directory: Directory = PEOPLE, day: str = DAY) -> Signed:
    return signed_by(statement(kind), envelope, directory, check, day)


def names(found: Signed) -> list[str]:
    return [each.holder for each in found.signers]


def with_keys(*keys: Key) -> Directory:
    return Directory((person("ada", *keys), person("bob")))


def by(sig: bytes, kind: Kind = "signoff", keyid: str = "") -> Envelope:
    return Envelope(payload(kind), PAYLOAD_TYPE, (EnvelopeSignature(keyid, sig),))


@pytest.mark.parametrize("kind", PERSONAL)
def test_the_person_named_signed(kind: Kind) -> None:
    envelope = signed(statement(kind), "ada")
    found = asked(kind, envelope)
    assert (names(found), found.flaws, found.envelope) == (["ada"], (), envelope)
    (signer,) = found.signers
    assert (signer.is_robot, signer.proof, signer.fingerprint[:7]) == (False, "signed", "SHA256:")


@pytest.mark.parametrize("kind", PERSONAL)
def test_somebody_else_signed(kind: Kind) -> None:
    found = asked(kind, signed(statement(kind), "bob"))
    assert (found.signers, found.envelope) == ((), None)
    assert found.flaws[0] == "ada, whom it names, did not sign it"


@pytest.mark.parametrize("kind", ONLY_ADA)
def test_a_second_signature_counts_for_nothing_but_an_override(kind: Kind) -> None:
    found = asked(kind, signed(statement(kind), "bob", "ada"))
    assert names(found) == ["ada"]
    (flaw,) = found.flaws
    assert flaw.endswith("of bob signed it too, and only ada can")
    assert found.envelope == signed(statement(kind), "ada")


def test_an_override_has_a_second_person() -> None:
    found = asked("override", signed(statement("override"), "cy", "bob", "ada", "bob"))
    assert names(found) == ["ada", "cy", "bob"]
    assert found.envelope == signed(statement("override"), "ada", "cy", "bob")


def test_one_person_counts_once_with_the_strongest_proof() -> None:
    directory = with_keys(Key(public("ada")), Key(public("card")))
    of = statement("override")
    weak, strong = signed(of, "ada"), signed(of, "card", is_present=True)
    for signatures in (weak.signatures + strong.signatures, strong.signatures + weak.signatures * 3):
        found = asked("override", Envelope(of.payload, PAYLOAD_TYPE, signatures), directory)
        (signer,) = found.signers
        assert (signer.holder, signer.proof) == ("ada", "present")
        assert found.envelope == strong


def test_one_key_of_two_people_counts_once() -> None:
    directory = Directory((person("ada"), person("bob", Key(public("ada")))))
    of = statement("override")
    twice = signed(of, "ada").signatures + signed(of, "ada", is_present=True).signatures
    assert names(asked("override", Envelope(of.payload, PAYLOAD_TYPE, twice), directory)) == ["ada"]


@pytest.mark.parametrize(
    ("key", "day", "flaw"),
    [
        (Key(public("ada"), revoked="2027-01-15"), DAY, "was revoked on 2027-01-15"),
        (Key(public("ada"), revoked="2027-02-01"), "2027-02-01", "was revoked on 2027-02-01"),
        (
            Key(public("ada"), start="2027-01-16"),
            "2027-01-20",
            "is valid only from 2027-01-16, and this is of 2027-01-15",
        ),
        (
            Key(public("ada"), end="2027-01-31"),
            "2027-02-01",
            "was valid only until 2027-01-31, and this is of 2027-02-01",
        ),
    ],
)
def test_a_key_out_of_its_time(key: Key, day: str, flaw: str) -> None:
    found = asked("signoff", signed(statement("signoff"), "ada"), with_keys(key), day)
    assert found.signers == ()
    assert any(f"of ada {flaw}" in each for each in found.flaws)


def test_a_key_in_its_time() -> None:
    key = Key(public("ada"), start="2027-01-15", end="2027-01-16", revoked="2027-01-17")
    assert names(asked("signoff", signed(statement("signoff"), "ada"), with_keys(key), "2027-01-16")) == ["ada"]


@pytest.mark.parametrize("kind", PERSONAL)
def test_robots_never_sign_for_people(kind: Kind) -> None:
    message = pae(PAYLOAD_TYPE, payload(kind))
    for sig in (raw_signature("ci", message), ssh_signature("ci", message, kind)):
        found = asked(kind, by(sig, kind))
        assert found.signers == ()
        assert any(f"of ci is a robot's, and robots never sign a {kind}" in each for each in found.flaws)


def test_a_robot_that_is_called_like_the_person_is_not_the_person() -> None:
    directory = Directory((person("ada"),), robots=(Robot("ada", (Key(public("ci")),)),))
    assert asked("signoff", signed(statement("signoff"), "ci"), directory).signers == ()


@pytest.mark.parametrize("kind", PERSONAL)
def test_people_sign_with_ssh(kind: Kind) -> None:
    found = asked(kind, by(raw_signature("ada", pae(PAYLOAD_TYPE, payload(kind))), kind))
    assert found.signers == ()
    assert any("of ada made no SSH signature" in each for each in found.flaws)


def test_evidence_is_of_whoever_signed_it() -> None:
    message = pae(PAYLOAD_TYPE, payload("evidence"))
    for sig in (raw_signature("ci", message), ssh_signature("ci", message, "evidence")):
        (signer,) = asked("evidence", by(sig, "evidence")).signers
        assert (signer.holder, signer.is_robot, signer.proof) == ("ci", True, "signed")
    (signer,) = asked("evidence", signed(statement("evidence"), "bob")).signers
    assert (signer.holder, signer.is_robot) == ("bob", False)
    nobody = asked("evidence", signed(statement("evidence"), "mallory"))
    assert (nobody.signers, nobody.flaws) == ((), ("a signature is by no key of the directory",))


def test_evidence_without_a_time_is_judged_by_today() -> None:
    directory = Directory(robots=(Robot("ci", (Key(public("ci"), start="2027-01-01", end="2027-12-31"),)),))
    envelope = signed(statement("evidence"), "ci")
    assert names(asked("evidence", envelope, directory)) == ["ci"]
    assert names(asked("evidence", envelope, directory, "2028-01-01")) == []


@pytest.mark.parametrize("other", ["paraph-veto@v1", "git", "file", "paraph-signoff@v2"])
def test_a_signature_for_another_purpose(other: str) -> None:
    sig = ssh_signature("ada", pae(PAYLOAD_TYPE, payload("signoff")), "signoff", name_space=other)
    found = asked("signoff", by(sig))
    assert found.signers == ()
    assert f"a signature is for `{other}`, not for `paraph-signoff@v1`" in found.flaws


def test_a_signature_of_another_statement() -> None:
    sig = ssh_signature("ada", pae(PAYLOAD_TYPE, payload("veto")), "signoff")
    assert asked("signoff", by(sig)).flaws == (
        "ada, whom it names, did not sign it", "a signature is by no key of ada",
    )  # fmt: skip


def test_an_envelope_of_another_statement_or_type() -> None:
    for envelope in (
        signed(statement("veto"), "ada"),
        changed(signed(statement("signoff"), "ada"), payload_type="application/json"),
    ):
        assert asked("signoff", envelope) == Signed(statement("signoff"), (), ("the envelope is of another statement",))


def test_somebody_whom_the_directory_does_not_know() -> None:
    found = asked("signoff", signed(statement("signoff"), "ada"), Directory((person("bob"),)))
    assert found == Signed(statement("signoff"), (), ("`ada` is nobody in the directory",))


def test_no_signature_is_nobodys() -> None:
    assert asked("signoff", Envelope(payload("signoff"))).signers == ()
    assert asked("evidence", Envelope(payload("evidence"))) == Signed(statement("evidence"))


@pytest.mark.parametrize("keyid", ["", "SHA256:of-bob", "bob", public("bob")])
def test_a_hint_decides_nothing(keyid: str) -> None:
    message = pae(PAYLOAD_TYPE, payload("signoff"))
    assert names(asked("signoff", by(ssh_signature("ada", message, "signoff"), keyid=keyid))) == ["ada"]
    assert names(asked("signoff", by(ssh_signature("bob", message, "signoff"), keyid=keyid))) == []


def test_bad_signatures_bury_no_good_one_and_cost_little() -> None:
    of = statement("veto")
    message = pae(PAYLOAD_TYPE, of.payload)
    strangers = (ssh_signature(f"stranger{each}", message, "veto") for each in range(300))
    bad = (
        *strangers,
        *(b"x%d" % each for each in range(300)),
        *(ssh_signature("ada", b"%d" % n, "veto") for n in range(9)),
    )
    crowd = Directory((*(person(f"p{each}") for each in range(500)), person("ada")), robots=PEOPLE.robots)
    tried = []

    def counting(key: str, space: str, signed_message: bytes, sig: bytes) -> Verified | None:
        tried.append(key)
        return check(key, space, signed_message, sig)

    buried = tuple(EnvelopeSignature("", sig) for sig in bad) + signed(of, "ada").signatures
    found = signed_by(of, Envelope(of.payload, PAYLOAD_TYPE, buried), crowd, counting, DAY)
    assert names(found) == ["ada"]
    assert found.envelope == signed(of, "ada")
    assert len(found.flaws) <= MOST_FLAWS
    assert len(tried) == 300 * 2 + 9 + 1, "plain ones with the keys of ada and the robot, others by the key they carry"


def test_a_public_key_that_is_odd_text_is_no_crash() -> None:
    def never(*_: object) -> None:
        return None

    for text in ("", "ssh-ed25519", "ssh-ed25519 \u20ac", "ssh-ed25519 A", "x y z"):
        found = signed_by(statement("signoff"), signed(statement("signoff"), "ada"), with_keys(Key(text)), never, DAY)
        assert found.signers == ()


def flips(data: bytes) -> Iterator[bytes]:
    for at in range(len(data)):
        for bit in range(8):
            yield data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


@pytest.mark.parametrize("kind", ["veto", "evidence"])
def test_an_envelope_with_a_flipped_bit_says_the_same_or_nothing(kind: Kind) -> None:
    name = "ci" if kind == "evidence" else "ada"
    of = statement(kind)
    kept = 0
    for data in flips(write_envelope(signed(of, name))):
        try:
            envelope = read_envelope(data)
            found = signed_by(read_statement(envelope.payload), envelope, PEOPLE, check, DAY)
        except InputError:
            continue
        if found.signers:  # a bit of `keyid`, of an ignored name or of the alphabet changes nothing that is signed
            assert (found.statement, names(found), signed_bytes(envelope)) == (
                of,
                [name],
                pae(PAYLOAD_TYPE, of.payload),
            )
            kept += 1
    assert kept <= 50


@given(st.lists(st.sampled_from(["ada", "bob", "cy", "ci", "mallory"]), max_size=6), st.data())
def test_signatures_count_in_any_order_and_none_takes_from_another(who: list[str], data: st.DataObject) -> None:
    of = statement("override")
    found = asked("override", signed(of, *who))
    people = {name for name in who if name in {"ada", "bob", "cy"}}
    assert set(names(found)) == (people if "ada" in people else set())
    shuffled = data.draw(st.permutations(who))
    assert set(names(asked("override", signed(of, *shuffled)))) == set(names(found))
