"""Is this signature good for this key, this purpose and these bytes, and how strong a proof is it?"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from paraph.adapters.formats.ssh_keys import RSA, PublicKey
from paraph.adapters.formats.ssh_wire import MalformedError, WireReader
from paraph.adapters.signers.ed25519_points import ORDER
from paraph.adapters.signers.sshsig import MAGIC, WEBAUTHN, SshSignature, read_signature, signed_bytes
from paraph.adapters.signers.strength import StrongKey, strong_key
from paraph.adapters.signers.webauthn import vouches_for
from paraph.core.errors import InputError
from paraph.ports.signing import Verified

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

USER_PRESENT = 0x01
USER_VERIFIED = 0x04
PUSH_NAMESPACE = "git"
FOREIGN_NAMESPACES = frozenset({"", PUSH_NAMESPACE, "file"})
"""Names under which people sign for other programs: what they signed there says nothing here."""
_RSA_HASHES = {"rsa-sha2-256": "SHA256", "rsa-sha2-512": "SHA512"}
_CURVE_HASHES = {"nistp256": "SHA256", "nistp384": "SHA384", "nistp521": "SHA512"}
_ED25519_BYTES = 64


class Checker:
    """Checks SSH signatures of people, and plain ones of robots; implements `ports.signing.SignatureChecker`."""

    def fingerprint(self, public: str) -> str:
        """`SHA256:…` of an OpenSSH public key. Raises InputError for a key that is malformed, weak or unsupported."""
        return strong_key(public).key.fingerprint

    def check(self, public: str, namespace: str, message: bytes, signature: bytes) -> Verified | None:
        """None unless the signature over `message` is good for this key; an SSH signature must be in `namespace`.

        Plain signatures are Ed25519 (RFC 8032) or ECDSA over P-256 with SHA-256 in DER.
        """
        try:
            strong = strong_key(public)
            if not signature.startswith(MAGIC):
                return _raw(strong, message, signature)
            parsed = read_signature(signature)
        except (InputError, MalformedError):
            return None
        return None if namespace in FOREIGN_NAMESPACES else _ssh(strong, namespace, message, parsed)

    def check_push(self, public: str, certificate: bytes, signature: bytes) -> bool:
        """Whether a key signed a push certificate, which says who pushes and nothing else (git's own namespace)."""
        try:
            return _ssh(strong_key(public), PUSH_NAMESPACE, certificate, read_signature(signature)) is not None
        except (InputError, MalformedError):
            return False


def _ssh(strong: StrongKey, namespace: str, message: bytes, signature: SshSignature) -> Verified | None:
    key = strong.key
    if signature.namespace != namespace or signature.public != key.blob:
        return None
    signed = signed_bytes(namespace, signature.hash_name, message)
    if key.is_hardware:
        flags, counter = signature.flags, signature.counter
        if flags is None or counter is None or not flags & USER_PRESENT:
            return None
        vouched = bytes([flags]) + counter.to_bytes(4, "big")
        if key.is_passkey:
            if signature.browser is None or not vouches_for(signature.browser, flags, signed, key.application):
                return None
            vouched += signature.browser.extensions
            signed = signature.browser.client_data
        signed = sha256(key.application.encode()).digest() + vouched + sha256(signed).digest()
    if not _is_good(strong, signature.algorithm, signed, signature.value):
        return None
    is_present = key.is_hardware and signature.flags is not None and bool(signature.flags & USER_VERIFIED)
    return Verified("present" if is_present else "signed", is_ssh=True, fingerprint=key.fingerprint)


def _is_good(strong: StrongKey, algorithm: str, signed: bytes, value: bytes) -> bool:
    key = strong.key
    if key.kind == RSA:
        return algorithm in _RSA_HASHES and _is_good_rsa(strong, _RSA_HASHES[algorithm], signed, value)
    if algorithm != (WEBAUTHN if key.is_passkey else key.kind):
        return False
    if key.curve:
        try:
            return _is_good_ecdsa(strong, _der(value), signed)
        except MalformedError:
            return False
    return _is_good_ed25519(strong, value, signed)


def _raw(strong: StrongKey, message: bytes, signature: bytes) -> Verified | None:
    key: PublicKey = strong.key
    if key.kind == "ssh-ed25519":
        is_good = _is_good_ed25519(strong, signature, message)
    elif key.kind == "ecdsa-sha2-nistp256":
        is_good = _is_good_ecdsa(strong, signature, message)
    else:
        return None
    return Verified("signed", is_ssh=False, fingerprint=key.fingerprint) if is_good else None


def _is_good_ed25519(strong: StrongKey, value: bytes, signed: bytes) -> bool:
    """S must be below the group's order (RFC 8032, section 5.1.7), or a second signature follows from a first."""
    from cryptography.exceptions import InvalidSignature

    if len(value) != _ED25519_BYTES or int.from_bytes(value[32:], "little") >= ORDER:
        return False
    try:
        strong.checking.verify(value, signed)
    except InvalidSignature:
        return False
    return True


def _der(value: bytes) -> bytes:
    """The two numbers of an SSH signature by a curve, in the form of X.509."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    reader = WireReader(value)
    r, s = reader.positive(), reader.positive()
    reader.end()
    return encode_dss_signature(r, s)


def _is_good_ecdsa(strong: StrongKey, der: bytes, signed: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA

    try:
        strong.checking.verify(der, signed, ECDSA(_hash(_CURVE_HASHES[strong.key.curve])))
    except (InvalidSignature, ValueError):
        return False
    return True


def _is_good_rsa(strong: StrongKey, hash_name: str, signed: bytes, value: bytes) -> bool:
    """PKCS #1 v1.5 as RFC 8332, section 3 asks. Some agents leave out leading zeros, and OpenSSH puts them back."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    length = (strong.key.modulus.bit_length() + 7) // 8
    if not 0 < len(value) <= length:
        return False
    try:
        strong.checking.verify(value.rjust(length, b"\0"), signed, PKCS1v15(), _hash(hash_name))
    except (InvalidSignature, ValueError):
        return False
    return True


def _hash(name: str) -> HashAlgorithm:
    from cryptography.hazmat.primitives import hashes

    found: HashAlgorithm = getattr(hashes, name)()
    return found
