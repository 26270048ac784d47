"""Who can explain, maintain and debug this code from now on?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli.options import Options, common
from paraph.cli.signing import Signing, signing, signing_options
from paraph.core.model.noun import changed

if TYPE_CHECKING:
    from paraph.core.model.facts import Facts


@click.command("takeover")
@signing_options
@click.option("--from", "previous", metavar="ID", help="Who could so far; else whom the change names as its owner.")
@click.option("--path", "paths", metavar="GLOB", multiple=True, help="Only what lies here; may be repeated.")
@click.option("--reason", metavar="TEXT", default="", help="Why.")
@common("text", "json")
def command(options: Options, previous: str | None, paths: tuple[str, ...], reason: str, **given: Any) -> int:
    """Take over AI-written code of a change: from now on you can explain, maintain and debug it.

    The owner of one's own change is named with `paraph declare --owner`; this is for whoever follows. CHANGE is that
    of `paraph gate`, or a commit that has landed on the default branch: its author may have left since. Exit codes:
    0 signed, 2 it would not count, 3 you did not say yes, 4 kept but not sent.
    """
    from paraph.core.attest.predicates import OwnerTransferPredicate
    from paraph.flows.signing.record_statement import scope_of
    from paraph.flows.signing.who_signs import known_person

    with signing(options, given) as at:
        found = at.judged()
        scope = scope_of(_placed(found.facts, at), found.policy)
        hand = at.hand(found.facts)
        before = known_person(found.facts.people, previous) if previous else found.facts.owner or ""
        said = OwnerTransferPredicate(hand.person.id, before, paths, reason)
        return at.sign(found.facts, hand, "owner-transfer", scope, said)


def _placed(facts: Facts, at: Signing) -> Facts:
    """What has landed is for no target any more: it is taken over where it is."""
    change = facts.change
    branch = "" if change.target or not change.head else at.reader.default_branch()
    if not branch or not at.reader.is_movement(at.reader.commit_id(branch), change.head):
        return facts
    return changed(facts, change=changed(change, target=branch))
