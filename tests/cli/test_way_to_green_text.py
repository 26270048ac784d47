from __future__ import annotations

from paraph.cli.decision_text import Names
from paraph.cli.terminal_text import Style
from paraph.cli.way_to_green_text import way_lines
from paraph.core.model.decision import Node, State
from surface_samples import ALLOW, SIGN_OWED, TEST_OWED, UNKNOWN_OWED, WAIT


def lines(tree: Node) -> list[str]:
    return way_lines(tree, Names(None), Style(), 80)


def test_nothing_where_all_is_met() -> None:
    assert lines(ALLOW.tree) == []


def test_steps_in_the_order_to_take_them() -> None:
    assert lines(WAIT.tree) == [
        "",
        "cheapest way to green  (about 25 minutes of people's time)",
        "  1. a passed report of kind tests",
        "  2. a sign-off by somebody of level senior or above, by grace, linus, about 25",
        "     minutes",
    ]


def test_a_line_to_write_is_the_step_itself() -> None:
    owed = (UNKNOWN_OWED, SIGN_OWED._replace(is_turn=False, minutes=0), TEST_OWED)
    shown = " ".join(" ".join(lines(Node("policy", "p", State.PENDING, owed=owed))).split())
    assert "1. add email:eve@example.test to a person in .paraph/people.yaml (who eve@example.test is)" in shown
    assert shown.endswith("by grace, linus, after the steps before it")
