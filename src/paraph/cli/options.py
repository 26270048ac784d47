"""What did the user ask of every verb alike: which repository, which format, how much talk, colour or not?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.cli.option_words import Word, common_words
from paraph.cli.terminal_text import Style, encode_json, wants_color

if TYPE_CHECKING:
    import click


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
    They may stand before or after the verb; nearest to it counts.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        import click

        def callback(*args: Any, **given: Any) -> Any:
            before = _given_before(click.get_current_context())
            options = gathered(given, before)
            if options.format not in (formats or ("text",)):
                raise click.UsageError(f"there is no {options.format} form of this: write {' or '.join(formats)}")
            return function(*args, options=options, **given)

        callback.__name__ = function.__name__
        callback.__doc__ = function.__doc__
        callback.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        return accepting(*common_words(formats))(callback)

    return decorate


def _given_before(context: click.Context) -> dict[str, Any]:
    """What was given to the groups above a verb: the nearest group that was told something counts."""
    before: dict[str, Any] = {}
    while context.parent is not None:
        context = context.parent
        before |= {name: before.get(name) or value for name, value in context.params.items()}
    return before


def accepting(*words: Word) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a verb some options of the table of words, in that order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        params = [*getattr(function, "__click_params__", []), *(_param(word) for word in reversed(words))]
        function.__click_params__ = params  # type: ignore[attr-defined]
        return function

    return decorate


def _param(word: Word) -> click.Option:
    import click

    kind = click.Choice(word.choices) if word.choices else None
    return click.Option([*word.flags, word.name], is_flag=word.is_flag, metavar=word.metavar, type=kind, help=word.help)


def gathered(given: dict[str, Any], before: dict[str, Any]) -> Options:
    """Take the common options out of `given`, each from before or after the verb."""
    as_json = given.pop("as_json", False) or before.get("as_json", False)
    chosen = given.pop("format_", None) or before.get("format_")
    if as_json and chosen not in (None, "json"):
        import click

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
