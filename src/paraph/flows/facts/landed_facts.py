"""Which facts can still be read of a change that landed long ago?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.read import provenance_of
from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.facts import Blast, Facts, Ownership, Repository, Unreadable
from paraph.core.model.person import Directory, Identity
from paraph.core.tier.graph import Graph
from paraph.core.tier.kinds import kinds_between
from paraph.flows.facts.plain_git import NO_LABELS
from paraph.ports.repository import CommitRecord, FileDelta, LandedChange

DRAWS = 2**32


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is taken from one base for every change of a history: the people, the owners, the graph.

    `dependents` maps a path to its direct and transitive dependents at `base`; `owners_of` answers
    from the CODEOWNERS of `base`.
    """

    repository: Repository
    target: str
    base: str
    directory: Directory
    dependents: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    owners_of: Callable[[str], Ownership] | None = None
    unreadable: tuple[Unreadable, ...] = ()


def facts_of(landed: LandedChange, surroundings: Surroundings) -> Facts:
    """The facts of one landed change, with nobody's sign-off yet: what it would have owed.

    Its spot-check draw is taken from its own id: evenly spread and the same in every replay, and for that
    very reason never good enough for a real one.
    """
    change = change_of(landed, surroundings)
    return Facts(
        repository=surroundings.repository,
        change=change,
        now=landed.landing.commit_time,
        people=surroundings.directory,
        provenance=provenance_of(change, own=NO_ROWS),
        blast=Blast(base=surroundings.base, dependents=max((each.dependents or 0 for each in change.files), default=0)),
        owners=_owners(change.files, surroundings),
        draw=int(landed.landing.id[:8], 16) / DRAWS,
        unreadable=(*surroundings.unreadable, NO_LABELS),
    )


def dependents_by_path(graph: Graph) -> dict[str, tuple[int, int]]:
    """Direct and transitive dependents of every file of a tree."""
    return dict(zip(graph.files, zip(graph.direct, graph.dependents, strict=True), strict=False))


def change_of(landed: LandedChange, surroundings: Surroundings) -> Change:
    """The first-parent movement as a change: its predecessor is the base, what was brought in the head.

    Who opened it is not in git any more; the author of its first commit is taken for that.
    """
    landing = landed.landing
    commits = landed.brought or (landing,)
    return Change(
        base=landing.parents[0] if landing.parents else "",
        head=landing.parents[1] if len(landing.parents) > 1 else landing.id,
        target=surroundings.target,
        tree=landing.tree,
        merge="clean" if len(landing.parents) > 1 else "fast_forward",
        files=tuple(_file(each, surroundings.dependents) for each in landed.files),
        commits=tuple(_commit(each) for each in commits),
        opener=f"email:{commits[-1].author_email}" if commits[-1].author_email else None,
        title=landing.message.partition("\n")[0],
        body=landing.message.partition("\n")[2] if landed.brought else "",
    )


def _file(delta: FileDelta, dependents: Mapping[str, tuple[int, int]]) -> ChangedFile:
    direct, transitive = dependents.get(delta.path, (0, 0))
    return ChangedFile(
        path=delta.path,
        old_mode=delta.old_mode,
        new_mode=delta.new_mode,
        old_blob=delta.old_blob,
        new_blob=delta.new_blob,
        added_lines=delta.added_lines,
        deleted_lines=delta.deleted_lines,
        kinds=kinds_between(delta.path, delta.old_mode, delta.new_mode),
        direct_dependents=direct,
        dependents=transitive,
    )


def _commit(record: CommitRecord) -> Commit:
    return Commit(
        id=record.id,
        author=Identity(record.author_name, record.author_email),
        committer=Identity(record.committer_name, record.committer_email),
        parents=record.parents,
        message=record.message,
        author_time=record.author_time,
        commit_time=record.commit_time,
    )


def _owners(files: Iterable[ChangedFile], surroundings: Surroundings) -> tuple[Ownership, ...]:
    owners_of = surroundings.owners_of
    return tuple(owners_of(each.path) for each in files) if owners_of else ()
