"""What is the body of a webhook taken for?"""

from __future__ import annotations

import pytest

from paraph.adapters.forges.webhook_body import webhook_object
from paraph.ports.forge import ForgedError


def test_it_is_an_object() -> None:
    assert webhook_object(b'{"action": "opened", "more": [1, {}]}', 100) == {"action": "opened", "more": [1, {}]}


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"3", b'{"a": 1, "a": 2}', b'{"a": NaN}', b"{", b"\xff", b'{"a": "long enough"}']
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(ForgedError) as caught:
        webhook_object(body, 16)
    assert caught.value.status == 400
