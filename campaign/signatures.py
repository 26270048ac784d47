"""Is any signature taken for good that ssh-keygen refuses, or a good one refused?

Signatures of every kind of key, those in hardware among them, are made, and most of them spoilt: bits turned, bytes
put in and taken out, fields of one put into another. ssh-keygen and Paraph look at the same bytes.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaign.outcome import Outcome
from paraph.adapters.formats.ssh_keys import SK_ED25519, read_blob, read_public
from paraph.adapters.formats.ssh_wire import pack
from paraph.adapters.signers.checker import USER_PRESENT, Checker
from paraph.adapters.signers.local import LocalSigner
from paraph.adapters.signers.sshsig import (
    SshSignature,
    read_signature,
    signed_bytes,
    write_armored,
    write_signature,
)

WHAT = "no signature is good here that ssh-keygen refuses, and every good one is"
RUNS = 10_000
NAMESPACE = "paraph-signoff@v1"
_KINDS = (("ed25519", "256"), ("ecdsa", "256"), ("ecdsa", "384"), ("ecdsa", "521"), ("rsa", "2048"))
_FLAGS = (0, 1, 4, 5, 0x1D, 0x41, 0x81, 0xFF)
_MOST_SPOILT = 3


class Made(NamedTuple):
    """A good signature, or one of a hardware key that says nobody was there."""

    public: str
    message: bytes
    blob: bytes
    is_good: bool


def run(runs: int, seed: int) -> Outcome:
    """So many signatures, about one in four of them left as they were made."""
    ssh_keygen = shutil.which("ssh-keygen")
    if ssh_keygen is None:
        return Outcome(0, ("there is no ssh-keygen here to compare with",))
    draw, failures, met = random.Random(seed), list[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        signers = _signers(Path(name), ssh_keygen)
        for number in range(runs):
            made = _made(draw, signers)
            is_whole = not draw.randrange(4)
            blob = made.blob if is_whole else _spoilt(draw, made.blob, _made(draw, signers).blob)
            ours = Checker().check(made.public, NAMESPACE, made.message, blob) is not None
            theirs = _is_good(Path(name), ssh_keygen, made, blob)
            met[f"{'good' if ours else 'bad'} here, {'good' if theirs else 'bad'} there"] += 1
            if (ours and not theirs) or (is_whole and ours != made.is_good):
                failures.append(f"run {number}: {made.public} {made.message.hex()} {blob.hex()}")
    return Outcome(runs, tuple(failures), "; ".join(f"{count:,} {words}" for words, count in sorted(met.items())))


def _signers(folder: Path, ssh_keygen: str) -> list[LocalSigner]:
    for kind, bits in _KINDS:
        command = [ssh_keygen, "-q", "-t", kind, "-b", bits, "-N", "", "-f", str(folder / f"{kind}{bits}")]
        subprocess.run(command, check=True)
    return [LocalSigner(str(folder / f"{kind}{bits}")) for kind, bits in _KINDS]


def _made(draw: random.Random, signers: list[LocalSigner]) -> Made:
    message = draw.randbytes(draw.randrange(40))
    at = draw.randrange(len(signers) + 2)
    if at < len(signers):
        return Made(signers[at].public, message, signers[at].sign(NAMESPACE, message), is_good=True)
    return _by_token(draw, message)


def _by_token(draw: random.Random, message: bytes) -> Made:
    """A hardware key in software (OpenSSH's PROTOCOL.u2f)."""
    key = Ed25519PrivateKey.from_private_bytes(draw.randbytes(32))
    flags, counter, application = draw.choice(_FLAGS), draw.randrange(1 << 32), b"ssh:"
    blob = pack(SK_ED25519.encode()) + pack(key.public_key().public_bytes_raw()) + pack(application)
    signed = sha256(signed_bytes(NAMESPACE, "sha512", message)).digest()
    value = key.sign(sha256(application).digest() + bytes([flags]) + counter.to_bytes(4, "big") + signed)
    signature = SshSignature(blob, NAMESPACE, "sha512", SK_ED25519, value, flags, counter)
    return Made(read_blob(blob).text, message, write_signature(signature), is_good=bool(flags & USER_PRESENT))


def _spoilt(draw: random.Random, blob: bytes, other: bytes) -> bytes:
    if not draw.randrange(4):
        field = draw.choice(SshSignature._fields)
        mixed = read_signature(blob)._replace(**{field: getattr(read_signature(other), field)})
        return write_signature(mixed)
    data = bytearray(blob)
    for _ in range(draw.randrange(1, _MOST_SPOILT + 1)):
        at = draw.randrange(len(data))
        match draw.randrange(5):
            case 0 | 1:
                data[at] ^= 1 << draw.randrange(8)
            case 2:
                del data[at : at + draw.randrange(1, 5)]
            case 3:
                data[at:at] = bytes(draw.randrange(1, 5))
            case 4:
                data[at] = draw.randrange(256)
    return bytes(data)


def _is_good(folder: Path, ssh_keygen: str, made: Made, blob: bytes) -> bool:
    allowed, signature = folder / "allowed", folder / "signature"
    allowed.write_text(f"ada@example.test {read_public(made.public).text}\n", encoding="ascii")
    signature.write_bytes(write_armored(blob))
    command = [ssh_keygen, "-Y", "verify", "-f", str(allowed), "-I", "ada@example.test"]
    command += ["-n", NAMESPACE, "-s", str(signature)]
    return subprocess.run(command, input=made.message, capture_output=True, check=False).returncode == 0
