"""What have people and machines said of a change, and does it count?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.decision import State
from paraph.core.model.evidence import Evidence
from paraph.core.model.facts import Facts
from paraph.core.model.noun import noun
from paraph.core.model.signoff import Override, Signoff, Veto
from paraph.flows.view.shown import ago, iso, shown
from paraph.flows.view.tree import GLYPHS, Names

_OUTCOMES = {"passed": State.SATISFIED, "failed": State.DENIED, "error": State.CANNOT_TELL}
_GOOD = frozenset({"success", "passed"})
MOST_TOLD = 200
ID_DIGITS = 64


@noun
class SaidView:
    """One thing that was said: by whom, what, how it stands. `more` are details, `id` the statement's. `act` is what
    the reader may do to it: `withdraw`, `clear`, or be its `second` person; empty for nothing."""

    who: str
    what: str
    state: str
    glyph: str
    more: tuple[str, ...]
    at: int
    at_iso: str
    ago: str
    id: str = ""
    act: str = ""


def said_views(facts: Facts, names: Names, now: int) -> tuple[SaidView, ...]:
    """Sign-offs, vetoes, overrides, and what was refused."""
    found = [_signoff(each, names, now) for each in facts.signoffs]
    found += [_veto(each, names, now) for each in facts.vetoes]
    found += [_override(each, names, now) for each in facts.overrides]
    found.sort(key=lambda said: said.at)
    found += [
        _said(names.of(each.person).name or "somebody", f"{each.kind or 'statement'} does not count", State.CANNOT_TELL,
              (each.why,), 0, now, each.id)
        for each in facts.refusals
    ]  # fmt: skip
    return tuple(found[:MOST_TOLD])


def evidence_views(facts: Facts, now: int) -> tuple[SaidView, ...]:
    """Reports, checks of the forge, and steps that people did by hand."""
    found = [_report(each, facts, now) for each in facts.evidence]
    for check in facts.checks:
        state = State.PENDING if check.conclusion is None else State.DENIED
        state = State.SATISFIED if check.conclusion in _GOOD else state
        words = f"{check.name}: {(check.conclusion or 'runs').replace('_', ' ')}"
        found.append(_said(check.app or "a check", words, state, (), 0, now))
    found += [
        _said(each.person, f"did by hand: {each.name}", State.SATISFIED, (), each.at, now)
        for each in facts.manual_checks
    ]
    return tuple(found[:MOST_TOLD])


def _signoff(signoff: Signoff, names: Names, now: int) -> SaidView:
    verb = "signed off" if signoff.is_approval else "asked for changes"
    state = State.SATISFIED if signoff.is_approval else State.DENIED
    flaws = tuple(_flaws(signoff, now))
    if flaws:
        state = State.CANNOT_TELL if signoff.holds is None else State.SKIPPED
    how = {"review": "by a review", "signed": "by a signature", "present": "in person"}[signoff.proof]
    held = f"holds for the content: {', '.join(signoff.holds)}" if signoff.holds else ""
    more = (*flaws, *([held] if held and not flaws else []), f"head {signoff.head[:12]}")
    what = f"{verb} {how} at {signoff.tier}"
    is_own = signoff.person == names.viewer and not flaws and len(signoff.id) == ID_DIGITS
    return _said(names.of(signoff.person).name, what, state, more, signoff.at, now, signoff.id,
                 "withdraw" if is_own else "")  # fmt: skip


def _flaws(signoff: Signoff, now: int) -> Iterator[str]:
    if signoff.is_withdrawn:
        yield "withdrawn"
    if signoff.is_spent:
        yield "used up: it has landed"
    if signoff.expires_at is not None and signoff.expires_at <= now:
        yield "expired"
    if signoff.holds is None:
        yield signoff.why_unknown or "whether it still holds could not be recomputed"
    elif not signoff.holds:
        yield "the content has changed since"


def _veto(veto: Veto, names: Names, now: int) -> SaidView:
    state = State.SKIPPED if veto.cleared_by else State.DENIED
    more = (f"cleared by {names.of(veto.cleared_by).name}",) if veto.cleared_by else ()
    return _said(names.of(veto.person).name, f"vetoed: {veto.reason}", state, more, 0, now, veto.id,
                 "" if veto.cleared_by else "clear")  # fmt: skip


def _override(override: Override, names: Names, now: int) -> SaidView:
    rules = ", ".join(override.rules) or "every rule"
    second = f"with {names.of(override.second).name}" if override.second else "a second person is still missing"
    more = (second, f"until {iso(override.expires_at)}")
    state = State.OVERRIDDEN if override.second else State.PENDING
    act = "second" if not override.second and override.person != names.viewer else ""
    return _said(names.of(override.person).name, f"overrides {rules}: {override.reason}", state, more, 0, now,
                 override.id, act)  # fmt: skip


def _report(report: Evidence, facts: Facts, now: int) -> SaidView:
    change = facts.change
    is_ours = (report.commit or change.head) == change.head and (report.tree or change.tree) == change.tree
    state = _OUTCOMES[report.outcome] if is_ours else State.SKIPPED
    figures = tuple(f"{each.name} {each.value:g}" for each in report.metrics)
    more = (*figures, *(() if is_ours else ("of other content",)))
    return _said(report.producer or "somebody", f"{report.kind}: {report.outcome}", state, more, report.at, now,
                 report.digest)  # fmt: skip


def _said(who: str, what: str, state: State, more: tuple[str, ...], at: int, now: int, id_: str = "",
          act: str = "") -> SaidView:  # fmt: skip
    details = tuple(shown(each, 500) for each in more if each)
    return SaidView(shown(who, 100), shown(what, 2_000), state.value, GLYPHS[state], details, at, iso(at),
                    ago(at, now), shown(id_, 64), act)  # fmt: skip
