"""`paraph provenance show`: what does the record of a commit say?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from paraph.cli.line_words import WORDS
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe, width, wrap
from paraph.core.detect.lines.tool_names import stated_tool, tool_name

if TYPE_CHECKING:
    from paraph.core.model.attribution import Attribution, NoteOddity, Span
    from paraph.flows.provenance.show_notes import Shown

SCHEMA = "paraph/provenance-show/v1"


@click.command("show")
@click.argument("range_", metavar="[COMMIT|RANGE]", default="HEAD")
@common("text", "json")
def command(range_: str, options: Options) -> int:
    """Show the records of lines (refs/notes/ai) of a commit, or of each commit of a RANGE that has one.

    A line that a record does not name is unknown, not a person's. `weak` marks what the record does not fully bear
    out; what is odd about a record stands below it.
    """
    from paraph import wiring
    from paraph.wiring.provenance import shown_records

    commits = without = 0
    documents: list[dict[str, object]] = []
    with closing(wiring.open_repository(options.repository)) as reader:
        for shown in shown_records(reader, range_):
            commits += 1
            without += shown.record is None
            if options.format == "json":
                documents.append(_document(shown))
            elif shown.record is not None:
                options.data("\n".join(_text(shown, shown.record, options)))
    if options.format == "json":
        options.json({"schema": SCHEMA, "commits": documents})
    elif without:
        whose = "This commit has" if commits == 1 else f"{without:,} of {count(commits, 'commit')} have"
        options.talk(f"{whose} no record of lines: nothing is known of who wrote them.")
    return 0


def _document(shown: Shown) -> dict[str, object]:
    record = shown.record
    if record is None:
        return {"commit": shown.commit.id, "has_record": False, "digest": "", "files": [], "oddities": []}
    files = [{"path": path, "spans": [_span(span) for span in spans]} for path, spans in record.files]
    oddities = [
        {"kind": each.kind, "text": each.text, "path": each.path, "line": each.line, "count": each.count}
        for each in record.oddities
    ]
    return {
        "commit": shown.commit.id, "has_record": True, "digest": record.digest, "files": files, "oddities": oddities
    }  # fmt: skip


def _span(span: Span) -> dict[str, object]:
    made: dict[str, object] = {"first": span.first, "last": span.last, "kind": span.kind}
    if span.claim is not None:
        tools = {"tool": tool_name(span.claim.tool), "stated_tool": stated_tool(span.claim.tool)}
        made |= {name: value for name, value in tools.items() if value}
        names = ("model", "session", "strength", "person")
        made |= {name: value for name in names if (value := getattr(span.claim, name))}
    return made


def _text(shown: Shown, record: Attribution, options: Options) -> Iterator[str]:
    subject = safe(shown.commit.message.partition("\n")[0], max(width() - 12, 24))
    yield f"{options.style.link(shown.commit.id[:10])}  {subject}"
    if not record.files:
        yield options.style.dim("  the record names no line")
    for path, spans in record.files:
        yield f"  {options.style.bold(safe(path, 200))}"
        for span in spans:
            yield f"    {_where(span):>11}  {WORDS[span.kind]:<7}  {_who(span)}"
    for each in record.oddities:
        yield from (options.style.open(line) for line in wrap(_odd(each), width(), first="  ! ", rest="    "))


def _where(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first}-{span.last}"


def _who(span: Span) -> str:
    claim = span.claim
    if claim is None:
        return ""
    if claim.polarity == "human":
        parts = [claim.person or "nobody named"]
    else:
        tool = tool_name(claim.tool) or "unknown tool"
        parts = [tool, claim.model, f"session {claim.session}" if claim.session else ""]
        parts += [f"asked by {claim.person}"] if claim.person else []
    parts += ["weak"] if claim.strength == "weak" else []
    return ", ".join(safe(part, 80) for part in parts if part)


def _odd(each: NoteOddity) -> str:
    place = (f" at {safe(each.path, 80)}" if each.path else "") + (
        f", line {each.line} of the record" if each.line else ""
    )
    times = f" ({each.count:,} times)" if each.count > 1 else ""
    return f"{each.kind.replace('_', ' ')}: {safe(each.text, 200)}{place}{times}"
