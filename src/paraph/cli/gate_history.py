"""What would the gate have said of each change of a history?"""

from __future__ import annotations

from collections import Counter

from paraph.cli.decision_text import verdict_lines
from paraph.cli.options import Options
from paraph.cli.terminal_text import count, safe, width
from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import EXIT_CODES, Decision, Verdict
from paraph.ports.question import Question

_WORST_FIRST = (Verdict.DENY, Verdict.CANNOT_TELL, Verdict.WAIT, Verdict.ALLOW)


def show_history(question: Question, options: Options) -> int:
    """Gate every first-parent change as it comes, newest first; the exit code is that of the worst verdict.

    As JSON it is one decision a line. Raises InputError where nothing landed in the range.
    """
    from paraph import wiring

    if options.format not in ("text", "json"):
        raise InputError(Problem("P0602", f"--history has no {options.format} form", "use --format text or json"))
    seen: Counter[Verdict] = Counter()
    for subject, found in wiring.answer_each(question):
        decision, facts = (found, None) if isinstance(found, Decision) else (found.decision, found.facts)
        seen[decision.verdict if decision.is_enforced else Verdict.CANNOT_TELL] += 1
        if options.format == "json":
            from paraph.adapters.formats.decisions import decision_document
            from paraph.cli.terminal_text import encode_json

            options.data(encode_json(decision_document(decision, facts)))
        elif not (options.is_quiet and decision.verdict is Verdict.ALLOW):
            options.data("\n".join(_change_lines(subject, decision, options)))
    if not seen:
        raise InputError(Problem("P0606", "no change landed in this range", "name a range or branch with commits"))
    worst = next(verdict for verdict in _WORST_FIRST if seen[verdict])
    parts = [f"{seen[verdict]:,} {verdict.value.replace('_', ' ')}" for verdict in _WORST_FIRST if seen[verdict]]
    options.talk(f"{count(seen.total(), 'change')}: {', '.join(parts)}")
    return EXIT_CODES[worst]


def _change_lines(subject: str, decision: Decision, options: Options) -> list[str]:
    tier, assistance = safe(decision.tier.value), safe(decision.assistance.value)
    head = f"{safe(decision.head[:12])}  {tier:8}  {assistance:10}  {safe(subject, max(20, width() - 36))}"
    return [options.style.bold(head), *(f"  {line}" for line in verdict_lines(decision, options.style, width() - 2))]
