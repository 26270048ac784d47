"""What does the guard answer to a tool call, before it runs?

Nothing is run or looked up: the call's own text is read, what it wraps is opened, and each command is held against the
table. What cannot be read is asked about where a destructive word stands in it, never passed in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from paraph.core.guard.runnable import Opaque, Sight, Text, base_name
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.guard.unwrapping.command_line import Walk, looks_destroying, looks_destructive
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GUARD_ANSWERS, Danger, GuardSettings, GuardVerdict
from paraph.core.model.noun import changed

if TYPE_CHECKING:
    from paraph.core.guard.table.matching import Row

MAX_TEXT = 200_000
MAX_DANGERS = 50
MAX_EXCERPT = 200
SILENT = GuardVerdict("silent")


def judge(event: ToolEvent, settings: GuardSettings, written: Callable[[str], str | None]) -> GuardVerdict:
    """The worst answer over everything that a call would do, with reasons.

    `written` gives the text of a script that the session wrote earlier, or of a file that a command runs (a Makefile),
    by its path as the command names it; None where it knows none. Never raises for any text.
    """
    dangers: list[Danger] = []
    if event.command:
        dangers.extend(judge_command(event.command, event.cwd, settings, written))
    if event.content or event.edits or event.deed == "other":
        from paraph.core.guard.judges.tool_calls import judge_call

        dangers.extend(judge_call(event, settings, written))
    return verdict(dangers)


def verdict(dangers: list[Danger]) -> GuardVerdict:
    """The worst of some dangers, each told once."""
    told = [danger for danger in dict.fromkeys(dangers) if danger.answer != "silent"]
    if not told:
        return SILENT
    told.sort(key=lambda danger: -GUARD_ANSWERS.index(danger.answer))
    worst = told[0]
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return GuardVerdict(worst.answer, f"{_sentence(worst)}{more}", tuple(told[:MAX_DANGERS]))


def _sentence(danger: Danger) -> str:
    through = f", seen through {' > '.join(danger.through)}" if danger.through else ""
    where = f" in {danger.environment}" if danger.environment else ""
    return f"`{danger.excerpt}` {danger.what}{where}{through} [{danger.rule}]"


def judge_command(
    command: str, cwd: str, settings: GuardSettings, written: Callable[[str], str | None]
) -> Iterator[Danger]:
    """The dangers of one shell text; silent ones are left out, and supposed ones where it is denied anyway."""
    walk = Walk(written)
    whole = Sight((command,))
    supposed: list[Danger] = []
    is_denied = is_hidden = False
    for seen in walk.sights(Text(command[:MAX_TEXT], Sight(()))):
        sight = seen.sight if isinstance(seen, Opaque) else seen
        for hit in [RowHit(seen.rule)] if isinstance(seen, Opaque) else hits(seen, cwd, settings):
            found = list(dangers_of(hit, sight, cwd, settings))
            if sight.is_doubtful or hit.rule == "run.hidden":
                supposed += found
            else:
                is_denied = is_denied or any(danger.answer == "deny" for danger in found)
                yield from found
        is_hidden = is_hidden or _is_hidden(seen)
    if is_hidden and looks_destroying(command[:MAX_TEXT]):
        supposed += dangers_of(RowHit("run.hidden"), whole, cwd, settings)
    if not is_denied:  # what is only supposed adds nothing to what is known
        yield from supposed
    if len(command) > MAX_TEXT or walk.is_exceeded:
        yield from dangers_of(RowHit("run.too-large"), whole, cwd, settings)
    for broken in walk.broken:
        if looks_destructive(broken.text):
            yield from dangers_of(RowHit("run.unreadable"), broken.sight._replace(words=(broken.text,)), cwd, settings)


def _is_hidden(seen: Sight | Opaque) -> bool:
    """Whether nothing can be told of what runs: neither the program nor what it is given."""
    if isinstance(seen, Opaque):
        return seen.rule == "run.unknown"
    return bool(seen.words) and all(HOLE in word and not word.strip(HOLE) for word in seen.words)


def hits(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:
    """Which rows speak of one command by itself."""
    name = base_name(sight.words[0])
    if HOLE in name:
        yield from _unknown_program(sight)
        return
    if name in ("echo", "printf", "true", "false", ":", "[", "test", "ls", "pwd", "grep", "rg", "cd") and not (
        sight.command.redirects
    ):
        return
    yield from _rows(name, sight)
    from paraph.core.guard.judges.by_program import judges_of

    for judging in judges_of(name, sight):
        yield from judging(sight, cwd, settings)


def _rows(name: str, sight: Sight) -> Iterator[RowHit]:
    from paraph.core.guard.table.lookup import rows_of
    from paraph.core.guard.table.matching import aims, matches, parse

    rows, valued = rows_of(name)
    if not rows:
        return
    more = [word for name, value in sight.variables if name.startswith("TF_CLI_ARGS") for word in value.split()]
    arguments = parse((*sight.words[1:], *more), valued)
    if arguments.is_help or (name == "aws" and sight.words[-1] == "help"):
        return
    doubtful = None
    for row in rows:
        found = matches(row.shape, arguments) if row.shape else "no"
        if found == "yes":
            yield RowHit(row.id, _target(sight), what=aims(row, arguments), row=row)
            return
        if found == "perhaps" and doubtful is None:
            doubtful = row
    if doubtful is not None:
        yield _perhaps(doubtful, "what it runs is only known then")


def _perhaps(row: Row, why: str) -> RowHit:
    return RowHit(row.id, "", is_sure=False, what=f"perhaps {row.what}: {why}", row=row)


def _target(sight: Sight) -> str:
    plain = [word for word in sight.words[1:] if not word.startswith("-") and HOLE not in word]
    return plain[-1][:MAX_EXCERPT] if len(plain) > 1 else ""


def _unknown_program(sight: Sight) -> Iterator[RowHit]:
    """A program whose name only the run will tell, held against those that destroy environments."""
    from paraph.core.guard.table.lookup import rows_of
    from paraph.core.guard.table.matching import matches, parse

    for tool in ("terraform", "kubectl", "aws", "pulumi", "helm", "gcloud", "az", "cdk"):
        rows, valued = rows_of(tool)
        arguments = parse(sight.words[1:], valued)
        for row in rows:
            if row.shape and not row.needs_environment and matches(row.shape, arguments) == "yes":
                yield _perhaps(row, "which program it is, is only known then")
                return
    if sight.words[1:2] and sight.words[1].startswith("-") and "r" in sight.words[1] and "f" in sight.words[1]:
        yield RowHit("run.unknown-program", "", is_sure=False)


def dangers_of(hit: RowHit, sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[Danger]:
    """What one hit comes to under the settings: one danger, or nothing where it is silent."""
    from paraph.core.guard.environments import answered
    from paraph.core.guard.table.lookup import row_of

    row = hit.row or row_of(hit.rule)
    if row is None:
        return
    answer, environment = answered(row, sight, hit.target, cwd, settings)
    if answer == "deny" and (sight.is_doubtful or not hit.is_sure):
        answer = "ask"
    if answer == "silent":
        return
    excerpt = " ".join(" ".join(sight.words).replace(HOLE, "…").split())
    excerpt = excerpt if len(excerpt) <= MAX_EXCERPT else excerpt[: MAX_EXCERPT - 1] + "…"
    what = hit.what or row.what
    danger = Danger(row.id, what, answer, hit.target.replace(HOLE, "…"), sight.through, excerpt)
    yield changed(danger, environment=environment) if environment else danger
