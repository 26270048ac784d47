"""Which new commit stands for which old one, where nobody wrote that down?

A rewrite keeps a commit's author and the author's date. A new message keeps the pair, too, while only one old and one
new commit share both; commits of one minute made by a script are told apart by their subjects. A pair only says
where to look first, so that a wrong one costs nothing that the text of the files does not back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from paraph.ports.repository import CommitRecord

Pairs = dict[str, tuple[str, ...]]
"""The old commits, oldest first, of each new one."""
_Key = Callable[[CommitRecord], tuple[object, ...]]


def paired(old: Sequence[CommitRecord], new: Sequence[CommitRecord]) -> Pairs:
    """The pairs that author, author's date and subject tell, then those that author and date tell."""
    found: Pairs = {}
    for key in (_with_subject, _without_subject):
        taken = {id_ for ids in found.values() for id_ in ids}
        left = _alone(key, [each for each in old if each.id not in taken])
        for name, id_ in _alone(key, [each for each in new if each.id not in found]).items():
            if name in left:
                found[id_] = (left[name],)
    return found


def given(pairs: Sequence[tuple[str, str]], order: Sequence[str]) -> Pairs:
    """Pairs of old and new that somebody wrote down, the old ones in the order of their history."""
    place = {id_: number for number, id_ in enumerate(order)}
    found: dict[str, list[str]] = {}
    for old, new in pairs:
        if old in place:
            found.setdefault(new, []).append(old)
    return {new: tuple(sorted(set(olds), key=place.__getitem__)) for new, olds in found.items()}


def _with_subject(commit: CommitRecord) -> tuple[object, ...]:
    return (*_without_subject(commit), commit.message.partition("\n")[0])


def _without_subject(commit: CommitRecord) -> tuple[object, ...]:
    return commit.author_name, commit.author_email, commit.author_time


def _alone(key: _Key, commits: Sequence[CommitRecord]) -> dict[tuple[object, ...], str]:
    found: dict[tuple[object, ...], list[str]] = {}
    for each in commits:
        found.setdefault(key(each), []).append(each.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}
