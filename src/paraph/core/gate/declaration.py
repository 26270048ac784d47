"""Does the change state its AI assistance, and does nothing contradict the statement?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, listed, unreadable
from paraph.core.model.decision import CONTRADICTIONS, Finding, Node, State
from paraph.core.model.policy import DeclarationNeed
from paraph.core.model.provenance import Assistance

MINUTES = 1
TITLE = "the AI assistance is declared"


def declaration(need: DeclarationNeed, case: Case, rule: str) -> Node:
    """One declaration for the whole change, or one for every commit."""
    unread = case.unread("provenance")
    if unread:
        return unreadable("declaration", TITLE, unread, rule, need.position)
    against = sorted((each for each in case.context.findings if each.kind in CONTRADICTIONS), key=_by_kind)
    if against:
        what = "a declaration that is true" if against[0].kind == "contradiction" else "a record of lines that holds"
        owed = case.author_owes(what, against[0].text, rule, MINUTES)
        return leaf("declaration", TITLE, State.PENDING, against[0].text, need.position, (owed,))
    stated = [d for d in case.facts.provenance.declarations if d.assistance != Assistance.UNKNOWN]
    commits = {each.id for each in case.change.commits}
    silent = commits - {each.commit for each in stated}
    if any(each.commit is None for each in stated) or (commits and not silent):
        return leaf("declaration", TITLE, State.SATISFIED, listed(each.text for each in stated), need.position)
    found = f"{len(silent)} of {len(commits)} commits say nothing" if stated else "nobody has said"
    owed = case.author_owes("a declaration of the AI assistance", found, rule, MINUTES)
    return leaf("declaration", TITLE, State.PENDING, found, need.position, (owed,))


def _by_kind(finding: Finding) -> int:
    return CONTRADICTIONS.index(finding.kind)
