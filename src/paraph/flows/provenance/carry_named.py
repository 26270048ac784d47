"""A commit says which other one it repeats or takes back: what do its lines have from there?

`git cherry-pick -x` and `git revert` write that into the message, or whoever asks knows it (CHERRY_PICK_HEAD). A
repeated commit gives what is known of its own lines. A commit that was taken back gives nothing itself: lines that
come back with it get what they had before, each from the commit that had brought it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from paraph.core.detect.lines.spans import Ranges, carried, clipped, laid
from paraph.core.model.attribution import Attribution, FileChange, Hunk, Span, Spans
from paraph.core.model.regex import regex
from paraph.flows.provenance.carry_rewrite import Source, carried_from, owed_to, range_of_commits
from paraph.flows.provenance.carry_state import Known, beyond, over
from paraph.flows.provenance.carry_steps import History, Step, states, steps
from paraph.ports.repository import CommitRecord, LineOrigin, RepositoryReader

MOST_NAMED, MOST_MERGED = 64, 512
_PICKED = regex(r"^\(cherry picked from commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)\)$", re.MULTILINE)
_REVERTED = regex(r"^This reverts commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)\b", re.MULTILINE)


def carry_named(
    history: History,
    commits: Sequence[CommitRecord],
    picked: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Attribution, ...]:
    """The records that commits are owed for those which they name.

    `picked` adds, for a commit, others that it is known to repeat. Raises ReadError where git fails.
    """
    more = picked or {}
    picks = {each.id: _present(history.reader, (*more.get(each.id, ()), *picks_in(each.message))) for each in commits}
    reverts = {each.id: _present(history.reader, reverts_in(each.message)) for each in commits}
    named = [each for each in commits if picks[each.id] or reverts[each.id]]
    targets = steps(history, named)
    told = carry_pick(history, targets, picks, [step.recorded for step in targets])
    told = carry_revert(history, targets, reverts, told)
    owed = (owed_to(step, beyond(state, step.recorded)) for step, state in zip(targets, told, strict=True))
    return tuple(each for each in owed if each is not None)


def picks_in(message: str) -> tuple[str, ...]:
    """The commits that a message says it repeats, the last one first: the nearest copy."""
    return tuple(_PICKED.findall(message)[::-1][:MOST_NAMED])


def reverts_in(message: str) -> tuple[str, ...]:
    """The commits that a message says it takes back."""
    return tuple(_REVERTED.findall(message)[:MOST_NAMED])


def carry_pick(
    history: History,
    targets: Sequence[Step],
    picks: Mapping[str, Sequence[str]],
    told: list[Known],
) -> list[Known]:
    """What the targets' lines have from the commits that they repeat, beside what is told already."""
    asked = dict.fromkeys(id_ for step in targets for id_ in picks.get(step.commit.id, ()))
    taken = steps(history, list(history.reader.commit_records(asked)))
    known = {step.commit.id: _of_merge(history, step) or step.known for step in taken}

    def sources(step: Step) -> list[Source]:
        return [Source(id_, known[id_]) for id_ in picks.get(step.commit.id, ())]

    return carried_from(history.reader, targets, sources, told)


def _of_merge(history: History, merge: Step) -> Known:
    """What is known at a merge of the lines that one of its parents has not, for whoever repeats it as one change."""
    found: Known = {}
    parents = merge.commit.parents
    for parent in parents if len(parents) > 1 else ():
        commits = range_of_commits(history.reader, parent, merge.commit.id, most=MOST_MERGED + 1)
        if len(commits) <= MOST_MERGED:
            found = over(found, states(steps(history, commits))[merge.commit.id])
    return found


def carry_revert(
    history: History,
    targets: Sequence[Step],
    reverts: Mapping[str, Sequence[str]],
    told: list[Known],
) -> list[Known]:
    """What lines that came back have from before they went, beside what is told already."""
    before: dict[str, list[Source]] = {}
    for step in targets:
        for id_ in reverts.get(step.commit.id, ()):
            parent = next(iter(history.reader.parents(id_)), "")
            if parent:
                state = _before(history, parent, step)
                before.setdefault(step.commit.id, []).append(Source(parent, state))
    return carried_from(history.reader, targets, lambda step: before.get(step.commit.id, []), told)


def _before(history: History, parent: str, step: Step) -> Known:
    """What was known at `parent` of the lines that a step added and that stood there, too."""
    change = next(iter(history.reader.line_changes([(parent, step.commit.id)])))
    stood = _stood(step, change.files)
    origins = {path: list(history.reader.line_origins(parent, path, ranges)) for path, ranges in stood.items()}
    ids = list(dict.fromkeys(origin.commit for found in origins.values() for origin in found))
    known = {one.commit.id: one.known for one in steps(history, list(history.reader.commit_records(ids)))}
    return {path: _of_origins(found, known) for path, found in origins.items()}


def _stood(step: Step, files: Sequence[FileChange]) -> dict[str, Ranges]:
    """The lines of the older tree that are lines which the step added."""
    changes = {file.new_path: file for file in files if file.new_path}
    found: dict[str, Ranges] = {}
    for path, ranges in step.added.items():
        file = changes.get(path, FileChange(path, path))
        if file.old_path and not file.is_binary:
            back = tuple(Hunk(each.new_first, each.new_count, each.old_first, each.old_count) for each in file.hunks)
            spans = carried(tuple(Span(first, last, "unknown") for first, last in ranges), back)
            if spans:
                found[file.old_path] = tuple((each.first, each.last) for each in spans)
    return found


def _of_origins(origins: Sequence[LineOrigin], known: Mapping[str, Known]) -> Spans:
    found: Spans = ()
    for origin in sorted(origins):
        last = origin.then_first + origin.lines - 1
        then = clipped(known.get(origin.commit, {}).get(origin.path, ()), ((origin.then_first, last),))
        shift = origin.first - origin.then_first
        found = laid(found, tuple(each._replace(first=each.first + shift, last=each.last + shift) for each in then))
    return found


def _present(reader: RepositoryReader, ids: Sequence[str]) -> list[str]:
    here = reader.present(ids)
    return [id_ for id_ in dict.fromkeys(ids) if id_ in here]
