"""Is this change drawn for a spot check? Who knows the secret can tell, and nobody else can foresee it."""

from __future__ import annotations

_BYTES = 8
SECRET_BYTES = 32


def draw_of(secret: bytes, tree: str | None) -> float | None:
    """The draw of a merge result, at least 0 and below 1: HMAC-SHA256 (RFC 2104) of its tree id under the secret.

    None where the secret or the tree is not known. Who lands the same content under another message draws the same.
    """
    if not secret or not tree:
        return None
    import hmac

    digest = hmac.digest(secret, tree.encode("ascii"), "sha256")
    # 53 bits are what a float holds below 1
    return (int.from_bytes(digest[:_BYTES], "big") >> 11) / (1 << 53)
