"""`paraph policy`: is this policy sound, does it decide as expected, and how did others write it?"""

from __future__ import annotations

from importlib import import_module

import click

_VERBS: dict[str, tuple[str, str]] = {
    "check": ("paraph.cli.policy_check", "Find rules that never bind, people who do not exist, paths left open."),
    "test": ("paraph.cli.policy_test", "Run the cases kept beside the policy."),
    "import": ("paraph.cli.policy_import", "Write a policy equal to a policy-bot file or a CODEOWNERS file."),
}


class PolicyGroup(click.Group):
    """A group that lists its verbs without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The verbs in the order of use."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb that is called; for a help page only its line is needed."""
        if cmd_name not in _VERBS:
            raise click.UsageError(f"there is no `policy {cmd_name}`: write check, test or import", ctx)
        module, line = _VERBS[cmd_name]
        if ctx.meta.get("is_listing"):
            return click.Command(cmd_name, short_help=line, help=line)
        command: click.Command = import_module(module).command
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page from the table."""
        ctx.meta["is_listing"] = True
        super().format_help(ctx, formatter)


@click.group("policy", cls=PolicyGroup, short_help="Check, test and import policies.")
def command() -> None:
    """Check, test and import policies."""
