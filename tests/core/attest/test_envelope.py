from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.attest.envelope import (
    MOST_BYTES,
    MOST_SIGNATURE_BYTES,
    MOST_SIGNATURES,
    PAYLOAD_TYPE,
    Envelope,
    EnvelopeSignature,
    merged,
    pae,
    read_envelope,
    signed_bytes,
    write_envelope,
)
from paraph.core.errors import InputError
from paraph.core.model.noun import changed

SIGNATURES = st.builds(EnvelopeSignature, st.text(st.characters(codec="utf-8"), max_size=9), st.binary(min_size=1))
ENVELOPES = st.builds(
    Envelope,
    st.binary(max_size=200),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=9),
    st.lists(SIGNATURES, min_size=1, max_size=5).map(tuple),
)
PLAIN: dict[str, Any] = {"payload": "aGk=", "payloadType": PAYLOAD_TYPE, "signatures": [{"sig": "eA=="}]}


def code_of(envelope: object) -> str:
    with pytest.raises(InputError) as refused:
        read_envelope(envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode())
    return refused.value.problems[0].code


# The worked example of DSSE's protocol.md, and the encodings that its public test vectors set apart.
@pytest.mark.parametrize(
    ("payload_type", "payload", "encoded"),
    [
        ("http://example.com/HelloWorld", b"hello world", b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"),
        (PAYLOAD_TYPE, b"\xfb\xff\xbf>?", b"DSSEv1 28 application/vnd.in-toto+json 5 \xfb\xff\xbf>?"),
        (PAYLOAD_TYPE, b"", b"DSSEv1 28 application/vnd.in-toto+json 0 "),
        ("application/vnd.ex\xe4mple+json", b"{}", b"DSSEv1 29 application/vnd.ex\xc3\xa4mple+json 2 {}"),
        ("", b"a b", b"DSSEv1 0  3 a b"),
    ],
)
def test_what_is_signed(payload_type: str, payload: bytes, encoded: bytes) -> None:
    assert pae(payload_type, payload) == encoded
    assert signed_bytes(Envelope(payload, payload_type)) == encoded


@given(st.text(st.characters(codec="utf-8")), st.binary(), st.text(st.characters(codec="utf-8")), st.binary())
def test_two_contents_are_never_signed_alike(kind: str, payload: bytes, other_kind: str, other: bytes) -> None:
    assert (pae(kind, payload) == pae(other_kind, other)) is ((kind, payload) == (other_kind, other))


@given(ENVELOPES)
def test_what_was_written_is_read(envelope: Envelope) -> None:
    line = write_envelope(envelope)
    assert b"\n" not in line
    assert read_envelope(line) == envelope
    assert write_envelope(read_envelope(line)) == line


def test_the_example_of_the_specification() -> None:
    read = read_envelope(
        b'{"payload": "aGVsbG8gd29ybGQ=",\n "payloadType": "http://example.com/HelloWorld",\n "signatures": [{"sig": '
        b'"A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}'
    )
    assert (read.payload, read.payload_type) == (b"hello world", "http://example.com/HelloWorld")
    (signature,) = read.signatures
    assert (signature.keyid, len(signature.sig)) == ("", 64)
    key = EllipticCurvePublicNumbers(
        46950820868899156662930047687818585632848591499744589407958293238635476079160,
        5640078356564379163099075877009565129882514886557779369047442380624545832820,
        SECP256R1(),
    ).public_key()
    halves = (int.from_bytes(half, "big") for half in (signature.sig[:32], signature.sig[32:]))
    key.verify(encode_dss_signature(*halves), signed_bytes(read), ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(signature.sig, signed_bytes(changed(read, payload=b"hello worle")), ECDSA(SHA256()))


@given(st.binary(min_size=1))
def test_both_alphabets_of_base64_count(content: bytes) -> None:
    for encode in (b64encode, urlsafe_b64encode):
        text = encode(content).decode()
        assert read_envelope(json.dumps(PLAIN | {"payload": text, "signatures": [{"sig": text}]}).encode()) == Envelope(
            content, PAYLOAD_TYPE, (EnvelopeSignature("", content),)
        )


def test_unknown_fields_are_ignored_and_empty_ones_may_be_left_out() -> None:
    more = PLAIN | {"x": {"payload": 1}, "signatures": [{"sig": "eA==", "keyid": "k", "cert": None}]}
    assert read_envelope(json.dumps(more).encode()).signatures == (EnvelopeSignature("k", b"x"),)
    assert read_envelope(json.dumps({k: v for k, v in PLAIN.items() if k != "payload"}).encode()).payload == b""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"payload": None}, "P0715"),
        ({"payload": 5}, "P0715"),
        ({"payload": "aGk"}, "P0715"),
        ({"payload": "aGk=="}, "P0715"),
        ({"payload": "aGl="}, "P0715"),
        ({"payload": "aG k="}, "P0715"),
        ({"payload": "aGk=\n"}, "P0715"),
        ({"payload": "-+8="}, "P0715"),
        ({"payload": "\xe4\xe4\xe4\xe4"}, "P0715"),
        ({"payloadType": ""}, "P0715"),
        ({"payloadType": None}, "P0715"),
        ({"payloadType": ["x"]}, "P0715"),
        ({"signatures": []}, "P0715"),
        ({"signatures": None}, "P0715"),
        ({"signatures": {"sig": "eA=="}}, "P0715"),
        ({"signatures": ["eA=="]}, "P0715"),
        ({"signatures": [{}]}, "P0715"),
        ({"signatures": [{"sig": ""}]}, "P0715"),
        ({"signatures": [{"sig": None}]}, "P0715"),
        ({"signatures": [{"sig": "eA==", "keyid": 5}]}, "P0715"),
        ({"signatures": [{"sig": "eA==", "keyid": "k" * 257}]}, "P0715"),
        ({"signatures": [{"sig": b64encode(b"x" * (MOST_SIGNATURE_BYTES + 1)).decode()}]}, "P0715"),
        ({"signatures": [{"sig": "eA=="}] * (MOST_SIGNATURES + 1)}, "P0716"),
        ({"payload": "aGlo" * (MOST_BYTES // 4)}, "P0711"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_no_envelope(change: dict[str, Any], code: str) -> None:
    assert code_of(PLAIN | change) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "P0712"),
        (b"[]", "P0715"),
        (b"null", "P0715"),
        (b'{"payload":"aGk=","payload":"aGk="}', "P0713"),
        (b'{"signatures":[{"sig":"eA==","sig":"eQ=="}]}', "P0713"),
    ],
)
def test_other_json_is_no_envelope(text: bytes, code: str) -> None:
    assert code_of(text) == code


