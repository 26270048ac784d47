"""May this protected branch move so?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paraph.core.errors import InputError
from paraph.core.model.decision import Verdict
from paraph.core.policy.ref_globs import is_protected
from paraph.flows.gate.governed_files import Given
from paraph.flows.ledger.stood import where_stood
from paraph.flows.server.judge_part import Circumstances, Form, Part, is_octopus, judge_part
from paraph.flows.server.known_statements import KnownStatements
from paraph.flows.server.serving import Desk, Governing, governance_of
from paraph.ports.receiving import Link, RefUpdate

MOST_LINKS = 2_000
LINKS_AT_ONCE = 32
NO_POLICY = "the operator gives one: `paraph hook install --server REPO --policy FILE`"
_WORST = (Verdict.DENY, Verdict.CANNOT_TELL, Verdict.WAIT, Verdict.ALLOW)


class Judged(NamedTuple):
    """What was decided of one movement. `why` says in words what stands in its way before any policy is asked;
    `parts` are the landings that were judged, in order; `is_excepted` where it passes without having been allowed;
    `recorded` is what the ledger says instead of `why` where that may tell of people."""

    update: RefUpdate
    form: Form
    verdict: Verdict
    parts: tuple[Part, ...] = ()
    why: str = ""
    fix: str = ""
    is_excepted: bool = False
    recorded: str = ""

    @property
    def may_land(self) -> bool:
        """Whether the ref may move."""
        return self.is_excepted or self.verdict is Verdict.ALLOW

    @property
    def open_part(self) -> Part | None:
        """The first landing that is not allowed."""
        return next((part for part in self.parts if not part.is_allowed), None)


def judge_branch(desk: Desk, around: Circumstances, update: RefUpdate, known: KnownStatements) -> Judged:
    """Judge one movement of a protected branch: as one change, else landing by landing.

    `known` is what the ledger and this push hold for it. Raises ParaphError where nothing can be decided.
    """
    if not update.new:
        return _refused(update, "a protected branch is never deleted", "let the operator do it on the server")
    if desk.receiving.commit_of(update.new) != update.new:
        return _refused(update, "a branch must lead to a commit", "push a commit to it")
    if update.ref == desk.settings.policy_ref and (problem := _unusable(desk, around, update.new)):
        why = "its policy or its people could not be used"
        return _refused(update, f"{why}: {problem}", "mend them, then push again")._replace(recorded=why)
    if not update.old:
        return _created(desk, around, update, known)
    if update.old == update.new:
        return Judged(update, "forward", Verdict.ALLOW)
    chain = desk.receiving.chain(update.old, update.new, MOST_LINKS + 1)
    if not chain or chain[0].parents[:1] != (update.old,):
        return _off_the_chain(desk, update, chain)
    return _judge_chain(desk, around, update, update.old, chain, known)


def _unusable(desk: Desk, around: Circumstances, commit: str) -> str:
    """What is wrong with the files that would govern from here on; nobody could push any more what mends them."""
    try:
        governance_of(desk, Governing(commit, Given(organisation=around.governing.given.organisation)))
    except InputError as error:
        return error.problems[0].what
    return ""


def _created(desk: Desk, around: Circumstances, update: RefUpdate, known: KnownStatements) -> Judged:
    """A new protected branch: nothing is new of it where it begins at what another one was moved to."""
    branches = _branches(desk)
    if desk.settings.genesis and update.new == desk.settings.genesis and not branches:
        return Judged(update, "genesis", Verdict.CANNOT_TELL, is_excepted=True)
    stood = where_stood(desk.ledger, branches)
    base = desk.receiving.fork(stood.beginnings, update.new, stood.tips)
    if base == update.new:
        return Judged(update, "create", Verdict.ALLOW)
    chain = desk.receiving.chain(base, update.new, MOST_LINKS + 1)
    return _judge_chain(desk, around, update, base, chain, known)


def _branches(desk: Desk) -> list[str]:
    """The protected branches that are there."""
    return [ref for ref in desk.receiving.tips(desk.settings.protected) if ref.startswith("refs/heads/")]


def _judge_chain(
    desk: Desk, around: Circumstances, update: RefUpdate, base: str, chain: Sequence[Link],
    known: KnownStatements,
) -> Judged:  # fmt: skip
    if len(chain) > MOST_LINKS:
        return _refused(update, f"it lands more than {MOST_LINKS:,} commits at once", "push it in several steps")
    if any(len(link.parents) > 2 for link in chain):
        return _refused(update, "a commit of it merges several lines of work at once", "merge them one by one")
    if not around.governing.has_policy:
        why = f"no policy governs yet: there is none on {desk.settings.policy_ref}, and the operator gave none"
        return Judged(update, "forward", Verdict.CANNOT_TELL, (), why, NO_POLICY)
    whole = judge_part(desk, around, update.ref, base, chain[-1], known)
    # what lands as another head, which was judged, may bring a history of its own
    is_other = whole.head != chain[-1].commit
    if is_octopus(whole.evaluation.facts.change) or (is_other and desk.receiving.has_octopus(base, chain[-1].commit)):
        return _refused(update, "a commit of it merges several lines of work at once", "merge them one by one")
    if not base:
        whole = whole._replace(form="create")
    parts: tuple[Part, ...] = (whole,)
    if not whole.is_allowed and len(chain) > 1:
        ends = _ends(desk, base, chain, known)
        first = next(ends)
        split = tuple(_split(desk, around, update.ref, base, (first, *ends), known)) if first != chain[-1] else ()
        if len(split) > 1:
            parts = split
    verdict = min((part.evaluation.decision.verdict for part in parts), key=_WORST.index)
    if verdict is Verdict.ALLOW and not all(part.is_allowed for part in parts):
        verdict = Verdict.CANNOT_TELL
    form = parts[-1].form if len(parts) == 1 else "forward"
    is_excepted = verdict is not Verdict.ALLOW and all(part.is_allowed or part.is_watched for part in parts)
    return Judged(update, form, verdict, parts, is_excepted=is_excepted)


def _split(
    desk: Desk, around: Circumstances, ref: str, base: str, ends: Iterable[Link], known: KnownStatements
) -> Iterator[Part]:
    """The landings of a movement in order, each against its predecessor, up to the first that may not go in.

    What one of them lands is spent for those after it.
    """
    for link in ends:
        part = judge_part(desk, around, ref, base, link, known)
        yield part
        if not part.is_allowed and not part.is_watched:
            return
        known = known.without(part.spends)
        base = link.commit


def _ends(desk: Desk, base: str, chain: Sequence[Link], known: KnownStatements) -> Iterator[Link]:
    """Where one landing ends and the next begins: around merges, and where a signed difference is complete."""
    is_spoken_of = not known.is_empty()
    diffs: dict[str, str] = {}
    for at, link in enumerate(chain):
        is_last = at + 1 == len(chain)
        is_edge = len(link.parents) > 1 or (not is_last and len(chain[at + 1].parents) > 1)
        if is_spoken_of and link.tree not in diffs and not is_last and not is_edge:
            trees = [each.tree for each in chain[at : at + LINKS_AT_ONCE]]
            diffs = dict(zip(trees, desk.reader.reviewed_digests(base, trees), strict=True))
        if is_last or is_edge or (is_spoken_of and known.is_signed(diffs[link.tree])):
            yield link
            base, diffs = link.commit, {}


def _off_the_chain(desk: Desk, update: RefUpdate, chain: Sequence[Link]) -> Judged:
    if len(chain) > MOST_LINKS:
        return _refused(update, f"it lands more than {MOST_LINKS:,} commits at once", "push it in several steps")
    if desk.receiving.is_behind(update.old, update.new):
        why = (
            f"its first-parent history leaves out {update.old[:12]}, which is here: the branch was merged into the work"
        )
        fix = "start from what is here and merge the work into it: `git merge --no-ff`, with the branch checked out"
        return _refused(update, why, fix)
    why = f"it would drop {update.old[:12]}, which has landed: a protected branch is never rewritten"
    return _refused(update, why, "`git fetch`, put your work on top of what is here, and push that")


def _refused(update: RefUpdate, why: str, fix: str) -> Judged:
    return Judged(update, "forward", Verdict.DENY, (), why, fix)


def judge_tag(desk: Desk, update: RefUpdate, proposed: Sequence[RefUpdate]) -> Judged:
    """A protected tag: made once, on a commit that a protected branch was moved to, or is by this very push."""
    if not update.new:
        return _refused(update, "a protected tag is never deleted", "let the operator do it on the server")
    if update.old and update.old != update.new:
        return _refused(update, "a protected tag is never moved", "make a new tag")
    commit = desk.receiving.commit_of(update.new)
    if not commit:
        return _refused(update, "a protected tag must lead to a commit", "tag a commit")
    branches = (each for each in proposed if each.ref.startswith("refs/heads/") and each.new)
    moved = {each.new for each in branches if is_protected(each.ref, desk.settings.protected)}
    if commit in moved or _has_stood(desk, commit):
        return Judged(update, "create", Verdict.ALLOW)
    why = f"{commit[:12]} has not landed: no protected branch was moved to it"
    return _refused(update, why, "tag a commit that a protected branch was moved to")


def _has_stood(desk: Desk, commit: str) -> bool:
    stood = where_stood(desk.ledger, _branches(desk))
    return commit in stood.tips or any(desk.reader.is_movement(tip, commit) for tip in stood.beginnings)
