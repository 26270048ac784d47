"""Which files does a reader of a change see, and which of them did commits with an AI claim touch?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.detect.claims import is_claim
from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import Facts
from paraph.core.model.provenance import AI_VALUES, Provenance
from paraph.ports.repository import RepositoryReader

Writer = Literal["ai", "both", "person", "unknown"]


class ShownFile(NamedTuple):
    """One changed file and who wrote what was added to it, told by whole commits, not by lines."""

    file: ChangedFile
    writer: Writer


def shown_files(reader: RepositoryReader, facts: Facts) -> tuple[ShownFile, ...]:
    """The changed files in their order.

    `ai`: only commits with an AI claim touched it, or the change as a whole is claimed and no commit says more;
    `both`: such commits and others; `person`: only commits that declare no AI. What nothing was said of is unknown.
    """
    said = facts.provenance
    claimed, declined = _claimed(said), _declined(said)
    if not claimed - {None} and None in claimed:
        return tuple(ShownFile(each, "ai") for each in facts.change.files)
    by_path: dict[str, set[str]] = {}
    for commit, paths in reader.touched(each.id for each in facts.change.commits if each.id).items():
        for path in paths:
            by_path.setdefault(path, set()).add(commit)
    return tuple(
        ShownFile(each, _writer(by_path.get(each.path, set()), claimed, declined)) for each in facts.change.files
    )


def _writer(commits: set[str], claimed: set[str | None], declined: set[str | None]) -> Writer:
    if commits & claimed:
        return "ai" if commits <= claimed else "both"
    is_declined = commits <= declined or (None in declined and None not in claimed)
    return "person" if commits and is_declined else "unknown"


def _claimed(said: Provenance) -> set[str | None]:
    clues = {each.commit for each in said.signals if is_claim(each)}
    return clues | {each.commit for each in said.declarations if each.assistance in AI_VALUES}


def _declined(said: Provenance) -> set[str | None]:
    return {each.commit for each in said.declarations if each.assistance == "none"}
