"""Is the log read verbatim, with proofs that anybody can check?"""

from __future__ import annotations

from hashlib import sha256

import pytest

from paraph.core.ledger.entry import entry
from web.app import Stand, token

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def filled(stand: Stand) -> Stand:
    stand.log.record([entry("note", 1, text=f"line {number}") for number in range(5)])
    return stand


def test_entries_tiles_and_proofs(filled: Stand) -> None:
    browser = filled.browser("oda")
    assert browser.get("/api/v1/log/checkpoint").text == filled.log.checkpoint()
    span = browser.get("/api/v1/log/entries?start=1&most=2").json()
    assert (span["size"], [each["index"] for each in span["entries"]]) == (5, [1, 2])
    for each in span["entries"]:
        assert each["leaf"] == sha256(b"\0" + each["entry"].encode()).hexdigest()
    tile = browser.get("/api/v1/log/tile/0/0?width=5").content
    assert tile[32:64].hex() == span["entries"][0]["leaf"]
    proof = browser.get("/api/v1/log/entries/3/proof").json()
    assert "line 3" in proof["entry"]
    assert proof["proof"].startswith("c2sp.org/tlog-proof@v1\nindex 3\n")
    assert browser.get("/api/v1/log/entries?start=99").json()["entries"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("entries/5/proof", 400), ("entries/-1/proof", 400), ("tile/0/0", 404), ("tile/0/1?width=1", 404),
     ("tile/9/0", 400),
     ("entries?most=5000", 400), ("entries/99999999999999999999/proof", 400)],
)  # fmt: skip
def test_what_is_not_there(filled: Stand, path: str, status: int) -> None:
    assert filled.browser("ada").get(f"/api/v1/log/{path}").status_code == status


def test_a_token_for_some_repositories_does_not_read_all(filled: Stand) -> None:
    narrow = token(filled, "read", repositories=("git:a",))
    assert filled.browser().get("/api/v1/log/entries", headers=narrow).status_code == 403
    assert filled.browser().get("/api/v1/log/checkpoint", headers=narrow).status_code == 200
