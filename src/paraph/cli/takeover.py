"""Who can explain, maintain and debug this code from now on?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.options import Options, common
from paraph.cli.signing import signing, signing_options


@click.command("takeover")
@signing_options
@click.option("--from", "previous", metavar="ID", help="Who could so far; else whom the change names as its owner.")
@click.option("--path", "paths", metavar="GLOB", multiple=True, help="Only what lies here; may be repeated.")
@click.option("--reason", metavar="TEXT", default="", help="Why.")
@common("text", "json")
def command(options: Options, previous: str | None, paths: tuple[str, ...], reason: str, **given: Any) -> int:
    """Take over AI-written code of a change: from now on you can explain, maintain and debug it.

    The owner of one's own change is named with `paraph declare --owner`; this is for whoever follows. CHANGE is that
    of `paraph gate`. Exit codes: 0 signed, 2 it would not count, 3 you did not say yes, 4 kept but not sent.
    """
    from paraph.core.attest.predicates import OwnerTransferPredicate
    from paraph.flows.signing.record_statement import scope_of
    from paraph.flows.signing.who_signs import known_person

    with signing(options, given) as at:
        found = at.judged()
        scope = scope_of(found.facts, found.policy)
        hand = at.hand(found.facts)
        before = known_person(found.facts.people, previous) if previous else found.facts.owner or ""
        said = OwnerTransferPredicate(hand.person.id, before, paths, reason)
        return at.sign(found.facts, hand, "owner-transfer", scope, said)
