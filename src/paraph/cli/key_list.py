"""`paraph key list`: whose keys are there, and does what they sign count today?"""

from __future__ import annotations

from contextlib import closing

import click

from paraph.cli.options import Options, common
from paraph.cli.people_file import key_document, shown_directory, today
from paraph.cli.terminal_text import safe
from paraph.core.errors import InputError
from paraph.core.model import places
from paraph.core.model.person import Directory, Key
from paraph.flows.keys.list_keys import KeyLine

KEYS_SCHEMA = "paraph/keys/v1"


@click.command("list")
@click.option("--person", metavar="ID", help="The keys of this person or robot alone.")
@common("text", "json")
def command(person: str | None, options: Options) -> int:
    """Show the keys of the people file, with their holders and whether they count today (UTC).

    Changes are judged by the people file at the policy ref; what differs in the work tree says so.
    """
    day = today()
    lines = [line for line in _lines(options, day) if person in (None, line.holder)]
    if options.format == "json":
        options.json({"schema": KEYS_SCHEMA, "day": day, "keys": [_document(line) for line in lines]})
        return 0
    if lines:
        options.data("\n".join(_text(lines, options)))
    else:
        options.talk("nobody holds a key; add one: paraph key add --person ID")
    return 0


def _lines(options: Options, day: str) -> list[KeyLine]:
    from paraph.flows.keys.list_keys import list_keys
    from paraph.wiring.signing import people_editor, signature_checker

    in_force = _in_force(options)
    shown = shown_directory(options)
    return list_keys(people_editor(), signature_checker(), shown or in_force, in_force, day)


def _in_force(options: Options) -> Directory:
    """The directory at the policy ref, an empty one where nothing was committed yet."""
    from paraph import wiring
    from paraph.flows.facts.branch_tip import branch_tip
    from paraph.flows.gate.governed_files import text_at

    with closing(wiring.open_repository(options.repository)) as reader:
        try:
            tip = branch_tip(reader, None)
        except InputError:
            return Directory()
        return wiring.CachedDocuments(reader.private_area()).directory(text_at(reader, tip, places.PEOPLE))


def _text(lines: list[KeyLine], options: Options) -> list[str]:
    """A row for each key, its parts under each other."""
    rows = [(line.fingerprint, _holder(line), line.kind, _days(line.key), safe(line.key.comment, 40)) for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    style, text = options.style, []
    for line, row in zip(lines, rows, strict=True):
        state = (style.good if line.counts else style.bad)(f"{'✓' if line.counts else '✗'} {safe(line.state)}")
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        text.append(f"{cells}  {state}" + (f"  {style.dim(row[4])}" if row[4] else ""))
    return text


def _holder(line: KeyLine) -> str:
    return f"{safe(line.holder, 32)} (robot)" if line.is_robot else safe(line.holder, 32)


def _days(key: Key) -> str:
    return f"{key.start or '…'} to {key.end or '…'}" if key.start or key.end else "always"


def _document(line: KeyLine) -> dict[str, object]:
    key = key_document(line.holder, line.key, is_robot=line.is_robot)
    return {"fingerprint": line.fingerprint, "kind": line.kind, **key, "counts": line.counts, "state": line.state}
