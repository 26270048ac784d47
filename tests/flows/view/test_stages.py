from __future__ import annotations

from typing import Any

import pytest

from paraph.core.model.decision import AssistanceFound, Decision, Node, Owed, State, Tier, Verdict
from paraph.flows.view.stages import STAGES, stages
from paraph.ports.board import ChangeRow

ROW = ChangeRow("github:acme/shop", "1", 1)


def decision(*children: Node, **fields: Any) -> Decision:
    tree = Node("policy", "", State.PENDING, "", children)
    said: dict[str, Any] = {
        "tier": Tier("high"),
        "assistance": AssistanceFound("generated", "x", ai_lines=4, ai_share=0.5),
    }
    return Decision(Verdict.WAIT, "", findings=(), missing=(), tree=tree, **{**said, **fields})


def test_all_seven_stand_in_their_order() -> None:
    rule = Node(
        "rule",
        "r",
        State.PENDING,
        "",
        (
            Node("signoff", "", State.SATISFIED),
            Node("signoff", "", State.PENDING),
            Node("evidence", "", State.DENIED),
            Node("owner", "", State.SKIPPED),
        ),
    )
    found = stages(ROW, decision(rule, Node("rule", "s", State.SATISFIED), later=(Owed("x", "", (), "evidence", "r"),)))
    assert [each.name for each in found] == list(STAGES)
    assert [(each.state, each.said) for each in found] == [
        ("satisfied", "generated, 50% of what was added"),
        ("satisfied", "high"),
        ("pending", "1 of 2 rules met"),
        ("denied", "0 of 1 given"),
        ("pending", "1 of 2 given"),
        ("pending", "1 thing owed then"),
        ("skipped", "not yet"),
    ]


@pytest.mark.parametrize(
    ("state", "last"),
    [
        ("open", [("skipped", "not yet"), ("skipped", "not yet")]),
        ("landed", [("satisfied", "landed as abcabcabca"), ("pending", "being watched")]),
        ("alarm", [("denied", "landed otherwise than decided"), ("skipped", "")]),
    ],
)
def test_what_comes_after_it_landed(state: Any, last: list[tuple[str, str]]) -> None:
    row = ROW._replace(state=state, landed="abc" * 12)
    unknown = decision(tier=Tier("low", may_be_higher=True), assistance=AssistanceFound("unknown", ""))
    for found in (stages(row, None), stages(row, unknown)):
        assert [(each.state, each.said) for each in found[5:]] == last
        assert found[0].state == found[1].state == "cannot_tell"
    assert stages(row, unknown)[2].said == "no rule is enforced"
