"""How does a decision read as Markdown, in a comment on a forge, whatever the change is called?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from paraph.adapters.formats.visible import safe
from paraph.core.gate.unbound import if_enforced
from paraph.core.model.decision import Decision, Finding, Node, Owed, Reason, State, Tier, Verdict
from paraph.core.model.policy import TIERS

MARKER = "<!-- paraph/decision -->"
MAX_CHARACTERS = 60_000
_MARKS = {
    Verdict.ALLOW: "✅ allow",
    Verdict.WAIT: "⏳ wait",
    Verdict.DENY: "⛔ deny",
    Verdict.CANNOT_TELL: "❔ cannot tell",
}
_STATES = {
    State.DENIED: "⛔",
    State.CANNOT_TELL: "❔",
    State.PENDING: "⏳",
    State.OVERRIDDEN: "⚠️",
    State.SATISFIED: "✅",
    State.SKIPPED: "➖",
}
_BROKEN = "&#8203;"
_PUNCTUATION = re.compile(r"[\\`*_\[\]<>&|~$]")
_LIVE = re.compile(r"@|#|:(?=//)|(?<=www)\.|(?<=\bGH)-", re.IGNORECASE)

Named = Callable[[str], str]


def markdown(decision: Decision, named: Named = str, *, has_tree: bool = False, shows_skipped: bool = False) -> str:
    """The decision as GitHub-flavoured Markdown; `named` turns a person's id into words.

    Text from the change and the policy can neither format, link, mention somebody nor end the comment's
    structure. `has_tree` adds every rule. The result stays below what a forge accepts as one comment.
    """
    lines = [MARKER, f"### {_MARKS[decision.verdict]}", "", f"**{escape(decision.summary)}**", ""]
    unbound = if_enforced(decision)
    if unbound is not None:
        lines += [f"*Nothing is enforced yet; were it, {escape(unbound.said)}*", ""]
    elif not decision.is_enforced:
        lines += ["*Not enforced: no policy at the base; this is what the built-in default would say.*", ""]
    owed = _owed("Would be owed", unbound.missing, named) if unbound else _owed("Owed", decision.missing, named)
    lines += [*_context(decision), *owed, *_owed("Later", decision.later, named)]
    lines += _findings(decision.findings)
    if has_tree:
        lines += _tree((unbound or decision).tree.children, shows_skipped=shows_skipped)
    if decision.policy_digest:
        lines += ["", f"<sub>policy {code(decision.policy_digest[:12])} · head {code(decision.head[:12])}</sub>"]
    return _bounded(lines)


def escape(text: str) -> str:
    """Text as Markdown that renders as that very text: no markup, no links, no mentions, one line."""
    shown = _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", safe(text))
    return _LIVE.sub(lambda found: found[0] + _BROKEN, shown.replace("&#", "\0")).replace("\0", "&#")


def code(text: str) -> str:
    """Text as a code span whose fence is longer than any run of backticks inside it."""
    shown = safe(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _context(decision: Decision) -> Iterator[str]:
    tier = decision.tier
    higher = " or higher" if tier.may_be_higher else ""
    yield f"- **tier** {escape(tier.value)}{higher}"
    for reason in tier.reasons:
        unsaid = [path for path in reason.paths if path not in reason.text]
        paths = ", ".join(code(path) for path in unsaid[:3])
        more = f" and {len(unsaid) - 3} more" if len(unsaid) > 3 else ""
        yield f"  - {_weight(reason, tier)}{escape(reason.text)}" + (f" ({paths}{more})" if paths else "")
    found = decision.assistance
    known = f"; {found.recorded_lines} known line by line" if found.recorded_lines else ""
    lines = f" ({found.ai_lines} lines, {found.ai_share:.0%} of what was added{known})" if found.ai_lines else ""
    yield f"- **assistance** {escape(found.value)}: {escape(found.because)}{lines}"


def _weight(reason: Reason, tier: Tier) -> str:
    """What a reason weighs, where it is not what decided."""
    if reason.tier == tier.value:
        return ""
    return "also: " if reason.tier == TIERS[0] else f"{escape(reason.tier)} at least: "


def _owed(title: str, owed: Sequence[Owed], named: Named) -> Iterator[str]:
    if owed:
        yield from ("", f"#### {title}", "")
    for item in sorted(owed, key=lambda one: not one.is_turn):
        who = f" by {', '.join(escape(named(by)) for by in item.by[:4])}" if item.by else ""
        more = f" and {len(item.by) - 4} more" if len(item.by) > 4 else ""
        turn = "" if item.is_turn else " *(not yet)*"
        yield f"- [ ] **{escape(item.what)}**{who}{more}{turn}"
        yield f"  <br>{escape(item.why)} · rule {code(item.rule)}"
        if item.unblocks:
            yield f"  <br>fix: {code(item.unblocks)}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield from ("", "#### Findings", "")
    for finding in findings[:50]:
        place = finding.path or (finding.commit or "")[:12]
        yield f"- **{escape(finding.kind)}** {escape(finding.text)}" + (f" ({code(place)})" if place else "")
    if len(findings) > 50:
        yield f"- and {len(findings) - 50} more"


def _tree(rules: Iterable[Node], *, shows_skipped: bool) -> Iterator[str]:
    order = list(_STATES)
    yield from ("", "<details><summary>All rules</summary>", "")
    for rule in sorted(rules, key=lambda node: order.index(node.state)):
        if shows_skipped or rule.state is not State.SKIPPED:
            yield from _node(rule, 0, shows_skipped=shows_skipped)
    yield from ("", "</details>")


def _node(node: Node, depth: int, *, shows_skipped: bool) -> Iterator[str]:
    indent = "  " * depth
    title = f"**{escape(node.title)}**" if depth == 0 else escape(node.title)
    found = f": {escape(node.found)}" if node.found else ""
    place = f" ({code(f'{node.position.file}:{node.position.line}')})" if node.position and depth == 0 else ""
    yield f"{indent}- {_STATES[node.state]} {title}{found}{place}"
    for child in node.children:
        if shows_skipped or child.state is not State.SKIPPED:
            yield from _node(child, depth + 1, shows_skipped=shows_skipped)


def _bounded(lines: Iterable[str]) -> str:
    """All lines, or as many as fit, with a word on what is missing and no open block."""
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > MAX_CHARACTERS:
            kept += ["", "…cut here; `paraph explain` shows the rest."]
            kept += ["</details>"] if "<details><summary>All rules</summary>" in kept else []
            break
        kept.append(line)
    return "\n".join(kept) + "\n"
