"""Who wrote the lines of a range, what became of those of a history, whose are they now? Imports inside functions."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.detect.lines.periods import Period
    from paraph.core.model.attribution import LineCounts
    from paraph.flows.gate.governed_files import Governance
    from paraph.flows.provenance.explained_by import Signed
    from paraph.flows.provenance.line_history import LineHistory, Watcher
    from paraph.flows.provenance.owners_left import Left
    from paraph.flows.provenance.range_lines import RangeLines


class ToldHistory(NamedTuple):
    """A history of lines. `left` is None where there is no people file; `doubt` says why no tiers are told."""

    base: str
    head: str
    by: Period
    found: LineHistory
    groups: dict[str, dict[str, LineCounts]]
    left: tuple[Left, ...] | None
    doubt: str = ""


def lines_of_range(reader: GitRepository, range_: str) -> RangeLines:
    """Who, or what, wrote the lines that a range adds, by the records that travel with the repository.

    Raises InputError for what names no commit, ReadError when the repository cannot be read, or has not all of the
    range: the last commits of a shallow clone would seem to have brought everything.
    """
    from paraph.flows.gate.line_records import CheckedRecords
    from paraph.flows.provenance.range_lines import range_lines
    from paraph.wiring.line_records import attribution_records, recorded_of_range
    from paraph.wiring.own_agents import own_agents

    with closing(attribution_records(reader)) as records:
        checked = CheckedRecords(records, recorded_of_range(reader, range_), frozenset())
        found = range_lines(reader, checked, range_, own_agents(reader))
    _refuse_cut(reader, found.net.commits)
    told = tuple(each for each in checked.findings() if each.kind != "note_unreadable")  # its reader told why
    return found._replace(net=found.net._replace(findings=(*found.net.findings, *told)))


def history_of_range(
    reader: GitRepository, range_: str, by: Period, paths: tuple[str, ...], watcher: Watcher | None = None
) -> ToldHistory:
    """The history of the lines that `A..B`, or all commits below a revision, brought to some paths (all without any).

    Raises InputError for what names no commit or is no pattern, ReadError when the repository cannot be read, or has
    not all of the history.
    """
    from paraph.core.policy.globs import compile_path_set
    from paraph.core.policy.lookup import index_people
    from paraph.flows.provenance.line_history import Asked, line_history
    from paraph.flows.provenance.owners_left import owners_left
    from paraph.flows.provenance.standing_groups import by_folder, by_kind, by_tier
    from paraph.wiring.line_records import attribution_records
    from paraph.wiring.own_agents import own_agents

    old, dots, new = range_.partition("..")
    base = reader.commit_id(old or "HEAD") if dots else ""
    head = reader.commit_id((new.removeprefix(".") or "HEAD") if dots else range_)
    is_meant = compile_path_set(paths).matches if paths else bool
    with closing(attribution_records(reader)) as records:
        found = line_history(reader, records, Asked(base, head, by, is_meant), watcher, own_agents(reader))
    _refuse_cut(reader, found.commits)
    governance, doubt = _governance(reader, head)
    groups = {
        "folders": by_folder(found.standing), "kinds": by_kind(found.standing),
        "tiers": by_tier(found.standing, governance.policy if governance else None),
    }  # fmt: skip
    if governance is None or governance.is_directory_missing:
        return ToldHistory(base, head, by, found, groups, None, doubt)
    with ExitStack() as open_:
        signed = _signed(reader, open_, governance)
        left = owners_left(reader, found.written, index_people(governance.directory), head, signed)
    return ToldHistory(base, head, by, found, groups, left, doubt)


def _signed(reader: GitRepository, open_: ExitStack, governance: Governance) -> Signed:
    """What people have signed, read only where somebody asks."""
    import time

    from paraph.flows.provenance.explained_by import Signed
    from paraph.wiring import notes
    from paraph.wiring.signing import signature_checker

    identity = governance.policy.identity if governance.policy else ""
    carried = lambda: open_.enter_context(closing(notes(reader))).carried()  # noqa: E731
    return Signed(carried, identity, signature_checker().check, int(time.time()))


def _refuse_cut(reader: GitRepository, commits: Iterable[str]) -> None:
    """Raise ReadError where the end of a shallow clone is among the commits: they would seem to have brought all."""
    from paraph.core.errors import Problem, ReadError

    cut = sorted(reader.location.shallow.intersection(commits))
    if cut:
        what = f"this clone is shallow: what came before {cut[0][:12]} is not here, so its lines cannot be told"
        raise ReadError(Problem("P1001", what, "`git fetch --unshallow`"))


def _governance(reader: GitRepository, head: str) -> tuple[Governance | None, str]:
    """What judges changes here, and why not where that cannot be used: lines are told without it."""
    from paraph.core.errors import ParaphError
    from paraph.flows.gate.governed_files import Given, read_governance
    from paraph.ports.repository import ChangeRequest
    from paraph.wiring import CachedDocuments

    request = ChangeRequest("commit", head, head, "", "")
    try:
        return read_governance(reader, CachedDocuments(reader.private_area()), request, Given()), ""
    except ParaphError as error:
        return None, error.problems[0].what
