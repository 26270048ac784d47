"""How is each thing that happened to a change said in a line?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paraph.core.attest.predicates import (
    DeclarationPredicate,
    EvidencePredicate,
    OverridePredicate,
    OwnerTransferPredicate,
    SignoffPredicate,
    Statement,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.trust import Signed
from paraph.core.model.decision import Decision, Node, Reason, State
from paraph.core.model.facts import Facts
from paraph.core.model.person import Identity
from paraph.core.model.refs import short_name
from paraph.flows.ledger.recorded_movements import Recorded
from paraph.flows.ledger.story import Line
from paraph.ports.ledger import Movement

_SHORT = 10
_MOST_REASONS = 3


def writing_lines(decision: Decision, facts: Facts, entry: int | None) -> Iterator[Line]:
    """Who or what wrote it, how much, and with which help."""
    change = facts.change
    by: dict[str, int] = {}
    for commit in change.commits:
        by[_who(commit.author)] = by.get(_who(commit.author), 0) + 1
    written = ", ".join(f"{who} {number} commit{'s' * (number != 1)}" for who, number in by.items())
    added = sum(each.added_lines or 0 for each in change.files)
    deleted = sum(each.deleted_lines or 0 for each in change.files)
    files = f"{len(change.files):,} file{'s' * (len(change.files) != 1)}"
    helpers = dict.fromkeys(_who(each) for commit in change.commits for each in commit.co_authors)
    more = [f"with {', '.join(helpers)}"] if helpers else []
    more += [f"pushed by {', '.join(change.pushers)}"] if change.pushers else []
    text = f"{written or 'nobody is named'}: +{added:,} −{deleted:,} lines in {files}"
    yield Line("wrote", text, more=tuple(more), entry=entry)
    found = decision.assistance
    known = f"; {found.recorded_lines:,} known line by line" if found.recorded_lines else ""
    share = f" ({found.ai_lines:,} lines, {found.ai_share:.0%}{known})" if found.ai_lines else ""
    yield Line("wrote", f"{found.value}: {found.because}{share}" if found.because else found.value, entry=entry)


def decision_lines(decision: Decision, entry: int | None) -> Iterator[Line]:
    """The tier with its reasons, and what each rule that binds asked."""
    tier = decision.tier
    decisive = [_reason(each) for each in tier.reasons if each.tier == tier.value][:_MOST_REASONS]
    name = f"{tier.value}{' or higher' if tier.may_be_higher else ''}"
    first = f"{name}: {decisive[0]}" if decisive else name
    yield Line("risk", first, more=tuple(decisive[1:]), entry=entry)
    for node in decision.tree.children:
        if node.state is not State.SKIPPED and node.kind != "merge":
            first, *more = _asked(node)
            yield Line("owed", first, node.state, tuple(more), entry=entry)


def said_lines(statement: Statement, signed: Signed, entry: int | None) -> Iterator[Line]:
    """Who signed what, with the questions and their answers."""
    said = statement.predicate
    who = " and ".join(each.holder for each in signed.signers) or f"{statement.person or 'somebody'} (does not count)"
    key = signed.signers[0].fingerprint if signed.signers else ""
    text, more, mark = _told(said)
    if signed.signers and signed.signers[0].proof == "present":
        text = text.replace("signed off", "signed off in person", 1)
    flaws = tuple(f"does not count: {flaw}" for flaw in signed.flaws)
    mark = mark if signed.signers else State.CANNOT_TELL
    yield Line("said", f"{who} {text}", mark, (*more, *flaws), statement.at, entry, signature=key)


def record_lines(record: Recorded) -> Iterator[Line]:
    """What was decided of one try to land it, and what then happened."""
    decision, done = record.decision, record.done
    if record.refused is not None:
        yield _decided(record, record.refused, record.refused_entry)
    if decision is not None:
        yield _decided(record, decision, record.decision_entry)
    if done is not None:
        yield _landed(record, done)


def _decided(record: Recorded, movement: Movement, said: dict[str, Any]) -> Line:
    verdict = movement.verdict.replace("_", " ")
    text = f"refused ({verdict})" if movement.state == "refused" else verdict
    why = [str(said["why"])] if said.get("why") else []
    why += [f"it passed although: {said['excepted']}"] if said.get("excepted") else []
    marks = {"decided": State.SATISFIED, "refused": State.DENIED}
    mark = marks.get(movement.state, State.OVERRIDDEN)
    return Line("decided", f"{text}, {_way(record)}", mark, tuple(why), said.get("at", 0), movement.entry)


def _way(record: Recorded) -> str:
    ends = [each[:_SHORT] or "nothing" for each in (record.old, record.new)]
    return f"{short_name(record.ref)} {'..'.join(ends)}"


def _landed(record: Recorded, done: Movement) -> Line:
    said, at = record.done_entry, _way(record)
    if record.is_beginning:
        text = f"{short_name(record.ref)} stood at {record.new[:_SHORT]} when the record began"
        return Line("landed", text, None, (), said.get("at", 0), done.entry)
    if done.state == "landed":
        how = str(record.decision_entry.get("form") or "")
        words = {"merge": "as a merge", "squash": "squashed", "rebase": "rebased", "forward": "by moving ahead"}
        text = f"{at}{f' {words[how]}' if how in words else ''}, with the tree that was decided on"
        more = (f"lost on the way: {', '.join(record.lost)}; what was decided on has it",) if record.lost else ()
        return Line("landed", text, State.SATISFIED, more, said.get("at", 0), done.entry)
    why = str(said.get("why") or said.get("reason") or "")
    words = {"alarm": f"alarm: {at}", "excepted": f"an operator accepted {at}"}
    mark = State.DENIED if done.state == "alarm" else State.OVERRIDDEN
    return Line("landed", words.get(done.state, at), mark, (why,) if why else (), said.get("at", 0), done.entry)


def _told(said: object) -> tuple[str, tuple[str, ...], State | None]:
    """A predicate in words, what stands below it, and how it stands."""
    if isinstance(said, SignoffPredicate):
        asked = {each.id: each.text for each in said.questions}
        more = tuple(f"{asked.get(each.question, each.question)} — {each.text}" for each in said.answers)
        is_yes = said.decision == "approve"
        verb = "signed off" if is_yes else "asked for changes"
        return f"{verb} at {said.tier}: {said.assertion}", more, State.SATISFIED if is_yes else State.DENIED
    if isinstance(said, DeclarationPredicate):
        tools = ", ".join(each.name for each in said.tools)
        text = f"declared {said.assistance}{f', {tools}' if tools else ''}"
        text += f"; {said.owner} can explain it" if said.owner else ""
        text += f"; a way back is {said.rollback}" if said.rollback != "none" else ""
        return text, tuple(f"{each.question} — {each.text}" for each in said.answers), None
    if isinstance(said, VetoPredicate):
        return f"vetoed: {said.reason}", (), State.DENIED
    if isinstance(said, OverridePredicate):
        return f"broke the glass over {', '.join(said.rules) or 'every rule'}: {said.reason}", (), State.OVERRIDDEN
    if isinstance(said, OwnerTransferPredicate):
        return f"took it over for {said.to}{f': {said.reason}' if said.reason else ''}", (), None
    if isinstance(said, WithdrawalPredicate):
        return f"took back {said.statement[:_SHORT]}{f': {said.reason}' if said.reason else ''}", (), None
    if isinstance(said, EvidencePredicate):
        mark = State.SATISFIED if said.outcome == "passed" else State.DENIED
        figures = tuple(f"{each.name} {each.value:g}" for each in said.metrics)
        return f"reported {', '.join(said.kinds)}: {said.outcome}", figures, mark
    return "said something that this release does not know", (), None


def _who(identity: Identity) -> str:
    return f"{identity.name} <{identity.email}>" if identity.email else identity.name


def _reason(reason: Reason) -> str:
    paths = [each for each in reason.paths[:2] if each not in reason.text]
    return f"{reason.text} ({', '.join(paths)})" if paths else reason.text


def _asked(node: Node) -> list[str]:
    """A rule with what it asks: on one line where it asks one thing."""
    children = [each for each in node.children if each.kind != "when" and each.state is not State.SKIPPED]
    asked = [f"{each.title}: {each.found}" if each.found else each.title for each in children]
    if len(asked) == 1:
        return [f"{node.title}: {asked[0]}"]
    return [node.title, *asked] if asked else [f"{node.title}: {node.found}" if node.found else node.title]
