"""Which verbs are there, and which module answers each?

A verb's module exposes `command`, a click command whose callback returns the exit code of the process
(None counts as 0), and is imported only when the verb is called. Its common options come from
`paraph.cli.options`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from paraph.cli.option_words import GATE_FORMATS, common_words
from paraph.cli.options import accepting

VERBS: dict[str, tuple[str, str]] = {
    "gate": ("paraph.cli.gate", "Decide: may this change go in, and what is still owed by whom?"),
    "explain": ("paraph.cli.explain", "Show the whole decision, rule by rule, and the cheapest way to green."),
    "declare": ("paraph.cli.declare", "Say how AI took part in your change, answer its questions, and sign that."),
    "signoff": ("paraph.cli.signoff", "Read a change, answer its questions, and answer for it with your key."),
    "veto": ("paraph.cli.veto", "Say no to a change until you, or somebody above you, clear it."),
    "override": ("paraph.cli.override", "Let a change pass in an emergency; a review stays owed."),
    "takeover": ("paraph.cli.takeover", "Take over AI-written code: you can explain, maintain and debug it."),
    "evidence": ("paraph.cli.evidence", "Add reports of tests and scanners, signed by a machine."),
    "record": ("paraph.cli.record", "File a change that never becomes a diff, to be answered for like code."),
    "statement": ("paraph.cli.statement", "Show and verify what was signed, offline."),
    "detect": ("paraph.cli.detect", "Tell who, or what, wrote each commit or line of a range."),
    "blame": ("paraph.cli.blame", "Tell who, or what, wrote each line of a file."),
    "provenance": ("paraph.cli.provenance", "Show, import and carry on the records of who, or what, wrote lines."),
    "guard": ("paraph.cli.guard", "Tell what a command or a plan would destroy, before it does."),
    "replay": ("paraph.cli.replay", "Run policies over the past and compare what they would have asked."),
    "init": ("paraph.cli.init", "Draft a directory and a policy for this repository, in shadow mode."),
    "key": ("paraph.cli.key", "Add, list and revoke the keys that sign."),
    "policy": ("paraph.cli.policy", "Check, test and import policies."),
    "hook": ("paraph.cli.hook", "Let git, or a coding agent, ask Paraph by itself."),
    "log": ("paraph.cli.log", "Write, prove, verify and publish the ledger."),
    "serve": ("paraph.cli.serve", "Serve the pages, the API and the webhooks, and do the jobs."),
    "worker": ("paraph.cli.worker", "Do the jobs of a server, beside others."),
    "migrate": ("paraph.cli.migrate", "Bring the database of a server up to date."),
    "backup": ("paraph.cli.backup", "Copy a server's database, keys and configuration, while it runs."),
    "restore": ("paraph.cli.restore", "Put a backup of a server back, and verify its log."),
    "owners": ("paraph.cli.owners", "Answer who owns a path, from CODEOWNERS."),
    "schema": ("paraph.cli.schema", "Print the JSON Schema of a document."),
    "doctor": ("paraph.cli.doctor", "Check git, clock, policy and directory; each line ends with the fix."),
}

HELP = """Who, or what, wrote this change, how much could it break, and who answers for it?

Start with `paraph init`, then `paraph gate`. Exit codes: 0 allow, 1 deny, 2 usage or policy error,
3 wait, 4 cannot tell, 70 a bug of ours."""


class VerbGroup(click.Group):
    """A group that lists its verbs without importing them; `verbs` gives each a module and a line."""

    def __init__(self, *args: Any, verbs: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """All verbs, in the order of the table: that of a first day's use."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the verb that is called; for a help page only its line is needed."""
        if cmd_name not in self.verbs:
            raise click.UsageError(f"there is no verb {cmd_name!r}{_nearest(cmd_name, self.verbs)}", ctx)
        module, line = self.verbs[cmd_name]
        if ctx.meta.get("is_listing"):
            return click.Command(cmd_name, short_help=line, help=line)
        command: click.Command = import_module(module).command
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page from the table, importing no verb."""
        ctx.meta["is_listing"] = True
        super().format_help(ctx, formatter)


def _nearest(word: str, verbs: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, verbs, n=1)
    return f"; did you mean `{near[0]}`?" if near else f": write {', '.join(verbs)}"


def group() -> click.Group:
    """The command line as one click group."""

    @click.group(cls=VerbGroup, verbs=VERBS, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(None, "-V", "--version", package_name="paraph", message="paraph %(version)s")
    @accepting(*common_words(GATE_FORMATS))
    def paraph(**given: object) -> None:
        """Take what may stand before a verb; the verb itself looks for it."""

    return paraph
