"""What a record said has been done: is that written down, once, and only where it was allowed?"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import entry
from paraph.core.model.decision import Verdict
from paraph.flows.attend.errands import ask_job
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, as_governed, place
from paraph.flows.filed.file_record import member
from paraph.flows.filed.judge_record import judged
from paraph.flows.ledger.spending import named_in_entry, spent_by_landing
from paraph.ports.ledger import Row, Spent

LEAD = "lead"


def no_record(what: str) -> InputError:
    """What to raise where a record is named that is not there, or not any more."""
    return InputError(Problem("P1315", what, "look for it in the inbox"))


def finish_record(office: Office, key: str, number: str, by: str, people_of: PeopleOf = as_governed) -> None:
    """Say that a record was carried out. It is decided once more; the sign-offs that allowed it are used up.

    `by` is the id of whoever says so: who filed it, or a lead. Raises InputError for anybody else, for a record
    that is not open, or is not allowed now (all P1315), ReadError where it cannot be told.
    """
    repository, row = office.board.repository(key), office.board.change(key, number)
    if repository is None or row is None or row.kind != "record" or row.state != "open":
        raise no_record(f"{number[:64]} is no record that is open")
    person = member(office, repository, by)
    if by != row.person and LEAD not in person.roles:
        what = f"{by} has not filed this record, and is no lead"
        raise InputError(Problem("P1315", what, f"have {row.person} say that it was done"))
    with place(office, repository, people_of, is_fetched=False) as at:
        found = judged(at, row)
        change, decision = found.facts.change, found.decision
        if decision.verdict is not Verdict.ALLOW:
            raise InputError(Problem("P1315", f"it may not be done yet: {decision.summary}", "have it answered for"))
        known = at.ledger.statements_about([row.target], diffs=[change.diff])
        spent = spent_by_landing(known, [change.diff])
        said = entry("filed", at.now, number=number, state="done", head=row.head, by=by, target=row.target,
                     decision=row.decision, spent=named_in_entry(spent))  # fmt: skip
        done = row._replace(state="landed", landed=row.head, landed_at=at.now, version=row.version + 1, owed_by=(),
                            waiting_since=0)  # fmt: skip
        rows = [Row(done), *(Row(Spent(id_), 0) for id_ in spent)]
        at.ledger.record([said], [ask_job(key, number)], rows)
