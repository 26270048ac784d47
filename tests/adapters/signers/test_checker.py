"""Is a signature good exactly when it should be, and never where ssh-keygen says no?"""

from __future__ import annotations

import base64
import json
from functools import cache

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.signers.oracle import (
    MESSAGE,
    NAMESPACE,
    Case,
    Token,
    cases,
    ecdsa,
    ed25519,
    sign,
    verdict,
)  # fmt: skip
from golden_file import FOLDER, IS_UPDATING
from paraph.adapters.formats.ssh_keys import SK_ECDSA, SK_ED25519
from paraph.adapters.formats.ssh_wire import WireReader, pack
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.ed25519_points import ORDER
from paraph.adapters.signers.private_key import PrivateKey
from paraph.adapters.signers.sshsig import SshSignature, read_signature, signed_bytes, write_signature
from paraph.core.errors import InputError

VECTORS = FOLDER / "signatures.json"
CHECKER = Checker()


def proof(case: Case) -> str:
    found = CHECKER.check(case.public, case.namespace, case.message, case.blob)
    return found.proof if found else ""


@cache
def rsa_key() -> PrivateKey:
    return PrivateKey(rsa.generate_private_key(65537, 2048))


def vectors() -> list[tuple[Case, bool]]:
    """Signatures with what ssh-keygen says of them, made once by `cases` and kept for machines without ssh-keygen."""
    if IS_UPDATING:
        rows = [
            case._asdict()
            | {"message": case.message.decode(), "blob": base64.b64encode(case.blob).decode()}
            | {"ssh_keygen": verdict(case)}
            for case in cases(rsa_key())
        ]
        VECTORS.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    read = json.loads(VECTORS.read_text())
    return [(_case(row), bool(row.pop("ssh_keygen"))) for row in read]


def _case(row: dict[str, str]) -> Case:
    told = {name: row[name] for name in ("name", "public", "namespace", "ours")}
    return Case(**told, message=row["message"].encode(), blob=base64.b64decode(row["blob"]))


@pytest.mark.parametrize(("case", "is_good_to_ssh_keygen"), vectors(), ids=lambda each: getattr(each, "name", None))
def test_kept_signatures(case: Case, is_good_to_ssh_keygen: bool) -> None:
    assert proof(case) == case.ours
    assert is_good_to_ssh_keygen or not case.ours


def test_the_kept_verdicts_are_still_those_of_ssh_keygen() -> None:
    for case, is_good in vectors()[::9]:
        assert verdict(case) in (None, is_good), case.name


def test_fresh_signatures() -> None:
    for case in cases(rsa_key()):
        assert proof(case) == case.ours, case.name


def test_what_good_signatures_are_worth() -> None:
    token = Token(SK_ED25519)
    found = CHECKER.check(token.public.text, NAMESPACE, MESSAGE, token.sign(5))
    assert found == ("present", True, token.public.fingerprint)
    key = ed25519(1)
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, sign(key)) == ("signed", True, key.public.fingerprint)


@pytest.mark.parametrize("namespace", ["git", "file", ""])
def test_what_was_signed_for_other_programs_never_counts(namespace: str) -> None:
    key = ed25519(1)
    blob = sign(key, namespace=namespace or "x").replace(b"\0\0\0\1x", b"\0\0\0\0") if not namespace else None
    blob = blob or sign(key, namespace=namespace)
    assert CHECKER.check(key.public.text, namespace, MESSAGE, blob) is None


@pytest.mark.parametrize("key", [ed25519(3), ecdsa(ec.SECP256R1())], ids=lambda key: key.public.kind)
def test_plain_signatures_of_robots(key: PrivateKey) -> None:
    value = key.plain_value(MESSAGE)
    found = CHECKER.check(key.public.text, NAMESPACE, MESSAGE, value)
    assert found == ("signed", False, key.public.fingerprint)
    for signature in (value[:-1], value + b"\0", b"", bytes(64)):
        assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, signature) is None
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE + b"x", value) is None
    assert CHECKER.check(ed25519(4).public.text, NAMESPACE, MESSAGE, value) is None


@pytest.mark.parametrize("key", [ecdsa(ec.SECP384R1()), ecdsa(ec.SECP521R1())], ids=lambda key: key.public.kind)
def test_plain_signatures_by_other_curves_are_none(key: PrivateKey) -> None:
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, key.plain_value(MESSAGE)) is None


def test_plain_signatures_by_rsa_or_hardware_are_none() -> None:
    key = rsa_key()
    value = key._private.sign(MESSAGE, PKCS1v15(), hashes.SHA256())
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, value) is None
    token = Token(SK_ECDSA)
    value = token._ecdsa.sign(MESSAGE, ec.ECDSA(hashes.SHA256()))
    assert CHECKER.check(token.public.text, NAMESPACE, MESSAGE, value) is None


def test_rsa_with_sha1_is_refused() -> None:
    key = rsa_key()
    signed = signed_bytes(NAMESPACE, "sha512", MESSAGE)
    value = key._private.sign(signed, PKCS1v15(), hashes.SHA1())
    for algorithm in ("ssh-rsa", "rsa-sha1", "rsa-sha2-256", "rsa-sha2-512"):
        blob = write_signature(SshSignature(key.public.blob, NAMESPACE, "sha512", algorithm, value))
        assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, blob) is None
    value = key._private.sign(signed, PKCS1v15(), hashes.SHA256())
    blob = write_signature(SshSignature(key.public.blob, NAMESPACE, "sha512", "rsa-sha2-256", value))
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, blob) is not None


