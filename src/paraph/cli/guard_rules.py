"""`paraph guard rules`: which destructive actions does the guard know?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common

if TYPE_CHECKING:
    from paraph.core.guard.table.matching import Row

RULES_SCHEMA = "paraph/guard-rules/v1"


@click.command("rules")
@common("text", "json")
def command(options: Options) -> int:
    """List the rows of the guard's table: the id that a policy names, the answer unless it says otherwise, what the
    action does, and the programs.

    Rows marked with `*` are answered as environments of the policy say; `+` rows count only in one.
    """
    from paraph.core.guard.table.lookup import all_rows

    rows = all_rows()
    if options.format == "json":
        options.json({"schema": RULES_SCHEMA, "rules": [_entry(row) for row in rows]})
        return 0
    wide = max(len(row.id) for row in rows)
    for row in rows:
        mark = "+" if row.needs_environment else "*" if row.is_scoped else " "
        form = f"{row.tools.split()[0] if row.tools else ''} {row.shape}".strip()
        paint = options.style.bad if row.answer == "deny" else options.style.open
        shown = options.style.dim(f"  ({form})") if form else ""
        options.data(f"{row.id:<{wide}} {mark} {paint(row.answer.ljust(4))}  {row.what}{shown}")
    return 0


def _entry(row: Row) -> dict[str, Any]:
    return {
        "rule": row.id, "tools": row.tools.split(), "shape": row.shape, "what": row.what, "answer": row.answer,
        "is_scoped": row.is_scoped, "needs_environment": row.needs_environment,
    }  # fmt: skip
