from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from office import KEY, MAIN
from paraph.core.errors import InputError, Problem
from paraph.core.model.policy import Position
from paraph.flows.gate.governed_files import Given
from paraph.flows.view.policy import policy_view, problem_views, recent_decisions, replay_view
from paraph.ports.board import ChangeQuery
from paraph.ports.documents import SourceText
from shown_office import POLICY, Desk


@contextmanager
def watch(_: str, __: int) -> Iterator[Any]:
    yield SimpleNamespace(advance=lambda: None)


def recent(desk: Desk) -> list[Any]:
    office = desk.bureau.office

    def blob(digest: str) -> bytes | None:
        found = office.log.blob(digest)
        return found.content if found else None

    rows = office.board.changes(ChangeQuery(repository=KEY))
    return recent_decisions([*rows, rows[0]._replace(decision="0" * 64)], blob, office.forms.read_decision)


def test_each_rule_knows_its_line_and_its_hits(desk: Desk) -> None:
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        found = policy_view(opened, KEY, MAIN, Given(), recent(desk))
    rules = {each.name: each for each in found.rules}
    assert (found.mode, found.is_there, found.decisions) == ("enforce", True, 5)
    assert (rules["payments"].bound, rules["payments"].open) == (1, 1)
    assert rules["rules"].bound == 0
    line = found.sources[0].lines[rules["review"].line - 1]
    assert line.strip() == "- name: review"
    assert (rules["review"].line, "review") in found.sources[0].rules
    assert found.text == POLICY


def test_a_policy_that_cannot_be_used_is_shown_with_what_is_wrong(desk: Desk) -> None:
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        wrong = SourceText("own.yaml", b"version: 1\nmode: enforce\nrules: [{nmae: x}]\n")
        found = policy_view(opened, KEY, MAIN, Given(policy=wrong), [])
    assert found.rules == ()
    assert found.problems[0].line == 3
    assert found.sources[0].lines[2] == "rules: [{nmae: x}]"


def test_an_edit_is_held_against_what_landed(desk: Desk) -> None:
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        same = replay_view(opened, KEY, MAIN, POLICY, Given(), watch)
        more = replay_view(opened, KEY, MAIN, POLICY.replace("count: 1, proof: review", "count: 3"), Given(), watch)
        with pytest.raises(InputError, match="more than"):
            replay_view(opened, KEY, MAIN, "#" * 300_000, Given(), watch)
        with pytest.raises(InputError):
            replay_view(opened, KEY, MAIN, "rules: [", Given(), watch)
    assert same.differing == 0
    assert more.differing > 0
    assert more.differences[0].more


def test_what_is_wrong_shows_only_itself() -> None:
    (found,) = problem_views(InputError(Problem("P0100", "a\u202e", "b", Position("f", 2, 3))))
    assert (found.what, found.line, found.column) == ("a\\u202e", 2, 3)


def test_what_cannot_be_read_any_more_is_left_out(desk: Desk) -> None:
    rows = desk.bureau.office.board.changes(ChangeQuery(repository=KEY))
    assert recent_decisions(rows, lambda _: b"x", desk.bureau.office.forms.read_decision) == []
