"""A branch was written anew: what is known of the lines that its new commits add?

Only text that is still there keeps what was known of it. Each new commit looks at the old commit that it stands for,
then at the old tip, then at the other old commits for lines still untold (a split, another order): the lines known
there are carried over one difference of trees, and cut to the lines that the new commit adds itself. A line of an old
commit of which nothing was known is told, too: it stays unknown, whatever a like line elsewhere was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from paraph.core.detect.lines.spans import clipped
from paraph.core.errors import InputError, Problem
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span, Spans
from paraph.core.model.noun import changed
from paraph.flows.provenance.carry_pairs import Pairs, given, paired
from paraph.flows.provenance.carry_state import Known, beyond, over, untold, within
from paraph.flows.provenance.carry_steps import History, Step, states, steps
from paraph.flows.provenance.line_state import carry
from paraph.ports.repository import CommitRecord, RepositoryReader

MOST_COMMITS = 5_000
MOST_OTHERS = 64
OF_COMMIT = frozenset({"commit", "declaration"})


class Source(NamedTuple):
    """A tree, by a commit or its own id, and what is known of its lines."""

    tree: str
    known: Known


def carry_rewrite(
    history: History,
    pairs: Sequence[tuple[str, str]],
    old_base: str,
    old_tip: str,
    new_base: str,
    new_tip: str,
) -> tuple[Attribution, ...]:
    """The records that the commits of `new_base`..`new_tip` are owed for those of `old_base`..`old_tip`.

    `pairs` are old and new commits as git's post-rewrite hook names them; what they leave open is told by author and
    date. Where `new_base` is only `old_tip`, the new commits may stand on others that were never rewritten: then those
    from the first one with a pair on are looked at, the last one alone where none has a pair. Each record holds only
    lines that the commit's own record, if it has one, does not tell.
    Raises InputError (P1060) for more than 5,000 commits, ReadError where the repository cannot be read.
    """
    old = range_of_commits(history.reader, old_base, old_tip)
    new = [
        each for each in range_of_commits(history.reader, new_base, new_tip) if each.id not in {one.id for one in old}
    ]
    if not old or not new:
        return ()
    named = given(pairs, [each.id for each in old])
    pairing = paired([each for each in old if each.id not in {one for one, _ in pairs}],
                     [each for each in new if each.id not in named]) | named  # fmt: skip
    known = states(steps(history, old))
    newest = max(each.commit_time for each in old)
    is_open = new_base == old_tip
    owed = [each for each in (_above(new, pairing) if is_open else new)
            if each.id in pairing or each.commit_time >= newest]  # fmt: skip
    stood_for = {id_ for ids in pairing.values() for id_ in ids}
    alone: AbstractSet[str] = frozenset() if pairs else known.keys() - stood_for
    return _carried(history.reader, steps(history, owed), _Old(pairing, known, old_tip, alone))


def _above(new: list[CommitRecord], pairing: Pairs) -> list[CommitRecord]:
    """The commits that cannot be the base on which the others were put."""
    first = next((number for number, each in enumerate(new) if each.id in pairing), len(new) - 1)
    return new[first:]


def owed_to(step: Step, found: Known) -> Attribution | None:
    """What a commit's record has to be given of what was found; None where that is nothing.

    A commit that says itself what the old one said needs no lines for it, unless others of its lines have some: lines
    that a record leaves out count as unknown.
    """
    news = {path: tuple(each for each in spans if each.kind != "unknown") for path, spans in found.items()}
    files = tuple(FileLines(path, _as_written(spans)) for path, spans in sorted(news.items()) if spans)
    if not files or (not step.recorded and _says_all_itself(step, news)):
        return None
    return Attribution(step.commit.id, files)


def carried_from(
    reader: RepositoryReader, targets: Sequence[Step], sources: Callable[[Step], Sequence[Source]], told: list[Known]
) -> list[Known]:
    """What each target's lines that are still untold have from its next sources; by one process for all of them."""
    open_lines = [untold(state, step.added) for step, state in zip(targets, told, strict=True)]
    asked = [(number, source) for number, step in enumerate(targets) if open_lines[number] for source in sources(step)]
    changes = reader.line_changes([(source.tree, targets[number].commit.id) for number, source in asked])
    found = list(told)
    for (number, source), change in zip(asked, changes, strict=True):
        news = within(carry(source.known, change), open_lines[number])
        found[number] = over(news, found[number])
    return found


