"""Who says no to this change, and who clears that?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.options import Options, common
from paraph.cli.signing import Signing, signing, signing_options


@click.command("veto")
@signing_options
@click.option("--reason", metavar="TEXT", help="Why; others read it.")
@click.option("--clear", metavar="ID", help="Clear this veto: your own, or that of a lower level.")
@common("text", "json")
def command(options: Options, reason: str | None, clear: str | None, **given: Any) -> int:
    """Say no to a change until you, or somebody above you, clear it.

    CHANGE is that of `paraph gate`. Exit codes: 0 signed, 2 it would not count, 3 you did not say yes, 4 kept but not
    sent.
    """
    if not reason and not clear:
        raise click.UsageError("a veto needs --reason TEXT")
    with signing(options, given) as at:
        return _cleared(at, clear, reason or "") if clear else _vetoed(at, reason or "")


def _vetoed(at: Signing, reason: str) -> int:
    from paraph.core.attest.predicates import VetoPredicate
    from paraph.flows.signing.record_statement import paths_told, scope_of

    found = at.judged()
    scope = scope_of(found.facts, found.policy)
    said = VetoPredicate(reason, paths_told(found.facts))
    return at.sign(found.facts, at.hand(found.facts), "veto", scope, said)


def _cleared(at: Signing, id_: str, reason: str) -> int:
    from paraph.core.attest.predicates import WithdrawalPredicate
    from paraph.flows.signing.who_signs import refuse_lower

    kept = at.kept(id_, "veto").statement
    facts = at.facts_of(kept.scope)
    hand = at.hand(facts)
    refuse_lower(hand.person, kept, facts.people)
    return at.sign(facts, hand, "withdrawal", kept.scope, WithdrawalPredicate(kept.id, reason), kept)
