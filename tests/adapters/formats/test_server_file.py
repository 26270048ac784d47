"""A server's settings are read as they were written, or not at all."""

from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.server_file import SCHEMA, read_settings, write_settings
from paraph.core.errors import InputError
from paraph.core.model.noun import changed
from paraph.ports.server import ServerSettings

PLAIN = ServerSettings("paraph/shop", ("refs/heads/main",), "refs/heads/main", "sqlite:///x", "/state/x")
FULL = changed(
    PLAIN, protected=("refs/heads/main", "refs/tags/v*"), policy="/p", organisation="/o", directory="/d",
    principal="REMOTE_USER", genesis="a" * 40, written=(("receive.fsckObjects", "true"),),
)  # fmt: skip


@pytest.mark.parametrize("settings", [PLAIN, FULL])
def test_what_was_written_is_read(settings: ServerSettings) -> None:
    assert read_settings(write_settings(settings), "server.json") == settings


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "x"}, {"name": ""}, {"name": 1}, {"ledger": None}, {"protected": []}, {"protected": "main"},
        {"protected": [1]}, {"written": [["a"]]}, {"written": {"a": "b"}}, {"strange": 1},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, object]) -> None:
    document = {"schema": SCHEMA, **json.loads(write_settings(FULL)), **change}
    with pytest.raises(InputError) as caught:
        read_settings(json.dumps(document).encode(), "server.json")
    assert caught.value.problems[0].code == "P0901"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"schema": 1, "schema": 1}'])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_settings(content, "server.json")


def test_a_repository_that_joined_says_where_and_as_what() -> None:
    both = changed(PLAIN, home="/var/lib/paraph", scope="git:shop")
    assert read_settings(write_settings(both), "server.json") == both
    with pytest.raises(InputError, match="belong together"):
        read_settings(write_settings(changed(PLAIN, home="/var/lib/paraph")), "server.json")
