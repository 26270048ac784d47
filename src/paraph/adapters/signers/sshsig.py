"""What is inside an SSH signature, and which bytes does it sign?

The format is OpenSSH's PROTOCOL.sshsig. Version 1 only; what it leaves open (a reserved field that is ignored, bytes
behind the end) is refused, so that one signature has one form.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from hashlib import sha256, sha512
from typing import NamedTuple

from paraph.adapters.formats.ssh_wire import MalformedError, WireReader, pack

MAGIC = b"SSHSIG"
VERSION = 1
MAX_BLOB_BYTES = 16_384
HASHES = {"sha256": sha256, "sha512": sha512}
WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
"""What a browser has a passkey sign (OpenSSH's PROTOCOL.u2f, "webauthn signatures")."""
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_LINE_CHARACTERS = 70


class Browser(NamedTuple):
    """What a browser put around what a passkey signed: the origin of the page, the client data (JSON) and the
    authenticator's extensions (CBOR), both as they were hashed."""

    origin: str
    client_data: bytes
    extensions: bytes = b""


class SshSignature(NamedTuple):
    """The fields of one signature: `public` is the blob of the key, `algorithm` and `value` those of the inner
    signature; `flags` and `counter` are what a key in hardware vouches for, None for other keys; `browser` is there
    for a passkey's alone."""

    public: bytes
    namespace: str
    hash_name: str
    algorithm: str
    value: bytes
    flags: int | None = None
    counter: int | None = None
    browser: Browser | None = None


def read_signature(blob: bytes) -> SshSignature:
    """The fields of a binary signature. Raises MalformedError with the reason where it is not exactly one."""
    if len(blob) > MAX_BLOB_BYTES:
        raise MalformedError(f"it is longer than {MAX_BLOB_BYTES} bytes")
    reader = WireReader(blob)
    if reader.take(len(MAGIC)) != MAGIC or reader.number() != VERSION:
        raise MalformedError("it is no SSH signature of version 1")
    public, namespace = reader.string(), reader.text()
    if reader.string():
        raise MalformedError("its reserved field is not empty")
    hash_name = reader.text()
    inner = WireReader(reader.string())
    reader.end()
    if hash_name not in HASHES:
        raise MalformedError(f"its hash {hash_name[:20]} is not sha256 or sha512")
    algorithm, value = inner.text(), inner.string()
    is_vouched = algorithm.startswith("sk-") or algorithm == WEBAUTHN
    flags, counter = (inner.byte(), inner.number()) if is_vouched else (None, None)
    browser = Browser(inner.text(), inner.string(), inner.string()) if algorithm == WEBAUTHN else None
    inner.end()
    return SshSignature(public, namespace, hash_name, algorithm, value, flags, counter, browser)


def write_signature(signature: SshSignature) -> bytes:
    """The binary form of the fields."""
    inner = pack(signature.algorithm.encode()) + pack(signature.value)
    if signature.flags is not None and signature.counter is not None:
        inner += bytes([signature.flags]) + signature.counter.to_bytes(4, "big")
    if signature.browser is not None:
        inner += b"".join(pack(each) for each in (signature.browser.origin.encode(), *signature.browser[1:]))
    fields = (signature.public, signature.namespace.encode(), b"", signature.hash_name.encode(), inner)
    return MAGIC + VERSION.to_bytes(4, "big") + b"".join(pack(field) for field in fields)


def signed_bytes(namespace: str, hash_name: str, message: bytes) -> bytes:
    """What the inner signature is made over. Raises KeyError for a hash other than sha256 and sha512."""
    digest = HASHES[hash_name](message).digest()
    return MAGIC + b"".join(pack(field) for field in (namespace.encode(), b"", hash_name.encode(), digest))


def read_armored(text: bytes) -> bytes:
    """The binary form of what `ssh-keygen -Y sign` writes. Raises MalformedError."""
    lines = text.strip().replace(b"\r\n", b"\n").split(b"\n")
    if len(text) > 2 * MAX_BLOB_BYTES or len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise MalformedError("it does not stand between the lines BEGIN and END SSH SIGNATURE")
    try:
        return b64decode(b"".join(lines[1:-1]), validate=True)
    except (Base64Error, ValueError) as error:
        raise MalformedError(f"it is not base64: {error}") from error


def write_armored(blob: bytes) -> bytes:
    """The form that `ssh-keygen -Y verify` reads."""
    encoded = b64encode(blob)
    lines = [encoded[at : at + _LINE_CHARACTERS] for at in range(0, len(encoded), _LINE_CHARACTERS)]
    return b"\n".join((_BEGIN, *lines, _END, b""))
