"""Who is logged in, with which passkeys and tokens?

Secrets never lie in the database: a session, a token or a link is known by the SHA-256 of what its holder has.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

Scope = Literal["read", "evidence", "records", "deploy"]
SCOPES: tuple[Scope, ...] = ("read", "evidence", "records", "deploy")
"""What a token may do. There is none that signs off, answers, vetoes or overrides, and none that hands on."""


class Session(NamedTuple):
    """A browser in which a person is logged in. `digest` is the SHA-256 in hex of the cookie; `account` is the one by
    which they came (`github:ada`, `oidc:ISSUER|SUBJECT`, `link:ID`); times are epoch seconds. `csrf` is what their
    forms carry. `fresh_at` is when they last proved who they are."""

    digest: str
    person: str
    account: str
    csrf: str
    started_at: int
    expires_at: int
    fresh_at: int
    pending: bytes = b""
    """A challenge or a statement that waits to be signed (JSON); used once."""


class Token(NamedTuple):
    """A machine's key to the API. `digest` is the SHA-256 in hex of it; `repositories` are keys, empty for all."""

    digest: str
    name: str
    scopes: tuple[str, ...]
    repositories: tuple[str, ...]
    made_by: str
    made_at: int
    expires_at: int
    used_at: int = 0


class Passkey(NamedTuple):
    """A passkey of a person: `id` is the credential's (base64url), `public` the OpenSSH line
    (`sk-ecdsa-sha2-nistp256@openssh.com …`) whose application is the relying party. `entry` says in the ledger that it
    was enrolled. `revoked_at` 0 for never. `accounts` are those of the person who enrolled it, as they were then: a
    repository whose directory has somebody else under that id does not take it for theirs."""

    id: str
    person: str
    public: str
    name: str
    made_at: int
    counter: int = 0
    revoked_at: int = 0
    entry: int = -1
    accounts: tuple[str, ...] = ()


class LoginLink(NamedTuple):
    """A link that logs its holder in once, for the embedded default."""

    digest: str
    person: str
    expires_at: int
    used_at: int = 0


AccountRow = Session | Token | Passkey | LoginLink
"""Rows of `Ledger.record`; one with a key that is there takes the place of the older one. A session or token whose
`expires_at` is 0 is deleted."""


class Accounts(Protocol):
    """Reads what the rows say. Any method may raise ReadError."""

    def session(self, digest: str) -> Session | None:
        """A session, expired or not."""
        ...

    def token(self, digest: str) -> Token | None:
        """A token, expired or not."""
        ...

    def use_token(self, digest: str, now: int) -> None:
        """Keep that a token was used at `now`; nothing where there is none."""
        ...

    def tokens(self) -> list[Token]:
        """All of them."""
        ...

    def passkeys(self, person: str | None = None) -> list[Passkey]:
        """Those of a person, or all, revoked ones among them."""
        ...

    def use_link(self, digest: str, now: int) -> LoginLink | None:
        """The link, where it is there, in time and not used; it is used up by this, whoever asks at once."""
        ...

    def keep_pending(self, digest: str, what: bytes) -> bool:
        """Keep what waits in a session, in the place of what waited before; whether there is that session. One that
        was ended meanwhile is not brought back."""
        ...

    def take_pending(self, digest: str) -> bytes:
        """What waits in a session, given out once, whoever asks at once; empty for nothing."""
        ...
