"""What does the real ssh-keygen say of a signature, and what does one look like that a hardware key would make?"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from paraph.adapters.formats.ssh_keys import SK_ECDSA, SK_ED25519, PublicKey, read_blob
from paraph.adapters.formats.ssh_wire import pack, positive
from paraph.adapters.signers.private_key import PrivateKey
from paraph.adapters.signers.sshsig import (
    SshSignature,
    read_signature,
    signed_bytes,
    write_armored,
    write_signature,
)

SSH_KEYGEN = shutil.which("ssh-keygen")
NAMESPACE = "paraph-signoff@v1"
MESSAGE = b"DSSEv1 28 application/vnd.in-toto+json 2 {}"


class Case(NamedTuple):
    """A signature to be judged; `ours` is the proof that it must be worth here, empty for none."""

    name: str
    public: str
    namespace: str
    message: bytes
    blob: bytes
    ours: str


def verdict(case: Case) -> bool | None:
    """Whether ssh-keygen takes the signature for good; None where there is no ssh-keygen."""
    if SSH_KEYGEN is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "allowed").write_text(f"ada@example.test {case.public}\n")
        (place / "signature").write_bytes(write_armored(case.blob))
        command = [SSH_KEYGEN, "-Y", "verify", "-f", str(place / "allowed"), "-I", "ada@example.test"]
        command += ["-n", case.namespace, "-s", str(place / "signature")]
        return subprocess.run(command, input=case.message, capture_output=True).returncode == 0


def ed25519(seed: int) -> PrivateKey:
    return PrivateKey(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


def ecdsa(curve: ec.EllipticCurve) -> PrivateKey:
    """A key as long as the curve allows: OpenSSH refuses short ones."""
    number = int.from_bytes(sha256(b"sample").digest() * 3, "big") >> (768 - curve.key_size + 1)
    return PrivateKey(ec.derive_private_key(number, curve))


def key_file(key: PrivateKey, path: Path) -> str:
    """The key in OpenSSH's private form, with its public half beside it."""
    private = key._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    path.write_bytes(private)
    path.chmod(0o600)
    path.with_name(f"{path.name}.pub").write_text(f"{key.public.text} ada@laptop\n")
    return str(path)


def sign(key: PrivateKey, namespace: str = NAMESPACE, message: bytes = MESSAGE, hash_name: str = "sha512") -> bytes:
    algorithm, value = key.ssh_value(signed_bytes(namespace, hash_name, message))
    return write_signature(SshSignature(key.public.blob, namespace, hash_name, algorithm, value))


class Token:
    """A hardware key in software: it signs what OpenSSH's PROTOCOL.u2f says, with any flags and counter."""

    def __init__(self, kind: str, application: str = "ssh:") -> None:
        self.application = application
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
        self._ecdsa = ec.derive_private_key(12345, ec.SECP256R1())
        if kind == SK_ED25519:
            point = pack(self._ed25519.public_key().public_bytes_raw())
        else:
            raw = self._ecdsa.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            point = pack(b"nistp256") + pack(raw)
        self.public: PublicKey = read_blob(pack(kind.encode()) + point + pack(application.encode()))

    def sign(self, flags: int, counter: int = 9, message: bytes = MESSAGE, namespace: str = NAMESPACE) -> bytes:
        signed = signed_bytes(namespace, "sha512", message)
        vouched = bytes([flags]) + counter.to_bytes(4, "big")
        data = sha256(self.application.encode()).digest() + vouched + sha256(signed).digest()
        if self.public.curve:
            r, s = decode_dss_signature(self._ecdsa.sign(data, ec.ECDSA(hashes.SHA256())))
            value = positive(r) + positive(s)
        else:
            value = self._ed25519.sign(data)
        return write_signature(
            SshSignature(self.public.blob, namespace, "sha512", self.public.kind, value, flags, counter)
        )


def cases(rsa: PrivateKey) -> Iterator[Case]:
    """Good signatures of each kind of key, and each spoilt in every way that one signature can be spoilt."""
    keys = [ed25519(1), ecdsa(ec.SECP256R1()), ecdsa(ec.SECP384R1()), ecdsa(ec.SECP521R1()), rsa]
    for key in keys:
        for hash_name in ("sha256", "sha512"):
            yield Case(f"{key.public.kind} {hash_name}", *_asked(key.public), sign(key, hash_name=hash_name), "signed")
        yield from spoilt(key.public, sign(key))
    for kind in (SK_ED25519, SK_ECDSA):
        token = Token(kind)
        for flags, proof in ((1, "signed"), (5, "present"), (0x1D, "present"), (0, ""), (4, "")):
            yield Case(f"{kind} flags {flags}", *_asked(token.public), token.sign(flags), proof)
        signature = read_signature(token.sign(1))
        others = {"flags": signature._replace(flags=5), "counter": signature._replace(counter=10)}
        for name, changed in others.items():
            yield Case(f"{kind} other {name}", *_asked(token.public), write_signature(changed), "")
        elsewhere = Token(kind, "ssh:elsewhere")
        blob = write_signature(read_signature(elsewhere.sign(1))._replace(public=token.public.blob))
        yield Case(f"{kind} other application", *_asked(token.public), blob, "")
        yield from spoilt(token.public, token.sign(1))


def spoilt(public: PublicKey, blob: bytes) -> Iterator[Case]:
    """One good signature, spoilt."""
    signature, asked = read_signature(blob), _asked(public)
    changed = {
        "namespace": signature._replace(namespace="paraph-veto@v1"),
        "hash": signature._replace(hash_name="sha256" if signature.hash_name == "sha512" else "sha512"),
        "key": signature._replace(public=ed25519(2).public.blob),
        "algorithm": signature._replace(algorithm="ssh-rsa"),
        "value": signature._replace(value=signature.value[:-1] + bytes([signature.value[-1] ^ 1])),
        "short value": signature._replace(value=signature.value[:-1]),
        "long value": signature._replace(value=signature.value + b"\0"),
        "no value": signature._replace(value=b""),
    }
    for name, fields in changed.items():
        yield Case(f"{public.kind} {name}", *asked, write_signature(fields), "")
    yield Case(f"{public.kind} trailing byte", *asked, blob + b"\0", "")
    yield Case(f"{public.kind} cut", *asked, blob[:-1], "")
    yield Case(f"{public.kind} version", *asked, blob[:9] + b"\2" + blob[10:], "")
    yield Case(f"{public.kind} magic", *asked, b"SSHSIH" + blob[6:], "")
    yield Case(f"{public.kind} other message", public.text, NAMESPACE, MESSAGE + b" ", blob, "")
    yield Case(f"{public.kind} other purpose", public.text, "paraph-veto@v1", MESSAGE, blob, "")


def _asked(public: PublicKey) -> tuple[str, str, bytes]:
    return public.text, NAMESPACE, MESSAGE
