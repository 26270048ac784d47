"""Is an export what its checkpoint signs? Read by somebody who never saw our code: `verify_by_hand.py DIR VKEY`."""

import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def root(hashes: list[bytes]) -> bytes:
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha256(b"\x01" + root(hashes[:split]) + root(hashes[split:])).digest()


def file(folder: Path, level: str, number: int, count: int) -> bytes:
    digits = f"{number:03d}".rjust(9, "0") if number > 999 else f"{number:03d}"
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    while len(parts) > 1 and parts[0] == "000":
        parts.pop(0)
    name = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    return (folder / "tile" / level / (name if count == 256 else f"{name}.p/{count}")).read_bytes()


def entries(bundle: bytes) -> list[bytes]:
    found = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        found.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    return found


def verify(folder: Path, vkey: str) -> int:
    text, _, lines = (folder / "checkpoint").read_text(encoding="utf-8").rpartition("\n\n")
    name, key_id, key = vkey.split("+", 2)
    signature = next(b64decode(line.split(" ")[2]) for line in lines.split("\n") if line.startswith(f"\u2014 {name} "))
    Ed25519PublicKey.from_public_bytes(b64decode(key)[1:]).verify(signature[4:], f"{text}\n".encode())
    _, size, signed = text.split("\n")[:3]
    hashes: list[bytes] = []
    for number in range(-(-int(size) // 256)):
        count = min(256, int(size) - number * 256)
        bundle = entries(file(folder, "entries", number, count))
        hashes += [sha256(b"\x00" + entry).digest() for entry in bundle]
        if len(bundle) != count:
            return 1
    whole, level = root(hashes), 0
    while hashes:
        rows = [hashes[at : at + 256] for at in range(0, len(hashes), 256)]
        if any(file(folder, str(level), n, len(row)) != b"".join(row) for n, row in enumerate(rows)):
            return 1
        hashes, level = [root(row) for row in rows if len(row) == 256], level + 1
    return int(whole != b64decode(signed) or signature[:4].hex() != key_id)


if __name__ == "__main__":
    sys.exit(verify(Path(sys.argv[1]), sys.argv[2]))
