from __future__ import annotations

import pytest

from paraph.core.attest.validity import why_not
from paraph.core.model.person import Key

FROM, UNTIL, REVOKED = Key("k", start="2027-01-10"), Key("k", end="2027-01-20"), Key("k", revoked="2027-01-15")


@pytest.mark.parametrize(
    ("key", "days", "why"),
    [
        (Key("k"), ("2027-01-15",), ""),
        (Key("k"), (), ""),
        (FROM, ("2027-01-10",), ""),
        (FROM, ("2027-01-09",), "is valid only from 2027-01-10, and this is of 2027-01-09"),
        (FROM, ("2027-01-15", "2027-01-09"), "is valid only from 2027-01-10, and this is of 2027-01-09"),
        (UNTIL, ("2027-01-20",), ""),
        (UNTIL, ("2027-01-21", "2027-01-15"), "was valid only until 2027-01-20, and this is of 2027-01-21"),
        (REVOKED, ("2027-01-14",), ""),
        (REVOKED, ("2027-01-15",), "was revoked on 2027-01-15"),
        (REVOKED, ("2027-01-16", "2027-01-01"), "was revoked on 2027-01-15"),
        (REVOKED, ("2027-01-14", "2027-01-15"), "was revoked on 2027-01-15"),
        (Key("k", "2027-01-10", "2027-01-20", "2027-01-01"), ("2027-01-15",), "was revoked on 2027-01-01"),
    ],
)
def test_a_key_counts_on_its_days(key: Key, days: tuple[str, ...], why: str) -> None:
    assert why_not(key, days) == why
