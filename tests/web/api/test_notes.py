"""Does a machine get a receipt for a note that anybody can check, and only once it is durable?"""

from __future__ import annotations

from typing import Any

import pytest

from paraph.core.errors import Problem, ReadError
from paraph.core.ledger.entry import read_entry
from paraph.core.ledger.merkle import leaf_hash
from paraph.core.ledger.proofs import read_proof
from paraph.ports.board import ConnectedRepository
from paraph.ports.ledger import Row
from web.app import Stand, token

pytestmark = pytest.mark.enable_socket
PATH = "/api/v1/log/notes"
KEY = "git:shop"


def noted(stand: Stand, body: Any, path: str = PATH, **narrow: Any) -> Any:
    return stand.browser().post(path, json=body, headers=token(stand, "records", **narrow))


def test_it_is_in_the_log_and_says_where(stand: Stand) -> None:
    answer = noted(stand, {"text": "the database was moved"})
    assert answer.status_code == 201
    said = answer.json()
    (kept,) = stand.log.entries()
    assert (said["index"], said["size"], said["proof"]) == (0, 1, "")
    assert said["entry"].encode() == kept
    assert said["leaf"] == leaf_hash(kept).hex()
    blob = stand.log.blob(read_entry(kept)["text"])
    assert blob is not None
    assert blob.content == b"the database was moved"


def test_the_proof_comes_where_it_is_asked_for(stand: Stand) -> None:
    noted(stand, {"text": "first"})
    said = noted(stand, {"text": "second"}, f"{PATH}?proof=true").json()
    assert read_proof(said["proof"].encode()).index == said["index"] == 1


def test_a_token_for_some_repositories_names_one(stand: Stand) -> None:
    stand.log.record((), (), [Row(ConnectedRepository(KEY, "git", "shop"))])
    assert noted(stand, {"text": "x", "repository": KEY}, repositories=(KEY,)).status_code == 201
    assert noted(stand, {"text": "x", "repository": KEY}).status_code == 201
    assert [read_entry(each)["repository"] for each in stand.log.entries()] == [KEY, KEY]
    assert noted(stand, {"text": "x"}, repositories=(KEY,)).status_code == 403
    assert noted(stand, {"text": "x", "repository": "git:other"}, repositories=(KEY,)).status_code == 403
    assert noted(stand, {"text": "x", "repository": "git:other"}).status_code == 400


@pytest.mark.parametrize("body", [{}, [], {"text": 1}, {"text": " "}, {"text": "x", "more": 1}, {"text": "x" * 70_000}])
def test_what_is_not_taken(stand: Stand, body: Any) -> None:
    assert noted(stand, body).status_code in {400, 413}
    assert list(stand.log.entries()) == []


def test_what_cannot_be_kept_is_not_answered_as_taken(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = token(stand, "records")

    def fail(*_: Any, **__: Any) -> Any:
        raise ReadError(Problem("P0801", "the disk is full"))

    monkeypatch.setattr(type(stand.log), "record", fail)
    answer = stand.browser().post(PATH, json={"text": "x"}, headers=mine)
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
