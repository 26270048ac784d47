"""`paraph guard log`: what did the guard deny and ask, and is the record whole?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe

LOG_SCHEMA = "paraph/guard-log/v1"
BROKEN = 4


@click.command("log")
@click.option("--append", "is_appended", is_flag=True, help="Put what is new into the ledger, without any command.")
@ledger_option
@common("text", "json")
def command(options: Options, ledger: str | None, *, is_appended: bool) -> int:
    """Show what the guard denied and asked in this repository, oldest first, and check the chain of records.

    Secrets that stood in a command are hidden as far as their form tells them. A record that was changed, moved or
    taken out of the middle breaks the chain; one taken off the end is told where the ledger has it (--append).

    Exit codes: 0 the chain holds, 4 it is broken or cannot be read.
    """
    from paraph.wiring.guard import guard_journal

    journal = guard_journal(options.repository)
    added = None
    if is_appended and not journal.broken:
        added = _append(options, ledger, journal.records)
    if options.format == "json":
        options.json({"schema": LOG_SCHEMA, "records": list(journal.records), "broken_at": journal.broken or None,
                      "appended": added})  # fmt: skip
    else:
        for record in journal.records:
            options.data(_line(record, options))
        if not journal.records:
            options.talk("The guard has denied and asked nothing here.")
        if added is not None:
            options.talk(f"{count(added, 'record')} put into the ledger.")
    if journal.broken:
        options.talk(f"The chain of records breaks at line {journal.broken}: somebody changed the journal.")
        return BROKEN
    return 0


def _append(options: Options, ledger: str | None, records: tuple[dict[str, Any], ...]) -> int:
    import time

    from paraph.flows.guard.append_answers import append_answers

    with opened_ledger(options, ledger) as opened:
        return append_answers(opened.ledger, records, int(time.time())).added


def _line(record: dict[str, Any], options: Options) -> str:
    at = record.get("at")
    is_time = isinstance(at, int) and 0 <= at < 1 << 36
    when = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M") if is_time and at is not None else "?"
    answer = str(record.get("answer", "?"))
    paint = options.style.bad if answer == "deny" else options.style.open
    found = record.get("rules")
    rules = ", ".join(str(rule) for rule in found) if isinstance(found, list) else "?"
    agent, said = safe(str(record.get("agent", "?")), 40), safe(str(record.get("command", "")), 200)
    return f"{when}  {paint(answer.ljust(4))}  {agent:<12}  {said} " + options.style.dim(f"[{safe(rules, 200)}]")
