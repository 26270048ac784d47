from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.attest.timestamps import LAST, day_of, seconds_of, timestamp


@given(st.integers(0, LAST))
def test_what_was_written_is_read(seconds: int) -> None:
    assert seconds_of(timestamp(seconds)) == seconds
    assert timestamp(seconds).startswith(day_of(seconds))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2027-01-15T08:00:00Z", 1_800_000_000),
        ("2024-02-29T23:59:59Z", 1_709_251_199),
        ("9999-12-31T23:59:59Z", LAST),
        ("2027-01-15T08:00:00.5Z", None),
        ("2027-01-15T08:00:00+00:00", None),
        ("2027-01-15T08:00:00z", None),
        ("2027-01-15 08:00:00Z", None),
        ("2027-01-15T24:00:00Z", None),
        ("2027-01-15T08:60:00Z", None),
        ("2016-12-31T23:59:60Z", None),
        ("2023-02-29T00:00:00Z", None),
        ("0000-01-01T00:00:00Z", None),
        ("1969-12-31T23:59:59Z", None),
        ("2027-1-15T08:00:00Z", None),
        ("٢٠٢٧-01-15T08:00:00Z", None),
        ("2027-01-15T08:00:00Z\n", None),
        ("", None),
    ],
)
def test_which_forms_count(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1985-04-12T23:20:50.52Z", 482_196_050),
        ("2027-01-15T08:00:00Z", 1_800_000_000),
        ("2027-01-15T08:00:00.Z", None),
    ],
)
def test_a_fraction_is_cut_off_where_it_may_stand(text: str, seconds: int | None) -> None:
    assert seconds_of(text, may_have_fraction=True) == seconds


@pytest.mark.parametrize("seconds", [-1, LAST + 1])
def test_moments_that_have_no_timestamp(seconds: int) -> None:
    with pytest.raises(ValueError, match=str(seconds)):
        timestamp(seconds)
