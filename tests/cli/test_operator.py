from __future__ import annotations

import hmac

from paraph.cli.operator import operator


def test_who_it_is_stands_only_behind_a_fresh_commitment() -> None:
    one, other = operator(), operator()
    assert one.content.startswith(b"unix:")
    assert one.content == other.content
    assert one.digest != other.digest
    assert one.salt is not None
    assert hmac.digest(one.salt, one.content, "sha256").hex() == one.digest
