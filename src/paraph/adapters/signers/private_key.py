"""What does an unencrypted private key file hold, and how does it sign?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.adapters.formats.ssh_keys import PublicKey, read_public
from paraph.adapters.formats.ssh_wire import positive
from paraph.core.errors import InputError, Problem, ReadError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    Private = Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey

MAX_FILE_BYTES = 65_536


class PrivateKey:
    """A private key in memory with its public one. Raises InputError for a kind that does not sign here."""

    def __init__(self, private: Private) -> None:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        line = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        self.public: PublicKey = read_public(line.decode())
        self._private: Any = private

    def ssh_value(self, signed: bytes) -> tuple[str, bytes]:
        """The algorithm and the value of an SSH signature over these bytes (RFC 5656, 8332 and 8709)."""
        if self.public.modulus:
            return "rsa-sha2-512", self._rsa(signed)
        if self.public.curve:
            from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

            r, s = decode_dss_signature(self._ecdsa(signed))
            return self.public.kind, positive(r) + positive(s)
        return self.public.kind, self.plain_value(signed)

    def plain_value(self, signed: bytes) -> bytes:
        """A plain signature: 64 bytes of Ed25519, or ECDSA with the curve's own hash in DER."""
        value: bytes = self._ecdsa(signed) if self.public.curve else self._private.sign(signed)
        return value

    def _ecdsa(self, signed: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA

        by_curve: dict[str, Any] = {"nistp256": hashes.SHA256, "nistp384": hashes.SHA384, "nistp521": hashes.SHA512}
        value: bytes = self._private.sign(signed, ECDSA(by_curve[self.public.curve]()))
        return value

    def _rsa(self, signed: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA512

        value: bytes = self._private.sign(signed, PKCS1v15(), SHA512())
        return value


def read_private_file(path: str) -> PrivateKey:
    """The key of a file in OpenSSH's or in PEM form.

    Raises ReadError where it cannot be read or needs a passphrase, InputError for a kind that does not sign here.
    """
    try:
        with open(path, "rb") as file:
            return read_private(file.read(MAX_FILE_BYTES), path)
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}", "name another file") from error


def read_private(content: bytes, name: str) -> PrivateKey:
    """The key of a file's content; errors as above, with `name` for the file."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization

    is_openssh = b"BEGIN OPENSSH PRIVATE KEY" in content
    load: Any = serialization.load_ssh_private_key if is_openssh else serialization.load_pem_private_key
    try:
        return PrivateKey(_of_known_kind(load(content, None)))
    except TypeError as error:
        raise _unusable(name, "needs a passphrase", "load it into ssh-agent with ssh-add") from error
    except (ValueError, UnsupportedAlgorithm, InputError) as error:
        raise _unusable(name, "holds no private key that signs here", "use an Ed25519 key") from error


def _of_known_kind(private: object) -> Private:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(private, (Ed25519PrivateKey, EllipticCurvePrivateKey, RSAPrivateKey)):
        return private
    raise ValueError("another kind of key")


def _unusable(path: str, what: str, fix: str) -> ReadError:
    return ReadError(Problem("P0736", f"the key file {path} {what}", fix))
