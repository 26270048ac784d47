"""Which options say which server is meant? The same for every verb that runs one or looks after one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from paraph.cli.options import Options
    from paraph.core.errors import Problem

_OPTIONS = (
    click.option("--config", metavar="FILE", help="The server's config.yaml."),
    click.option("--data", metavar="DIR", help="The folder of its keys, mirrors and database."),
    click.option("--database", metavar="URL", help="postgresql://USER@HOST/NAME instead of a file in the data folder."),
)


def server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb `--config`, `--data` and `--database`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def warner(options: Options) -> Callable[[Problem], None]:
    """What tells a warning on stderr, in the form of every other problem."""
    from paraph.cli.trouble import problem_lines

    def warn(problem: Problem) -> None:
        for line in problem_lines(problem, options.style, "warning"):
            options.talk(line)

    return warn