@given(st.binary(max_size=80) | st.text(alphabet='{}[]":,payloadTypesignatureskeyid=A ', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = read_envelope(data)
    except InputError:
        return
    assert found.signatures


def test_what_cannot_be_written() -> None:
    one = EnvelopeSignature("", b"x")
    for envelope, code in (
        (Envelope(b"x"), "P0715"),
        (Envelope(b"x", PAYLOAD_TYPE, (one,) * (MOST_SIGNATURES + 1)), "P0716"),
        (Envelope(b"x" * MOST_BYTES, PAYLOAD_TYPE, (one,)), "P0716"),
    ):
        with pytest.raises(InputError) as refused:
            write_envelope(envelope)
        assert refused.value.problems[0].code == code


@given(st.lists(st.lists(SIGNATURES, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4), st.randoms())
def test_merging_keeps_every_signature_once_in_any_order(parts: list[tuple[EnvelopeSignature, ...]], draw: Any) -> None:
    envelopes = [Envelope(b"x", "t", part) for part in parts]
    whole = merged(envelopes)
    assert {each.sig for part in parts for each in part} == {each.sig for each in whole.signatures}
    assert len({each.sig for each in whole.signatures}) == len(whole.signatures)
    draw.shuffle(envelopes)
    assert merged(envelopes) == whole == merged([whole, *envelopes])


def test_a_hint_is_not_lost_in_merging() -> None:
    found = merged([Envelope(b"x", "t", (EnvelopeSignature(name, b"s"),)) for name in ("", "b", "a")])
    assert found.signatures == (EnvelopeSignature("a", b"s"),)


@pytest.mark.parametrize(
    "envelopes",
    [[], [Envelope(b"x"), Envelope(b"y")], [Envelope(b"x", "t"), Envelope(b"x", "u")]],
    ids=["none", "other payload", "other type"],
)
def test_only_one_statement_is_merged(envelopes: list[Envelope]) -> None:
    with pytest.raises(InputError) as refused:
        merged(envelopes)
    assert refused.value.problems[0].code == "P0724"
