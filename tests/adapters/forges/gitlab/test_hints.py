from __future__ import annotations

from typing import Any

import pytest

from paraph.adapters.forges.gitlab.hints import hint_of

PROJECT = {"path_with_namespace": "acme/shop"}
HEAD = "a" * 40
REQUEST = {"iid": 5, "last_commit": {"id": HEAD}, "target_branch": "main"}


@pytest.mark.parametrize(
    ("said", "kind", "number", "head"),
    [
        ({"object_kind": "merge_request", "object_attributes": {**REQUEST, "action": "approved"}}, "change", "5", HEAD),
        ({"object_kind": "note", "merge_request": REQUEST,
          "object_attributes": {"id": 9, "noteable_type": "MergeRequest"}}, "comment", "5", HEAD),
        ({"object_kind": "note", "object_attributes": {"id": 9, "noteable_type": "Issue"}}, "nothing", "", ""),
        ({"object_kind": "pipeline", "commit": {"id": HEAD}, "merge_request": REQUEST}, "change", "5", HEAD),
        ({"object_kind": "pipeline", "object_attributes": {"sha": HEAD}, "merge_request": None}, "change", "", HEAD),
        ({"object_kind": "build", "sha": HEAD}, "change", "", HEAD),
        ({"object_kind": "push", "after": HEAD, "ref": "refs/heads/main"}, "push", "", HEAD),
        ({"object_kind": "tag_push", "after": HEAD, "ref": "refs/tags/v1"}, "push", "", HEAD),
        ({"object_kind": "deployment", "status": "blocked", "deployment_id": 3,
          "commit_url": f"https://gitlab.example.test/acme/shop/-/commit/{HEAD}"}, "deployment", "", HEAD),
        ({"object_kind": "deployment", "status": "success", "deployment_id": 3}, "nothing", "", ""),
        ({"event_name": "user_add_to_group"}, "people", "", ""),
        ({"event_name": "project_rename"}, "repository", "", ""),
        ({"object_kind": "wiki_page"}, "nothing", "", ""),
        ({}, "nothing", "", ""),
    ],
)  # fmt: skip
def test_what_is_looked_at_again(said: dict[str, Any], kind: str, number: str, head: str) -> None:
    hint = hint_of("1", {"project": PROJECT, "user": {"username": "ada"}, **said}, "gitlab:bot")
    assert (hint.kind, hint.number, hint.head, hint.id) == (kind, number, head, "1")
    assert hint.repository == "gitlab:acme/shop"
    assert hint.said["sender"] == "gitlab:ada"


def test_a_change_says_what_was_pushed() -> None:
    attributes = {**REQUEST, "action": "update", "oldrev": "b" * 40}
    hint = hint_of("1", {"object_kind": "merge_request", "project": PROJECT, "object_attributes": attributes}, "")
    assert hint.said == {"action": "update", "before": "b" * 40, "after": HEAD}
    assert hint.ref == "refs/heads/main"


def test_a_project_that_is_none_is_about_nothing() -> None:
    said = {"object_kind": "merge_request", "project": {"path_with_namespace": "../x"}, "object_attributes": REQUEST}
    assert hint_of("1", said, "").kind == "nothing"
