"""Who signs bytes, and who says whether a signature is good?"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from paraph.core.model.signoff import Proof


class Verified(NamedTuple):
    """A good signature: how strong a proof it is (`present` needs a hardware key's user-verified flag), whether it
    was made as an SSH signature under the asked namespace, and the key's fingerprint (`SHA256:…`)."""

    proof: Proof
    is_ssh: bool
    fingerprint: str


class SignatureChecker(Protocol):
    """Checks signatures; pure but for the cryptographic library."""

    def fingerprint(self, public: str) -> str:
        """`SHA256:…` of an OpenSSH public key. Raises InputError for a key that is malformed, weak or unsupported."""
        ...

    def check(self, public: str, namespace: str, message: bytes, signature: bytes) -> Verified | None:
        """None unless the signature over `message` is good for this key; an SSH signature must be in `namespace`."""
        ...


class Signer(Protocol):
    """Holds, or reaches, one private key."""

    @property
    def public(self) -> str:
        """The public key in its OpenSSH form, without a comment."""
        ...

    def sign(self, namespace: str, message: bytes) -> bytes:
        """The signature bytes to put into an envelope. Raises ReadError when the key cannot be used now."""
        ...
