"""What does the decision say in one sentence that a newcomer understands?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.gate.one_person import shared
from paraph.core.gate.words import listed
from paraph.core.model.decision import Node, Owed, State, Verdict

_MOST = 240
_MOST_SHARED = 40


def summary(verdict: Verdict, nodes: Sequence[Node], missing: Sequence[Owed]) -> str:
    """One sentence with the verdict first. `nodes` are the children of the tree's root."""
    if verdict is Verdict.ALLOW:
        words = _allowed(nodes)
    elif verdict is Verdict.DENY:
        words = "Denied: " + "; ".join(_named(node) for node in nodes if node.state is State.DENIED)
    elif verdict is Verdict.WAIT:
        words = f"Waiting for {listed((each.what for each in missing if each.is_turn), 2)}{_ask(missing)}"
    else:
        words = "Cannot tell: " + "; ".join(_named(node) for node in nodes if node.state is State.CANNOT_TELL)
    words = words.rstrip(".")
    return (words if len(words) <= _MOST else words[: _MOST - 1] + "…") + "."


def _allowed(nodes: Sequence[Node]) -> str:
    rules = [node for node in nodes if node.kind == "rule" and node.state is not State.SKIPPED]
    overridden = [node for node in rules if node.state is State.OVERRIDDEN]
    if overridden:
        return f"Allowed by break-glass over {listed(node.title for node in overridden)}: a review stays owed"
    noun = "rule binds and it is" if len(rules) == 1 else "rules bind and all are"
    return f"Allowed: {len(rules)} {noun} met"


def _named(node: Node) -> str:
    return f"{node.title}: {node.found}" if node.kind == "rule" else node.found


def _ask(missing: Sequence[Owed]) -> str:
    """Whom to ask first: whoever can give most of it."""
    turn = [each for each in missing if each.is_turn and each.by]
    people = [each.by[0] for each in (shared(turn) if len(turn) <= _MOST_SHARED else turn)]
    return f"; ask {listed(people, 3)} first" if people else ""
