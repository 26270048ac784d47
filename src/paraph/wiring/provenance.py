"""Which concrete class reads, counts and writes when records are imported, shown or exported?

Imports stand inside functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Literal, NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE

if TYPE_CHECKING:
    from paraph.adapters.git.notes_history import Way
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.model.attribution import Attribution, Claim, LineCounts
    from paraph.flows.provenance.export_notes import Exported
    from paraph.flows.provenance.import_notes import Survey
    from paraph.flows.provenance.show_notes import Shown
    from paraph.wiring.retention import Keeper

MAX_TRACE_BYTES = 64 * 1_048_576


class Imported(NamedTuple):
    """What was read, and what came of it. `new` are the commits of written ones that had no record here. `missing` are
    annotated commits that are not here, `left` notes that could not be read whole, `dropped` and `retained`
    conversations that the notes carried; `unkept` says why what the policy may ask to keep is not. `history` says how
    that of a remote's ref became part of ours, empty for others,
    whose older commits may carry what nobody wants to send on.
    """

    source: str
    format: str
    is_dry: bool
    survey: Survey
    reachable: int
    missing: int
    attested: LineCounts
    stated: LineCounts
    homeless: int = 0
    written: int = 0
    left: int = 0
    dropped: int = 0
    retained: int = 0
    notices: tuple[str, ...] = ()
    unkept: str = ""
    history: Way | Literal[""] = ""
    new: int = 0


def import_records(reader: GitRepository, source: str, *, is_dry: bool) -> Imported:
    """Read all records of a notes ref or of a file of traces and, unless it is dry, write them into ours.

    Raises InputError where there is no such ref or file, or it holds something else.
    """
    import os

    if not source.startswith("refs/") and os.path.isfile(source):
        return _from_file(reader, source, is_dry=is_dry)
    ref = source if source.startswith("refs/") else f"refs/notes/{source}"
    tip = _tip(reader, ref)
    if not tip:
        raise InputError(_absent(source, ref))
    return _from_ref(reader, ref, tip, is_dry=is_dry)


def _absent(source: str, ref: str) -> Problem:
    """What to do where there is no such ref, or file."""
    if ref == ATTRIBUTION_REF or ref.startswith(REMOTE_ATTRIBUTION_SPACE):
        remote = ref.removeprefix(REMOTE_ATTRIBUTION_SPACE) if ref != ATTRIBUTION_REF else "origin"
        fetch = f"git fetch {remote} '+{ATTRIBUTION_REF}:{REMOTE_ATTRIBUTION_SPACE}{remote}'"
        what = "there are no records of lines here yet" if ref == ATTRIBUTION_REF else f"there is no ref {ref}"
        return Problem(
            "P1023", what, f"`{fetch}` gets what others sent, then import {REMOTE_ATTRIBUTION_SPACE}{remote}"
        )
    what = f"there is neither a ref {ref!r} nor a file {source!r}" if ref != source else f"there is no ref {ref!r}"
    return Problem("P1023", what, "`git for-each-ref refs/notes` lists the refs; a file is given by its path")


def _no_records(reader: GitRepository, ref: str, tip: str, passed: int) -> Problem | None:
    """Why nothing of a ref can be imported, where it holds something that is not records of lines."""
    from paraph.adapters.git.runner import ask

    fix = f"records of lines are in {ATTRIBUTION_REF}, and below {REMOTE_ATTRIBUTION_SPACE} where they were fetched"
    if passed:
        return Problem("P1030", f"{ref} holds notes ({passed:,}) of another kind, none of them a record of lines", fix)
    if ask(reader.location.asked_at, "ls-tree", tip):
        return Problem("P1030", f"{ref} holds files, and no notes: it is no notes ref", fix)
    return None


def _from_ref(reader: GitRepository, ref: str, tip: str, *, is_dry: bool) -> Imported:
    from paraph.flows.provenance.import_notes import Survey, begin, writable
    from paraph.wiring.line_records import attribution_records
    from paraph.wiring.retention import Keeper

    survey, keeper = Survey(), Keeper(reader, is_dry=is_dry)
    written = new = 0
    history: Way | Literal[""] = ""
    with ExitStack() as open_:
        open_.callback(keeper.close)
        source = open_.enter_context(attribution_records(reader, (ref,)))
        begun = begin(source.attributions(watch=keeper.keep))
        if not begun.has_record and (problem := _no_records(reader, ref, tip, begun.passed)):
            raise InputError(problem)
        records = survey.seen(begun.records)
        if is_dry:
            for _ in records:
                pass
        else:
            target = open_.enter_context(attribution_records(reader))
            known = _known(reader)
            if ref.startswith(REMOTE_ATTRIBUTION_SPACE):
                history = target.join(tip)
            written, new = _written(target.add, writable(records, is_own=ref == ATTRIBUTION_REF), known)
    found = _summed(reader, survey, ref, "notes", is_dry=is_dry)
    return found._replace(
        written=written, new=new, left=0 if is_dry else survey.unread, retained=keeper.kept,
        dropped=0 if is_dry else survey.messages() - keeper.kept,
        notices=_notices(survey, keeper, ref, is_dry=is_dry),
        unkept=keeper.why_not if survey.messages() else "", history=history,
    )  # fmt: skip


def _known(reader: GitRepository) -> frozenset[str]:
    """The commits at which a record of ours stands."""
    from paraph.wiring.line_records import attribution_records

    with attribution_records(reader, (ATTRIBUTION_REF,)) as ours:
        return ours.commits()


def _written(
    add: Callable[[Iterable[Attribution]], None], records: Iterable[Attribution], known: frozenset[str]
) -> tuple[int, int]:
    """How many records were written, and at how many commits that none was known of."""
    passed = 0
    fresh: set[str] = set()

    def counted() -> Iterable[Attribution]:
        nonlocal passed
        for record in records:
            passed += 1
            if record.commit not in known:
                fresh.add(record.commit)
            yield record

    add(counted())
    return passed, len(fresh)


def _from_file(reader: GitRepository, path: str, *, is_dry: bool) -> Imported:
    from paraph.adapters.formats.agent_trace import read_traces
    from paraph.adapters.formats.attribution_formats import read_attribution
    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.formats.record_file import held_records
    from paraph.adapters.git.descent import descent
    from paraph.flows.provenance.import_notes import Survey, writable
    from paraph.flows.provenance.place_traces import place_traces
    from paraph.wiring.line_records import attribution_records
    from paraph.wiring.retention import Keeper

    held = held_records(read_named(path, MAX_TRACE_BYTES), path)
    traces = list(read_traces(held.traces))
    if traces and not held.notes and all("not_json" in {odd.kind for odd in each.said.oddities} for each in traces):
        fix = "give notes of git-ai or records of agent-trace, one a line"
        raise InputError(Problem("P1029", f"{path} holds no record of lines that can be read", fix))
    placed = place_traces(reader, traces, lambda: descent(reader.location))
    survey, keeper = Survey(), Keeper(reader, is_dry=is_dry)
    told = list(survey.seen(read_attribution(commit, note) for commit, note in held.notes))
    records = [*writable(told, is_own=False), *survey.seen(placed.records)]
    for trace in placed.homeless:
        survey.hear(trace.said)
    new = 0
    with ExitStack() as open_:
        open_.callback(keeper.close)
        for commit, note in held.notes:
            keeper.keep(commit, note)
        if not is_dry and records:
            known = _known(reader)
            _, new = _written(open_.enter_context(attribution_records(reader)).add, records, known)
    found = _summed(reader, survey, path, "git-ai" if held.notes else "agent-trace", is_dry=is_dry)
    homeless = len(placed.homeless)
    notice = f"{homeless} of {len(traces)} traces speak of no commit of this history that changed one of their files"
    return found._replace(
        homeless=homeless, written=0 if is_dry else len(records), new=new, left=0 if is_dry else survey.unread,
        retained=keeper.kept, dropped=0 if is_dry else survey.messages() - keeper.kept,
        notices=((notice,) if homeless else ()) + _notices(survey, keeper, path, is_dry=is_dry),
    )  # fmt: skip


def _summed(reader: GitRepository, survey: Survey, source: str, format_: str, *, is_dry: bool) -> Imported:
    from paraph.adapters.git.descent import descent
    from paraph.flows.provenance.import_notes import lines_of

    return Imported(
        source, format_, is_dry, survey,
        reachable=survey.reached(descent(reader.location)),
        missing=len(survey.commits) - len(reader.present(survey.commits)) if survey.commits else 0,
        attested=lines_of(survey.attested), stated=lines_of(survey.stated),
    )  # fmt: skip


def _tip(reader: GitRepository, ref: str) -> str:
    """The commit that a ref leads to, empty where there is no such ref."""
    from paraph.adapters.git.runner import attempt

    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    outcome = attempt(reader.location.asked_at, *words)
    return "" if outcome.status else outcome.output.decode("ascii").strip()


def _notices(survey: Survey, keeper: Keeper, ref: str, *, is_dry: bool) -> tuple[str, ...]:
    if not (number := survey.messages()):
        return ()
    subject = f"{number:,} prompts or sessions carry" if number > 1 else "1 prompt or session carries"
    told = f"{subject} what was said to a tool"
    done = f"{told}; it was left out of the notes, and still stands in the older commits of {ref}."
    if ref.startswith(REMOTE_ATTRIBUTION_SPACE):
        done = f"{done.removesuffix('.')}, from which {ATTRIBUTION_REF} comes now, too."
    if is_dry:
        done = f"{told}; an import leaves it out{', but keeps it beside' if keeper.is_wanted else ''}."
    return (done, *((keeper.why_not,) if keeper.why_not else ()))


def export_records(reader: GitRepository, range_: str, form: str) -> Iterator[Exported]:
    """The records of a commit or range as `git-ai` notes or `agent-trace` records."""
    from paraph.adapters.formats.agent_trace import unwritten_trace, write_agent_trace
    from paraph.adapters.formats.git_ai_note import unwritten, write_git_ai_note
    from paraph.flows.provenance.export_notes import export_notes
    from paraph.flows.provenance.show_notes import show_notes
    from paraph.wiring.line_records import attribution_records

    with attribution_records(reader) as records:
        shown = show_notes(reader, records, range_)
        if form == "agent-trace":
            yield from export_notes(shown, write_agent_trace, unwritten_trace)
        else:
            yield from export_notes(shown, lambda record, _: write_git_ai_note(record), unwritten)


def shown_records(reader: GitRepository, range_: str) -> Iterator[Shown]:
    """The commits of a range with their records."""
    from paraph.flows.provenance.show_notes import show_notes
    from paraph.wiring.line_records import attribution_records

    with attribution_records(reader) as records:
        yield from show_notes(reader, records, range_)


def claims_at(folder: str, commit: str) -> tuple[Claim, ...]:
    """The claims of the record at a commit. Raises InputError for what names no commit."""
    from paraph.core.detect.assisted_by import claims_of
    from paraph.wiring import open_repository
    from paraph.wiring.line_records import attribution_records

    with open_repository(folder) as reader, attribution_records(reader) as records:
        return tuple(
            claim for record in records.attributions([reader.commit_id(commit)]) for claim in claims_of(record)
        )


def claims_staged(folder: str) -> tuple[Claim, ...]:
    """The claims of the sessions that are known to have worked on files that are staged."""
    from paraph.adapters.git.staged_paths import staged_paths
    from paraph.core.model import attribution as model
    from paraph.wiring import open_repository
    from paraph.wiring.capture import uncommitted

    sessions, _ = uncommitted(folder)
    if not sessions:
        return ()
    with open_repository(folder) as reader:
        staged = staged_paths(reader.location)
    return tuple(
        model.Claim("ai", one.agent, one.model, one.session, source="capture")
        for one in sessions
        if any(file.path in staged for file in one.files)
    )
