"""What does this line say: which kind of public key is it, and is it one that may sign here?

The forms are those of RFC 4253, section 6.6 (RSA), RFC 5656, section 3.1 (ECDSA), RFC 8709, section 4 (Ed25519) and
OpenSSH's PROTOCOL.u2f (keys in hardware). Whether a point lies on its curve costs more; `signers.strength` answers it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from hashlib import sha256
from typing import NamedTuple

from paraph.adapters.formats.ssh_wire import MalformedError, WireReader
from paraph.core.errors import InputError, Problem
from paraph.core.model.regex import regex

MAX_LINE_CHARACTERS = 16_384
MIN_RSA_BITS = 2048
MAX_RSA_BITS = 16_384
MIN_RSA_EXPONENT = 65_537
MAX_RSA_EXPONENT_BITS = 256
CURVES = {"nistp256": 65, "nistp384": 97, "nistp521": 133}
"""Bytes of an uncompressed point on each curve."""

ED25519, RSA = "ssh-ed25519", "ssh-rsa"
SK_ED25519, SK_ECDSA = "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"
KINDS = (ED25519, *(f"ecdsa-sha2-{curve}" for curve in CURVES), RSA, SK_ED25519, SK_ECDSA)
_RELYING_PARTY = regex(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_GOOD = "make one with `ssh-keygen -t ed25519`, or `-t ed25519-sk` for one in hardware"
_WHOLE = "paste the one line of the .pub file as it stands"


class PublicKey(NamedTuple):
    """A public key. `blob` is its binary form; `point` that of a curve, empty for RSA, whose numbers stand in
    `exponent` and `modulus`; `application` is set for keys in hardware."""

    kind: str
    blob: bytes
    point: bytes = b""
    curve: str = ""
    exponent: int = 0
    modulus: int = 0
    application: str = ""

    @property
    def text(self) -> str:
        """The OpenSSH form without a comment."""
        return f"{self.kind} {b64encode(self.blob).decode()}"

    @property
    def fingerprint(self) -> str:
        """`SHA256:` and the digest of the blob in base64 without padding, as `ssh-keygen -l` prints it."""
        return f"SHA256:{b64encode(sha256(self.blob).digest()).decode().rstrip('=')}"

    @property
    def material(self) -> bytes:
        """What is the same in every form that one private key can take: whoever holds an Ed25519 key can pass its
        point off as that of a key in hardware, and under any application."""
        return self.point or self.modulus.to_bytes((self.modulus.bit_length() + 7) // 8, "big")

    @property
    def is_passkey(self) -> bool:
        """Whether it is a passkey: its application is then the relying party (a host name), not `ssh:…`."""
        return bool(self.application) and not self.application.startswith("ssh:")

    @property
    def is_hardware(self) -> bool:
        """Whether the private part cannot leave its device."""
        return bool(self.application)


def read_public(line: str) -> PublicKey:
    """The key of one line in OpenSSH's form, with or without a comment.

    Raises InputError for anything else, and for keys that are too short or of a kind that does not sign here.
    """
    return read_commented(line)[0]


def read_commented(line: str) -> tuple[PublicKey, str]:
    """The key of one line and the comment behind it, empty where there is none. Raises InputError."""
    line = line.strip()
    kind, _, rest = line.partition(" ")
    encoded, _, comment = rest.strip().partition(" ")
    reason, fix = _refused(line, kind)
    if reason:
        raise InputError(Problem("P0730", reason, fix))
    try:
        blob = b64decode(encoded, validate=True)
        if b64encode(blob).decode() != encoded:
            raise MalformedError("its base64 has a second form")
        key = read_blob(blob)
    except (MalformedError, Base64Error, ValueError) as error:
        raise InputError(Problem("P0730", f"this is no public key: {error}", _WHOLE)) from error
    if key.kind != kind:
        what = f"the line says {kind}, but the key in it is {key.kind}"
        raise InputError(Problem("P0730", what, _WHOLE))
    return key, comment.strip()


def read_blob(blob: bytes) -> PublicKey:
    """The key of a binary form. Raises MalformedError with the reason where it cannot be used here."""
    reader = WireReader(blob)
    kind = reader.text()
    if kind == RSA:
        key = _rsa(reader, blob)
    elif kind in {ED25519, SK_ED25519}:
        key = PublicKey(kind, blob, reader.string())
        if len(key.point) != 32:
            raise MalformedError("its point does not have 32 bytes")
    elif kind == SK_ECDSA or kind in KINDS:
        key = _ecdsa(kind, reader, blob)
    else:
        raise MalformedError(f"keys of the kind {kind[:60]} do not sign here")
    if kind in {SK_ED25519, SK_ECDSA}:
        key = key._replace(application=_application(reader))
    if key.is_passkey and kind != SK_ECDSA:
        raise MalformedError("a passkey that signs here is of the kind ES256")
    reader.end()
    return key


def _rsa(reader: WireReader, blob: bytes) -> PublicKey:
    """Bounds of the public exponent as in FIPS 186-5, section 5.1, which also keeps one check short."""
    exponent, modulus = reader.positive(), reader.positive()
    bits = modulus.bit_length()
    if not MIN_RSA_BITS <= bits <= MAX_RSA_BITS:
        raise MalformedError(f"an RSA key of {bits} bits; {MIN_RSA_BITS} to {MAX_RSA_BITS} may sign here")
    if exponent < MIN_RSA_EXPONENT or exponent.bit_length() > MAX_RSA_EXPONENT_BITS or not exponent & 1:
        raise MalformedError("an RSA key whose exponent is even, or not between 65537 and 2^256")
    if not modulus & 1:
        raise MalformedError("an RSA key whose modulus is even")
    return PublicKey(RSA, blob, exponent=exponent, modulus=modulus)


def _ecdsa(kind: str, reader: WireReader, blob: bytes) -> PublicKey:
    curve = "nistp256" if kind == SK_ECDSA else kind.removeprefix("ecdsa-sha2-")
    if reader.text() != curve:
        raise MalformedError("its curve is not that of its kind")
    point = reader.string()
    if len(point) != CURVES[curve] or point[0] != 4:
        raise MalformedError("its point is not in the uncompressed form")
    return PublicKey(kind, blob, point, curve)


def _application(reader: WireReader) -> str:
    application = reader.text()
    if len(application) > 255 or not (application.startswith("ssh:") or _RELYING_PARTY.fullmatch(application)):
        raise MalformedError("its hardware keeps it for another use than SSH, and for no website either")
    return application


def _refused(line: str, kind: str) -> tuple[str, str]:
    """What cannot be a key, and what to do about it."""
    if "PRIVATE KEY" in line:
        return "this is a private key", "keep it to yourself; the public one is in the file that ends in .pub"
    if len(line) > MAX_LINE_CHARACTERS or not line.isprintable():
        return "a public key is one line of printable text", _WHOLE
    if "-cert-v" in kind:
        return "this is a certificate, not a key", "give the key that it certifies"
    if kind in {"ssh-dss", "ssh-dsa"}:
        return "DSA keys are too weak to sign here", _GOOD
    if kind not in KINDS:
        named = f"`{kind[:60]}`" if kind else "an empty line"
        return f"{named} is no kind of key that signs here; known are {', '.join(KINDS)}", _WHOLE
    return "", ""
