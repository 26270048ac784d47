"""`paraph hook agent`: how is it written on a command line, for those who read its help?"""

from __future__ import annotations

import click

from paraph.adapters.agents.which_agent import NAMES


@click.command("agent")
@click.option("--from", "hint", metavar="NAME", help=f"The agent whose configuration calls: {', '.join(NAMES)}.")
@click.option("--after", "is_after", is_flag=True, help="Called after a tool has run: then nothing can block it.")
def command(hint: str | None, *, is_after: bool) -> int:
    """Answer one message of a coding agent from stdin, in the agent's own form; what it did is written down.

    The configuration that `paraph hook install --agent` writes calls this before and after each call of a tool. It
    denies, asks or stays silent, and never allows by itself. Exit codes: 0 answered, 2 blocked, 1 trouble after a call.
    """
    from paraph.cli.agent_hook import run_agent_hook

    return run_agent_hook([*(["--from", hint] if hint else []), *(["--after"] if is_after else [])])
