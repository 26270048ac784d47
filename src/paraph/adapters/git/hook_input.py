"""What did git hand to a hook: which refs move, and who pushes?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from paraph.adapters.git.names import decode_path, encode_path
from paraph.core.errors import InputError, Problem
from paraph.ports.receiving import RefUpdate

INPUT_BYTES = 1 << 27
DIGITS = frozenset(b"0123456789abcdef")
NONCE_GOOD = ("OK", "SLOP")


class SignedPush(NamedTuple):
    """The certificate of a signed push: what was signed, and the SSH signature over it (its binary form)."""

    message: bytes
    signature: bytes


def read_updates(stream: bytes) -> list[RefUpdate]:
    """The movements of a hook's standard input, `OLD NEW REF` on each line; an id of zeros is none.

    Raises InputError for anything else: what cannot be read is not let through.
    """
    if len(stream) > INPUT_BYTES:
        raise InputError(Problem("P0906", f"git names more than {INPUT_BYTES:,} bytes of refs", "push fewer at once"))
    return [_update(line) for line in stream.split(b"\n") if line]


def _update(line: bytes) -> RefUpdate:
    words = line.split(b" ", 2)
    if len(words) != 3 or not words[2] or not _is_id(words[0]) or not _is_id(words[1]):
        what = f"git hands over no movement of a ref: {decode_path(line[:200])!r}"
        raise InputError(Problem("P0906", what, "let git itself run this hook"))
    old, new = (word.decode("ascii") if word.strip(b"0") else "" for word in words[:2])
    return RefUpdate(decode_path(words[2]), old, new)


def _is_id(word: bytes) -> bool:
    return len(word) in (40, 64) and DIGITS.issuperset(word)


def certificate_of(environment: Mapping[str, str]) -> str:
    """The blob of the push certificate whose nonce is this server's own, empty where there is none."""
    blob = environment.get("GIT_PUSH_CERT", "")
    is_fresh = environment.get("GIT_PUSH_CERT_NONCE_STATUS", "") in NONCE_GOOD
    return blob if is_fresh and blob.strip("0") else ""


def read_certificate(content: bytes) -> SignedPush | None:
    """Split a certificate as git does: all that stands before the armour is signed. None without an SSH signature.

    The format is that of gitformat-signature(5) and of send-pack's push certificate.
    """
    from base64 import b64decode
    from binascii import Error

    begin, end = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----"
    message, found, armour = content.partition(b"\n" + begin)
    inner, closed, _ = armour.partition(end)
    if not found or not closed:
        return None
    try:
        return SignedPush(message + b"\n", b64decode(b"".join(inner.split()), validate=True))
    except (Error, ValueError):
        return None


def is_of(certificate: bytes, updates: Iterable[RefUpdate]) -> bool:
    """Whether a certificate asks for each of these movements: it speaks for no other push, and what somebody signed
    for another purpose (a commit, a tag) is none."""
    head, _, moves = certificate.partition(b"\n\n")
    if not head.startswith(b"certificate version "):
        return False
    asked = set(moves.split(b"\n"))
    return all(line in asked for line in map(_line, updates))


def _line(update: RefUpdate) -> bytes:
    none = "0" * max(len(update.old), len(update.new))
    return f"{update.old or none} {update.new or none} ".encode() + encode_path(update.ref)


def login() -> str:
    """The account of this system under which git serves, `unix:NAME`."""
    import pwd

    try:
        return f"unix:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:
        return f"unix:{os.getuid()}"


def named_account(value: str) -> str:
    """What whoever serves git says of who pushes, as an account: an address, `kind:value`, else a login."""
    text = value.strip()
    if not text or len(text) > 254 or not text.isprintable():
        return ""
    kind, colon, rest = text.partition(":")
    if colon and kind.isalnum() and rest:
        return text
    return f"email:{text}" if "@" in text else f"login:{text}"
