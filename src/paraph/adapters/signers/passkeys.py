"""What did a browser give back, as a key or as a signature of OpenSSH's?

Making a passkey is checked by the `webauthn` library (Web Authentication Level 3, section 7.1), without attestation:
who makes it is known by their login. An answer is only brought into the form of an SSH signature here.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NoReturn

from paraph.adapters.formats.ssh_keys import SK_ECDSA, read_blob, read_public
from paraph.adapters.formats.ssh_wire import MalformedError, pack, positive
from paraph.adapters.signers.sshsig import WEBAUTHN, Browser, SshSignature, signed_bytes, write_signature
from paraph.core.errors import InputError, Problem
from paraph.ports.passkeys import NewPasskey, Site

MAX_RESPONSE_BYTES = 32_768
_HASH = "sha512"
_AGAIN = "try again; if it stays so, use another browser or passkey"
_FLAGS_AT, _COUNTER_AT, _HEAD_BYTES = 32, 33, 37
_ES256 = -7


class BrowserPasskeys:
    """Implements `paraph.ports.passkeys.PasskeyReader`."""

    def made(self, response: bytes, challenge: bytes, site: Site) -> NewPasskey:
        """A new passkey of the kind ES256, its user verified."""
        from webauthn import verify_registration_response
        from webauthn.helpers import decode_credential_public_key
        from webauthn.helpers.cose import COSEAlgorithmIdentifier
        from webauthn.helpers.decode_credential_public_key import DecodedEC2PublicKey

        said = _read(response)
        try:
            found = verify_registration_response(
                credential=said,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                require_user_verification=True,
                supported_pub_key_algs=[COSEAlgorithmIdentifier.ECDSA_SHA_256],
            )
            key = decode_credential_public_key(found.credential_public_key)
        except Exception as error:  # noqa: BLE001 - whatever the library says, this is no passkey
            _refuse("P1360", f"the passkey could not be enrolled: {str(error)[:200]}")
        if not isinstance(key, DecodedEC2PublicKey) or key.alg != _ES256:
            _refuse("P1360", "the passkey is not of the kind ES256")
        point = b"\4" + key.x + key.y
        blob = pack(SK_ECDSA.encode()) + pack(b"nistp256") + pack(point) + pack(site.host.encode())
        try:
            public = read_blob(blob)
        except MalformedError as error:
            _refuse("P1360", f"the passkey cannot sign here: {error}")
        return NewPasskey(_encoded(found.credential_id), public.text, found.sign_count)

    def challenge(self, namespace: str, message: bytes) -> bytes:
        """What a page asks a passkey to sign."""
        return signed_bytes(namespace, _HASH, message)

    def credential(self, response: bytes) -> str:
        """The id of the credential that answered."""
        id_ = _read(response).get("id")
        if not isinstance(id_, str):
            _refuse("P1361", "the answer names no passkey")
        return id_

    def signature(self, response: bytes, public: str, namespace: str) -> bytes:
        """The SSH signature that an answer is (OpenSSH's PROTOCOL.u2f)."""
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        said = _read(response).get("response")
        parts = said if isinstance(said, dict) else {}
        client_data, data, value = (
            _decoded(parts.get(name)) for name in ("clientDataJSON", "authenticatorData", "signature")
        )
        if len(data) < _HEAD_BYTES:
            _refuse("P1361", "the passkey's answer is cut short")
        try:
            r, s = decode_dss_signature(value)
            origin = str(json.loads(client_data)["origin"])
            pair = positive(r) + positive(s)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            _refuse("P1361", "the passkey's answer cannot be read")
        counter = int.from_bytes(data[_COUNTER_AT:_HEAD_BYTES], "big")
        browser = Browser(origin, client_data, data[_HEAD_BYTES:])
        blob = read_public(public).blob
        return write_signature(SshSignature(blob, namespace, _HASH, WEBAUTHN, pair, data[_FLAGS_AT], counter, browser))


def _read(response: bytes) -> dict[str, Any]:
    if len(response) > MAX_RESPONSE_BYTES:
        _refuse("P1361", f"the answer of the browser is longer than {MAX_RESPONSE_BYTES:,} bytes")
    try:
        said = json.loads(response)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        _refuse("P1361", "the answer of the browser is no JSON object")
    return said


def _decoded(text: object) -> bytes:
    try:
        return urlsafe_b64decode(f"{text}==") if isinstance(text, str) else b""
    except ValueError:
        return b""


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _refuse(code: str, what: str) -> NoReturn:
    raise InputError(Problem(code, what, _AGAIN))
