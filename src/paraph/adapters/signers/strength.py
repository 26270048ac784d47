"""Is this public key strong enough to stand for somebody, and which object of the cryptographic library checks it?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from paraph.adapters.formats.ssh_keys import PublicKey, read_public
from paraph.adapters.signers.ed25519_points import weakness
from paraph.core.errors import InputError, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurve

_CACHED_KEYS = 4096


class StrongKey:
    """A public key that passed every check, and the library's object that verifies its signatures."""

    __slots__ = ("checking", "key")

    def __init__(self, key: PublicKey, checking: Any) -> None:
        self.key = key
        self.checking = checking


def strong_key(public: str) -> StrongKey:
    """The key of an OpenSSH line. Raises InputError for one that is malformed, unsupported or weak."""
    found = _examined(public)
    if isinstance(found, StrongKey):
        return found
    raise InputError(*found)


@lru_cache(_CACHED_KEYS)
def _examined(public: str) -> StrongKey | tuple[Problem, ...]:
    """What is wrong is kept, too: a weak key costs as much as a strong one, and may be asked for as often."""
    try:
        key = read_public(public)
    except InputError as error:
        return error.problems
    try:
        return StrongKey(key, _checking(key))
    except ValueError as error:
        fix = "make another key; if a tool gave you this one, do not trust that tool"
        return (Problem("P0732", f"the key {key.fingerprint} is weak: {error}", fix),)


def _checking(key: PublicKey) -> Any:
    """Raises ValueError with the reason where the key is weak."""
    if key.modulus:
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

        return RSAPublicNumbers(key.exponent, key.modulus).public_key()
    if key.curve:
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

        try:
            return EllipticCurvePublicKey.from_encoded_point(curve_named(key.curve), key.point)
        except ValueError as error:
            raise ValueError(f"its point does not lie on {key.curve}") from error
    reason = weakness(key.point)
    if reason:
        raise ValueError(f"it {reason}")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(key.point)


def curve_named(name: str) -> EllipticCurve:
    """The curve of an SSH name."""
    from cryptography.hazmat.primitives.asymmetric import ec

    curves: dict[str, type[EllipticCurve]] = {
        "nistp256": ec.SECP256R1, "nistp384": ec.SECP384R1, "nistp521": ec.SECP521R1,
    }  # fmt: skip
    return curves[name]()
