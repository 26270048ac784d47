"""`paraph guard check`: what would the guard answer to this command?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.cli.terminal_text import Style
    from paraph.core.model.guard import Danger, GuardVerdict
    from paraph.wiring.guard_grounds import Grounds

CHECK_SCHEMA = "paraph/guard-check/v1"
EXIT_CODES = {"silent": 0, "ask": 3, "deny": 1}
MAX_TEXT = 4_000_000


@click.command("check", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="-- COMMAND | -")
@common("text", "json")
def command(words: tuple[str, ...], options: Options) -> int:
    """Tell what the guard would answer to COMMAND in this folder; nothing is run, nothing is recorded.

    COMMAND is one text as a shell reads it, or its words; `-` reads the text from stdin. Silence is no permission: the
    agent's own questions stay.

    Exit codes: 0 silent, 3 ask, 1 deny.
    """
    from pathlib import Path

    from paraph.core.model.capture import ToolEvent
    from paraph.wiring.guard import judged_call
    from paraph.wiring.guard_grounds import grounds_of

    folder = str(Path(options.repository).resolve())
    event = ToolEvent("", "", "before", "", "shell", folder, command=_text(words))
    verdict, notices = judged_call(event, is_recorded=False)
    for notice in notices:
        options.talk(notice)
    grounds = grounds_of(event)
    if grounds.differs:
        options.talk(grounds.differs)
    if options.format == "json":
        read = {"milder_by": list(grounds.milder_by), "policy": grounds.read_at, "differs": grounds.differs or None}
        options.json(verdict_document(verdict) | read)
    else:
        options.data("\n".join(_lines(verdict, options.style)))
        if options.is_verbose:
            options.data(_why(verdict, grounds))
    return EXIT_CODES[verdict.answer]


def _why(verdict: GuardVerdict, grounds: Grounds) -> str:
    from paraph.cli.terminal_text import safe

    nothing = "nothing known against it" if verdict.answer == "silent" else "nothing in the policy"
    mild = safe(", ".join(grounds.milder_by), 300) or nothing
    return f"        milder by: {mild}\n        policy:    {safe(grounds.read_at, 300)}"


def _text(words: tuple[str, ...]) -> str:
    from shlex import join

    from paraph.adapters.formats.named_file import read_named_or_stdin

    if not words:
        raise click.UsageError("give a command behind `--`, or `-` for stdin")
    if words == ("-",):
        return read_named_or_stdin("-", MAX_TEXT).decode("utf-8", "replace")
    return words[0] if len(words) == 1 else join(words)


def verdict_document(verdict: GuardVerdict) -> dict[str, Any]:
    """An answer as plain data."""
    return {
        "schema": CHECK_SCHEMA, "answer": verdict.answer, "reason": verdict.reason,
        "dangers": [_danger(danger) for danger in verdict.dangers],
    }  # fmt: skip


def _danger(danger: Danger) -> dict[str, Any]:
    return {
        "rule": danger.rule, "what": danger.what, "answer": danger.answer, "target": danger.target,
        "through": list(danger.through), "excerpt": danger.excerpt, "environment": danger.environment,
    }  # fmt: skip


def _lines(verdict: GuardVerdict, style: Style) -> Iterator[str]:
    from paraph.cli.terminal_text import safe

    if verdict.answer == "silent":
        yield style.good("silent") + "  the guard has nothing against it; whoever asks otherwise still does"
        return
    for danger in verdict.dangers:
        paint = style.bad if danger.answer == "deny" else style.open
        yield f"{paint(danger.answer.ljust(6))}  {style.bold(safe(danger.excerpt, 200))}"
        where = f" in {safe(danger.environment, 60)}" if danger.environment else ""
        through = f", seen through {safe(' > '.join(danger.through), 200)}" if danger.through else ""
        yield f"        {safe(danger.what, 200)}{where}{through} " + style.dim(f"[{danger.rule}]")
