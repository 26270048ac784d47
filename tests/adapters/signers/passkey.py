"""What does a browser with a passkey give back? One in software, for any page, flags and client data."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from paraph.adapters.formats.ssh_keys import SK_ECDSA, PublicKey, read_blob
from paraph.adapters.formats.ssh_wire import pack, positive
from paraph.adapters.signers.sshsig import WEBAUTHN, Browser, SshSignature, signed_bytes, write_signature

PRESENT, VERIFIED = 1, 4


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftPasskey:
    """A passkey of a relying party; `id` is its credential's."""

    def __init__(self, application: str = "paraph.example.test", seed: int = 12345) -> None:
        self.application = application
        self.origin = f"https://{application}" if application != "localhost" else "http://localhost:8080"
        self._key = ec.derive_private_key(seed, ec.SECP256R1())
        self.point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        blob = pack(SK_ECDSA.encode()) + pack(b"nistp256") + pack(self.point) + pack(application.encode())
        self.public: PublicKey = read_blob(blob)
        self.id = sha256(self.point).digest()

    def client_data(self, kind: str, challenge: bytes, **more: Any) -> bytes:
        said = {"type": kind, "challenge": encoded(challenge), "origin": self.origin, "crossOrigin": False, **more}
        return json.dumps(said, separators=(",", ":")).encode()

    def authenticator_data(self, flags: int, counter: int = 0) -> bytes:
        return sha256(self.application.encode()).digest() + bytes([flags]) + counter.to_bytes(4, "big")

    def assertion(self, challenge: bytes, flags: int = PRESENT | VERIFIED, **more: Any) -> dict[str, Any]:
        """What `navigator.credentials.get` gives, as `PublicKeyCredential.toJSON` writes it."""
        client_data, data = self.client_data("webauthn.get", challenge, **more), self.authenticator_data(flags)
        signature = self._key.sign(data + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": encoded(client_data),
            "authenticatorData": encoded(data),
            "signature": encoded(signature),
        }
        return {"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key", "response": answer}

    def attestation(self, challenge: bytes, flags: int = PRESENT | VERIFIED, **more: Any) -> dict[str, Any]:
        """What `navigator.credentials.create` gives, without attestation (format `none`)."""
        client_data = self.client_data("webauthn.create", challenge, **more)
        x, y = self.point[1:33], self.point[33:]
        # COSE_Key (RFC 9052): kty EC2, alg ES256, crv P-256
        key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y
        credential = b"\0" * 16 + len(self.id).to_bytes(2, "big") + self.id + key
        data = self.authenticator_data(flags | 0x40) + credential
        attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58" + bytes([len(data)]) + data
        answer = {"clientDataJSON": encoded(client_data), "attestationObject": encoded(attestation)}
        return {"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key", "response": answer}

    def sign(
        self, message: bytes, namespace: str, flags: int = PRESENT | VERIFIED, *, counter: int = 0,
        origin: str | None = None, extensions: bytes = b"", **more: Any,
    ) -> bytes:  # fmt: skip
        """The SSH signature that follows from an assertion over a message."""
        challenge = signed_bytes(namespace, "sha512", message)
        client_data = self.client_data("webauthn.get", challenge, **more)
        data = self.authenticator_data(flags, counter) + extensions
        r, s = decode_dss_signature(self._key.sign(data + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256())))
        browser = Browser(self.origin if origin is None else origin, client_data, extensions)
        value = positive(r) + positive(s)
        return write_signature(
            SshSignature(self.public.blob, namespace, "sha512", WEBAUTHN, value, flags, counter, browser)
        )
