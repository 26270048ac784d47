"""How is something signed as `ssh-keygen` would, with an unencrypted key file and without that program?"""

from __future__ import annotations

from paraph.adapters.signers.private_key import PrivateKey, read_private_file
from paraph.adapters.signers.sshsig import SshSignature, signed_bytes, write_signature

_HASH = "sha512"


class LocalSigner:
    """Signs with a private key file that has no passphrase; implements `ports.signing.Signer`.

    Raises ReadError where the file cannot be used.
    """

    def __init__(self, private_key_file: str) -> None:
        self._key: PrivateKey = read_private_file(private_key_file)

    @property
    def public(self) -> str:
        """The public key in its OpenSSH form, without a comment."""
        return self._key.public.text

    def sign(self, namespace: str, message: bytes) -> bytes:
        """The binary SSH signature over the message in this namespace."""
        algorithm, value = self._key.ssh_value(signed_bytes(namespace, _HASH, message))
        return write_signature(SshSignature(self._key.public.blob, namespace, _HASH, algorithm, value))
