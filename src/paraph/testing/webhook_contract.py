"""What must every forge's adapter refuse, though it looks like a webhook?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.ports.forge import ForgedError, Hint, HintKind
from paraph.testing.forge_stage import HostedStage

NOW = 1_800_000_000
DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
ODD: tuple[bytes, ...] = (
    b"", b"null", b"[]", b'"x"', b"1", b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a": 1, "a": 2}', b'{"a": "\\ud800"}', DEEP,
    b'{"a": ' + b"9" * 5_000 + b"}",
)  # fmt: skip


def refused(stage: HostedStage, headers: dict[str, str], body: bytes) -> int:
    """With which status a webhook is refused."""
    with pytest.raises(ForgedError) as caught:
        stage.forge.read_delivery(headers, body, NOW)
    return caught.value.status


def read(stage: HostedStage, headers: dict[str, str], body: bytes) -> Hint | int:
    """What a webhook says, or the status with which it is refused."""
    try:
        return stage.forge.read_delivery(headers, body, NOW)
    except ForgedError as error:
        return error.status


class WebhookContract:
    """Inherit from it, and give a fixture `stage` as for `HostedForgeContract`. `kinds` are those it can deliver."""

    kinds: tuple[HintKind, ...] = ("change", "comment", "push")

    def test_every_configured_secret_is_good(self, stage: HostedStage) -> None:
        headers, body = stage.deliver("change", stage.propose())
        for secret in (0, 1):
            assert stage.forge.read_delivery(stage.sign(headers, body, secret), body, NOW).kind == "change"

    def test_another_secret_is_not(self, stage: HostedStage) -> None:
        headers, body = stage.deliver("change", stage.propose())
        assert refused(stage, stage.sign(headers, body, -1), body) == 401

    def test_a_changed_body_is_not(self, stage: HostedStage) -> None:
        headers, body = stage.deliver("change", stage.propose())
        assert refused(stage, headers, body + b" ") == 401
        assert refused(stage, headers, body[:-1]) == 401
        assert refused(stage, headers, b"") == 401

    def test_nothing_is_believed_without_headers(self, stage: HostedStage) -> None:
        headers, body = stage.deliver("change", stage.propose())
        assert refused(stage, {}, body) in {400, 401}
        for name in headers:
            less = {key: value for key, value in headers.items() if key != name}
            found = read(stage, less, body)
            assert 400 <= found < 500 if isinstance(found, int) else found.id

    def test_a_large_one_is_not_read(self, stage: HostedStage) -> None:
        headers, _ = stage.deliver("change", stage.propose())
        assert refused(stage, headers, b" " * (26 * 1024 * 1024)) == 413

    @pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
    def test_odd_json_is_refused_or_nothing(self, stage: HostedStage, body: bytes) -> None:
        headers, _ = stage.deliver("change", stage.propose())
        found = read(stage, stage.sign(headers, body), body)
        assert 400 <= found < 500 if isinstance(found, int) else found.kind == "nothing"

    def test_no_field_has_to_be_there(self, stage: HostedStage) -> None:
        """Whatever is left out or is of another kind: a hint, or a refusal, and nothing that is made up."""
        number = stage.propose()
        for kind in self.kinds:
            headers, body = stage.deliver(kind, number)
            for changed in variants(json.loads(body)):
                text = json.dumps(changed).encode()
                hint = stage.forge.read_delivery(stage.sign(headers, text), text, NOW)
                check_hint(hint)

    def test_new_fields_change_nothing(self, stage: HostedStage) -> None:
        headers, body = stage.deliver("change", stage.propose())
        text = json.dumps({**json.loads(body), "brand_new": {"x": [1, None, {}]}}).encode()
        old = stage.forge.read_delivery(headers, body, NOW)
        assert stage.forge.read_delivery(stage.sign(headers, text), text, NOW) == old

    def test_flipped_bytes_are_refused(self, stage: HostedStage) -> None:
        headers, body = stage.deliver("change", stage.propose())

        @given(st.integers(0, len(body) - 1), st.integers(1, 255))
        def flipped(at: int, by: int) -> None:
            changed = body[:at] + bytes([body[at] ^ by]) + body[at + 1 :]
            assert refused(stage, headers, changed) == 401

        flipped()


def variants(data: dict[str, Any]) -> list[Any]:
    """The document without each of its fields, and with each as something else, to the third level."""
    found: list[Any] = []
    others: tuple[Any, ...] = (None, 7, "\n../é", [], {})

    def walk(part: dict[str, Any], rebuild: Callable[[dict[str, Any]], Any], depth: int) -> None:
        for name, value in part.items():
            found.append(rebuild({key: each for key, each in part.items() if key != name}))
            found.extend(rebuild({**part, name: odd}) for odd in others)
            if isinstance(value, dict) and depth < 3:
                walk(value, lambda below, name=name: rebuild({**part, name: below}), depth + 1)  # type: ignore[misc]

    walk(data, lambda whole: whole, 1)
    return found


def check_hint(hint: Hint) -> None:
    """That nothing in it could lead elsewhere."""
    assert hint.id
    for text in (hint.repository, hint.number, hint.head, hint.ref, *hint.said.values()):
        assert isinstance(text, str)
    for text in (hint.repository, hint.number, hint.head):
        assert text.isascii()
        assert text.isprintable()
        assert ".." not in text
