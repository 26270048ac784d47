"""`paraph guard plan`: what does a plan destroy, and may it be applied?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common
from paraph.core.guard.plan.model import PLAN_FORMS

if TYPE_CHECKING:
    from paraph.flows.guard.review_plan import Review
    from paraph.wiring.guard_plan import Approving, PlanDesk

DECLINED = 3


@click.command("plan")
@click.argument("file", metavar="FILE")
@click.option("--as", "form", type=click.Choice(PLAN_FORMS), help="What FILE is, where it does not tell by itself.")
@click.option("--against", metavar="FILE", help="The state it must come from; for manifests those that run now.")
@click.option("--environment", metavar="NAME", help="The environment it is for: each is held to one state.")
@click.option(
    "--share", type=click.IntRange(1, 100), default=50, show_default=True, metavar="PERCENT",
    help="What part of all resources counts as most of them.",
)  # fmt: skip
@click.option("--approve", is_flag=True, help="Approve this very plan: its bytes, and the state it comes from.")
@click.option("--reason", metavar="TEXT", default="", help="Why; a plan that is denied needs one.")
@click.option("--accept-state", is_flag=True, help="Approve although the state is another or older one than before.")
@click.option("--key", metavar="FILE", help="Sign the approval with this key; else with git's, or one of yours.")
@click.option("--person", metavar="ID", help="Approve as this person, where keys leave a choice.")
@click.option("--yes", "is_agreed", is_flag=True, help="Approve without asking.")
@common("text", "json")
def command(file: str, options: Options, **given: Any) -> int:
    """Tell what a plan destroys, replaces, forgets, unprotects or opens, before it is applied.

    FILE is a saved Terraform or OpenTofu plan or its JSON (`terraform show -json`), an SQL migration, a Pulumi preview,
    a CloudFormation change set, or Kubernetes manifests (a file or a folder, with --against for what runs now). Nothing
    is contacted, and no value of a resource is shown. An approval counts for the same bytes only, and where people
    have keys only with a signature.

    Exit codes: 0 nothing destructive, or approved; 1 deny; 3 ask; 2 and 4 it cannot be read or judged.
    """
    from paraph.wiring.guard_plan import Approving, PlanCall, open_desk

    call = PlanCall(
        options.repository, file, given["form"], given["against"] or "", given["environment"] or "",
        given["share"] / 100,
    )  # fmt: skip
    how = Approving(given["reason"], given["key"], given["person"], given["accept_state"])
    with open_desk(call) as desk:
        review = desk.review()
        if not given["approve"]:
            return _answer(options, file, review)
        return _approve(options, file, desk, review, how, is_agreed=given["is_agreed"])


def _answer(options: Options, file: str, review: Review) -> int:
    from paraph.cli.guard_plan_text import EXIT_CODES, review_document, review_lines

    if options.format == "json":
        options.json(review_document(file, review))
    else:
        options.data("\n".join(review_lines(file, review, options.style, is_short=options.is_quiet)))
    return EXIT_CODES[review.answer]


def _approve(options: Options, file: str, desk: PlanDesk, review: Review, how: Approving, *, is_agreed: bool) -> int:
    """Show what is approved, ask, and record it."""
    from paraph.cli.guard_plan_text import review_lines
    from paraph.cli.terminal_text import safe

    approval = desk.prepared(review, how)
    style = options.style_of_talk
    sys.stderr.write("\n".join([*review_lines(file, review, style), ""]) + "\n")
    sys.stderr.write(style.bold(f"You approve this plan as {safe(approval.by)}") + ".\n")
    if not is_agreed and not _agrees():
        options.talk("Nothing was approved.")
        return DECLINED
    desk.approve(review, approval)
    return _answer(options, file, desk.review())


def _agrees() -> bool:
    from paraph.cli.ask_answers import asked_line
    from paraph.core.errors import InputError, Problem

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        what = "there is no terminal to ask on whether you mean it"
        raise InputError(Problem("P1144", what, "add --yes once you have read the plan"))
    return asked_line("Type yes to approve:").lower() == "yes"
