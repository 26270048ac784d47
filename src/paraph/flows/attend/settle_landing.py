"""One landing at a forge: was it allowed as it landed, and is what landed what was approved?"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from paraph.core.errors import InputError
from paraph.core.ledger.entry import entry
from paraph.core.model.decision import Verdict
from paraph.core.model.places import BUILT_IN
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.enter_judged import keep_evaluation
from paraph.flows.attend.find_landing import Landed
from paraph.flows.attend.judge_proposal import judge_proposal
from paraph.flows.attend.keep_reviews import new_reviews
from paraph.flows.attend.place import Place
from paraph.flows.attend.read_proposal import read_proposal
from paraph.flows.ledger.spending import named_in_entry
from paraph.flows.server.check_landing import landed_as
from paraph.flows.server.movement_entries import WATCHED
from paraph.flows.server.serving import is_watching
from paraph.ports.board import ChangeRow
from paraph.ports.forge import ForgeError
from paraph.ports.ledger import Movement, Row
from paraph.ports.question import Evaluation

PAST_THE_FORGE = "it was pushed past every proposal"
UNGOVERNED = "no policy governs here yet"
_NOT_SHOWN = "the forge does not show it any more"


class Settled(NamedTuple):
    """What was found of a landing: the `decided` entry, and why it is an alarm, empty where it is none."""

    entry: int
    why: str


def settle_landing(at: Place, ref: str, landed: Landed) -> Settled:
    """Decide a landing that has happened, against its predecessor and by the policy that stood there, and enter it.

    Raises ReadError where the forge or the repository cannot be read.
    """
    proposal = _proposal(at, ref, landed)
    governed_at = landed.base if ref == at.repository.target else at.tip(at.repository.target)
    try:
        found = _judged(at, proposal, landed, governed_at)
    except InputError as error:
        return _entered(at, ref, landed, None, f"it could not be judged: problem {error.problems[0].code}", "")
    landing = landed_as(at.opened.reader, landed.base, proposal.head, landed.new)
    excepted = _excepted(found)
    verdict = found.decision.verdict
    why = ""
    if not landing.is_approved:
        why = landing.why
    elif excepted:
        pass
    elif landed.row is None:
        why = PAST_THE_FORGE
    elif verdict is not Verdict.ALLOW or not found.decision.is_enforced:
        why = f"it landed though the verdict was {verdict.value.replace('_', ' ')}"
    return _entered(at, ref, landed, found, why, excepted, landing.form)


def _judged(at: Place, proposal: Proposal, landed: Landed, governed_at: str) -> Evaluation:
    """The decision by the answers that were known. Of what the forge tells now, only what takes back or refuses counts:
    it may have been on its way to us when the change landed, while an answer may have come afterwards."""
    row = landed.row
    known = {each.id: each for each in at.office.board.reviews(at.repository.key, row.number)} if row else {}
    found = judge_proposal(at, proposal, [*known.values()], base=landed.base, governed_at=governed_at)
    told = new_reviews(at, proposal, found, row, known) if row and not _is_remembered(proposal) else []
    less = [each for each in told if each.review.state != "approved"]
    if not less:
        return found
    rows = [Row(each.review, number) for number, each in enumerate(less)]
    at.ledger.record([each.content for each in less], (), rows)
    known |= {each.review.id: each.review for each in less}
    return judge_proposal(at, proposal, [*known.values()], base=landed.base, governed_at=governed_at)


def _excepted(found: Evaluation) -> str:
    """Why a landing passes that no rule allowed: there is none that is enforced."""
    decision = found.decision
    if decision.verdict is Verdict.DENY and decision.is_enforced:
        return ""
    if BUILT_IN in decision.policy_sources:
        return UNGOVERNED
    return WATCHED if is_watching(found.policy) else ""


def _proposal(at: Place, ref: str, landed: Landed) -> Proposal:
    """What landed, as the forge states it; what nobody proposed stands for itself."""
    row = landed.row
    if row is None:
        unread = tuple((fact, "nobody proposed it") for fact in ("labels", "title", "body"))
        return Proposal(at.repository.key, "", landed.new, ref, unread=unread)
    try:
        found = read_proposal(at.office, at.repository, row.number)
    except ForgeError as error:
        if not error.is_gone:
            raise
        return _remembered(row)
    return found if found.target == ref and at.opened.reader.present([found.head]) else _remembered(row)


def _remembered(row: ChangeRow) -> Proposal:
    """A change that its forge does not show any more (a branch that was deleted), as far as it is on the board."""
    unread = tuple((fact, _NOT_SHOWN) for fact in ("labels", "body", "checks"))
    return Proposal(row.repository, row.number, row.head, row.target, row.source, title=row.title, author=row.author,
                    url=row.url, unread=unread)  # fmt: skip


def _is_remembered(proposal: Proposal) -> bool:
    return any(why == _NOT_SHOWN for _, why in proposal.unread)


def _entered(
    at: Place, ref: str, landed: Landed, found: Evaluation | None, why: str, excepted: str, form: str = "",
) -> Settled:  # fmt: skip
    """Record what was decided; what must not have landed as refused."""
    verdict = found.decision.verdict.value if found else "cannot_tell"
    said: dict[str, Any] = {"ref": ref, "old": landed.base, "new": landed.new, "form": form, "verdict": verdict}
    governed_at = landed.base if ref == at.repository.target else at.tip(at.repository.target)
    said |= {"git": at.opened.receiving.git_version(), "governed_at": governed_at}
    said |= {"number": landed.row.number} if landed.row else {}
    rows: list[Row] = []
    if found is not None:
        keeping = keep_evaluation(at, found)
        change = found.facts.change
        rows += [Row(blob) for blob in keeping.blobs]
        used = used_by(found)
        said |= {"tier": found.decision.tier.value, "statements": named_in_entry(used), "spends": named_in_entry(used)}
        said["change"] = {"base": change.base, "head": change.head, "tree": change.tree or "", "diff": change.diff}
        said |= keeping.fields
    said |= {"why": why} if why else {"excepted": excepted} if excepted and verdict != "allow" else {}
    state: Literal["refused", "decided"] = "refused" if why else "decided"
    content = entry("decided", at.now, **said)
    (receipt,) = at.ledger.record(
        [content], (), [*rows, Row(Movement(ref, landed.base, landed.new, state, verdict, 0), 0)]
    )
    return Settled(receipt.index, why)


def used_by(found: Evaluation) -> list[str]:
    """The statements and reviews that counted."""
    facts = found.facts
    signed = [each.id for each in facts.signoffs if each.holds and not each.is_spent and not each.is_withdrawn]
    return [*signed, *(each.id for each in facts.overrides if each.is_for_content)]
