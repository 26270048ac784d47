"""`paraph provenance import`: what do the records of a ref or a file of traces say, and may they be ours?"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from paraph.cli.line_words import WORDS
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe, wrap
from paraph.core.detect.lines.note_oddities import NOTE_ODDITIES
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE

if TYPE_CHECKING:
    from paraph.core.model.attribution import LineCounts
    from paraph.flows.provenance.import_notes import Met
    from paraph.wiring.provenance import Imported

SCHEMA = "paraph/provenance-import/v1"


@click.command("import")
@click.argument("source", metavar="[REF|FILE]", default=ATTRIBUTION_REF)
@click.option("--dry-run", is_flag=True, help="Only read and count; nothing is written.")
@common("text", "json")
def command(source: str, *, dry_run: bool, options: Options) -> int:
    """Read every record of lines of a notes ref (refs/notes/ai by default), or of a file: records of agent-trace, or
    what `paraph provenance export` writes.

    Counted are notes, lines by kind, tools, and each oddity that was met. Without --dry-run the records are written
    strictly into refs/notes/ai, joined with what stands there, without prompts and outputs, unless the policy says
    `provenance: {retain: prompts}`. Where they come from a remote (below refs/notes/ai-remote/), its history becomes
    part of ours, so that git does not refuse the next push.
    """
    from paraph import wiring
    from paraph.wiring.provenance import import_records

    with closing(wiring.open_repository(options.repository)) as reader:
        found = import_records(reader, source, is_dry=dry_run)
    if options.format == "json":
        options.json(document(found))
    else:
        options.data("\n".join(text(found, options)))
    if found.unkept:
        options.talk(safe(found.unkept, 600))
    return 0


def document(found: Imported) -> dict[str, object]:
    """The answer as plain data. `attested` counts each line once, after overlaps are settled; `stated` counts what
    each range says."""
    survey = found.survey
    return {
        "schema": SCHEMA,
        "source": found.source,
        "format": found.format,
        "is_dry_run": found.is_dry,
        "notes": {
            "all": survey.records, "reachable": found.reachable, "unreachable": survey.records - found.reachable,
            "missing_commits": found.missing, "empty": survey.empty, "unreadable": survey.unread,
            "files": survey.files, "bytes": survey.size_bytes, "largest_bytes": survey.largest_bytes,
        },
        "lines": {"attested": found.attested._asdict(), "stated": found.stated._asdict()},
        "tools": {
            tool: {"lines": each.lines, "notes": each.records}
            for tool, each in sorted(survey.tools.items(), key=lambda item: (-item[1].lines, item[0]))
        },
        "oddities": {kind: _met(kind, met) for kind, met in sorted(survey.oddities.items())},
        "homeless_traces": found.homeless,
        "written": found.written,
        "new": found.new,
        "history": found.history or None,
        "left_alone": found.left,
        "messages": {"met": survey.messages(), "dropped": found.dropped, "retained": found.retained},
        "notices": list(found.notices),
    }  # fmt: skip


def _met(kind: str, met: Met) -> dict[str, object]:
    first = [{"commit": each.commit, "path": each.path, "line": each.line, "text": each.text} for each in met.first]
    return {"count": met.times, "notes": met.records, "what": NOTE_ODDITIES[kind], "first": first}


def text(found: Imported, options: Options) -> list[str]:
    """The answer in words."""
    survey, style = found.survey, options.style
    is_ref = found.format == "notes"
    told = count(survey.records, "note" if is_ref else "commit")
    head = (
        f"{style.bold(told)} {'in' if is_ref else 'told of by'} {safe(found.source, 200)}, {_size(survey.size_bytes)}"
    )
    lines = [f"{head}, the largest {_size(survey.largest_bytes)}" if survey.records else head]
    if not survey.records:
        return [*_nothing(found), *_odd(found), *found.notices, *_joined(found)]
    unreachable = survey.records - found.reachable
    lines.append(f"  {found.reachable:,} at commits of this history, {unreachable:,} at others "
                 f"({found.missing:,} of them not here); {survey.empty:,} attest nothing")  # fmt: skip
    lines += [
        f"lines   {_lines(found.attested)}",
        style.dim(f"        as stated, range by range: {_lines(found.stated)}"),
    ]
    if survey.tools:
        tools = sorted(survey.tools.items(), key=lambda item: -item[1].lines)[:12]
        lines.append(
            "tools   " + ", ".join(f"{safe(name or 'unknown tool', 40)} {each.lines:,}" for name, each in tools)
        )
    return [*lines, *_odd(found), *_outcome(found, options)]


def _odd(found: Imported) -> list[str]:
    survey = found.survey
    lines = ["odd"] if survey.oddities else []
    for kind, met in sorted(survey.oddities.items(), key=lambda item: -item[1].times):
        place = met.first[0]
        where = (place.commit[:10], safe(place.path, 80), f"line {place.line}" if place.line else "")
        what = f"{NOTE_ODDITIES[kind]} (first: {' '.join(part for part in where if part)})"
        lines += wrap(what, 100, first=f"  {met.times:>8,}  {kind.replace('_', ' ')}: ", rest=" " * 12)
    return lines


def _outcome(found: Imported, options: Options) -> list[str]:
    lines = [options.style.open(notice) for notice in found.notices if notice != found.unkept]
    if found.is_dry:
        return [*lines, "Nothing was written: this was a dry run."]
    is_news = found.source == ATTRIBUTION_REF or found.new == found.written
    new = "" if is_news else f" ({found.new:,} new)" if found.new else " (none new)"
    lines.append(f"{count(found.written, 'record')} written into {ATTRIBUTION_REF}{new}, sorted, without prompts.")
    lines += _joined(found)
    if found.left:
        lines.append(f"{count(found.left, 'note')} could not be read whole, and was left alone.")
    if found.retained:
        lines.append(f"{count(found.retained, 'conversation')} redacted, encrypted and kept in the erasable store.")
    return lines


def _nothing(found: Imported) -> list[str]:
    """That there was nothing to read, and where more may come from."""
    source = safe(found.source, 200)
    lines = [f"{source} holds no {'note' if found.format == 'notes' else 'record'}: there is nothing to import."]
    if found.source.startswith(REMOTE_ATTRIBUTION_SPACE):
        remote = source.removeprefix(REMOTE_ATTRIBUTION_SPACE)
        lines.append(f"Next: git fetch {remote} '+{ATTRIBUTION_REF}:{source}'")
    return lines


def _joined(found: Imported) -> list[str]:
    """What became of the history of a remote's records."""
    source = safe(found.source, 200)
    if found.history == "joined":
        return [f"The history of {source} is part of {ATTRIBUTION_REF} now: a push of it goes on from there."]
    if found.history == "forward":
        return [f"{ATTRIBUTION_REF} goes on from {source}."]
    return []


def _lines(counts: LineCounts) -> str:
    return ", ".join(f"{getattr(counts, kind):,} {word}" for kind, word in WORDS.items())


def _size(size: int) -> str:
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{size / unit:,.1f} {name}"
    return f"{size:,} bytes"
