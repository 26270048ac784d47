"""GitHub and a server of ours: what is proposed, answered, pushed after, merged, and merged past everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from github_town import MAIN, TREE, Town, served, town, until

pytestmark = pytest.mark.enable_socket
NOTICED = 10.0
"""Seconds within which what came past our check must be told."""


def is_at(there: Town, head: str, conclusion: str) -> bool:
    return bool(until(lambda: there.conclusion(head) == conclusion))


def spent(there: Town) -> list[list[str]]:
    """What each landing used up, by what was decided of it."""
    decided = {index: each for index, each in enumerate(there.entries()) if each["kind"] == "decided"}
    return [decided[each["decided"]]["spends"] for each in there.entries("landed")]


def test_from_the_first_webhook_to_the_landing_and_past_it(tmp_path: Path) -> None:
    with town(tmp_path) as there, served(there) as server:
        pull = there.propose("feature", {"src/b.py": "b = 1\n"})
        assert there.deliver(server.url, "pull_request", there.hooks.pull_request(pull.number, "opened")) == 202
        assert is_at(there, pull.head, "action_required")
        (check,) = there.checks(pull.head)
        assert TREE in check["output"]["summary"]
        assert until(lambda: len(there.comments(pull)) == 1)

        there.acts.review(pull.number, "ben")
        there.deliver(server.url, "pull_request_review", there.hooks.review(pull.number))
        assert is_at(there, pull.head, "success")

        answered = pull.head
        after = there.push(pull, {"src/b.py": "b = 2\n"})
        moved = {"before": answered, "after": after}
        there.deliver(server.url, "pull_request", there.hooks.pull_request(pull.number, **moved))
        assert is_at(there, pull.head, "action_required")
        assert there.conclusion(answered) == "success"

        again = there.acts.review(pull.number, "ben")
        there.deliver(server.url, "pull_request_review", there.hooks.review(pull.number))
        assert is_at(there, pull.head, "success")
        before = there.work.rev("main")
        landed = there.merge(pull)
        there.deliver(server.url, "pull_request", there.hooks.pull_request(pull.number, "closed"))
        there.deliver(server.url, "push", there.hooks.push(MAIN, before, landed))
        assert until(lambda: [each["new"] for each in there.entries("landed")]) == [landed]
        assert [str(again["id"]) in used for (used,) in spent(there)] == [True]

        past = there.propose("past", {"src/c.py": "c = 1\n"})
        landed = there.merge(past)
        there.deliver(server.url, "push", there.hooks.push(MAIN, before, landed))
        assert until(lambda: [each["new"] for each in there.entries("alarm")], NOTICED) == [landed]


def test_where_no_webhook_ever_comes_it_ends_the_same(tmp_path: Path) -> None:
    with town(tmp_path) as there, served(there, reconcile="1s"):
        assert until(lambda: there.entries("genesis")[1:])
        pull = there.propose("feature", {"src/b.py": "b = 1\n"})
        assert is_at(there, pull.head, "action_required")
        there.acts.review(pull.number, "ben")
        assert is_at(there, pull.head, "success")
        there.push(pull, {"src/b.py": "b = 2\n"})
        assert is_at(there, pull.head, "action_required")
        there.acts.review(pull.number, "ben")
        assert is_at(there, pull.head, "success")
        landed = there.merge(pull)
        assert until(lambda: [each["new"] for each in there.entries("landed")]) == [landed]
        landed = there.merge(there.propose("past", {"src/c.py": "c = 1\n"}))
        assert until(lambda: [each["new"] for each in there.entries("alarm")], NOTICED) == [landed]
