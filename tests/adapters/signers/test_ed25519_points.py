"""Are all points refused that bind nobody? Their list is worked out here from the curve's equation alone."""

from __future__ import annotations

import pytest

from paraph.adapters.signers.ed25519_points import (
    IDENTITY,
    ORDER,
    PRIME,
    added,
    decoded,
    is_identity,
    multiplied,
    weakness,
)

D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
BASE = (4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def roots(square: int) -> set[int]:
    """Every square root modulo the prime (p = 5 mod 8)."""
    guess = pow(square, (PRIME + 3) // 8, PRIME)
    tried = {guess * factor % PRIME for factor in (1, pow(2, (PRIME - 1) // 4, PRIME))}
    return {sign * root % PRIME for root in tried if root * root % PRIME == square for sign in (1, -1)}


def add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The addition of the twisted Edwards curve in affine coordinates."""
    (a, b), (c, d) = one, other
    product = D * a * b * c * d % PRIME
    x = (a * d + b * c) * pow(1 + product, PRIME - 2, PRIME) % PRIME
    return x, (b * d + a * c) * pow(1 - product, PRIME - 2, PRIME) % PRIME


def small_points() -> set[tuple[int, int]]:
    """The eight points whose order divides 8: y = 0, 1, -1, and those whose double has y = 0."""
    # 2P has y = 0 where x^2 = -y^2, and with the equation: d y^4 + 2 y^2 - 1 = 0
    halves = {y for root in roots((1 + D) % PRIME) for y in roots((-1 + root) * pow(D, PRIME - 2, PRIME) % PRIME)}
    found = set()
    for y in {0, 1, PRIME - 1} | halves:
        square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
        found |= {(x, y) for x in roots(square)}
    return found


def encodings(x: int, y: int) -> set[bytes]:
    """Every 32 bytes that a careless reader takes for the point: y may be given with p added where that fits."""
    signs = {x & 1} if x else {0, 1}
    values = {value for value in (y, y + PRIME) if value < 1 << 255}
    return {(value | sign << 255).to_bytes(32, "little") for value in values for sign in signs}


SMALL = sorted(encoding for point in small_points() for encoding in encodings(*point))


def test_there_are_eight_points_and_fourteen_encodings() -> None:
    points = small_points()
    for point in points:
        eightfold = point
        for _ in range(3):
            eightfold = add(eightfold, eightfold)
        assert eightfold == (0, 1)
    assert (len(points), len(SMALL)) == (8, 14)


@pytest.mark.parametrize("encoding", SMALL, ids=lambda each: each.hex()[:8] + each.hex()[-2:])
def test_points_of_small_order_are_refused(encoding: bytes) -> None:
    assert weakness(encoding)


@pytest.mark.parametrize("excess", range(19))
def test_no_value_from_the_prime_on_is_an_encoding(excess: int) -> None:
    for sign in (0, 1 << 255):
        assert decoded((PRIME + excess | sign).to_bytes(32, "little")) is None


@pytest.mark.parametrize("length", [0, 31, 33])
def test_other_lengths_are_no_points(length: int) -> None:
    assert decoded(bytes(length)) is None


def test_half_of_all_values_lie_off_the_curve() -> None:
    off = [y for y in range(2, 200) if decoded(y.to_bytes(32, "little")) is None]
    assert 60 < len(off) < 140
    assert all("not the one encoding" in weakness(y.to_bytes(32, "little")) for y in off)


def test_a_good_point_with_a_small_one_added_is_refused() -> None:
    base = decoded(BASE)
    assert base is not None
    assert weakness(BASE) == ""
    for encoding in SMALL:
        small = decoded(encoding)
        if small is None or is_identity(small):
            continue
        x, y, z, _ = added(base, small)
        inverse = pow(z, -1, PRIME)
        x, y = x * inverse % PRIME, y * inverse % PRIME
        mixed = (y | (x & 1) << 255).to_bytes(32, "little")
        assert "outside the prime-order group" in weakness(mixed)


def test_the_arithmetic_is_that_of_the_curve() -> None:
    base = decoded(BASE)
    assert base is not None
    fourfold = add(add(base[:2], base[:2]), add(base[:2], base[:2]))
    x, y, z, t = multiplied(base, 4)
    inverse = pow(z, -1, PRIME)
    assert (x * inverse % PRIME, y * inverse % PRIME) == fourfold
    assert t * z % PRIME == x * y % PRIME
    assert is_identity(multiplied(base, ORDER))
    assert is_identity(multiplied(base, 0))
    assert added(base, IDENTITY)[2] != 0
