"""What would a policy have asked of the changes that really landed here?"""

from __future__ import annotations

from contextlib import closing

import click

from paraph.cli.options import Options, common
from paraph.core.errors import InputError, Problem


@click.command("replay", short_help="Run policies over the past and compare what they would have asked.")
@click.argument("branch", required=False)
@click.option("--policy", "policies", multiple=True, metavar="FILE", help="A policy; give two to compare them.")
@click.option("--org-policy", metavar="FILE", help="The organisation's policy, put over each of them.")
@click.option("--directory", metavar="FILE", help="The people; drafted from the history where there is none.")
@click.option("--since", metavar="SPAN", default="90d", show_default=True, help="How far back: 12h, 90d, 8w, 6m, 2y.")
@click.option("--all", "is_all", is_flag=True, help="The whole history.")
@common("text", "json")
def command(
    options: Options,
    branch: str | None,
    policies: tuple[str, ...],
    org_policy: str | None,
    directory: str | None,
    since: str,
    *,
    is_all: bool,
) -> int:
    """Judge every change that landed on BRANCH (the default branch unless given) by each policy.

    Every rule counts as if it were enforced. Without --policy the repository's own policy is replayed,
    or the one that `paraph init` would draft. Two policies are compared, the first with the last.
    """
    from paraph import wiring
    from paraph.cli import replay_text
    from paraph.cli.duration import seconds_of
    from paraph.cli.progress import watcher
    from paraph.cli.terminal_text import width

    if len(policies) > 4:
        raise InputError(Problem("P0612", "more than four policies cannot be compared", "replay them in pairs"))
    request = wiring.ReplayRequest(
        branch=branch,
        policies=policies,
        organisation=org_policy,
        directory=directory,
        since_seconds=None if is_all else seconds_of(since),
    )
    with closing(wiring.open_repository(options.repository)) as reader:
        outcome = wiring.replay(reader, request, watcher(options))
    if options.format == "json":
        options.json(replay_text.document(outcome.result, outcome.notes))
    else:
        options.data(replay_text.text(outcome.result, outcome.directory, outcome.notes, width(), options.style))
    return 0
