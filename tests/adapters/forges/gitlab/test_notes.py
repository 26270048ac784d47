from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.gitlab_stage import GitLabStage, gitlab
from paraph.adapters.forges.gitlab.notes import disarmed

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("/merge", "\\/merge"), ("a\n/approve x", "a\n\\/approve x"), ("  /close", "  \\/close"),
        ("> /close", "> \\/close"),
        ("a /b", "a /b"), ("https://x/y", "https://x/y"), ("/ 2", "/ 2"), ("a\r\n/merge", "a\r\n\\/merge"),
    ],
)  # fmt: skip
def test_no_line_is_a_command(words: str, safe: str) -> None:
    assert disarmed(words) == safe


def test_what_we_say_is_never_obeyed(stage: GitLabStage) -> None:
    number = stage.propose()
    stage.forge.say(stage.repository, number, "It waits for\n/merge\n/approve", "")
    assert stage.comments(number)[0].text.startswith("It waits for\n\\/merge\n\\/approve")


def test_who_was_asked_by_others_stays_asked(stage: GitLabStage) -> None:
    number = stage.propose()
    stage.lab.requests[int(number)]["reviewers"] = [stage.lab.user("joan")]
    stage.forge.ask(stage.repository, number, ["gitlab:grace"])
    assert [each["username"] for each in stage.lab.requests[int(number)]["reviewers"]] == ["joan", "grace"]
    before = stage.calls()
    stage.forge.ask(stage.repository, number, ["email:x@example.test"])
    assert stage.calls() == before
