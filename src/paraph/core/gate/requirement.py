"""Is this requirement met, now and here? One table of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from paraph.core.gate.algebra import best, is_met, worst
from paraph.core.gate.author_answers import author_answers, invariants
from paraph.core.gate.case import Case
from paraph.core.gate.checks import check
from paraph.core.gate.code_owner import code_owner
from paraph.core.gate.declaration import declaration
from paraph.core.gate.evidence import evidence
from paraph.core.gate.machines import autonomy, tools
from paraph.core.gate.manual import manual
from paraph.core.gate.rollout import guard, rollback
from paraph.core.gate.signoff import signoff
from paraph.core.gate.turns import postponed
from paraph.core.gate.words import leaf
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.facts import Stage
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    AuthorAnswersNeed,
    AutonomyNeed,
    CheckNeed,
    DeclarationNeed,
    EvidenceNeed,
    GuardNeed,
    InvariantsNeed,
    ManualNeed,
    OwnerNeed,
    Requirement,
    RollbackNeed,
    SampleNeed,
    SignoffNeed,
    ToolsNeed,
)

LATER = "asked at deploy"
EARLIER = "asked at merge"
UNDRAWN = "the draw is not known here"
NO_DRAW = "give what it would ask for, drawn or not; or ask where the draw is known: plain git has none"


def judge(need: Requirement, case: Case, rule: str, outer: Stage = "merge") -> Node:
    """The node of one requirement. What belongs to the other stage is skipped; inside `at: deploy` all is."""
    stage: Stage = "deploy" if outer == "deploy" or need.stage == "deploy" or isinstance(need, GuardNeed) else "merge"
    if isinstance(need, AllNeeds):
        return _all(need, case, rule, stage)
    if isinstance(need, AnyNeed):
        children = tuple([judge(child, case, rule, stage) for child in need.children])
        return Node("any", "one of these", best(children), _counted(children), children, (), need.position)
    if isinstance(need, SampleNeed):
        return _sample(need, case, rule, stage)
    if (stage == "deploy") != case.is_deploy:
        node = _LEAVES[type(need)](need, case, rule)
        words = LATER if stage == "deploy" else EARLIER
        return leaf(node.kind, node.title, State.SKIPPED, words, need.position)
    return _LEAVES[type(need)](need, case, rule)


def _all(need: AllNeeds, case: Case, rule: str, stage: Stage) -> Node:
    children: list[Node] = []
    is_open = False
    for child in need.children:
        node = judge(child, case, rule, stage)
        children.append(postponed(node) if is_open else node)
        is_open = is_open or (need.is_ordered and not is_met(node.state) and node.state is not State.SKIPPED)
    kind, title = ("order", "all of these, in this order") if need.is_ordered else ("all", "all of these")
    return Node(kind, title, worst(children), _counted(children), tuple(children), (), need.position)


def _sample(need: SampleNeed, case: Case, rule: str, stage: Stage) -> Node:
    """A spot check: owed by the drawn share. Where the draw is not known, only an early answer settles it."""
    title = f"spot check of {need.share * 100:g}% of such changes"
    draw = case.facts.draw
    child = judge(need.child, case, rule, stage)
    if draw is not None and draw >= need.share and child.state is not State.SKIPPED:
        return leaf("sample", title, State.SATISFIED, "not drawn", need.position)
    if draw is not None or is_met(child.state) or child.state is State.SKIPPED:
        found = "drawn" if draw is not None else "the draw is not known here; answered early"
        return Node("sample", title, worst((child,)), found, (child,), (), need.position)
    owed = Owed(f"the draw of the {title}", UNDRAWN, (), "fact", rule, unblocks=NO_DRAW)
    return Node("sample", title, State.CANNOT_TELL, UNDRAWN, (child,), (owed,), need.position)


def _counted(children: list[Node] | tuple[Node, ...]) -> str:
    met = sum(is_met(child.state) for child in children)
    asked = sum(child.state is not State.SKIPPED for child in children)
    return f"{met} of {asked} met"


_LEAVES: dict[type, Callable[[Any, Case, str], Node]] = {
    SignoffNeed: signoff,
    EvidenceNeed: evidence,
    CheckNeed: check,
    DeclarationNeed: declaration,
    OwnerNeed: code_owner,
    AuthorAnswersNeed: author_answers,
    ManualNeed: manual,
    ToolsNeed: tools,
    AutonomyNeed: autonomy,
    InvariantsNeed: invariants,
    RollbackNeed: rollback,
    GuardNeed: guard,
}