def test_rsa_without_its_leading_zeros_is_good_as_it_is_to_ssh_keygen() -> None:
    key = rsa_key()
    for number in range(10_000):
        message = str(number).encode()
        signature = read_signature(sign(key, message=message))
        if not signature.value[0]:
            break
    values = {signature.value: "signed", signature.value.lstrip(b"\0"): "signed", b"\0" + signature.value: ""}
    for value, worth in values.items():
        blob = write_signature(signature._replace(value=value))
        case = Case("", key.public.text, NAMESPACE, message, blob, worth)
        assert proof(case) == worth
        assert verdict(case) in (bool(worth), None)


def test_numbers_of_ecdsa_have_one_form_though_ssh_keygen_takes_others() -> None:
    key = ecdsa(ec.SECP256R1())
    signature = read_signature(sign(key))
    reader = WireReader(signature.value)
    r, s = reader.string(), reader.string()
    padded = write_signature(signature._replace(value=pack(b"\0\0" + r) + pack(s)))
    assert proof(Case("", key.public.text, NAMESPACE, MESSAGE, padded, "")) == ""
    for value in (pack(b"") + pack(s), pack(r) + pack(b""), pack(r), pack(r) + pack(s) + b"\0"):
        case = Case("", key.public.text, NAMESPACE, MESSAGE, write_signature(signature._replace(value=value)), "")
        assert proof(case) == ""
        assert verdict(case) in (False, None)


def test_a_second_ed25519_signature_made_from_a_first_is_refused() -> None:
    key = ed25519(1)
    signature = read_signature(sign(key))
    second = (int.from_bytes(signature.value[32:], "little") + ORDER).to_bytes(32, "little")
    blob = write_signature(signature._replace(value=signature.value[:32] + second))
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, blob) is None
    plain = key.plain_value(MESSAGE)
    raised = (int.from_bytes(plain[32:], "little") + ORDER).to_bytes(32, "little")
    assert CHECKER.check(key.public.text, NAMESPACE, MESSAGE, plain[:32] + raised) is None


def test_a_key_under_which_one_signature_fits_all_messages_checks_nothing() -> None:
    identity = (1).to_bytes(32, "little")
    blob = pack(b"ssh-ed25519") + pack(identity)
    public = f"ssh-ed25519 {base64.b64encode(blob).decode()}"
    forged = identity + bytes(32)
    signature = write_signature(SshSignature(blob, NAMESPACE, "sha512", "ssh-ed25519", forged))
    for message in (b"one", b"two", b"three"):
        assert CHECKER.check(public, NAMESPACE, message, signature) is None
        assert CHECKER.check(public, NAMESPACE, message, forged) is None
    with pytest.raises(InputError, match="small order"):
        CHECKER.fingerprint(public)


@pytest.mark.parametrize("public", ["", "ssh-ed25519", "x y", "ssh-ed25519 AAAA"])
def test_what_is_no_key_checks_nothing(public: str) -> None:
    assert CHECKER.check(public, NAMESPACE, MESSAGE, sign(ed25519(1))) is None
    with pytest.raises(InputError):
        CHECKER.fingerprint(public)


@settings(max_examples=300)
@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_bytes_crash_it(noise: bytes, cut: int) -> None:
    key = ed25519(1)
    good = sign(key)
    for blob in (noise, b"SSHSIG" + noise, good[:cut] + noise + good[cut + len(noise) :], good[:cut] + noise):
        found = CHECKER.check(key.public.text, NAMESPACE, MESSAGE, blob)
        assert found is None or blob == good


@cache
def made(flags: int) -> tuple[tuple[str, bytes], ...]:
    """The public key and a good signature of each kind; made once, since those of ECDSA differ each time."""
    keys = [ed25519(1), ecdsa(ec.SECP256R1()), ecdsa(ec.SECP521R1())]
    tokens = [Token(SK_ED25519), Token(SK_ECDSA)]
    plain = [(key.public.text, sign(key)) for key in keys]
    return (*plain, *((token.public.text, token.sign(flags)) for token in tokens))


@settings(max_examples=40)
@given(
    st.integers(0, 4),
    st.sampled_from([0, 1, 4, 5, 0x45, 0x81]),
    st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 7)), max_size=2),
)
def test_nothing_is_accepted_that_ssh_keygen_refuses(kind: int, flags: int, flips: list[tuple[int, int]]) -> None:
    public, good = made(flags)[kind]
    blob = bytearray(good)
    for at, bit in flips:
        blob[at % len(blob)] ^= 1 << bit
    case = Case("", public, NAMESPACE, MESSAGE, bytes(blob), "")
    assert not proof(case) or verdict(case) in (True, None)


def test_a_push_certificate_says_who_pushes_and_nothing_else() -> None:
    key, certificate = ed25519(5), b"certificate version 0.1\n\n0 1 refs/heads/main\n"
    signature = sign(key, "git", certificate)
    assert CHECKER.check_push(key.public.text, certificate, signature)
    assert not CHECKER.check_push(key.public.text, certificate + b"x", signature)
    assert not CHECKER.check_push(ed25519(6).public.text, certificate, signature)
    assert not CHECKER.check_push(key.public.text, certificate, sign(key, NAMESPACE, certificate))
    assert not CHECKER.check_push(key.public.text, certificate, b"no signature")
    assert CHECKER.check(key.public.text, "git", certificate, signature) is None
