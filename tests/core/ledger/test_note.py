from __future__ import annotations

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from log_samples import KEY, SIGNER
from paraph.core.errors import InputError
from paraph.core.ledger.note import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteKey,
    cosigned_message,
    is_key_name,
    key_id,
    read_note,
    read_vkey,
    signature_line,
    signers,
    unbase64,
    write_note,
    write_vkey,
)
from paraph.wiring.ledger import check_note

# Published with golang.org/x/mod/sumdb/note, whose format C2SP signed-note writes down.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAID = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
SIGNED = f"{SAID}\n— PeterNeumann {SIGNATURE}\n"
TEXT = "a\n\nb\n"


def signed(text: str = TEXT, *lines: str) -> bytes:
    return write_note(text, [SIGNER.sign(text).decode(), *lines]).encode()


def witness(name: str = "witness.example.test/w1") -> tuple[Ed25519PrivateKey, NoteKey]:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    return key, NoteKey(name, COSIGNATURE, key.public_key().public_bytes_raw())


def cosigned(text: str, seconds: int = 1_679_315_147) -> tuple[str, NoteKey]:
    key, known = witness()
    signature = seconds.to_bytes(8, "big") + key.sign(cosigned_message(text, seconds))
    return signature_line(known.name, known.id, signature), known


def test_the_published_note_is_good() -> None:
    key = read_vkey(NEUMANN)
    note = read_note(SIGNED.encode())
    assert (key.name, key.algorithm, key.id.hex()) == ("PeterNeumann", ED25519, "c74f20a3")
    assert note.text == SAID
    assert signers(note, [key], check_note) == (key,)
    assert write_vkey(key) == NEUMANN


