"""How does a change stand on the board, once it has been decided?"""

from __future__ import annotations

from paraph.core.model.decision import Decision, Verdict
from paraph.core.model.noun import changed
from paraph.core.model.proposal import Proposal
from paraph.core.policy.lookup import index_people
from paraph.flows.attend.enter_judged import Entered
from paraph.ports.board import ChangeRow
from paraph.ports.question import Evaluation

MOST_NAMED = 50
LONGEST = 500


def fresh_row(proposal: Proposal, old: ChangeRow | None, now: int) -> ChangeRow:
    """The row of a change as its forge states it, with what was decided of it before."""
    row = old or ChangeRow(proposal.repository, proposal.number, 0, opened_at=now, decided_at=now)
    return row._replace(
        title=proposal.title[:LONGEST],
        author=proposal.author,
        url=proposal.url,
        source=proposal.source,
        target=proposal.target,
        head=proposal.head,
        is_draft=proposal.is_draft,
        state="open" if proposal.state == "open" else row.state,
    )


def decided_row(
    proposal: Proposal, evaluation: Evaluation, entered: Entered | None, old: ChangeRow | None, now: int
) -> ChangeRow:  # fmt: skip
    """The row with what was decided; where nothing new was entered, it still names the decision that was."""
    decision, change = evaluation.decision, evaluation.facts.change
    person = index_people(evaluation.facts.people).person_of(proposal.author) if proposal.author else None
    owed_by = old.owed_by if entered is None and old is not None else turns_of(decision)
    is_waiting = decision.verdict is Verdict.WAIT
    is_same_wait = old is not None and old.verdict == "wait" and old.head == change.head and old.waiting_since > 0
    row = fresh_row(proposal, old, now)._replace(
        person=person.id if person else "",
        base=change.base,
        tree=change.tree or "",
        verdict=decision.verdict.value,
        waits_for=",".join(decision.waits_for),
        tier=decision.tier.value,
        summary=decision.summary[:LONGEST],
        assistance=decision.assistance.value,
        ai_share=decision.assistance.ai_share,
        ai_lines=decision.assistance.ai_lines,
        minutes=minutes_of(decision),
        owed_by=owed_by,
        waiting_since=0 if not is_waiting else old.waiting_since if old is not None and is_same_wait else now,
    )
    if entered is None:
        return row
    return row._replace(
        decision=entered.decision, facts=entered.facts, policy=entered.policy, entry=None, decided_at=now
    )  # fmt: skip


def turns_of(decision: Decision) -> tuple[str, ...]:
    """The ids of the authors who owe something. Whose sign-off is asked for is known once people were asked."""
    ids = (by for owed in decision.missing if owed.is_turn and owed.kind == "author" for by in owed.by)
    return tuple(dict.fromkeys(ids))[:MOST_NAMED]


def minutes_of(decision: Decision) -> int:
    """The minutes that reading is reckoned to take one person."""
    owed = [each for each in decision.missing if each.kind == "person" and each.people]
    return max((each.minutes // each.people for each in owed), default=0)


def untold_row(
    proposal: Proposal | None, old: ChangeRow | None, place: tuple[str, str], why: str, now: int
) -> ChangeRow:
    """The row of a change that cannot be decided now; what was decided before stays named beside it."""
    row = old or ChangeRow(*place, 0, opened_at=now, decided_at=now)
    if proposal is not None:
        row = fresh_row(proposal, row, now)
    return row._replace(verdict="cannot_tell", waits_for="", summary=f"Cannot tell: {why}"[:LONGEST], waiting_since=0)


def is_same(row: ChangeRow, old: ChangeRow | None) -> bool:
    """Whether a row says nothing that the old one does not."""
    return old is not None and row._replace(version=old.version) == old


def undecided_as(decision: Decision, row: ChangeRow) -> Decision:
    """A decision as it is shown where the change could not be decided again since."""
    if decision.verdict.value == row.verdict:
        return decision
    return changed(decision, verdict=Verdict(row.verdict), summary=row.summary)
