from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.gitlab_stage import GitLabStage, gitlab
from loopback import Answer, answering
from paraph.adapters.forges.gitlab.api import GitLabApi, message_of
from paraph.adapters.http.client import HttpClient, Response
from paraph.ports.forge import ForgeError

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


def test_what_has_not_changed_is_not_sent_again(stage: GitLabStage) -> None:
    number = stage.propose()
    api = stage.forge._api
    path = f"/projects/17/merge_requests/{number}"
    first = api.read(path)
    before = stage.calls()
    assert api.read(path) is first
    assert stage.calls() == before + 1
    assert api.last_read(path, 10) is first
    stage.time += 20
    assert api.last_read(path, 10) is None
    api.forget(path)
    assert api.read(path) == first


def test_pages_are_followed_to_the_end(stage: GitLabStage) -> None:
    stage.lab.page = 2
    for _ in range(5):
        stage.propose()
    assert [known.number for known in stage.forge.open_changes(stage.repository)] == ["1", "2", "3", "4", "5"]
    with pytest.raises(ForgeError, match="more than 2 pages"):
        list(stage.forge._api.pages("/projects/17/merge_requests", most=2))


def test_a_next_page_elsewhere_is_not_asked() -> None:
    answer = Answer(headers={"link": '<http://evil.example.test/api/v4/x>; rel="next"'}, body=b"[]")
    with answering(lambda _: answer) as server:
        api = GitLabApi(HttpClient([server.url]), f"{server.url}/api/v4/", "t", lambda: 0.0)
        with pytest.raises(ForgeError, match="another host"):
            list(api.pages("/x"))
        assert server.asked[0].path == "/api/v4/x?per_page=100"


@pytest.mark.parametrize(
    ("body", "words"),
    [(b'{"message": "404 Not found"}', "404 Not found"), (b'{"error": "x\\u0007y"}', "x?y"), (b"<html>", ""),
     (b'{"message": {"base": ["no"]}}', '{"base": ["no"]}')],
)  # fmt: skip
def test_the_words_of_a_refusal_are_plain(body: bytes, words: str) -> None:
    assert message_of(Response(400, {}, body)) == words
