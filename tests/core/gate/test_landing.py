from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import case, change, commit, facts, unreadable
from paraph.core.gate.landing import has_landed, landing
from paraph.core.model.decision import State
from paraph.core.model.facts import Deployment


@pytest.mark.parametrize(
    ("more", "state", "words"),
    [
        ({}, State.SATISFIED, "cleanly"),
        ({"merge": "fast_forward"}, State.SATISFIED, "by moving ahead"),
        ({"merge": "conflict"}, State.DENIED, "it conflicts with the target"),
        ({"merge": "unknown"}, State.CANNOT_TELL, "nobody has computed the merge"),
        ({"commits": (replace(commit(7), parents=("1", "2", "3")),)}, State.DENIED, "merges more than two lines"),
        ({"commits": (replace(commit(7), parents=("1", "2")),)}, State.SATISFIED, "cleanly"),
    ],
)
def test_a_merge(more: dict[str, Any], state: State, words: str) -> None:
    node = landing(case(facts(change(**more))))
    assert (node.kind, node.state, node.title) == ("merge", state, "it merges into main")
    assert words in node.found
    assert len(node.owed) == (state is not State.SATISFIED)
    kinds = {State.DENIED: "author", State.CANNOT_TELL: "fact"}
    assert all((owed.kind, owed.rule) == (kinds[state], "merge") for owed in node.owed)
    if state is State.DENIED:
        assert node.owed[0].by == ("ada",)


@pytest.mark.parametrize("fact", ["merge", "files"])
def test_an_unreadable_merge(fact: str) -> None:
    for merge in ("clean", "unknown"):
        node = landing(case(facts(change(merge=merge), unreadable=unreadable(fact))))
        assert (node.state, node.found) == (State.CANNOT_TELL, f"{fact} could not be read: the disk is gone")


def test_what_is_unreadable_does_not_hide_a_conflict() -> None:
    assert landing(case(facts(change(merge="conflict"), unreadable=unreadable("merge")))).state is State.DENIED


@pytest.mark.parametrize(
    ("deployment", "state", "words"),
    [
        (None, State.CANNOT_TELL, "no deployment is named"),
        (Deployment("prod"), State.CANNOT_TELL, "no ledger that knows every movement is here"),
        (Deployment("prod", merges_are_settled=False), State.DENIED, "neither allowed nor excepted"),
        (Deployment("prod", merges_are_settled=True), State.SATISFIED, "for prod"),
        (
            Deployment("", "a" * 40, "b" * 40, merges_are_settled=True),
            State.SATISFIED,
            "from aaaaaaaaaaaa to bbbbbbbbbbbb",
        ),
        (Deployment("prod", "", "b" * 40, merges_are_settled=True), State.SATISFIED, "up to bbbbbbbbbbbb, for prod"),
    ],
)
def test_a_deployment(deployment: Deployment | None, state: State, words: str) -> None:
    node = landing(case(facts(change(merge="conflict"), stage="deploy", deployment=deployment)))
    assert (node.kind, node.state) == ("deployment", state)
    kinds = {State.DENIED: "evidence", State.CANNOT_TELL: "fact"}
    assert all((owed.kind, owed.rule) == (kinds[state], "deployment") for owed in node.owed)
    assert words in node.found
    assert len(node.owed) == (state is not State.SATISFIED)


@pytest.mark.parametrize(
    ("more", "unread", "has"),
    [
        ({"commits": (), "files": ()}, (), True),
        ({"commits": (), "files": (), "head": ""}, (), False),
        ({"commits": (), "files": (), "merge": "unknown"}, (), False),
        ({"commits": ()}, (), False),
        ({"files": ()}, (), False),
        ({"commits": (), "files": ()}, ("commits",), False),
        ({"commits": (), "files": ()}, ("files",), False),
    ],
)
def test_what_has_landed_leaves_nothing_to_go_in(more: dict[str, Any], unread: tuple[str, ...], *, has: bool) -> None:
    assert has_landed(case(facts(change(**more), unreadable=unreadable(*unread)))) is has
