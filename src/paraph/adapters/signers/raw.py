"""How does a robot sign what it reports, with nothing but a key file?"""

from __future__ import annotations

from paraph.adapters.signers.private_key import PrivateKey, read_private_file
from paraph.core.errors import InputError, Problem

ROBOT_KINDS = ("ssh-ed25519", "ecdsa-sha2-nistp256")


class RobotSigner:
    """Plain Ed25519 or ECDSA P-256 signatures (SHA-256, DER), for evidence only; implements `ports.signing.Signer`.

    The file is PEM or OpenSSH's. Raises ReadError where it cannot be used, InputError for other kinds of key.
    """

    def __init__(self, private_key_file: str) -> None:
        self._key: PrivateKey = read_private_file(private_key_file)
        if self._key.public.kind not in ROBOT_KINDS:
            what = f"a robot signs with Ed25519 or ECDSA P-256, not with {self._key.public.kind}"
            raise InputError(Problem("P0737", what, "make one: openssl genpkey -algorithm ed25519 -out robot.pem"))

    @property
    def public(self) -> str:
        """The public key in its OpenSSH form, without a comment."""
        return self._key.public.text

    def sign(self, namespace: str, message: bytes) -> bytes:  # noqa: ARG002 - a plain signature has no namespace
        """The plain signature over the message."""
        return self._key.plain_value(message)
