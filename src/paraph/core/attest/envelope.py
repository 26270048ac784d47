"""How do a statement and its signatures travel together?"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import NoReturn

from paraph.core.attest.canonical import canonical
from paraph.core.attest.strict_json import parse_json
from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import noun

PAYLOAD_TYPE = "application/vnd.in-toto+json"
MOST_BYTES = 60 * 1024  # fits, quoted, into a ledger entry of 65,535 bytes
MOST_SIGNATURES = 16
MOST_SIGNATURE_BYTES = 8 * 1024
_MOST_KEYID = 256
_WHAT = "envelope"


@noun
class EnvelopeSignature:
    """A signature's bytes. `keyid` is an unauthenticated hint, and never decides anything."""

    keyid: str
    sig: bytes


@noun
class Envelope:
    """Bytes, their type, and signatures over both (DSSE, envelope 0.1.0 and protocol 1.0.0)."""

    payload: bytes
    payload_type: str = PAYLOAD_TYPE
    signatures: tuple[EnvelopeSignature, ...] = ()


def pae(payload_type: str, payload: bytes) -> bytes:
    """The bytes that are signed: DSSE's pre-authentication encoding, `DSSEv1 LEN TYPE LEN PAYLOAD`."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def signed_bytes(envelope: Envelope) -> bytes:
    """What every signature of an envelope is over."""
    return pae(envelope.payload_type, envelope.payload)


def read_envelope(data: bytes) -> Envelope:
    """Read a DSSE JSON envelope. Both base64 alphabets count, unknown fields are ignored.

    Raises InputError for anything else than one envelope with 1 to 16 signatures in at most 61,440 bytes.
    """
    members = parse_json(data, what=_WHAT, max_bytes=MOST_BYTES)
    if not isinstance(members, dict):
        _malformed("not a JSON object")
    kind, signatures = members.get("payloadType"), members.get("signatures")
    if not isinstance(kind, str) or not kind:
        _malformed("`payloadType` is missing or empty")
    if not isinstance(signatures, list) or not signatures:
        _malformed("nobody signed it: `signatures` is missing or empty")
    if len(signatures) > MOST_SIGNATURES:
        _too_much(f"{len(signatures)} signatures")
    payload = _bytes_of(members.get("payload", ""), "payload")
    return Envelope(payload, kind, tuple(_signature(each) for each in signatures))


def write_envelope(envelope: Envelope) -> bytes:
    """The envelope as one line of JSON (RFC 8785, standard base64), without a line end.

    Raises InputError when it has no signature, or more than fits.
    """
    if not envelope.signatures:
        _malformed("nobody signed it")
    signatures = [
        ({"keyid": each.keyid} if each.keyid else {}) | {"sig": b64encode(each.sig).decode()}
        for each in envelope.signatures
    ]
    payload = b64encode(envelope.payload).decode()
    line = canonical({"payload": payload, "payloadType": envelope.payload_type, "signatures": signatures})
    if len(line) > MOST_BYTES or len(signatures) > MOST_SIGNATURES:
        _too_much(f"{len(line):,} bytes and {len(signatures)} signatures")
    return line


def merged(envelopes: Sequence[Envelope]) -> Envelope:
    """One envelope with all signatures of several over the same payload, each once, in an order of their own.

    Raises InputError for different payloads or none. It may hold more signatures than can be written.
    """
    if len({(each.payload, each.payload_type) for each in envelopes}) != 1:
        fix = "merge envelopes with the same payload"
        raise InputError(Problem("P0724", "these envelopes do not hold one and the same statement", fix))
    first = envelopes[0]
    hints: dict[bytes, str] = {}
    for each in sorted((each for envelope in envelopes for each in envelope.signatures), key=_order):
        hints[each.sig] = hints.get(each.sig) or each.keyid
    return Envelope(first.payload, first.payload_type, tuple(EnvelopeSignature(hints[sig], sig) for sig in hints))


def _order(signature: EnvelopeSignature) -> tuple[bytes, str]:
    return signature.sig, signature.keyid


def _signature(value: object) -> EnvelopeSignature:
    if not isinstance(value, dict):
        _malformed("a signature is not a JSON object")
    keyid = value.get("keyid", "")
    if not isinstance(keyid, str) or len(keyid) > _MOST_KEYID:
        _malformed(f"`keyid` is not text of up to {_MOST_KEYID} characters")
    sig = _bytes_of(value.get("sig"), "sig")
    if not 0 < len(sig) <= MOST_SIGNATURE_BYTES:
        _malformed(f"`sig` is empty, or longer than {MOST_SIGNATURE_BYTES:,} bytes")
    return EnvelopeSignature(keyid, sig)


def _bytes_of(value: object, name: str) -> bytes:
    content = _decoded(value) if isinstance(value, str) and value.isascii() else None
    return _malformed(f"`{name}` is not base64") if content is None else content


def _decoded(text: str) -> bytes | None:
    """Base64 as RFC 4648, sections 4 and 5, has it: padded, of one alphabet, without stray bits."""
    usual = text.translate(_FROM_URL_SAFE)
    if usual != text and ("+" in text or "/" in text):
        return None
    try:
        content = b64decode(usual, validate=True)
    except NotBase64:
        return None
    return content if b64encode(content).decode() == usual else None


_FROM_URL_SAFE = str.maketrans("-_", "+/")


def _malformed(what: str) -> NoReturn:
    raise InputError(Problem("P0715", f"the envelope is none of DSSE: {what}", "write a DSSE JSON envelope"))


def _too_much(what: str) -> NoReturn:
    fix = f"keep it below {MOST_BYTES:,} bytes and {MOST_SIGNATURES} signatures"
    raise InputError(Problem("P0716", f"the envelope holds too much: {what}", fix))
