"""How far is a change through the seven stages?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.core.model.decision import Decision, Node, State, Verdict
from paraph.core.model.noun import noun
from paraph.core.model.provenance import AI_VALUES
from paraph.flows.view.shown import counted, percent, shown
from paraph.flows.view.tree import GLYPHS, WORDS
from paraph.ports.board import ChangeRow

STAGES = ("detect", "tier", "gate", "verify", "signoff", "deploy", "learn")
_EVIDENCE = frozenset({"evidence", "check", "manual", "sample", "guard", "rollback_plan"})
_PEOPLE = frozenset({"signoff", "owners", "author_answers", "invariants", "owner", "veto"})
_GRAVE = (State.DENIED, State.CANNOT_TELL, State.PENDING, State.OVERRIDDEN, State.SATISFIED)
_VERDICTS = {
    Verdict.ALLOW: State.SATISFIED, Verdict.WAIT: State.PENDING, Verdict.DENY: State.DENIED,
    Verdict.CANNOT_TELL: State.CANNOT_TELL,
}  # fmt: skip


@noun
class StageView:
    """One of the seven: its state with its mark, and in few words what was found there."""

    name: str
    state: str
    glyph: str
    word: str
    said: str


def stages(row: ChangeRow, decision: Decision | None) -> tuple[StageView, ...]:
    """All seven, in order."""
    if decision is None:
        return tuple(_stage(name, State.CANNOT_TELL, "not decided yet") for name in STAGES[:5]) + _after(row, None)
    found = decision.assistance
    share = f", {percent(found.ai_share)} of what was added" if found.ai_lines else ""
    state = State.CANNOT_TELL if found.value == "unknown" else State.SATISFIED
    tier = f"{decision.tier.value}{' or higher' if decision.tier.may_be_higher else ''}"
    return (
        _stage("detect", state, f"{found.value}{share}" if found.value in (*AI_VALUES, "none") else "nobody says"),
        _stage("tier", State.CANNOT_TELL if decision.tier.may_be_higher else State.SATISFIED, shown(tier, 40)),
        _stage("gate", _VERDICTS[decision.verdict], _rules(decision.tree.children)),
        _part("verify", decision.tree, _EVIDENCE, "no evidence is asked for"),
        _part("signoff", decision.tree, _PEOPLE, "nobody is asked"),
        *_after(row, decision),
    )


def _rules(children: Iterable[Node]) -> str:
    rules = [node for node in children if node.kind == "rule" and node.state is not State.SKIPPED]
    met = sum(node.state in (State.SATISFIED, State.OVERRIDDEN) for node in rules)
    return f"{met} of {counted(len(rules), 'rule')} met" if rules else "no rule is enforced"


def _part(name: str, tree: Node, kinds: frozenset[str], nothing: str) -> StageView:
    states = [node.state for node in _of_kinds(tree, kinds)]
    if not states:
        return _stage(name, State.SKIPPED, nothing)
    done = sum(state in (State.SATISFIED, State.OVERRIDDEN) for state in states)
    return _stage(name, min(states, key=_GRAVE.index), f"{done} of {len(states)} given")


def _of_kinds(node: Node, kinds: frozenset[str]) -> Iterator[Node]:
    if node.state is State.SKIPPED:
        return
    if node.kind in kinds:
        yield node
        return
    for child in node.children:
        yield from _of_kinds(child, kinds)


def _after(row: ChangeRow, decision: Decision | None) -> tuple[StageView, StageView]:
    later = len(decision.later) if decision else 0
    if row.state == "alarm":
        return _stage("deploy", State.DENIED, "landed otherwise than decided"), _stage("learn", State.SKIPPED, "")
    if row.state == "landed":
        return _stage("deploy", State.SATISFIED, f"landed as {row.landed[:10]}" if row.landed else "landed"), _stage(
            "learn", State.PENDING, "being watched"
        )
    said = f"{counted(later, 'thing')} owed then" if later else "not yet"
    return _stage("deploy", State.PENDING if later else State.SKIPPED, said), _stage("learn", State.SKIPPED, "not yet")


def _stage(name: str, state: State, said: str) -> StageView:
    return StageView(name, state.value, GLYPHS[state], WORDS[state], said)
