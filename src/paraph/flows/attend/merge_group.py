"""A merge queue tries several changes at once: may each of them go in on top of the one before?

The queue made the commits; the trees are made again here. What it holds beside the changes that were approved is not
let through, and nothing is passed because each of them was once green alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.entry import entry
from paraph.core.model.decision import Verdict
from paraph.core.model.digest import sha256_hex
from paraph.flows.attend.judge_proposal import judge_proposal
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, Place, as_governed, place
from paraph.flows.attend.read_proposal import read_proposal
from paraph.flows.attend.report import page_of, plain
from paraph.flows.attend.settle_forge import MOST_LINKS
from paraph.flows.attend.settle_landing import used_by
from paraph.flows.attend.tries import forgotten, remembered
from paraph.flows.attend.waiting import is_gone, tried_again
from paraph.flows.server.known_statements import KnownStatements
from paraph.ports.board import ConnectedRepository, Posted, Setting
from paraph.ports.forge import Hint, MergeGroup, Report
from paraph.ports.jobs import Task
from paraph.ports.ledger import Row
from paraph.ports.receiving import Link

MOST_CHANGES = 100
_WORST = (Verdict.DENY, Verdict.CANNOT_TELL, Verdict.WAIT, Verdict.ALLOW)


class Tried(NamedTuple):
    """One change of a try: what was decided of it where it stands, and the commit that it ends with."""

    number: str
    verdict: Verdict
    why: str
    end: str


def merge_group(office: Office, task: Task, hint: Hint, people_of: PeopleOf = as_governed) -> None:
    """Judge a try and show it at its commit. Raises Postponed where it cannot be read: then it stays unanswered, which
    never passes."""
    repository = office.board.repository(hint.repository)
    if repository is None or not repository.is_on or hint.said.get("action") == "destroyed":
        return
    try:
        forge = office.forge_of(repository)
        group = forge.merge_group(repository, hint)
        with place(office, repository, people_of) as at:
            tried = _tries(at, group)
        _show(office, task, repository, group, tried)
        _remember(office, task, remembered(office, repository.key, group, hint))
    except ReadError as error:
        if not is_gone(error):
            raise tried_again(error, task) from error
        _remember(office, task, forgotten(office, hint))


def _remember(office: Office, task: Task, settings: Sequence[Setting]) -> None:
    if settings:
        office.log.record((), (), [*map(Row, settings), Row(task.fence)])


def _tries(at: Place, group: MergeGroup) -> list[Tried]:
    """What is decided of each change, in order, each against its predecessor, up to the first that may not go in."""
    if not at.opened.reader.present([group.head, group.base_head]) >= {group.head, group.base_head}:
        what = f"the try {group.head[:12]} of the merge queue is not in the copy of {at.repository.key} yet"
        raise ReadError(Problem("P1207", what, "it comes with the next fetch"))
    chain: Sequence[Link] = at.opened.receiving.chain(group.base_head, group.head, MOST_LINKS)
    if not group.numbers or len(group.numbers) > MOST_CHANGES or not chain:
        return [Tried("", Verdict.CANNOT_TELL, "it is not known which changes the queue tries", "")]
    base, found = group.base_head, list[Tried]()
    known = KnownStatements(at.ledger, group.base, (), at.now)
    for number in group.numbers:
        one, used = _try(at, group, number, base, chain, known)
        found.append(one)
        if one.verdict is not Verdict.ALLOW:
            return found
        known = known.without(used)
        places = {link.commit: place for place, link in enumerate(chain, 1)}
        base, chain = one.end, chain[places[one.end] :]
    if base != group.head:
        found.append(Tried("", Verdict.DENY, "the try holds more than the changes that it names", ""))
    return found


def _try(
    at: Place, group: MergeGroup, number: str, base: str, chain: Sequence[Link], known: KnownStatements
) -> tuple[Tried, list[str]]:
    proposal = read_proposal(at.office, at.repository, number)
    if proposal.state == "closed" or proposal.target != group.base:
        return Tried(number, Verdict.DENY, f"it is not proposed for {group.base} any more", ""), []
    try:
        reviews = at.office.board.reviews(at.repository.key, number)
        found = judge_proposal(at, proposal, reviews, base=base, known=known)
    except InputError as error:
        return Tried(number, Verdict.CANNOT_TELL, error.problems[0].what, ""), []
    decision = found.decision
    if decision.verdict is not Verdict.ALLOW:
        return Tried(number, decision.verdict, decision.summary, ""), []
    end = _end(found.facts.change.tree, chain)
    if not end:
        return Tried(number, Verdict.DENY, "what the queue made of it is not what was approved", ""), []
    return Tried(number, Verdict.ALLOW, decision.summary, end), used_by(found)


def _end(tree: str | None, chain: Sequence[Link]) -> str:
    """The first commit that holds just the merge of a change into its predecessor."""
    return next((link.commit for link in chain if tree and link.tree == tree), "")


def _show(
    office: Office, task: Task, repository: ConnectedRepository, group: MergeGroup, tried: Sequence[Tried]
) -> None:  # fmt: skip
    """Post the check of the try, and enter what was decided, where it was not before."""
    verdict = min((each.verdict for each in tried), key=_WORST.index)
    lines = [f"- {_MARKS[each.verdict]} {_named(office, repository, each)}: {plain(each.why)}" for each in tried]
    name = f"group:{repository.key}@{group.head}"
    posted = office.board.posted(name)
    summary = "\n".join(["### The changes that the queue tries, in order", "", *lines, ""])
    digest = sha256_hex(f"{verdict}\0{summary}".encode())
    if posted is not None and posted.digest == digest:
        return
    title = _title(verdict, tried)
    external = posted.external if posted else ""
    report = Report(name, group.head, verdict, title, summary, external=external, target=group.base)
    number = next((each.number for each in tried if each.number), group.numbers[0] if group.numbers else "")
    external = office.forge_of(repository).show(repository, number, report)
    said: dict[str, Any] = {
        "of": "merge queue", "target": group.base, "base": group.base_head, "head": group.head,
        "verdict": verdict.value, "changes": [{"number": each.number, "verdict": each.verdict.value} for each in tried],
    }  # fmt: skip
    rows = [Row(Posted(name, digest, external, office.clock())), Row(task.fence)]
    office.ledger(repository.key).record([entry("judged", office.clock(), **said)], (), rows)


_MARKS: Mapping[Verdict, str] = {
    Verdict.ALLOW: "✅", Verdict.WAIT: "⏳", Verdict.DENY: "⛔", Verdict.CANNOT_TELL: "❔",
}  # fmt: skip


def _named(office: Office, repository: ConnectedRepository, each: Tried) -> str:
    if not each.number:
        return "the try itself"
    return f"[{plain(each.number)}]({page_of(office, repository.key, each.number)})"


def _title(verdict: Verdict, tried: Sequence[Tried]) -> str:
    if verdict is Verdict.ALLOW:
        return f"All {len(tried)} changes may land in this order"
    last = tried[-1]
    return f"{last.number or 'The try'}: {last.why}"[:120]
