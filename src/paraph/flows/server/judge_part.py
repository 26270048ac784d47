"""May this one landing go in: which head does it land, who had a hand in it, and what does the policy say?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from paraph.core.detect.agent_rows import agent_rows
from paraph.core.model.change import Change
from paraph.core.model.decision import Verdict
from paraph.core.model.places import BUILT_IN
from paraph.flows.gate.evaluate_change import Question, evaluate_change
from paraph.flows.ledger.spending import spent_by_landing
from paraph.flows.server.known_statements import KnownStatements
from paraph.flows.server.lost_trailers import lost_trailers
from paraph.flows.server.serving import UNKNOWN_PUSHER, Desk, Governing, is_watching
from paraph.flows.server.take_records import TakenRecords, line_source
from paraph.ports.question import Evaluation
from paraph.ports.receiving import Link
from paraph.ports.repository import ChangeRequest

Form = Literal["merge", "squash", "rebase", "forward", "create", "genesis"]
MOST_HEADS = 8


class Circumstances(NamedTuple):
    """What is the same for all landings of one push: what governs, the commits that are new here, who pushes, and the
    records of lines."""

    governing: Governing
    fresh: frozenset[str]
    pusher: str
    records: TakenRecords = TakenRecords()


class Part(NamedTuple):
    """One landing: the movement `base` to `new`, the head that it lands, how, and what was decided of it.

    `used` are the statements that counted, `spends` the sign-offs that landing it uses up, `lost` in words what the
    commits of the head say of tools and co-authors, and those that land do not.
    """

    base: str
    head: str
    new: str
    form: Form
    evaluation: Evaluation
    used: tuple[str, ...] = ()
    spends: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether an enforced policy allows it."""
        decision = self.evaluation.decision
        return decision.is_enforced and decision.verdict is Verdict.ALLOW

    @property
    def is_watched(self) -> bool:
        """Whether there is a policy that only watches: it is recorded what it would say, and nobody is held up."""
        decision = self.evaluation.decision
        has_policy = BUILT_IN not in decision.policy_sources
        return has_policy and is_watching(self.evaluation.policy) and decision.verdict is not Verdict.DENY


def judge_part(desk: Desk, around: Circumstances, ref: str, base: str, link: Link, known: KnownStatements) -> Part:
    """Judge the movement of a protected branch from `base` (empty for none) to one commit of its first-parent chain.

    Where a signed or merged head gives exactly this tree, that head is what lands, and whoever lands it has no hand
    in it. Otherwise all that stands between is the change, with everybody who made or brought it.
    """
    diff = "" if known.is_empty() else desk.reader.reviewed(base, link.tree).diff
    signed = known.of_difference(diff) if diff else []
    head = _landed_head(desk, base, link, [each.head for each in reversed(signed)])
    commits = [each.id for each in desk.reader.commits(f"{base}..{head}" if base else head)]
    live = known.about(diff, link.tree, list(dict.fromkeys((head, *commits)))) if diff else []
    request = ChangeRequest("range", base, head, ref, "")
    question = Question(
        request=request,
        now=desk.now,
        repository=desk.repository,
        given=around.governing.given,
        pushers=_pushers(desk, around, commits),
        governed_at=around.governing.commit,
        secret=desk.secret,
        reviews=tuple(desk.reviews(head)),
        people=desk.people,
    )
    lines = line_source(desk, around.records, live)
    evaluation = evaluate_change(desk.reader, desk.documents, desk.cache, question, live, desk.check, lines)
    change = evaluation.facts.change
    used = _used(evaluation)
    spends = spent_by_landing(live, (change.diff,), used)
    form = _form(base, head, link)
    is_rewritten = form in ("squash", "rebase")
    own = agent_rows(evaluation.policy.agents)
    lost = lost_trailers(desk.reader, base, link.commit, evaluation.facts, own) if is_rewritten else ()
    return Part(base, head, link.commit, form, evaluation, used, spends, lost)


def _landed_head(desk: Desk, base: str, link: Link, signed: Sequence[str]) -> str:
    """One of the heads that were signed for just this difference, the newest first, else what a merge commit brings;
    where none of them merges to what would land, that itself."""
    if not base:
        return link.commit
    named = list(dict.fromkeys(filter(None, signed)))[:MOST_HEADS]
    here = desk.reader.present(named) if named else frozenset()
    brought = link.parents[1:] if len(link.parents) == 2 and link.parents[0] == base else ()
    heads: list[str] = [*(each for each in named if each in here), *brought]
    for head in dict.fromkeys(heads):
        if desk.reader.merged(base, head).tree == link.tree:
            return head
    return link.commit


def _pushers(desk: Desk, around: Circumstances, commits: Sequence[str]) -> tuple[str, ...]:
    """The accounts that first brought the commits of a change here."""
    known = desk.ledger.introducers(commits)
    accounts = (
        known.get(commit) or (around.pusher if commit in around.fresh and commit not in known else UNKNOWN_PUSHER)
        for commit in commits
    )
    return tuple(dict.fromkeys(accounts))


def _form(base: str, head: str, link: Link) -> Form:
    if head == link.commit:
        return "forward"
    if link.parents[:1] == (base,):
        return "merge" if len(link.parents) > 1 else "squash"
    return "rebase"


def _used(evaluation: Evaluation) -> tuple[str, ...]:
    facts = evaluation.facts
    signed = [each.id for each in facts.signoffs if each.holds and not each.is_spent and not each.is_withdrawn]
    ids = (*signed, *(each.id for each in facts.overrides if each.is_for_content), *(each.id for each in facts.vetoes))
    return tuple(dict.fromkeys(ids))


def is_octopus(change: Change) -> bool:
    """Whether a commit of the change merges several lines of work at once."""
    return any(len(commit.parents) > 2 for commit in change.commits)
