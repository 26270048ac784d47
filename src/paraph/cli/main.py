"""How does a call of `paraph` begin and end? Arguments in, one exit code out, never a traceback."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

INTERRUPTED = 130
BROKEN_PIPE = 141
BUG = 70


def run() -> int:
    """The console scripts `paraph` and `git-paraph`: returns the exit code of the process."""
    import gc

    # what one call makes is nearly all kept to its end: looking for cycles in it costs a tenth of a verdict
    gc.set_threshold(100_000, 50, 50)
    code = main(sys.argv[1:])
    if sys.argv[1:3] == ["hook", "agent"]:
        _leave_at_once(code)
    return code


def _leave_at_once(code: int) -> None:
    """End without tidying up what the process's end tidies anyway: an agent waits for it, at each call of a tool."""
    import os

    try:
        _flush()
    except (OSError, ValueError):
        code = code or BROKEN_PIPE
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code.

    0 allow, 1 deny, 2 usage or policy error, 3 wait, 4 cannot tell, 70 our own bug, 130 interrupted,
    141 broken pipe. Nothing that goes wrong here may end as 0.
    """
    if list(arguments) in (["--version"], ["-V"]):
        return _version()
    try:
        code = _dispatch(arguments)
        _flush()
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 (the boundary: whatever it is, it is reported and is never an allow)
        return _report(error, arguments)
    return code


def _version() -> int:
    from paraph import __version__

    try:
        sys.stdout.write(f"paraph {__version__}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    return 0


def _dispatch(arguments: Sequence[str]) -> int:
    _prepare_streams()
    if list(arguments[:2]) == ["hook", "run"]:
        from paraph.cli.hook_run import run_hook

        return run_hook(arguments[2:])
    if list(arguments[:2]) == ["hook", "agent"] and "--help" not in arguments and "-h" not in arguments:
        from paraph.cli.agent_hook import run_agent_hook

        return run_agent_hook(arguments[2:])
    if not arguments or "--help" in arguments or "-h" in arguments:
        _dress_help(arguments)
    import os

    from paraph.cli.gate_plain import read_plainly

    given = None if "_PARAPH_COMPLETE" in os.environ else read_plainly(arguments)
    if given is not None:
        from paraph.cli.gate_answer import gate
        from paraph.cli.options import gathered

        return gate(gathered(given, {}), given)
    import click

    from paraph.cli import verbs

    group = verbs.group()
    if "_PARAPH_COMPLETE" in os.environ:
        group.main(list(arguments), prog_name="paraph")
    try:
        return _invoke(group, list(arguments))
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.Abort as abort:
        raise KeyboardInterrupt from abort


def _invoke(group: click.Group, arguments: list[str]) -> int:
    # not group.main(): it would turn a broken pipe into exit code 1, which here means deny
    name = "git paraph" if sys.argv[0].endswith("git-paraph") else "paraph"
    with group.make_context(name, arguments) as context:
        answer = group.invoke(context)
    if answer is None:
        return 0
    if type(answer) is not int:
        raise TypeError(f"a verb returned {type(answer).__name__} instead of an exit code")
    return answer


def _dress_help(arguments: Sequence[str]) -> None:
    """Load the pretty help pages, which cost more than a verdict, only when help is asked for."""
    import rich_click.rich_click as theme
    from rich_click.patch import patch

    from paraph.cli.terminal_text import wants_color

    theme.COLOR_SYSTEM = "auto" if "--no-color" not in arguments and wants_color(sys.stdout) else None
    theme.MAX_WIDTH = 100
    theme.STYLE_OPTIONS_PANEL_BOX = theme.STYLE_COMMANDS_PANEL_BOX = "SIMPLE"
    patch()


def _prepare_streams() -> None:
    import os

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 (lives as long as we do)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's own last flush cannot fail."""
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None


def _say(text: str) -> None:
    try:
        sys.stderr.write(f"paraph: {text}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return


def _report(error: Exception, arguments: Sequence[str]) -> int:
    from paraph.cli import trouble

    try:
        return trouble.report(error, arguments)
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except OSError:
        _silence_stdout()
        return trouble.exit_code_of(error)
