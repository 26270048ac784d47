"""How does a decision read to the person who asked for it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from paraph.cli.terminal_text import Style, count, listed, safe, wrap
from paraph.core.gate.cheapest import FIRST, what_of
from paraph.core.gate.unbound import if_enforced
from paraph.core.model.decision import Decision, Finding, Node, Owed, Reason, State, Verdict
from paraph.core.model.facts import Facts
from paraph.core.model.places import BUILT_IN
from paraph.core.model.policy import TIERS
from paraph.core.model.refs import short_name

UNENFORCED = (
    "Not enforced: there is no policy at the base, and this is what the built-in default would say. "
    "`paraph init` drafts one."
)
_LABEL = 12
_SHOWN_FINDINGS = 12
_SHOWN_PATHS = 3
_WORDS = {Verdict.ALLOW: "allow", Verdict.WAIT: "wait", Verdict.DENY: "deny", Verdict.CANNOT_TELL: "cannot tell"}
_VERDICT_STATES = {
    Verdict.ALLOW: State.SATISFIED,
    Verdict.WAIT: State.PENDING,
    Verdict.DENY: State.DENIED,
    Verdict.CANNOT_TELL: State.CANNOT_TELL,
}
GLYPHS = {
    State.SATISFIED: "✓",
    State.PENDING: "◷",
    State.DENIED: "✗",
    State.CANNOT_TELL: "?",
    State.SKIPPED: "–",
    State.OVERRIDDEN: "!",
}


class Names:
    """People as they are called: `Grace Hopper (staff)` for an id, the id itself for whoever is not known."""

    def __init__(self, facts: Facts | None) -> None:
        self.people = {person.id: person for person in facts.people.people} if facts else {}

    def of(self, who: str) -> str:
        """One person in words."""
        person = self.people.get(who)
        if person is None:
            return safe(who, 60)
        name = safe(person.name or person.id, 60)
        return f"{name} ({safe(person.level, 30)})" if person.level else name


def painted(state: State, text: str, style: Style) -> str:
    """Text in the colour of a state."""
    paint = {
        State.SATISFIED: style.good,
        State.PENDING: style.open,
        State.DENIED: style.bad,
        State.CANNOT_TELL: style.doubt,
        State.SKIPPED: style.dim,
        State.OVERRIDDEN: style.open,
    }[state]
    return paint(text)


def verdict_lines(decision: Decision, style: Style, columns: int) -> list[str]:
    """The head of every answer: the verdict and the sentence that says it."""
    state = _VERDICT_STATES[decision.verdict]
    mark = f"{GLYPHS[state]} {_WORDS[decision.verdict]}"
    first, *rest = wrap(safe(decision.summary), columns, " " * (len(mark) + 2), "  ")
    lines = [f"{style.bold(painted(state, mark, style))}  {style.bold(first.strip())}", *rest]
    unbound = if_enforced(decision)
    if unbound is not None:
        first, *rest = wrap(f"{_standing(decision)}: {safe(unbound.said)}", columns, "  ")
        lines += [style.bold(first), *rest]
    elif not decision.is_enforced:
        lines += wrap(UNENFORCED, columns, "  ")
    return lines


def _standing(decision: Decision) -> str:
    if BUILT_IN in decision.policy_sources:
        return "No policy governs this yet (`paraph init` drafts one); as for the built-in default"
    return f"The policy {'advises' if decision.would and not decision.recorded else 'is in shadow'}"


def context_lines(decision: Decision, style: Style, columns: int, *, is_verbose: bool = False) -> list[str]:
    """What was decided about: tier and assistance with their reasons, and the change itself."""
    lines = _labelled("tier", _tier_texts(decision, is_verbose=is_verbose), style, columns)
    lines += _labelled("assistance", [_assistance_text(decision)], style, columns)
    if decision.base or decision.head:
        head = safe(decision.head[:12]) or "the staged work"
        target = f" into {safe(short_name(decision.target))}" if decision.target else ""
        lines += _labelled("change", [f"{safe(decision.base[:12]) or 'nothing'}..{head}{target}"], style, columns)
    if is_verbose and decision.policy_digest:
        sources = listed([safe(source) for source in decision.policy_sources])
        lines += _labelled("policy", [f"{safe(decision.policy_digest[:12])} ({sources})"], style, columns)
    return lines


def reason_lines(decision: Decision, style: Style, columns: int) -> list[str]:
    """The tier with the first of its reasons, and the assistance."""
    lines = _labelled("tier", _tier_texts(decision, is_verbose=False)[:1], style, columns)
    return lines + _labelled("assistance", [_assistance_text(decision)], style, columns)


def _assistance_text(decision: Decision) -> str:
    found = decision.assistance
    words = f"{safe(found.value)}: {safe(found.because)}" if found.because else safe(found.value)
    if not found.ai_lines:
        return words
    known = f"; {found.recorded_lines:,} known line by line" if found.recorded_lines else ""
    return f"{words} ({count(found.ai_lines, 'line')}, {found.ai_share:.0%} of what was added{known})"


def _tier_texts(decision: Decision, *, is_verbose: bool) -> list[str]:
    tier = decision.tier
    name = safe(tier.value) + (" or higher" if tier.may_be_higher else "")
    decisive = [reason for reason in tier.reasons if reason.tier == tier.value]
    others = [reason for reason in tier.reasons if reason.tier != tier.value] if is_verbose or not decisive else []
    texts = [_reason(reason) for reason in decisive]
    texts += [f"{_weight(reason)}: {_reason(reason)}" for reason in others]
    return [f"{name}: {texts[0]}", *texts[1:]] if texts else [name]


def _weight(reason: Reason) -> str:
    return "also" if reason.tier == TIERS[0] else f"{safe(reason.tier)} at least"


def _reason(reason: Reason) -> str:
    unsaid = [safe(path) for path in reason.paths if path not in reason.text]
    return safe(reason.text) + (f" ({listed(unsaid, _SHOWN_PATHS)})" if unsaid else "")


def _labelled(label: str, texts: Iterable[str], style: Style, columns: int) -> list[str]:
    lines = [line for text in texts for line in wrap(text, columns, " " * _LABEL)]
    if lines:
        lines[0] = style.dim(label.ljust(_LABEL)) + lines[0][_LABEL:]
    return lines


def owed_lines(title: str, owed: Sequence[Owed], names: Names, style: Style, columns: int) -> list[str]:
    """What is owed, by whom, and why; what can be given now comes first."""
    if not owed:
        return []
    lines = ["", style.bold(title)]
    for item in sorted(_told_once(owed), key=lambda one: (not one.is_turn, FIRST[one.kind])):
        lines += _owed(item, names, style, columns)
    return lines


def _told_once(owed: Sequence[Owed]) -> Iterable[Owed]:
    """What several rules ask for alike is told once, with all of their names."""
    once: dict[tuple[object, ...], dict[str, Owed]] = {}
    for each in owed:
        is_unknown = each.kind == "fact" and bool(each.unblocks)
        what = each.why if is_unknown else each.what
        key = (each.kind, what, each.by, each.unblocks, each.is_turn, each.distinct and each.rule)
        once.setdefault(key, {}).setdefault(each.rule, each)
    return [
        next(iter(by_rule.values()))._replace(what=what_of(by_rule.values()), rule="; ".join(by_rule))
        for by_rule in once.values()
    ]


def _owed(owed: Owed, names: Names, style: Style, columns: int) -> list[str]:
    time = f", about {count(owed.minutes, 'minute')}" if owed.minutes else ""
    later = "" if owed.is_turn else " (not yet: something before it is open)"
    first, *rest = wrap(f"{safe(owed.what)}{time}{later}", columns, "    ")
    mark = style.open("→") if owed.is_turn else style.dim("·")
    lines = [f"  {mark} {first[4:]}", *rest]
    if owed.by:
        lines += _sub("by", listed([names.of(who) for who in owed.by]), style, columns)
    elif owed.kind == "person":
        lines += _sub("by", "nobody in the directory could give it", style, columns)
    lines += _sub("why", safe(owed.why), style, columns)
    lines += _sub("rules" if "; " in owed.rule else "rule", safe(owed.rule), style, columns)
    return lines + _sub("fix", safe(owed.unblocks) if owed.unblocks != owed.why else "", style, columns)


def _sub(label: str, text: str, style: Style, columns: int) -> list[str]:
    if not text:
        return []
    first, *rest = wrap(text, columns, " " * 10)
    return [f"    {style.dim(label.ljust(6))}{first[10:]}", *rest]


def finding_lines(findings: Sequence[Finding], style: Style, columns: int, *, is_verbose: bool = False) -> list[str]:
    """Oddities that a reader should know; all of them when verbose."""
    if not findings:
        return []
    shown = findings if is_verbose else findings[:_SHOWN_FINDINGS]
    lines = ["", style.bold("findings")]
    for finding in shown:
        place = finding.path or (finding.commit or "")[:12]
        text = f"{safe(finding.kind)}: {safe(finding.text)}" + (f" [{safe(place)}]" if place else "")
        first, *rest = wrap(text, columns, "    ")
        lines += [f"  {style.open('!')} {first[4:]}", *rest]
    if len(findings) > len(shown):
        lines.append(style.dim(f"    and {len(findings) - len(shown)} more (-v shows them)"))
    return lines


def refused_lines(tree: Node, style: Style, columns: int) -> list[str]:
    """The rules that refuse, those that somebody overrode, and overrides that wait for their second person."""
    lines: list[str] = []
    for state, title in ((State.DENIED, "refused by"), (State.OVERRIDDEN, "overridden")):
        rules = [node for node in tree.children if node.state is state]
        lines += ["", style.bold(title)] if rules else []
        lines += [line for node in rules for line in _rule_line(node, style, columns)]
    waiting = [node for node in tree.children if node.kind == "override" and node.state is State.PENDING]
    lines += ["", style.bold("not overridden yet")] if waiting else []
    return lines + [line for node in waiting for line in _rule_line(node, style, columns)]


def _rule_line(node: Node, style: Style, columns: int) -> list[str]:
    because = _unmet_because(node)
    place = f" [{safe(node.position.file)}:{node.position.line}]" if node.position else ""
    first, *rest = wrap(safe(node.title) + (f": {because}" if because else "") + place, columns, "    ")
    return [f"  {painted(node.state, GLYPHS[node.state], style)} {first[4:]}", *rest]


def would_lines(decision: Decision, names: Names, style: Style, columns: int, *, is_verbose: bool) -> list[str]:
    """What is said by rules that do not form the verdict. Where the policy enforces nothing they are all that
    there is to see, and what they would ask stands as what is owed does elsewhere."""
    unbound = if_enforced(decision)
    if unbound is not None:
        lines = refused_lines(unbound.tree, style, columns)
        return lines + owed_lines("would be owed", unbound.missing, names, style, columns)
    lines = _unmet_lines("advice", "  (these rules do not bind yet)", decision.would, style, columns)
    if is_verbose:
        return lines + _unmet_lines("shadow", "  (recorded only)", decision.recorded, style, columns)
    dark = len(_unmet(decision.recorded))
    if dark:
        lines += [
            "",
            style.dim(f"{count(dark, 'rule in shadow', 'rules in shadow')} would ask for more (-v shows them)"),
        ]
    return lines


def _unmet(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if node.state not in (State.SATISFIED, State.SKIPPED, State.OVERRIDDEN)]


def _unmet_lines(title: str, note: str, nodes: Sequence[Node], style: Style, columns: int) -> list[str]:
    unmet = _unmet(nodes)
    lines = ["", style.bold(title) + style.dim(note)] if unmet else []
    return lines + [line for node in unmet for line in _rule_line(node, style, columns)]


def _unmet_because(node: Node) -> str:
    if node.found:
        return safe(node.found)
    return "; ".join(safe(owed.what) for owed in _all_owed(node))


def _all_owed(node: Node) -> Iterator[Owed]:
    yield from node.owed
    for child in node.children:
        yield from _all_owed(child)


def gate_lines(
    decision: Decision, names: Names, style: Style, columns: int, *, is_quiet: bool = False, is_verbose: bool = False
) -> list[str]:
    """The answer of `paraph gate`. Quiet: nothing when allowed, else the verdict and one line for each thing owed."""
    unbound = if_enforced(decision)
    if is_quiet:
        if decision.verdict is Verdict.ALLOW and decision.is_enforced:
            return []
        lines = verdict_lines(decision, style, columns)
        missing = unbound.missing if unbound else decision.missing
        return lines + [f"  {style.open('→')} {_one_line(owed, names)}" for owed in _told_once(missing)]
    would = would_lines(decision, names, style, columns, is_verbose=is_verbose)
    return [
        *verdict_lines(decision, style, columns),
        "",
        *context_lines(decision, style, columns, is_verbose=is_verbose),
        *([] if unbound else refused_lines(decision.tree, style, columns)),
        *(would if unbound else owed_lines("owed", decision.missing, names, style, columns)),
        *owed_lines("later, at deploy", decision.later, names, style, columns),
        *finding_lines(decision.findings, style, columns, is_verbose=is_verbose),
        *([] if unbound else would),
    ]


def _one_line(owed: Owed, names: Names) -> str:
    who = f" ({listed([names.of(by) for by in owed.by])})" if owed.by else ""
    return safe(owed.what) + who