def test_a_note_comes_back() -> None:
    note = read_note(signed())
    assert note.text == TEXT
    assert write_note(note.text, [signature_line(*each) for each in note.signatures]).encode() == signed()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not of the form"),
        ("name", "not of the form"),
        ("name+00000000+", "not of the form"),
        (NEUMANN.replace("PeterNeumann", "Peter Neumann"), "not of the form"),
        (NEUMANN[:-1], "not of the form"),
        (NEUMANN.replace("PeterNeumann", "Peter\udcb0"), "not of the form"),  # an argument that is not UTF-8
        (NEUMANN.replace("c74f20a3", "c74f20a4"), "names itself"),
        (NEUMANN.replace("c74f20a3", "C74F20A3"), "names itself"),
        (NEUMANN.replace("PeterNeumann", "PeterNeumanm"), "names itself"),
        ("n+00000000+" + b64encode(b"\x06" + bytes(32)).decode(), "neither an Ed25519"),
        ("n+00000000+" + b64encode(b"\x01" + bytes(31)).decode(), "neither an Ed25519"),
    ],
)
def test_what_is_no_key(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        read_vkey(text)
    assert refused.value.problems[0].code == "P0801"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no text"),
        (b"text\n", "no text"),
        (b"text\n\n", "no text"),
        (b"\xff\n\n- x\n", "not UTF-8"),
        (signed().replace(b"a\n", b"a\t\n"), "control character"),
        (signed().replace(b"\n", b"\r\n"), "control character"),
        (signed()[:-1], "no text"),
        (signed().replace("— ".encode(), b"- "), "no signature line"),
        (signed() + b"\n", "no text"),
        (signed() + b"x\n", "no signature line"),
        (signed(TEXT, "— a+b AAAAAAA=\n"), "no signature line"),
        (signed(TEXT, "— name\n"), "no signature line"),
        (signed(TEXT, "— name AAAA\n"), "no signature line"),
        (signed(TEXT, "— name AAAAAAB=\n"), "no signature line"),
        (signed(TEXT, *["— name AAAAAAA=\n"] * 100), "more than 100"),
        (b"x" * (1 << 20) + signed(), "larger than"),
    ],
)
def test_what_is_no_note(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        read_note(content)
    assert refused.value.problems[0].code == "P0802"


def test_many_signatures_of_strangers_are_passed_over() -> None:
    note = read_note(signed(TEXT, *[f"— stranger{number} AAAAAAA=\n" for number in range(99)]))
    assert signers(note, [KEY], check_note) == (KEY,)


def test_a_known_key_with_a_bad_signature_spoils_the_note() -> None:
    other = signature_line(KEY.name, KEY.id, bytes(64))
    with pytest.raises(InputError, match="is not good for this text"):
        signers(read_note(signed(TEXT, other)), [KEY], check_note)
    with pytest.raises(InputError, match="is not good for this text"):
        signers(read_note(signed().replace(b"b\n", b"c\n", 1)), [KEY], check_note)


def test_a_name_or_an_id_alone_is_a_stranger() -> None:
    name_only = signature_line(KEY.name, b"\x00\x00\x00\x00", bytes(64))
    id_only = signature_line("other", KEY.id, bytes(64))
    assert signers(read_note(signed(TEXT, name_only, id_only)), [KEY], check_note) == (KEY,)
    assert signers(read_note(write_note(TEXT, [name_only, id_only]).encode()), [KEY], check_note) == ()


def test_a_witness_signs_with_a_time() -> None:
    assert cosigned_message("log\n3\nroot\n", 1_679_315_147) == b"cosignature/v1\ntime 1679315147\nlog\n3\nroot\n"
    line, known = cosigned(TEXT)
    assert signers(read_note(signed(TEXT, line)), [KEY, known], check_note) == (KEY, known)
    assert signers(read_note(signed(TEXT, line)), [KEY], check_note) == (KEY,)
    assert read_vkey(write_vkey(known)) == known


@pytest.mark.parametrize("spoil", [slice(0, 7), slice(0, 71), slice(0, 0)])
def test_a_witness_with_a_bad_signature_spoils_the_note(spoil: slice) -> None:
    key, known = witness()
    good = (5).to_bytes(8, "big") + key.sign(cosigned_message(TEXT, 5))
    late = (1 << 63).to_bytes(8, "big") + key.sign(cosigned_message(TEXT, 1 << 63))
    bad = good[spoil] or late
    with pytest.raises(InputError, match="is not good"):
        signers(read_note(signed(TEXT, signature_line(known.name, known.id, bad))), [KEY, known], check_note)


def test_ids_differ_by_name_algorithm_and_key() -> None:
    ids = {key_id("a", 1, bytes(32)), key_id("b", 1, bytes(32)), key_id("a", 4, bytes(32)), key_id("a", 1, b"x" * 32)}
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("name", "is_name"),
    [("a", True), ("ex.test/log", True), ("Ünïcode", True), ("", False), ("a b", False), ("a\u2003b", False),
     ("a+b", False), ("a\n", False), ("a\x01", False)],
)  # fmt: skip
def test_names(name: str, is_name: bool) -> None:
    assert is_key_name(name) is is_name


@pytest.mark.parametrize(
    ("text", "content"),
    [("AA==", b"\0"), ("", b""), ("AB==", None), ("AA", None), ("AA=", None), ("AA==\n", None), ("A-==", None),
     ("ÄÄ==", None), (" AA==", None)],
)  # fmt: skip
def test_base64_has_one_form(text: str, content: bytes | None) -> None:
    assert unbase64(text) == content


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_a_note_or_are_refused(content: bytes) -> None:
    note: Note | None
    try:
        note = read_note(content)
    except InputError as error:
        codes = [problem.code for problem in error.problems]
        note = None
    if note is None:
        assert codes == ["P0802"]
    else:
        assert write_note(note.text, [signature_line(*each) for each in note.signatures]).encode() == content


@given(st.integers(0, len(signed()) - 1), st.integers(0, 255))
def test_no_altered_byte_goes_unseen(place: int, other: int) -> None:
    content = bytearray(signed())
    content[place] = other
    try:
        found = signers(read_note(bytes(content)), [KEY], check_note)
    except InputError:
        assert bytes(content) != signed()
    else:
        assert not found or bytes(content) == signed()


@given(st.text(max_size=120))
def test_any_text_is_a_key_or_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_vkey(text)
