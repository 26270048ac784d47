"""May any deployment tool ask whether it may go on, and is it told no where nobody can tell?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from office import KEY, MAIN, Bureau, make_bureau
from web.api.desk import ONE
from web.app import Stand, over, token

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stand, Bureau, list[str]]]:
    """A server, and its default branch: where the record begins, then what was allowed, then what was not."""
    with make_bureau(tmp_path_factory.mktemp("shop")) as bureau:
        tips = [bureau.work.rev("main")]
        bureau.deliver("push", ref=MAIN)
        bureau.run()
        for branch in ("good", "bad"):
            number = bureau.propose(branch, {f"src/{branch}.py": "b = 1\n"})
            if branch == "good":
                bureau.forge.review(KEY, number, "github:ben")
            bureau.deliver(number=number)
            bureau.run()
            tips.append(bureau.merge(number))
            bureau.deliver("push", ref=MAIN)
            bureau.run()
        tips.append(bureau.work.rev("bad"))
        yield over(bureau), bureau, tips


def asked(stand: Stand, end: str, **more: str) -> Any:
    params = {"environment": "production", "to": end, **more}
    mine = token(stand, "deploy", repositories=(KEY,))
    return stand.browser().get(f"{ONE}/deploy", params=params, headers=mine)


def test_what_was_allowed_may_go_and_what_was_not_may_not(shop: tuple[Stand, Bureau, list[str]]) -> None:
    stand, bureau, (first, good, bad, unlanded) = shop
    size = bureau.log.head().size
    answers = [asked(stand, tip).json() for tip in (first, good, bad, unlanded, "f" * 40)]
    assert [each["verdict"] for each in answers] == ["allow", "allow", "deny", "deny", "deny"]
    assert (answers[1]["base"], answers[1]["head"]) == (first, good)
    assert answers[1]["decision"]["verdict"] == "allow"
    assert answers[4]["decision"] is None
    assert bureau.log.head().size == size, "asking records nothing"


def test_what_runs_there_may_be_said_but_not_that_it_is_the_same(shop: tuple[Stand, Bureau, list[str]]) -> None:
    stand, _, (_, good, bad, _) = shop
    assert asked(stand, bad, **{"from": good}).json()["verdict"] == "deny"
    assert asked(stand, bad, **{"from": bad}).json()["verdict"] == "deny"
    assert asked(stand, good, **{"from": "e" * 40}).json()["verdict"] == "cannot_tell"


@pytest.mark.parametrize("more", [{"from": "main"}, {"to": "--all"}, {"environment": ""}])
def test_what_is_no_question(shop: tuple[Stand, Bureau, list[str]], more: dict[str, str]) -> None:
    assert asked(shop[0], more.pop("to", "a" * 40), **more).status_code == 400


def test_a_forge_that_is_down_allows_nothing(shop: tuple[Stand, Bureau, list[str]]) -> None:
    stand, bureau, (_, good, _, _) = shop
    bureau.tick(3_600)
    bureau.forge.down()
    try:
        assert asked(stand, good).status_code == 503
    finally:
        bureau.forge.up()
