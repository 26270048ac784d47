"""Who breaks the glass, for which rules, how long, and who agrees?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.options import Options, common
from paraph.cli.signing import Signing, signing, signing_options


@click.command("override")
@signing_options
@click.option("--reason", metavar="TEXT", help="Why it cannot wait; others read it.")
@click.option("--ticket", metavar="ID", default="", help="The incident it belongs to.")
@click.option("--rule", "rules", metavar="NAME", multiple=True, help="Only this rule; may be repeated.")
@click.option("--expires", metavar="SPAN", default="4h", show_default=True, help="How long it holds at most.")
@click.option("--review-by", metavar="SPAN", default="3d", show_default=True, help="When the review is done at last.")
@click.option("--second", metavar="ID", help="Be the second person of this override.")
@common("text", "json")
def command(options: Options, reason: str | None, second: str | None, **given: Any) -> int:
    """Let a change pass in an emergency: overridden, never approved, and a review stays owed.

    At tier critical a second person has to sign the same with --second. CHANGE is that of `paraph gate`. Exit codes:
    0 signed, 2 it would not count, 3 you did not say yes, 4 kept but not sent.
    """
    if not reason and not second:
        raise click.UsageError("an override needs --reason TEXT")
    with signing(options, given) as at:
        return _seconded(at, second) if second else _overridden(at, reason or "", **given)


def _overridden(at: Signing, reason: str, ticket: str, rules: tuple[str, ...], expires: str, review_by: str) -> int:
    from paraph.cli.duration import seconds_of
    from paraph.cli.explain import rules_named
    from paraph.core.attest.predicates import OverridePredicate
    from paraph.flows.signing.record_statement import scope_of

    ends, due = at.now + seconds_of(expires), at.now + seconds_of(review_by)
    found = at.judged()
    scope = scope_of(found.facts, found.policy)
    names = tuple(dict.fromkeys(node.title for name in rules for node in rules_named(found, name)))
    said = OverridePredicate(reason, found.decision.tier.value, ends, due, ticket, names)
    hand = at.hand(found.facts)
    code = at.sign(found.facts, hand, "override", scope, said)
    if not code and found.decision.tier.value == "critical":
        at.options.talk("At tier critical it holds once a second person signs that id: paraph override --second ID")
    return code


def _seconded(at: Signing, id_: str) -> int:
    from paraph.flows.signing.asserted import asserted
    from paraph.flows.signing.record_statement import sign_again
    from paraph.flows.signing.who_signs import refuse_twice

    kept = at.kept(id_, "override")
    facts = at.facts_of(kept.statement.scope)
    hand = at.hand(facts)
    refuse_twice(hand.person, kept.statement)
    first = f"As the second person beside {kept.statement.person}: "
    sentence = first + asserted(kept.statement.scope, kept.statement.predicate)
    if not at.agrees(sentence, facts, hand):
        return 3
    return at.tell(sign_again(at.notes, hand, kept), sentence, facts)
