"""Are SSH's strings and numbers read in one form only?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.formats.ssh_wire import MalformedError, WireReader, pack, positive


@given(st.binary(max_size=40), st.integers(1, 2**600))
def test_what_is_written_is_read(data: bytes, number: int) -> None:
    reader = WireReader(pack(data) + positive(number) + b"\7")
    assert (reader.string(), reader.positive(), reader.byte()) == (data, number, 7)
    reader.end()


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "0000000101"), (0x80, "000000020080"), (0x9A378F9B2E332A7, "0000000809a378f9b2e332a7")],
)
def test_the_examples_of_rfc_4251(number: int, written: str) -> None:
    assert positive(number).hex() == written


@pytest.mark.parametrize("raw", [b"", b"\0", b"\0\1", b"\x80", b"\xff\xff"])
def test_numbers_in_a_second_form_or_below_one_are_refused(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        WireReader(pack(raw)).positive()


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b"\0\0\0\2a", b"\xff\xff\xff\xffa"])
def test_what_ends_too_early_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError, match="too early"):
        WireReader(data).string()


@pytest.mark.parametrize("name", [b"a b", b"a\0", b"\xc3\xa9", b"\n"])
def test_names_are_printable_ascii(name: bytes) -> None:
    with pytest.raises(MalformedError, match="ASCII"):
        WireReader(pack(name)).text()


def test_what_follows_the_end_is_refused() -> None:
    with pytest.raises(MalformedError, match="1 bytes follow"):
        WireReader(b"\0").end()
