"""Can this content land or be deployed at all, whatever the rules say?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.facts import Deployment
from paraph.core.model.refs import short_name

MINUTES = 15
LANDED = "nothing to go in: it has landed"


def landing(case: Case) -> Node:
    """At merge: the recomputed merge is clean. At deploy: every movement was settled at merge."""
    return _deployment(case) if case.is_deploy else _merge(case)


def has_landed(case: Case) -> bool:
    """Whether all of it is in the target already: not a commit is new, nor what is in them."""
    change = case.change
    is_known = change.merge in ("clean", "fast_forward") and case.unread("merge", "files", "commits") is None
    return bool(is_known and change.head and not change.commits and not change.files)


def nothing_left(rule: str) -> Owed:
    """What is owed in a rule's name where a change has landed."""
    return Owed("something to go in", LANDED, (), "fact", rule, unblocks="name a change that has not landed")


def _merge(case: Case) -> Node:
    change = case.change
    title = f"it merges into {short_name(change.target) or 'the target'}"
    octopus = next((each.id for each in change.commits if len(each.parents) > 2), None)
    if octopus is not None:
        return _refused(title, f"{octopus[:10]} merges more than two lines of work at once", "split the merge", case)
    if change.merge == "conflict":
        return _refused(title, "it conflicts with the target", "resolve the conflict", case)
    unread = case.unread("merge", "files")
    if unread is None and change.merge not in ("clean", "fast_forward"):
        unread = "nobody has computed the merge"
    if unread:
        owed = Owed("the recomputed merge", unread, (), "fact", "merge", unblocks=unread)
        return leaf("merge", title, State.CANNOT_TELL, unread, None, (owed,))
    return leaf("merge", title, State.SATISFIED, "cleanly" if change.merge == "clean" else "by moving ahead", None)


def _refused(title: str, found: str, what: str, case: Case) -> Node:
    return leaf("merge", title, State.DENIED, found, None, (case.author_owes(what, found, "merge", MINUTES),))


def _deployment(case: Case) -> Node:
    deployment = case.facts.deployment
    title = "every movement was allowed, or excepted, at merge"
    if deployment is None or deployment.merges_are_settled is None:
        found = "no deployment is named" if deployment is None else "no ledger that knows every movement is here"
        unblocks = found if deployment is None else "ask where the ledger is: on the server, or with --repo"
        owed = Owed("the record of the movements", found, (), "fact", "deployment", unblocks=unblocks)
        return leaf("deployment", title, State.CANNOT_TELL, found, None, (owed,))
    if deployment.merges_are_settled:
        return leaf("deployment", title, State.SATISFIED, _movements(deployment), None)
    found = "a movement was neither allowed nor excepted"
    owed = Owed("an allowed or excepted record of every movement", found, (), "evidence", "deployment", minutes=MINUTES)
    return leaf("deployment", title, State.DENIED, found, None, (owed,))


def _movements(deployment: Deployment) -> str:
    """`from 1f0c… to 9ab2…, for prod`, as far as it is known."""
    start, end = deployment.start[:12], deployment.end[:12]
    movements = f"from {start} to {end}" if start and end else end and f"up to {end}"
    return ", ".join(filter(None, (movements, deployment.environment and f"for {deployment.environment}")))
