"""Which key and which namespace does an SSH signature name?"""

from __future__ import annotations

from typing import NamedTuple

MAGIC = b"SSHSIG"


class SshFrame(NamedTuple):
    """What an SSH signature says of itself; only checking it makes that true.

    `key` is the wire form of the public key, the base64 part of `ssh-ed25519 AAAA…`.
    """

    key: bytes
    namespace: str


def ssh_frame(signature: bytes) -> SshFrame | None:
    """The public key and the namespace in an SSHSIG blob (OpenSSH's PROTOCOL.sshsig), None for other bytes."""
    if not signature.startswith(MAGIC) or signature[6:10] != b"\0\0\0\1":
        return None
    key, after = _string(signature, 10)
    name, after = _string(signature, after)
    return SshFrame(key, name.decode("utf-8", "backslashreplace")) if key and after else None


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """An SSH string (RFC 4251, section 5) and the place after it; no bytes and 0 where it is cut short."""
    end = start + 4 + int.from_bytes(data[start : start + 4], "big")
    return (data[start + 4 : end], end) if start and start + 4 <= len(data) and end <= len(data) else (b"", 0)