def range_of_commits(
    reader: RepositoryReader, base: str, tip: str, *, most: int = MOST_COMMITS + 1
) -> list[CommitRecord]:
    """The commits of a range, oldest first, each after its parents; only the newest of more than `most`."""
    found: list[CommitRecord] = []
    for each in islice(reader.commits(f"{base}..{tip}" if base else tip), most):
        found.append(each)
        if len(found) > MOST_COMMITS:
            what = f"more than {MOST_COMMITS:,} commits were rewritten"
            raise InputError(Problem("P1060", what, "name a later commit that both have with --base"))
    return in_order(found)


def in_order(commits: Sequence[CommitRecord]) -> list[CommitRecord]:
    """Commits with each after its parents, whatever their dates say."""
    left = {each.id: each for each in reversed(commits)}
    done: dict[str, CommitRecord] = {}
    for start in list(left):
        waiting = [start]
        while waiting:
            one = left.get(waiting[-1])
            open_parents = [each for each in one.parents if each in left and each not in done] if one else []
            if open_parents:
                waiting.extend(open_parents)
                continue
            waiting.pop()
            if one is not None:
                done.setdefault(one.id, one)
    return list(done.values())


class _Old(NamedTuple):
    """The old commits: which the new ones stand for, what is known at each, the last one, and those that no new commit
    is known to stand for, where that was guessed."""

    pairing: Pairs
    known: dict[str, Known]
    tip: str
    alone: AbstractSet[str]

    def of_pair(self, step: Step) -> list[Source]:
        """The old commit that a new one stands for, the last of them."""
        return [Source(id_, self.known[id_]) for id_ in self.pairing.get(step.commit.id, ())[-1:] if id_ in self.known]

    def of_tip(self, _: Step) -> list[Source]:
        """The end of the old branch."""
        return [Source(self.tip, self.known[self.tip])] if self.tip in self.known else []

    def of_others(self, step: Step) -> list[Source]:
        """The other old commits, the last one first."""
        done = {self.tip, *self.pairing.get(step.commit.id, ())[-1:]}
        return [Source(id_, self.known[id_]) for id_ in reversed(self.known) if id_ not in done][:MOST_OTHERS]


def _carried(reader: RepositoryReader, targets: Sequence[Step], old: _Old) -> tuple[Attribution, ...]:
    told = carried_from(reader, targets, old.of_pair, [step.recorded for step in targets])
    told = _doubted(reader, targets, old, told)
    for sources in (old.of_tip, old.of_others):
        told = carried_from(reader, targets, sources, told)
    owed = (owed_to(step, beyond(state, step.recorded)) for step, state in zip(targets, told, strict=True))
    return tuple(each for each in owed if each is not None)


def _doubted(reader: RepositoryReader, targets: Sequence[Step], old: _Old, told: list[Known]) -> list[Known]:
    """What was told, without lines that an old commit which stands for nothing wrote again later.

    It may have been squashed into the new commit, whose author and date are those of the first one: then its word is
    the last. Or it was dropped: then it is not. So nobody's word counts.
    """
    again = {
        path: tuple(span for span in spans if span.commit in old.alone)
        for path, spans in old.known.get(old.tip, {}).items()
    }
    if not any(again.values()):
        return told
    changes = reader.line_changes([(old.tip, step.commit.id) for step in targets])
    found: list[Known] = []
    for step, state, change in zip(targets, told, changes, strict=True):
        later = within(carry(again, change), untold(step.recorded, step.added))
        found.append(over(state, {path: _differing(state.get(path, ()), spans) for path, spans in later.items()}))
    return found


def _differing(told: Spans, later: Spans) -> Spans:
    """The lines on which the two do not say the same, as unknown ones."""
    lines = [
        span._replace(kind="unknown", claim=None)
        for other in later
        for span in clipped(told, ((other.first, other.last),))
        if (span.kind, span.claim) != (other.kind, other.claim)
    ]
    return tuple(lines)


def _as_written(spans: Spans) -> Spans:
    """Spans as a record of another commit holds them: the old commit is named by its claim, where that told."""
    return tuple(span._replace(commit="", claim=_as_said(span)) for span in spans)


def _as_said(span: Span) -> Claim | None:
    claim = span.claim
    if claim is None or claim.source not in OF_COMMIT:
        return claim
    return changed(claim, source="note", strength="weak", commit=span.commit or claim.commit)


def _says_all_itself(step: Step, found: Known) -> bool:
    """Whether all that was found are claims of old commits which the commit makes of its lines itself."""
    own = {(each.kind, each.claim.tool) for spans in step.known.values() for each in spans if each.claim}
    spans = [each for each_spans in found.values() for each in each_spans]
    return all(
        each.claim is not None and each.claim.source in OF_COMMIT and (each.kind, each.claim.tool) in own
        for each in spans
    )
