from __future__ import annotations

import pytest

from paraph.adapters.notifiers.wording import address_of, one_line, safe_link, visible


def test_what_hides_or_takes_no_room_is_left_out() -> None:
    assert visible("a\u202eb\x1b[31m\r\nc\u200b", 20) == "ab[31m\nc"
    assert visible("x" * 30, 10) == "x" * 9 + "…"
    assert one_line("a\r\nBcc: eve@example.test\n\nb", 99) == "a Bcc: eve@example.test b"


def test_the_first_account_of_a_kind_is_the_address() -> None:
    assert address_of(("github:ada", "email:a@b.test", "email:c@d.test"), "email") == "a@b.test"
    assert address_of(("github:ada",), "email") == ""


@pytest.mark.parametrize(
    ("link", "stays"),
    [
        ("https://paraph.example.test/r/github:acme/shop/-/changes/1", True),
        ("javascript:alert(1)", False),
        ("https://x.test/|evil", False),
        ("https://x.test/>", False),
        ("https://x.test/ü", False),
    ],
)
def test_only_a_plain_link_is_one(link: str, stays: bool) -> None:
    assert safe_link(link) == (link if stays else "")
