"""Is GitHub asked as it wants to be asked, and is every answer looked at?"""

from __future__ import annotations

from typing import Any

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.fields import text
from paraph.adapters.forges.github.api import RefusedError, listed, needed, refusal
from paraph.adapters.forges.github.app import Access
from paraph.adapters.http.client import Response
from paraph.ports.forge import ForgeError

pytestmark = pytest.mark.enable_socket
WITH_REPO = Access("77", "app")


def pull(number: int) -> str:
    return f"/repos/acme/app/pulls/{number}"


def test_what_has_not_changed_is_free(stage: GitHubStage) -> None:
    stage.propose()
    read: list[Any] = []

    def title(data: Any) -> str:
        read.append(data)
        return text(data, "title")

    before = stage.fake.budgets[77]._used
    assert {stage.forge.api.read(WITH_REPO, pull(1), title) for _ in range(5)} == {"A change"}
    assert (len(read), stage.fake.budgets[77]._used - before) == (1, 1)
    stage.repo.pulls[1].title = "Another"
    assert stage.forge.api.read(WITH_REPO, pull(1), title) == "Another"
    assert (len(read), stage.fake.budgets[77]._used - before) == (2, 2)


def test_what_was_read_just_now_is_not_asked_for_again(stage: GitHubStage) -> None:
    stage.propose()
    api = stage.forge.api
    assert api.last_read(WITH_REPO, pull(1), 30) is None
    api.read(WITH_REPO, pull(1), lambda data: text(data, "title"))
    assert api.last_read(WITH_REPO, pull(1), 30) == "A change"
    assert api.last_read(Access("77", "other"), pull(1), 30) is None
    stage.clock.now += 31
    assert api.last_read(WITH_REPO, pull(1), 30) is None
    api.read(WITH_REPO, pull(1), lambda data: text(data, "title"))
    api.outdate(WITH_REPO, pull(1))
    assert api.last_read(WITH_REPO, pull(1), 30) is None


def test_every_page_is_read(stage: GitHubStage) -> None:
    for _ in range(250):
        stage.propose()
    pages = stage.forge.api.pages(WITH_REPO, "/repos/acme/app/pulls?state=open&per_page=100", len)
    assert list(pages) == [100, 100, 50]


def test_too_many_pages_are_not_cut_off(stage: GitHubStage) -> None:
    for _ in range(5):
        stage.propose()
    pages = stage.forge.api.pages(WITH_REPO, "/repos/acme/app/pulls?state=open&per_page=1", len, most=4)
    with pytest.raises(ForgeError, match="more than 4 pages"):
        list(pages)


def test_the_next_page_is_at_the_same_host(stage: GitHubStage, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        stage.propose()
    monkeypatch.setattr(stage.fake, "url", "http://evil.test")
    with pytest.raises(ForgeError, match="another host"):
        list(stage.forge.api.pages(WITH_REPO, "/repos/acme/app/pulls?state=open&per_page=1", len))


def test_a_token_that_was_revoked_is_bought_anew(stage: GitHubStage) -> None:
    stage.propose()
    stage.forge.proposal(stage.repository, "1")
    stage.fake.guard.tokens.clear()
    assert stage.forge.proposal(stage.repository, "1").number == "1"
    assert [each for each in stage.fake.wrong if "Bad credentials" in each] == stage.fake.wrong
    stage.fake.wrong.clear()


def test_a_clock_that_was_set_back(stage: GitHubStage) -> None:
    stage.propose()
    stage.clock.now -= 86_400
    with pytest.raises(RefusedError):
        stage.forge.api.read(Access("77", "app"), pull(1), len)
    assert stage.forge.api.read(Access("77", "app"), pull(1), len)
    stage.fake.wrong.clear()


def test_an_app_that_is_another(stage: GitHubStage) -> None:
    stage.propose()
    stage.fake.state.app_id = 7
    stage.clock.now += 5_000
    with pytest.raises(RefusedError) as caught:
        stage.forge.proposal(stage.repository, "1")
    assert caught.value.status == 401
    stage.fake.wrong.clear()


def test_an_app_that_was_taken_away(stage: GitHubStage) -> None:
    stage.propose()
    stage.fake.state.installations.clear()
    stage.clock.now += 5_000
    with pytest.raises(ForgeError) as caught:
        stage.forge.proposal(stage.repository, "1")
    assert caught.value.is_gone


def test_a_repository_that_the_token_is_not_for(stage: GitHubStage) -> None:
    stage.fake.add_repo("acme/other")
    with pytest.raises(ForgeError) as caught:
        stage.forge.api.read(WITH_REPO, "/repos/acme/other/pulls/1", len)
    assert caught.value.is_gone


def test_a_refusal_says_why_and_no_more() -> None:
    body = b'{"message": "No \\u001b[31m", "errors": [{"message": "of this kind"}]}'
    error = refusal(Response(422, {}, body), "POST /x")
    (problem,) = error.problems
    assert problem.what == "GitHub answers 422 to POST /x: No ?[31m, of this kind"
    assert [refusal(Response(status, {}, b"<html>"), "x").is_gone for status in (404, 410, 403, 500)] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [None, {}, "x", 7])
def test_what_has_to_be_a_list(odd: Any) -> None:
    assert listed([{"a": 1}, None, 7], "things") == [{"a": 1}]
    with pytest.raises(ForgeError):
        listed(odd, "things")


def test_what_has_to_be_there() -> None:
    assert needed("x", "a word") == "x"
    with pytest.raises(ForgeError, match="lacks a word"):
        needed("", "a word")
