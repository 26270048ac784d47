from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ledger.test_note import cosigned
from log_samples import KEY, ORIGIN, SIGNER
from paraph.core.errors import InputError
from paraph.core.ledger.checkpoint import Checkpoint, checked_checkpoint, read_checkpoint, text_of
from paraph.core.ledger.note import write_note
from paraph.wiring.ledger import check_note

# The example of C2SP tlog-checkpoint.
BODY = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ROOT = "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
CHECKPOINT = Checkpoint(ORIGIN, 3, bytes(range(32)))


def test_the_published_example() -> None:
    found = read_checkpoint(BODY)
    assert (found.origin, found.size, found.root.hex()) == ("example.com/behind-the-sofa", 20_852_163, ROOT)
    assert text_of(found) == BODY


def test_extension_lines_are_passed_over() -> None:
    assert read_checkpoint(BODY + "more\n") == read_checkpoint(BODY)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "a\n1\n", BODY[:-1], BODY + "\n", "\n" + BODY, BODY.replace("20852163", "020852163"),
        BODY.replace("20852163", "-1"), BODY.replace("20852163", "+1"), BODY.replace("20852163", "1_0"),
        BODY.replace("20852163", "٣"), BODY.replace("20852163", "9223372036854775808"),
        BODY.replace("20852163", "9" * 400), BODY.replace("20852163", ""), BODY.replace("2I=", "2J="),
        BODY.replace("CsUY", "Cs"), BODY.replace("=", ""),
    ],
)  # fmt: skip
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_checkpoint(text)
    assert refused.value.problems[0].code == "P0804"


@pytest.mark.parametrize("origin", ["", "a\nb", "a\x00"])
def test_an_origin_is_one_line(origin: str) -> None:
    with pytest.raises(InputError, match="not one line"):
        text_of(Checkpoint(origin, 0, bytes(32)))


def test_the_log_must_have_signed_itself() -> None:
    text = text_of(CHECKPOINT)
    line, witness = cosigned(text)
    own = SIGNER.sign(text).decode()
    both = checked_checkpoint(write_note(text, [own, line]).encode(), [KEY, witness], check_note)
    assert (both.checkpoint, both.keys) == (CHECKPOINT, (KEY, witness))
    with pytest.raises(InputError, match="none of the keys given signed this checkpoint") as refused:
        checked_checkpoint(write_note(text, [line]).encode(), [KEY, witness], check_note)
    assert "witness.example.test/w1" in refused.value.problems[0].fix
    with pytest.raises(InputError, match="none of the keys"):
        checked_checkpoint(write_note(text, [own]).encode(), [], check_note)


@given(st.text(max_size=120), st.integers(0, (1 << 63) - 1), st.binary(min_size=32, max_size=32))
def test_any_checkpoint_comes_back(origin: str, size: int, root: bytes) -> None:
    try:
        text = text_of(Checkpoint(origin, size, root))
    except InputError:
        assert not origin.isprintable() or not origin
    else:
        assert read_checkpoint(text) == Checkpoint(origin, size, root)


@given(st.text(max_size=200))
def test_any_text_is_a_checkpoint_or_is_refused(text: str) -> None:
    found: Checkpoint | None
    try:
        found = read_checkpoint(text)
    except InputError as error:
        codes = [problem.code for problem in error.problems]
        found = None
    if found is None:
        assert codes == ["P0804"]
    else:
        assert text.startswith(f"{found.origin}\n{found.size}\n")
