"""How does a passkey come to stand for a person, and what does its answer to a page become?"""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Site(NamedTuple):
    """The relying party: its host name, and the origin of our pages (`https://HOST[:PORT]`)."""

    host: str
    origin: str


class NewPasskey(NamedTuple):
    """A passkey that was just made: its credential's id (base64url), the key in OpenSSH's form, its counter."""

    id: str
    public: str
    counter: int


class PasskeyReader(Protocol):
    """Reads what browsers give back, as JSON of `PublicKeyCredential.toJSON`. Raises InputError (P1360, P1361)."""

    def made(self, response: bytes, challenge: bytes, site: Site) -> NewPasskey:
        """A new passkey, made on a page of ours with its user verified (Web Authentication, section 7.1)."""
        ...

    def challenge(self, namespace: str, message: bytes) -> bytes:
        """What a page asks a passkey to sign, so that it has signed the message under the namespace."""
        ...

    def credential(self, response: bytes) -> str:
        """The id (base64url) of the credential that answered."""
        ...

    def signature(self, response: bytes, public: str, namespace: str) -> bytes:
        """The SSH signature that an answer is; whether it is good, `SignatureChecker.check` says."""
        ...
