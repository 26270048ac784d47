"""What does the decision say in one sentence that a newcomer understands?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paraph.core.gate.cheapest import owed_in
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
        words = "Cannot tell: " + "; ".join(_unknown([node for node in nodes if node.state is State.CANNOT_TELL]))
    words = words.rstrip(".")
    return f"{words}." if len(words) <= _MOST else _cut(words)


def _cut(words: str) -> str:
    """The whole words that fit, or as much as fits of a single one."""
    shown = words[: _MOST - 1]
    return f"{shown.rpartition(' ')[0].rstrip(' ,;:(.') or shown} …"


def _unknown(nodes: Sequence[Node]) -> Iterable[str]:
    """What is not known, once, with the names of the rules that need it."""
    rules: dict[str, dict[str, None]] = {}
    for node in nodes:
        facts = [owed.why for owed in owed_in(node) if owed.kind == "fact"] or [node.found]
        for why in facts:
            rules.setdefault(why, {}).update({node.title: None} if node.kind == "rule" else {})
    return [f"{listed(names, 2)}: {why}" if names else why for why, names in rules.items()]


def _allowed(nodes: Sequence[Node]) -> str:
    rules = [node for node in nodes if node.kind == "rule" and node.state is not State.SKIPPED]
    overridden = [node for node in rules if node.state is State.OVERRIDDEN]
    if overridden:
        return f"Allowed by break-glass over {listed(node.title for node in overridden)}: a review stays owed"
    noun = "rule binds and it is" if len(rules) == 1 else "rules bind and all are"
    met = f"{len(rules)} {noun} met"
    settled = next((node for node in nodes if node.kind == "deployment"), None)
    if settled is None:
        return f"Allowed: {met}"
    which = f" {settled.found}," if settled.found else ""
    return f"Allowed: every movement{which} is on record" + (f"; {met}" if rules else "")


def _named(node: Node) -> str:
    return f"{node.title}: {node.found}" if node.kind == "rule" else node.found


def _ask(missing: Sequence[Owed]) -> str:
    """Whom to ask first: whoever can give most of it."""
    turn = [each for each in missing if each.is_turn and each.by]
    people = [each.by[0] for each in (shared(turn) if len(turn) <= _MOST_SHARED else turn)]
    return f"; ask {listed(people, 3)} first" if people else ""
