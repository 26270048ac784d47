"""What does git's own call of a clone's hook end with: what is known of lines follows what git did?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import changed

if TYPE_CHECKING:
    from paraph.core.model.attribution import Attribution
    from paraph.flows.provenance.carry_rewrite import Source
    from paraph.wiring.rewrites import Rewriting

PAIRS_BYTES = 1 << 22
MOST_RESET = 256  # whoever goes back further looks at the past, and takes nothing back


def run_local(event: str, *words: str) -> int:
    """Answer one event of the clone in whose folder git calls. Raises ParaphError where something was not carried."""
    from paraph.wiring.rewrites import moved, rewriting

    if event == "work-changed":
        _write_down(moved(".", {}))
        return 0
    with rewriting(".") as at:
        _ANSWERS[event](at, *words)
    return 0


def _post_commit(at: Rewriting, *_: str) -> None:
    from paraph.flows.provenance.carry_named import carry_named

    head = at.reader.commit_id("HEAD")
    at.note_commit(head)
    said = at.work.near("CHERRY_PICK_HEAD").strip()
    _keep(at, carry_named(at.history, list(at.reader.commit_records([head])), {head: [said]} if said else {}))


def _post_rewrite(at: Rewriting, kind: str = "", *_: str) -> None:
    from paraph.flows.provenance.carry_branch import Rewrite, carry_branch

    pairs = _pairs(sys.stdin.buffer.read(PAIRS_BYTES + 1))
    if not pairs:
        return
    old, new = pairs[-1]
    if kind == "amend":
        bases = [next(iter(at.reader.parents(each)), "") for each in (old, new)]
        rewrite = Rewrite(bases[0], old, bases[1], new, pairs)
    else:
        onto = at.work.near("rebase-merge/onto").strip() or at.work.near("rebase-apply/onto").strip()
        tip = at.work.near("rebase-merge/orig-head").strip() or at.work.near("rebase-apply/orig-head").strip()
        head = at.reader.commit_id("HEAD")
        rewrite = Rewrite(onto or head, tip or old, onto or tip or old, head, pairs)
    _keep(at, carry_branch(at.history, rewrite))


def _moved(at: Rewriting, old: str, new: str, *_: str) -> None:
    from paraph.flows.provenance.carry_work import of_range

    _tell(at, () if at.work.is_clean() else of_range(at.history, new, old, most=MOST_RESET))


def _squashed(at: Rewriting, *_: str) -> None:
    from paraph.flows.provenance.carry_work import of_range

    words = (line.split(" ") for line in at.work.near("SQUASH_MSG").split("\n"))
    tip = next((each[1] for each in words if len(each) == 2 and each[0] == "commit"), "")
    if at.reader.present([tip]):
        _tell(at, of_range(at.history, at.reader.commit_id("HEAD"), tip))


def _picked(at: Rewriting, commit: str = "", *_: str) -> None:
    """One of several that are picked into the files, or the one whose message stands there to be used."""
    from paraph.flows.provenance.carry_work import of_commits

    if commit:
        _tell(at, of_commits(at.history, at.reader.commit_records([at.reader.commit_id(commit)])))
        return
    wanted = at.work.near("MERGE_MSG").strip()
    saying = at.work.commits_saying(wanted.partition("\n")[0])
    same = [each for each in at.reader.commit_records(saying) if each.message.strip() == wanted]
    _tell(at, of_commits(at.history, same))


def _stashed(at: Rewriting, commit: str, *_: str) -> None:
    parts = (commit, *at.reader.parents(commit)[2:])
    if any(at.stashed.attributions([commit])):
        return  # it lay there before, and the one above it is gone
    found = [changed(one, commit=each) for each in parts if (one := at.attributed(at.work.alone(each))) is not None]
    if found:
        at.stashed.add(found)


def _unstashed(at: Rewriting, word: str = "", *_: str) -> None:
    """git restores what was not tracked last, when it calls no hook any more: it is looked for at its next call."""
    from paraph.flows.provenance.carry_rewrite import Source
    from paraph.flows.provenance.carry_state import state_of
    from paraph.flows.provenance.carry_work import of_stash

    parts = at.work.taken_up() if word == "again" else at.work.stash(word)
    sources = of_stash(at.stashed, parts)
    if parts and not sources:
        record = at.attributed(at.work.alone(parts[0]))  # what a rebase itself sets aside is in no list
        sources = [Source(parts[0], state_of(record.files))] if record else []
    _tell(at, sources)
    if word != "again" and at.work.lacks(path for source in sources for path in source.known):
        at.work.take_up_later(parts)


def _tell(at: Rewriting, sources: Iterable[Source]) -> None:
    from paraph.flows.provenance.carry_work import told_in_work
    from paraph.wiring.rewrites import moved

    told = told_in_work(at.reader, at.work, at.work.head(), list(sources))
    _write_down(moved(at.work.folder, {path: [list(line) for line in lines] for path, lines in told.items()}))


def _write_down(said: str) -> None:
    if said:
        raise InputError(Problem("P1061", said, "see whether the repository's own folder can be written"))


def _keep(at: Rewriting, found: tuple[Attribution, ...]) -> None:
    if found:
        at.records.add(found)
        at.record_digests([each.commit for each in found])


def _pairs(given: bytes) -> list[tuple[str, str]]:
    """The lines `old new [more]` that git hands to post-rewrite. Raises InputError for anything else."""
    lines = [line.split(" ") for line in given.decode("ascii", "replace").split("\n") if line]
    if len(given) > PAIRS_BYTES or any(len(each) < 2 for each in lines):
        raise InputError(Problem("P1062", "git did not say which commits were rewritten", "this verb is for git"))
    return [(each[0], each[1]) for each in lines]


_ANSWERS: dict[str, Callable[..., None]] = {
    "post-commit": _post_commit,
    "post-rewrite": _post_rewrite,
    "moved": _moved,
    "stashed": _stashed,
    "squashed": _squashed,
    "picked": _picked,
    "unstashed": _unstashed,
}
