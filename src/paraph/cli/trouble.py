"""What does the user see when something goes wrong, and what may they paste into an issue?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from paraph.cli.terminal_text import Style, encode_json, safe, wants_color
from paraph.core.errors import ParaphError, Problem

if TYPE_CHECKING:
    from types import TracebackType

ERROR_SCHEMA = "paraph/error/v1"
BUG = 70
_SHOWN_PROBLEMS = 50


def exit_code_of(error: Exception) -> int:
    """2 for usage and input, 4 for what could not be read or written, 70 for anything unforeseen."""
    if isinstance(error, ParaphError):
        return error.exit_code
    if isinstance(error, click.ClickException):
        return 2
    return 4 if isinstance(error, OSError) else BUG


def report(error: Exception, arguments: Sequence[str]) -> int:
    """Print an error to stderr (and as JSON to stdout where that was asked for); returns the exit code."""
    code = exit_code_of(error)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(error.format_message().strip("\n") + "\n")
        return code
    problems = problems_of(error)
    if wants_json(arguments):
        sys.stdout.write(encode_json(error_document(problems, code)) + "\n")
        sys.stdout.flush()
    style = Style(is_colored=wants_color(sys.stderr) and "--no-color" not in arguments)
    if code == BUG:
        sys.stderr.write(crash_report(error, arguments))
    else:
        sys.stderr.write(problem_text(problems, style))
    sys.stderr.flush()
    return code


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """Any exception as problems with code, words and fix."""
    if isinstance(error, ParaphError):
        return error.problems
    if isinstance(error, click.ClickException):
        return (_usage_problem(error),)
    if isinstance(error, OSError):
        name = f" {error.filename!r}" if error.filename else ""
        return (Problem("P0609", f"{error.strerror or type(error).__name__}{name}", "check the path and its rights"),)
    return (Problem("P0700", "internal error: a bug in Paraph", "paste the report from stderr into an issue"),)


def _usage_problem(error: click.ClickException) -> Problem:
    context = getattr(error, "ctx", None)
    fix = f"see `{context.command_path} --help`" if context is not None else "see `paraph --help`"
    return Problem("P0601", " ".join(error.format_message().split()), fix)


def problem_text(problems: Sequence[Problem], style: Style) -> str:
    """`error[P0123] file:line:col: what` and `fix: …` for each problem; a long list is cut, and says so."""
    lines = [line for problem in problems[:_SHOWN_PROBLEMS] for line in problem_lines(problem, style)]
    if len(problems) > _SHOWN_PROBLEMS:
        lines.append(f"… and {len(problems) - _SHOWN_PROBLEMS} more problems")
    return "\n".join(lines) + "\n"


def problem_lines(problem: Problem, style: Style, severity: str = "error") -> list[str]:
    """One problem as people read it: what and where, what else it concerns, and the fix."""
    paint = style.bad if severity == "error" else style.open
    where = _place(problem) + ": " if problem.position else ""
    lines = [f"{paint(f'{severity}[{problem.code}]')} {style.bold(where)}{safe(problem.what)}"]
    if problem.related:
        lines.append(f"  also: {safe(problem.related.file)}:{problem.related.line}:{problem.related.column}")
    if problem.fix:
        lines.append(f"  {style.link('fix:')} {safe(problem.fix)}")
    return lines


def _place(problem: Problem) -> str:
    at = problem.position
    return f"{safe(at.file)}:{at.line}:{at.column}" if at else ""


def error_document(problems: Sequence[Problem], exit_code: int) -> dict[str, object]:
    """The JSON form: the first problem as `error`, all of them as `problems`."""
    entries = [problem_entry(problem) for problem in problems]
    first = entries[0] if entries else None
    return {"schema": ERROR_SCHEMA, "exit_code": exit_code, "error": first, "problems": entries}


def problem_entry(problem: Problem) -> dict[str, object]:
    """One problem as plain data."""
    return {
        "code": problem.code,
        "what": problem.what,
        "fix": problem.fix,
        "position": _position(problem.position),
        "related": _position(problem.related),
    }


def _position(at: object) -> dict[str, object] | None:
    return {name: getattr(at, name) for name in ("file", "line", "column")} if at else None


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether the command line asks for JSON, judged without parsing it, since parsing may be what failed."""
    before_files = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    return "--json" in before_files or "--format=json" in before_files or _follows(before_files, "--format", "json")


def _follows(words: list[str], first: str, second: str) -> bool:
    return any(word == first and words[at + 1 : at + 2] == [second] for at, word in enumerate(words))


def crash_report(error: BaseException, arguments: Sequence[str]) -> str:
    """A report that may be pasted in public: versions, verb, option names and frames, but no values.

    Messages, argument values and local variables stay out: they may hold what a repository keeps
    private. `-v` adds the messages.
    """
    import platform

    from paraph import __version__

    is_verbose = "-v" in arguments or "--verbose" in arguments
    invitation = "" if is_verbose else " (-v adds messages; they may hold your data)"
    versions = [f"{name} {_version_of(name)}" for name in ("click", "msgspec", "ruamel.yaml")]
    system = f"Python {platform.python_version()}", f"{platform.system()} {platform.machine()}"
    lines = [
        "paraph: internal error. This is a bug in Paraph, not in your change; nothing was decided.",
        f"Please paste what follows into an issue{invitation}:",
        "",
        "  " + " · ".join([f"paraph {__version__}", *system, *versions]),
        f"  command: paraph {' '.join(_names_only(arguments))}".rstrip(),
    ]
    link: BaseException | None = error
    while link is not None:
        lines.append(f"  {type(link).__name__}" + (f": {safe(str(link), 500)}" if is_verbose else ""))
        lines += [f"    {frame}" for frame in _frames(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _version_of(distribution: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "absent"


def _names_only(arguments: Sequence[str]) -> list[str]:
    from paraph.cli.verbs import VERBS

    shown = []
    for word in arguments:
        if word in VERBS:
            shown.append(word)
        elif word.startswith("-"):
            shown.append(safe(word.partition("=")[0], 40))
        else:
            shown.append("…")
    return shown


def _frames(traceback: TracebackType | None) -> list[str]:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        name = code.co_filename.replace("\\", "/")
        parts = name.split("/")
        anchor = max((i for i, part in enumerate(parts) if part in ("paraph", "site-packages")), default=len(parts) - 2)
        frames.append(f"{'/'.join(parts[max(anchor, 0) :])}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    return frames if len(frames) <= 30 else [*frames[:10], f"… {len(frames) - 20} frames …", *frames[-10:]]
