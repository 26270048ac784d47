"""Is a form read as text, and a bad one refused?"""

from __future__ import annotations

import pytest
from litestar.exceptions import ClientException

from paraph.web.forms import read_fields


def test_fields_are_text_and_keep_their_order() -> None:
    fields = read_fields(b"a=1&b=true&a=+x+&c=")
    assert (fields.one("a"), fields.all("a"), fields.one("b"), fields.one("c"), fields.one("d")) == (
        "1", ("1", " x "), "true", "", "",
    )  # fmt: skip


@pytest.mark.parametrize("body", [b"a=%ff", b"\xff", b"&".join([b"a=1"] * 2_000)])
def test_a_bad_form_is_refused(body: bytes) -> None:
    with pytest.raises(ClientException):
        read_fields(body)
