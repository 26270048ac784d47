"""What did the user ask of every verb alike: which repository, which format, how much talk, colour or not?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from paraph.cli.show import Style, encode_json, wants_color


class Options(NamedTuple):
    """The common options of one call. `format` is `text`, `json`, `markdown` or `sarif`;
    `is_plain` that colours were switched off by hand."""

    repository: str
    format: str
    is_quiet: bool
    is_verbose: bool
    style: Style
    is_plain: bool = False

    @property
    def style_of_talk(self) -> Style:
        """The style of what goes to stderr, which may be a terminal where stdout is a file, or the reverse."""
        return Style(is_colored=not self.is_plain and wants_color(sys.stderr))

    def data(self, text: str) -> None:
        """Write an answer to stdout, ending in one newline. Untrusted parts must have been through `show.safe`."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def json(self, document: object) -> None:
        """Write one JSON document of plain data to stdout, readable on a terminal, compact in a pipe."""
        self.data(encode_json(document, is_pretty=sys.stdout.isatty()))

    def talk(self, text: str) -> None:
        """Say something about the work to stderr, unless asked to be quiet; after what was answered so far."""
        if not self.is_quiet:
            sys.stdout.flush()
            sys.stderr.write(text + "\n")


def common(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a verb the common options; its callback receives them as one `options: Options`.

    `formats` are those the verb can answer in, `text` first; with `json` among them `--json` is added.
    Flags may stand before or after the verb.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        def callback(*args: Any, **given: Any) -> Any:
            return function(*args, options=_gather(given), **given)

        callback.__name__ = function.__name__
        callback.__doc__ = function.__doc__
        callback.__click_params__ = [*getattr(function, "__click_params__", []), *reversed(_params(formats))]  # type: ignore[attr-defined]
        return callback

    return decorate


def _params(formats: tuple[str, ...]) -> list[click.Option]:
    params = []
    if len(formats) > 1:
        params.append(
            click.Option(["--format", "format_"], type=click.Choice(formats), help="Shape of the answer (text).")
        )
    if "json" in formats:
        params.append(click.Option(["--json", "as_json"], is_flag=True, help="Short for --format json."))
    return [
        *params,
        click.Option(["--repo"], metavar="DIR", help="The repository to look at."),
        click.Option(["-q", "--quiet"], is_flag=True, help="Say only what is not in order."),
        click.Option(["-v", "--verbose"], is_flag=True, help="Say more."),
        click.Option(["--no-color"], is_flag=True, help="Plain text, as NO_COLOR does."),
    ]


def _gather(given: dict[str, Any]) -> Options:
    """Take the common options out of `given`, each from before or after the verb."""
    before: dict[str, Any] = click.get_current_context().find_root().obj or {}
    chosen, as_json = given.pop("format_", None), given.pop("as_json", False)
    if as_json and chosen not in (None, "json"):
        raise click.UsageError(f"--json and --format {chosen} contradict each other")
    mine = {name: given.pop(name) or before.get(name) for name in ("repo", "quiet", "verbose", "no_color")}
    return Options(
        repository=mine["repo"] or ".",
        format="json" if as_json else chosen or "text",
        is_quiet=bool(mine["quiet"]),
        is_verbose=bool(mine["verbose"]),
        is_plain=bool(mine["no_color"]),
        style=Style(is_colored=not mine["no_color"] and wants_color(sys.stdout)),
    )
