"""`paraph provenance status`: what did agents do here that is not committed yet?"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe

if TYPE_CHECKING:
    from paraph.flows.capture.uncommitted import Uncommitted

SCHEMA = "paraph/provenance-status/v1"
MOST_SHOWN = 20


@click.command("status")
@common("text", "json")
def command(options: Options) -> int:
    """Tell what agents did in this work tree that is not committed yet: sessions, files, lines.

    It is what the hooks saw them do, kept in the repository's private area. With the next commit, what of it is
    committed becomes that commit's record; the rest stays here.
    """
    from paraph.wiring.capture import uncommitted

    sessions, notices = uncommitted(options.repository)
    for notice in notices:
        options.talk(notice)
    if options.format == "json":
        options.json({"schema": SCHEMA, "sessions": [_document(each) for each in sessions]})
    else:
        options.data("\n".join(_text(sessions, options)))
    return 0


def _document(one: Uncommitted) -> dict[str, object]:
    files = [{"path": file.path, "ai": file.counts.ai, "mixed": file.counts.mixed} for file in one.files]
    return {"tool": one.agent, "session": one.session, "model": one.model, "last_seen": int(one.at), "files": files}


def _text(sessions: tuple[Uncommitted, ...], options: Options) -> list[str]:
    if not sessions:
        return ["No uncommitted line here is one that an agent was seen to write."]
    lines: list[str] = []
    for one in sessions:
        model = f" ({safe(one.model, 60)})" if one.model else ""
        ago = _ago(max(0, int(time.time() - one.at)))
        lines.append(
            f"{options.style.bold(safe(one.agent, 40))}{model}  session {safe(one.session, 40)}, seen {ago} ago"
        )
        for file in one.files[:MOST_SHOWN]:
            mixed = f", {file.counts.mixed:,} mixed" if file.counts.mixed else ""
            lines.append(f"  {file.counts.ai:>6,} AI{mixed}  {safe(file.path, 200)}")
        if len(one.files) > MOST_SHOWN:
            lines.append(f"  and {count(len(one.files) - MOST_SHOWN, 'more file')}")
    return lines


def _ago(seconds: int) -> str:
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return count(seconds // size, name)
    return count(seconds, "second")
