"""What does every command take? Writes `docs/reference/commands.md` from the commands themselves: `make docs`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click
from click import Group, Option  # before help pages are dressed, which puts narrower classes in their place

from paraph.cli.verbs import group

PAGE = Path(__file__).with_name("reference") / "commands.md"
HEAD = """\
# Commands

Generated from the commands themselves by `make docs`. Data goes to stdout, talk to stderr. Every command also takes the
common options, before or after the verb, nearest to it counts; but for `--version`, which takes no verb. The shapes
that a command has stand in its own table. Exit codes: 0 allow, 1 deny, 2 usage or policy error, 3 wait, 4 cannot tell,
70 a bug of ours, 130 interrupted.
"""


def commands(command: click.Command, words: str = "paraph") -> Iterator[tuple[str, click.Command]]:
    """Every verb, and every verb below a verb, with the words that call it."""
    if not isinstance(command, Group):
        yield words, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None:
            yield from commands(below, f"{words} {name}")


def page() -> str:
    """The whole reference."""
    top = group()
    sections = [f"## Common options\n\n{_options(top)}"]
    sections += [_section(words, command) for words, command in commands(top)]
    return "\n".join([HEAD, *sections])


def _section(words: str, command: click.Command) -> str:
    context = click.Context(command, info_name=words)
    usage = " ".join([words, *command.collect_usage_pieces(context)])
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    return f"## {words}\n\n    {usage}\n\n{text}\n\n{_options(command)}"


def _options(command: click.Command) -> str:
    rows = [_row(option) for option in command.params if isinstance(option, Option) and not option.hidden]
    return "\n".join(["| option | meaning |", "|---|---|", *rows, ""]) if rows else ""


def _row(option: click.Option) -> str:
    takes = "" if option.is_flag or option.count else f" {option.metavar or option.make_metavar(_NOWHERE)}"
    names = ", ".join(f"`{name}{takes}`" for name in [*option.opts, *option.secondary_opts]).replace("|", r"\|")
    default = f" Default: `{option.default}`." if option.show_default and option.default is not None else ""
    return f"| {names} | {option.help or ''}{default} |"


_NOWHERE = click.Context(click.Command("paraph"))

if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
