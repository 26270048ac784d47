"""`paraph key add`: how does a key become somebody's?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.people_file import checked_day, people_source, tell_landing, today, tools, write_edit
from paraph.cli.terminal_text import safe
from paraph.core.errors import InputError, Problem
from paraph.core.model.person import Key
from paraph.flows.keys.edit_keys import add_key

MAX_KEY_BYTES = 65_536


@click.command("add")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--person", metavar="ID", help="Whose key it is, by the id in the people file.")
@click.option("--robot", metavar="ID", help="The robot that signs evidence with it; a new one is added.")
@click.option("--from", "start", metavar="DAY", help="The first day on which it counts (today).")
@click.option("--until", "end", metavar="DAY", help="The last day on which it counts.")
@click.option("--comment", metavar="TEXT", help="Which key it is, for people.")
@common("text", "json")
def command(
    file: str | None,
    person: str | None,
    robot: str | None,
    start: str | None,
    end: str | None,
    comment: str | None,
    options: Options,
) -> int:
    """Write a public key into the people file of the work tree.

    FILE is a .pub file, `-` stdin; without it the key that you sign with. Weak keys are refused, and so are keys that
    somebody holds already. Nothing counts before the change has landed.
    """
    if (person is None) == (robot is None):
        raise click.UsageError("say whose key it is: --person ID, or --robot ID")
    public, said = _key(file, options)
    key = Key(
        public,
        checked_day(start, "--from") or today(),
        checked_day(end, "--until"),
        comment=_comment(comment if comment is not None else said),
    )
    path, source = people_source(options)
    holder = person or robot or ""
    edited = add_key(tools(), source, holder, key, is_robot=robot is not None)
    write_edit(path, source, edited, options)
    whose = f"the robot {safe(holder)}" if robot else safe(holder)
    options.talk(f"Added {edited.fingerprint} ({key.public.partition(' ')[0]}) for {whose}.")
    tell_landing(options)
    return 0


def _key(file: str | None, options: Options) -> tuple[str, str]:
    """The public key and its comment."""
    from paraph.adapters.formats.named_file import read_named_or_stdin
    from paraph.wiring.signing import own_key, read_public_file

    if file is None:
        found = own_key(options.repository)
        options.talk(f"Your key: {found.file or found.named_by}")
        return found.public.text, ""
    return read_public_file(read_named_or_stdin(file, MAX_KEY_BYTES), file)


def _comment(text: str) -> str:
    """One short line that is safe to show. Raises InputError for more than that."""
    if len(text) > 100 or not text.isprintable():
        raise InputError(
            Problem("P0749", "the comment is longer than 100 characters, or not one line", "--comment TEXT")
        )
    return text.strip()
