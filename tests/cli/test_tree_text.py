from __future__ import annotations

import pytest

from golden_file import assert_golden
from paraph.cli.decision_text import Names
from paraph.cli.terminal_text import Style
from paraph.cli.tree_text import TreeText
from paraph.core.model.decision import Node, State
from paraph.core.model.policy import Position
from surface_samples import ALL, FILE, HOSTILE, UNKNOWN_OWED, WAIT

SOURCE = "\n".join(f"  - name: rule on line {number}" for number in range(1, 30))


def text(rules: tuple[Node, ...], columns: int = 80, *, shows_skipped: bool = False) -> str:
    tree = TreeText(Names(None), {FILE: SOURCE}, Style(), columns, shows_skipped=shows_skipped)
    return "\n".join(tree.lines(rules)) + "\n"


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("columns", [80, 120])
def test_golden(name: str, columns: int) -> None:
    shown = text(ALL[name].tree.children, columns)
    assert_golden(f"surface/tree_{name}_{columns}.txt", shown)
    assert max(map(len, shown.splitlines())) <= columns


def test_what_is_open_comes_first_and_what_does_not_apply_only_when_asked() -> None:
    shown = text(WAIT.tree.children)
    assert shown.index("senior sign-off") < shown.index("peer review")
    assert "spot check" not in shown
    assert "1 rule does not apply (--all shows them)" in shown
    whole = text(WAIT.tree.children, shows_skipped=True)
    assert "– spot check  skipped" in whole
    assert "does not apply" not in whole


def test_each_rule_stands_with_its_line() -> None:
    assert ".paraph/policy.yaml:10  - name: rule on line 10" in text(WAIT.tree.children)


@pytest.mark.parametrize("at", [None, Position(FILE, 99, 1), Position("other.yaml", 1, 1)])
def test_a_line_that_is_not_at_hand_is_left_out(at: Position | None) -> None:
    shown = text((Node("rule", "r", State.PENDING, position=at),))
    assert "name:" not in shown
    assert (at is None) is (":" not in shown)


def test_what_is_owed_says_when_and_how() -> None:
    shown = text((Node("rule", "r", State.CANNOT_TELL, "", (), (UNKNOWN_OWED._replace(is_turn=False),)),), 120)
    assert "once what stands before it is met; fix: add email:eve@example.test" in " ".join(shown.split())


def test_hostile_rules_cannot_act() -> None:
    assert "\x1b" not in text(HOSTILE.tree.children)
