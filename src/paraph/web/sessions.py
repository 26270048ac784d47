"""Which browser is whose, and for how long?

The cookie is a random secret; the database has its SHA-256 alone. It is a new one after every login, so that a cookie
that was planted before is worth nothing.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from litestar.datastructures import Cookie

from paraph.flows.attend.office import Office
from paraph.ports.accounts import Session
from paraph.ports.ledger import Row

LASTS_SECONDS = 12 * 3_600
_SECRET_BYTES = 32
_MOST_CHARACTERS = 128


def is_https(office: Office) -> bool:
    """Whether browsers reach us by TLS."""
    return office.config.url.startswith("https://")


def cookie_name(office: Office, name: str = "paraph") -> str:
    """A name that a browser binds to this host and to TLS (RFC 6265bis, `__Host-`), where there is TLS."""
    return f"__Host-{name}" if is_https(office) else name


def cookie(office: Office, value: str, name: str = "paraph", lasts: int = LASTS_SECONDS) -> Cookie:
    """A cookie of ours; `lasts` seconds, 0 takes it back."""
    return Cookie(
        key=cookie_name(office, name), value=value, max_age=lasts, path="/", secure=is_https(office), httponly=True,
        samesite="lax",
    )  # fmt: skip


def digest_of(secret: str) -> str:
    """By what a secret is known: SHA-256 in hex."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def fresh_secret(office: Office) -> str:
    """A new secret of 256 random bits, as base64url."""
    return urlsafe_b64encode(office.random(_SECRET_BYTES)).rstrip(b"=").decode("ascii")


def start_session(office: Office, person: str, account: str, old: str = "") -> str:
    """Log a person in and hand back the cookie's value; the session of the `old` cookie ends. Raises ReadError."""
    secret, now = fresh_secret(office), office.clock()
    started = Session(digest_of(secret), person, account, fresh_secret(office), now, now + LASTS_SECONDS, now)
    rows = [Row(started)]
    before = session_of(office, old)
    if before is not None:
        rows.append(Row(before._replace(expires_at=0)))
    office.log.record((), (), rows)
    return secret


def end_session(office: Office, session: Session) -> None:
    """Log out. Raises ReadError."""
    office.log.record((), (), [Row(session._replace(expires_at=0))])


def session_of(office: Office, value: str) -> Session | None:
    """The session of a cookie's value, None where there is none any more. Raises ReadError."""
    if not 0 < len(value) <= _MOST_CHARACTERS:
        return None
    found = office.accounts.session(digest_of(value))
    return found if found is not None and found.expires_at > office.clock() else None
