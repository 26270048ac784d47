"""Did a browser have a passkey sign exactly this, on a page of the right site?

The signature is that of OpenSSH's PROTOCOL.u2f ("webauthn signatures"): the challenge of WebAuthn is what an SSH
signature signs, so that `ssh-keygen -Y verify` checks it, too. Stricter here: the page must be the relying party's own,
and not within a frame of another one's.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from urllib.parse import urlsplit

from paraph.adapters.signers.sshsig import Browser

ATTESTED = 0x40
EXTENDED = 0x80
MAX_CLIENT_DATA_BYTES = 8_192
_LOOPBACK = "localhost"


def vouches_for(browser: Browser, flags: int, signed: bytes, application: str) -> bool:
    """Whether the client data says that the bytes `signed` were the challenge, on a page of `application`.

    `flags` are those of the authenticator data (Web Authentication Level 3, section 6.1): a signature carries no
    attested key, and extensions exactly where the flags say so.
    """
    if flags & ATTESTED or bool(flags & EXTENDED) != bool(browser.extensions):
        return False
    if not is_page_of(browser.origin, application) or len(browser.client_data) > MAX_CLIENT_DATA_BYTES:
        return False
    if not browser.client_data.startswith(client_data_start(signed, browser.origin)):
        return False
    try:
        said = json.loads(browser.client_data)
    except (ValueError, RecursionError):
        return False
    return said.get("crossOrigin") in (None, False)


def client_data_start(signed: bytes, origin: str) -> bytes:
    """The beginning that the client data must have, byte for byte (Web Authentication Level 3, section 5.8.1.1)."""
    challenge = urlsafe_b64encode(signed).rstrip(b"=").decode()
    return f'{{"type":"webauthn.get","challenge":"{challenge}","origin":"{origin}"'.encode()


def is_page_of(origin: str, application: str) -> bool:
    """Whether an origin belongs to a relying party: its host, or one below it, over https, or on this machine."""
    if '"' in origin or "\\" in origin:
        return False
    try:
        parts = urlsplit(origin)
        host = parts.hostname or ""
        is_bare = f"{parts.scheme}://{parts.netloc}" == origin and "@" not in parts.netloc
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host == _LOOPBACK)
    return is_bare and is_safe and (host == application or host.endswith(f".{application}"))
