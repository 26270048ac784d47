"""How does a server tell whoever pushes what became of it?

git shows each line behind `remote: `, so they are kept narrow, and colourless, as nobody knows where they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from paraph.cli.terminal_text import Style, count, safe, wrap
from paraph.core.model.refs import short_name

if TYPE_CHECKING:
    from paraph.flows.server.judge_movement import Judged
    from paraph.flows.server.judge_part import Part
    from paraph.flows.server.judge_push import Outcome, RefusedRef
    from paraph.flows.server.settle_movement import Stop
    from paraph.ports.server import ServerSettings

COLUMNS = 88
MOST_LINES = 400
PLAIN = Style()


def refusal_lines(outcome: Outcome, settings: ServerSettings) -> list[str]:
    """What stands in the way of a push, ref by ref; nothing where it goes in."""
    if not outcome.refusals:
        return []
    lines = [f"paraph: refused, and nothing of this push was let in ({_refs(outcome.refusals)})"]
    for refusal in outcome.refusals:
        lines += ["", *_refusal(refusal)]
    others = [each for each in outcome.judged if each.may_land]
    lines += [""] if others else []
    lines += [f"  {safe(short_name(each.update.ref))} could have moved: push it by itself" for each in others]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES:,} more lines"]
    return [*lines, "", *_next(outcome.refusals, settings)]


def passed_lines(outcome: Outcome) -> list[str]:
    """What is said of a push that goes in: that it was allowed, or only watched."""
    lines: list[str] = []
    if outcome.taken.statements:
        lines.append(f"paraph: {count(len(outcome.taken.statements), 'statement')} taken into the ledger")
    for judged in outcome.judged:
        name = safe(short_name(judged.update.ref))
        if judged.form == "genesis":
            lines.append(f"paraph: {name} begins with the commit that was named at set-up")
        elif judged.is_excepted:
            lines += _watched(judged, name)
        else:
            lines.append(f"paraph: {name} may move: {_allowed(judged)}")
        lines += _lost(judged, name)
    return lines


def _lost(judged: Judged, name: str) -> list[str]:
    """What the messages that land do not say any more; the ledger has it, and nothing is decided otherwise."""
    return [
        line
        for part in judged.parts
        if part.lost
        for line in wrap(f"paraph: {name} {part.new[:12]} lost on the way: {safe(', '.join(part.lost))}; the record of "
                         f"{part.head[:12]} keeps it", COLUMNS, "", "  ")
    ]  # fmt: skip


def alarm_lines(alarms: Iterable[Stop]) -> list[str]:
    """What landed otherwise than it was decided."""
    return [f"paraph: ALARM, {safe(each.ref)}: {safe(each.why)}; it is in the ledger ({each.fix})" for each in alarms]


def stop_lines(stops: Iterable[Stop]) -> list[str]:
    """Why git must not move a ref now."""
    return [
        line
        for each in stops
        for line in wrap(f"paraph: {safe(each.ref)} stays where it is: {safe(each.why)}; {safe(each.fix)}", COLUMNS, "",
                         "  ")
    ]  # fmt: skip


def _refs(refusals: Sequence[RefusedRef]) -> str:
    names = list(dict.fromkeys(safe(each.ref) for each in refusals))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _refusal(refusal: RefusedRef) -> list[str]:
    judged = refusal.judged
    part = judged.open_part if judged else None
    if judged is None or part is None:
        first = wrap(f"✗ {safe(refusal.ref)}: {safe(refusal.why)}", COLUMNS, "", "  ")
        return first + (wrap(f"fix: {safe(refusal.fix)}", COLUMNS, "  ", "       ") if refusal.fix else [])
    return [*_which(judged, part), *_explained(part)]


def _which(judged: Judged, part: Part) -> Iterator[str]:
    """Which movement it is, and which landing of several stops it."""
    old, new = judged.update.old[:12] or "nothing", judged.update.new[:12]
    yield f"{safe(judged.update.ref)}  {old}..{new}"
    if len(judged.parts) > 1:
        at = judged.parts.index(part)
        yield f"  {count(at, 'landing')} of it would be allowed; this one is not: {part.base[:12]}..{part.new[:12]}"


def _explained(part: Part) -> list[str]:
    from paraph.cli.explanation import way_out_lines

    return way_out_lines(part.evaluation, PLAIN, COLUMNS)


def _next(refusals: Sequence[RefusedRef], settings: ServerSettings) -> list[str]:
    """How to see the same on the pusher's own machine."""
    judged = next((each.judged for each in refusals if each.judged and each.judged.open_part), None)
    if judged is None:
        return []
    part = judged.open_part
    target = short_name(judged.update.ref if judged.update.old else settings.policy_ref)
    assert part is not None  # noqa: S101 - it was chosen by that
    return [f"See it at home: git fetch, then paraph explain origin/{safe(target)}..{part.head[:12]}"]


def _watched(judged: Judged, name: str) -> list[str]:
    from paraph.cli.decision_text import verdict_lines

    part = judged.open_part
    assert part is not None  # noqa: S101 - an excepted movement has a part that was not allowed
    lines = [f"paraph: {name} may move, as no rule is enforced; this is on record:"]
    return lines + [f"  {line}" for line in verdict_lines(part.evaluation.decision, PLAIN, COLUMNS - 2)]


def _allowed(judged: Judged) -> str:
    if not judged.parts:
        return "nothing of it is new"
    if len(judged.parts) == 1:
        return safe(judged.parts[0].evaluation.decision.summary)
    return f"all {len(judged.parts)} landings of it are allowed"
