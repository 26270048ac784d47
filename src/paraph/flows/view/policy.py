"""What does a repository's policy say, where, and how often does each of its rules bind?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from paraph.core.errors import InputError, ParaphError, Problem
from paraph.core.model.decision import Decision, Node, State
from paraph.core.model.facts import Repository
from paraph.core.model.noun import noun
from paraph.core.model.places import POLICY
from paraph.core.model.policy import Policy, Rule
from paraph.flows.draft.draft_repository import Watch
from paraph.flows.gate.governed_files import Given, policy_of, text_at
from paraph.flows.replay.replay_history import PastQuestion, replay_history
from paraph.flows.replay.replay_policy import Difference, Replay
from paraph.flows.view.addresses import repository_address
from paraph.flows.view.shown import counted, shown
from paraph.ports.board import ChangeRow
from paraph.ports.documents import SourceText
from paraph.ports.mirror import OpenRepository

MOST_DECISIONS, MOST_REPLAYED, MOST_DIFFERENCES = 100, 200, 50
MOST_BYTES = 65_536
"""A second of a processor reads so much."""
EDITED = "your edit"
_OPEN = (State.PENDING, State.DENIED, State.CANNOT_TELL)


@noun
class RuleView:
    """One rule with the line it begins at, and of how many recent decisions it bound and still kept open."""

    name: str
    mode: str
    description: str
    file: str
    line: int
    bound: int
    open: int


@noun
class SourceView:
    """One policy file; `lines` are shown with their numbers from 1. `rules` name those that begin on a line."""

    file: str
    lines: tuple[str, ...]
    rules: tuple[tuple[int, str], ...]


@noun
class ProblemView:
    """What is wrong with a text, and where; line 0 for no place."""

    code: str
    what: str
    fix: str
    file: str
    line: int
    column: int


@noun
class DifferenceView:
    """A landed change on which the edited policy would have decided otherwise."""

    commit: str
    subject: str
    verdict: str
    tier: str
    more: tuple[str, ...]
    less: tuple[str, ...]
    is_flip: bool


@noun
class ReplayView:
    """What an edited policy would have asked of what landed lately, beside the one in force."""

    sentence: str
    changes: int
    flips: tuple[tuple[str, int], ...]
    minutes_before: int
    minutes_after: int
    signoffs_before: int
    signoffs_after: int
    differences: tuple[DifferenceView, ...]
    differing: int
    notes: tuple[str, ...]


@noun
class PolicyView:
    """The page; `text` is what stands in the box for an edit, `decisions` how many recent ones the hits are of."""

    repository: str
    link: str
    commit: str
    mode: str
    digest: str
    is_there: bool
    sources: tuple[SourceView, ...]
    rules: tuple[RuleView, ...]
    decisions: int
    text: str
    problems: tuple[ProblemView, ...] = ()
    replay: ReplayView | None = None
    schema: str = "paraph/policy-page/v1"


def policy_view(opened: OpenRepository, key: str, target: str, given: Given, recent: Iterable[Decision]) -> PolicyView:
    """The policy in force on a branch (full ref). A policy that cannot be used is shown with what is wrong with it.

    Raises ReadError when git does not answer, InputError where the branch is not there.
    """
    commit = opened.reader.commit_id(target)
    own = given.policy or text_at(opened.reader, commit, POLICY)
    texts = tuple(each for each in (own, given.organisation) if each)
    problems: tuple[ProblemView, ...] = ()
    policy: Policy | None = None
    try:
        policy = policy_of(opened.documents, own, given.organisation)
    except InputError as error:
        problems = problem_views(error)
    bound, waiting, number = _hits(recent)
    rules = policy.rules if policy else ()
    return PolicyView(
        repository=shown(key, 200),
        link=repository_address(key, "policy"),
        commit=commit,
        mode=policy.mode if policy else "",
        digest=policy.digest if policy else "",
        is_there=bool(texts),
        sources=tuple(_source(each, rules) for each in texts),
        rules=tuple(
            RuleView(shown(each.name, 200), each.mode, shown(each.description, 500), shown(each.position.file, 200),
                     each.position.line, bound[each.name], waiting[each.name])
            for each in rules
        ),
        decisions=number,
        text=own.content.decode("utf-8", "replace") if own else "",
        problems=problems,
    )  # fmt: skip


def problem_views(error: ParaphError) -> tuple[ProblemView, ...]:
    """What is wrong, each with its place."""
    return tuple(_problem(each) for each in error.problems[:100])


def replay_view(opened: OpenRepository, key: str, target: str, text: str, given: Given, watch: Watch) -> ReplayView:
    """Judge what landed lately by the policy in force and by an edited text. Raises InputError for a text that is no
    policy, or too long (P1342), ReadError when git does not answer."""
    content = text.replace("\r\n", "\n").encode()
    if len(content) > MOST_BYTES:
        what = f"the policy has {len(content):,} bytes, more than {MOST_BYTES:,}"
        raise InputError(Problem("P1342", what, "shorten it"))
    edited = SourceText(EDITED, content)
    policy_of(opened.documents, edited, given.organisation)
    reader = opened.reader
    commit = reader.commit_id(target)
    own = given.policy or text_at(reader, commit, POLICY)
    branch = target.removeprefix("refs/heads/")
    # by number, never by date: whoever lands a commit writes its date
    asked = PastQuestion(Repository(key), branch, None, tuple(each for each in (own, edited) if each),
                         given.organisation, given.people, most=MOST_REPLAYED)  # fmt: skip
    found = replay_history(reader, opened.documents, opened.cache, asked, watch)
    return _replayed(found.result, found.notes)


def _replayed(found: Replay, notes: tuple[str, ...]) -> ReplayView:
    before, after = found.tallies[0], found.tallies[-1]
    differing = found.differing if len(found.tallies) > 1 else 0
    flips = tuple((f"{_word(one)} → {_word(other)}", number) for (one, other), number in found.flips.most_common())
    sentence = f"Of the last {counted(found.changes, 'landed change')} {differing:,} would be decided otherwise"
    return ReplayView(
        sentence=f"{sentence}, {sum(found.flips.values()):,} with another verdict.",
        changes=found.changes, flips=flips, minutes_before=before.minutes, minutes_after=after.minutes,
        signoffs_before=before.signoffs, signoffs_after=after.signoffs,
        differences=tuple(_difference(each) for each in found.differences[:MOST_DIFFERENCES]), differing=differing,
        notes=tuple(shown(each) for each in notes),
    )  # fmt: skip


def _difference(found: Difference) -> DifferenceView:
    verdict = " → ".join(dict.fromkeys(map(_word, found.verdicts)))
    tier = " → ".join(dict.fromkeys(found.tiers))
    return DifferenceView(found.commit, shown(found.subject, 200), verdict, tier,
                          _words(found.more), _words(found.less), found.is_flip)  # fmt: skip


def _hits(recent: Iterable[Decision]) -> tuple[Counter[str], Counter[str], int]:
    bound: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    decisions = list(recent)
    for decision in decisions:
        nodes: tuple[Node, ...] = (*decision.tree.children, *decision.would, *decision.recorded)
        for node in nodes:
            if node.kind == "rule" and node.state is not State.SKIPPED:
                bound[node.title] += 1
                waiting[node.title] += node.state in _OPEN
    return bound, waiting, len(decisions)


def _source(text: SourceText, rules: Iterable[Rule]) -> SourceView:
    lines = text.content.decode("utf-8", "replace").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    own = [rule for rule in rules if rule.position.file == text.file]
    begins = tuple((rule.position.line, shown(rule.name, 200)) for rule in own)
    return SourceView(shown(text.file, 200), tuple(shown(line, 2_000) for line in lines[:10_000]), begins)


def _problem(problem: Problem) -> ProblemView:
    at = problem.position
    return ProblemView(problem.code, shown(problem.what), shown(problem.fix), shown(at.file, 200) if at else "",
                       at.line if at else 0, at.column if at else 0)  # fmt: skip


def _words(asked: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(each, 300) for each in asked)


def _word(verdict: str) -> str:
    return verdict.replace("_", " ")


def recent_decisions(
    rows: Iterable[ChangeRow], blob: Callable[[str], bytes | None], read: Callable[[bytes], Decision]
) -> list[Decision]:
    """The last decisions of a repository; what was erased, or cannot be read any more, is left out."""
    found: list[Decision] = []
    for row in list(rows)[:MOST_DECISIONS]:
        content = blob(row.decision) if row.decision else None
        if content is None:
            continue
        try:
            found.append(read(content))
        except InputError:
            continue
    return found
