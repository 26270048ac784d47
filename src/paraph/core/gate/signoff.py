"""Have enough people answered for the content, and are they the right ones?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.gate.algebra import worst
from paraph.core.gate.case import Case
from paraph.core.gate.distinct import grants
from paraph.core.gate.evidence import evidence_state
from paraph.core.gate.landing import has_landed, nothing_left
from paraph.core.gate.quotas import Quota, questions_of, quotas, relief_spares
from paraph.core.gate.standing import default_proof
from paraph.core.gate.words import leaf, listed, signed_by, unreadable
from paraph.core.model import places
from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.person import NOBODYS
from paraph.core.model.policy import SignoffNeed
from paraph.core.policy.context_contributors import Contributor, account_of
from paraph.core.policy.predicates_people import people_words

MINUTES_TO_MAP = 1


def signoff(need: SignoffNeed, case: Case, rule: str) -> Node:
    """One node for a free choice of people; for owners, one child for each group that must answer.

    Rules that ask the same of the same people get the same answer, worked out once.
    """
    if need.owners != "none" or need.distinct is not None or need.relief is not None:
        return _signoff(need, case, rule)
    key = (need.count, need.who, need.binding, need.proof, need.is_independent, need.answers, need.questions)
    known = case.signoffs.get(key)
    if known is None:
        known = case.signoffs[key] = _signoff(need, case, "")
    owed = tuple([Owed(each[0], each[1], each[2], each[3], rule, *each[5:]) for each in known.owed])
    return Node("signoff", known.title, known.state, known.found, (), owed, need.position)


def _signoff(need: SignoffNeed, case: Case, rule: str) -> Node:
    title = _title(need, case)
    unread = _unread(need, case)
    if unread:
        return unreadable("signoff", title, unread, rule, need.position)
    parts = [_part(need, number, quota, case, rule) for number, quota in enumerate(quotas(need, case))]
    doubts = tuple(_strangers(case, rule)) if need.is_independent else ()
    children = [*([] if need.owners == "none" else parts), *_relief(need, case)]
    state = State.CANNOT_TELL if doubts else worst(parts)
    own = parts[0] if need.owners == "none" else Node("", "", state, listed(part.found for part in parts))
    found = f"{doubts[0].why}; {own.found}" if doubts else own.found
    return Node("signoff", title, state, found, tuple(children), (*doubts, *own.owed), need.position)


def _unread(need: SignoffNeed, case: Case) -> str | None:
    facts = ["signoffs", "people"]
    if need.is_independent:
        facts.append("commits")
    if need.owners == "touched":
        facts += ["owners", "files"]
    if need.answers == "required":
        facts += ["services", "provenance"]
    return case.unread(*facts)


def _title(need: SignoffNeed, case: Case) -> str:
    among = "of the owners of every touched path" if need.owners == "touched" else ""
    words = signed_by(need.count, need.who, among)
    if need.is_independent:
        pause = "," if among or need.who.level or need.who.teams or need.who.people else ""
        words += " and" if need.who.domains and not among else f"{pause} who"
        words += " had no hand in the change"
    if need.distinct is not None:
        words += f", nobody twice within {need.distinct}"
    asked = f"proof: {need.proof or default_proof(case)}; binding: {need.binding}"
    return f"{words} ({asked}; answers required)" if need.answers == "required" else f"{words} ({asked})"


def _part(need: SignoffNeed, number: int, quota: Quota, case: Case, rule: str) -> Node:
    certain, possible = quota.certain, (*quota.certain, *quota.maybe)
    taken: frozenset[str] = frozenset()
    if need.distinct is not None:
        shared = grants(case)
        certain = shared.certain.get((id(need), number), ())
        possible = shared.possible.get((id(need), number), ())
        taken = shared.groups.get(need.distinct, frozenset())
    state = _state(len(certain), len(possible), quota.wanted)
    found, title = _found(quota, certain), quota.circle.words.removeprefix("of ")
    if state is State.SATISFIED:
        return Node("owners", title, state, found, (), (), need.position)
    missing = quota.wanted - len(certain)
    outside = taken | set(certain) | (case.context.contributors.ids if need.is_independent else frozenset())
    owed = _owed(need, quota, missing, outside, found, case, rule)
    return Node("owners", title, state, found, (), (owed,), need.position)


def _state(certain: int, possible: int, wanted: int) -> State:
    if certain >= wanted:
        return State.SATISFIED
    return State.CANNOT_TELL if possible >= wanted else State.PENDING


def _found(quota: Quota, certain: tuple[str, ...]) -> str:
    words = f"{min(len(certain), quota.wanted)} of {quota.wanted}"
    if quota.refused:
        words += f"; {listed(quota.refused)}"
    return words


def _owed(
    need: SignoffNeed, quota: Quota, missing: int, outside: frozenset[str], found: str, case: Case, rule: str
) -> Owed:
    circle = quota.circle
    by = case.can_ask(need.who, outside=outside, among=circle.members)
    what = signed_by(missing, need.who, circle.words)
    questions = questions_of(need, case)
    if questions:
        what += f", answering {listed(questions)}"
    unblocks = ""
    if circle.unknown and not by:
        unblocks = f"say in {places.PEOPLE} who {listed(circle.unknown)} is"
    elif not by:
        more = people_words(missing, need.who, "" if circle.members is None else circle.words)
        unblocks = f"name in {places.PEOPLE} {more.replace(' ', ' more ', 1)}"
    why = found if quota.refused or quota.certain else "nobody has signed yet"
    cost = missing * case.reading_minutes
    return Owed(what, why, by, "person", rule, minutes=cost, unblocks=unblocks, people=missing,
                distinct=need.distinct or "")  # fmt: skip


def _strangers(case: Case, rule: str) -> Iterator[Owed]:
    """What keeps independence from being known: everybody who had a hand and whom nobody can name."""
    contributors = case.context.contributors
    if not contributors.everyone and has_landed(case):
        yield nothing_left(rule)
    elif not contributors.everyone:
        why = "nothing says who made this change"
        yield Owed("who made the change", why, (), "fact", rule, minutes=MINUTES_TO_MAP, unblocks="name its opener")
    first_hands: dict[str, Contributor] = {}
    for each in contributors.unknown:
        first_hands.setdefault(each.who, each)
    for each in first_hands.values():
        what, why = f"who {each.who} is", f"{each.who} {each.how} and is {_what(each)}"
        if each.who.startswith(f"{NOBODYS}:"):
            what, why = "who brought these commits here", "nobody wrote down who pushed them first"
        yield Owed(what, why, (), "fact", rule, minutes=MINUTES_TO_MAP, unblocks=_unblock(each))


def _what(stranger: Contributor) -> str:
    words = {
        "unknown": "nobody in the directory",
        "shared": "an account that several people use",
        "agent": "an agent, and nobody is named who set it to work",
        "bot": "a robot, and nobody is named who set it to work",
    }
    return words.get(stranger.holder, stranger.holder)


def _unblock(stranger: Contributor) -> str:
    if stranger.holder == "unknown":
        return _unblock_account(account_of(stranger.who))
    if stranger.holder == "shared":
        return "have the change opened or pushed from a person's own account"
    return "name the person who prompted it"


def _unblock_account(account: str) -> str:
    """What makes an account somebody's. Behind some of them stands whoever pushes, and listing those would let one
    person's work pass for another's."""
    kind = account.partition(":")[0]
    if kind == NOBODYS:
        return "rebase or amend these commits and push them again: they were on the server before it knew who pushes"
    if kind == "unix":
        said = "have the server told who pushes, by `--principal` of `paraph hook install --server` or a signed push"
        return f"{said}; only where one person alone uses `{account}`, add it to their accounts"
    if account:
        return f"in {places.PEOPLE}, add `{account}` to the accounts of a person, or to bots"
    return "amend the commit: its author has no address"


def _relief(need: SignoffNeed, case: Case) -> list[Node]:
    relief = need.relief
    if relief is None:
        return []
    answers = [f"{each.kind}: {evidence_state(each, case)[1]}" for each in relief.evidence]
    spares = relief_spares(need, case)
    noun = "person" if relief.spares == 1 else "people"
    title = f"strong evidence may stand in for {relief.spares} {noun}, never for the last one"
    found = f"{listed(answers)}; {'it relieves' if spares else 'no relief'}"
    return [leaf("relief", title, State.SATISFIED if spares else State.SKIPPED, found, relief.position)]
