"""Does this Ed25519 public key bind its holder to one message, or is it one of the points that sign anything?

The curve, its encoding and its arithmetic are those of RFC 8032, section 5.1. A point of small order verifies
constant signatures over arbitrary messages; one with a small component verifies differently in different libraries.
"""

from __future__ import annotations

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, PRIME) % PRIME
_ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
_COFACTOR = 8

Point = tuple[int, int, int, int]
"""Extended homogeneous coordinates X, Y, Z, T."""
IDENTITY: Point = (0, 1, 1, 0)


def weakness(encoded: bytes) -> str:
    """Why these 32 bytes must not be a public key, empty where they may. One scalar multiplication: milliseconds."""
    point = decoded(encoded)
    if point is None:
        return "is not the one encoding of a point on the curve"
    if is_identity(multiplied(point, _COFACTOR)):
        return "is a point of small order, under which one signature fits many messages"
    if not is_identity(multiplied(point, ORDER)):
        return "is a point outside the prime-order group"
    return ""


def decoded(encoded: bytes) -> Point | None:
    """The point of 32 bytes (RFC 8032, section 5.1.3); None where they are not its one encoding."""
    if len(encoded) != 32:
        return None
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if y >= PRIME:
        return None
    x = _x_of(y)
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


def _x_of(y: int) -> int | None:
    numerator, denominator = (y * y - 1) % PRIME, (_D * y * y + 1) % PRIME
    root = numerator * pow(denominator, 3, PRIME) * pow(numerator * pow(denominator, 7, PRIME), (PRIME - 5) // 8, PRIME)
    x = root % PRIME
    square = denominator * x * x % PRIME
    if square == numerator:
        return x
    if square == -numerator % PRIME:
        return x * _ROOT_OF_MINUS_ONE % PRIME
    return None


def added(one: Point, other: Point) -> Point:
    """The sum of two points (RFC 8032, section 5.1.4); the formula is complete."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c = 2 * one[3] * other[3] * _D % PRIME
    d = 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def multiplied(point: Point, scalar: int) -> Point:
    """`scalar` times a point. Not constant in time: for public values only."""
    product = IDENTITY
    for bit in bin(scalar)[2:]:
        product = added(product, product)
        if bit == "1":
            product = added(product, point)
    return product


def is_identity(point: Point) -> bool:
    """Whether it is the neutral element."""
    return point[0] % PRIME == 0 and (point[1] - point[2]) % PRIME == 0
