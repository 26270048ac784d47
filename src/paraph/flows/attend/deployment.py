"""May a deployment go on: was everything in it allowed when it landed, and what is owed at deploy?"""

from __future__ import annotations

from typing import Any, NamedTuple

from paraph.core.errors import InputError, ReadError
from paraph.core.ledger.entry import entry
from paraph.core.model.decision import Decision, Verdict
from paraph.core.model.digest import sha256_hex
from paraph.core.model.facts import Deployment
from paraph.core.model.proposal import Proposal
from paraph.core.policy.ref_globs import is_protected
from paraph.flows.attend.judge_proposal import judge_proposal
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, Place, as_governed, place
from paraph.flows.attend.settle_forge import settle_place
from paraph.flows.attend.waiting import is_gone, later, tried_again
from paraph.flows.attend.watched import guarded, watched_refs
from paraph.flows.ledger.settled import settled
from paraph.ports.board import ConnectedRepository, Posted, Setting
from paraph.ports.forge import Hint
from paraph.ports.jobs import Task
from paraph.ports.ledger import Row

HELD_SECONDS = 120.0
LONGEST_SECONDS = 30 * 86_400
"""For so long a forge lets a deployment wait."""
MOST_NOTES = 8
_LONGEST = 1_000


class DeployAnswer(NamedTuple):
    """What is said of a deployment, and the span that it is about. `decision` is what is owed at deploy, None where it
    did not come to that."""

    verdict: Verdict
    text: str
    start: str
    end: str
    decision: Decision | None = None


def may_deploy(
    office: Office, repository: ConnectedRepository, environment: str, end: str, start: str = "",
    people_of: PeopleOf = as_governed,
) -> DeployAnswer:  # fmt: skip
    """Whether a commit may be deployed to an environment now. Nothing is recorded by asking.

    `start` is the commit that runs there, if not the one that was let in last. Raises ReadError where the repository
    cannot be read.
    """
    if not repository.is_on:
        return DeployAnswer(Verdict.CANNOT_TELL, "Cannot tell: this repository is not looked after now.", start, end)
    with place(office, repository, people_of) as at:
        if start and not at.opened.reader.present([start]):
            text = "Cannot tell: nothing is known of the commit that is said to run there."
            return DeployAnswer(Verdict.CANNOT_TELL, text, start, end)
        return _judged(at, environment, end, start)


def answer_deployment(office: Office, task: Task, hint: Hint, people_of: PeopleOf = as_governed) -> None:
    """Approve, reject, or hold a deployment. One that is held is looked at again (Postponed) until it is decided or the
    forge has given it up."""
    repository = office.board.repository(hint.repository)
    if repository is None or not repository.is_on:
        return
    try:
        with place(office, repository, people_of) as at:
            settle_place(at, task)
            answer = _judged(at, hint.said.get("environment", ""), hint.head)
        is_over = _tell(office, task, repository, hint, answer)
    except ReadError as error:
        if is_gone(error):
            return
        raise tried_again(error, task) from error
    if not is_over:
        raise later(HELD_SECONDS, answer.text)


def deployed_setting(key: str, environment: str) -> str:
    """Under which name the commit is remembered that was let into an environment last."""
    return f"deployed:{key}:{environment}"


def _judged(at: Place, environment: str, end: str, said: str = "") -> DeployAnswer:
    reader = at.opened.reader
    is_here = bool(end) and end in reader.present([end])
    ref = _branch_of(at, end) if is_here else at.repository.target
    begin = next((each.new for each in at.ledger.movements(ref)), "")
    start = said if said != end else ""  # that it runs there already is taken from our own record alone
    start = start or at.office.board.setting(deployed_setting(at.repository.key, environment)).decode()
    start = start or begin
    if not is_here:
        return DeployAnswer(Verdict.DENY, "Denied: the commit is on no protected branch.", start, end)
    if not start:
        return DeployAnswer(Verdict.CANNOT_TELL, "Cannot tell: no movement of its branch is recorded yet.", start, end)
    if end == start:
        return DeployAnswer(Verdict.ALLOW, "Allowed: it is what runs there, or where the record begins.", start, end)
    if not reader.is_movement(at.tip(ref), end):
        return DeployAnswer(Verdict.DENY, "Denied: no protected branch was ever moved to this commit.", start, end)
    if not reader.is_movement(end, start):
        start = begin  # a way back, or from another branch: all of it is looked at again
    if end == start:
        return DeployAnswer(Verdict.ALLOW, "Allowed: it is where the record begins.", start, end)
    is_settled = settled(reader, at.ledger, ref, start, end)
    asked = Deployment(environment, start, end, is_settled)
    unread = tuple((fact, "a deployment has none") for fact in ("labels", "title", "body"))
    proposal = Proposal(at.repository.key, "", end, ref, unread=unread)
    try:
        found = judge_proposal(at, proposal, (), base=start, stage="deploy", deployment=asked)
    except InputError as error:
        return DeployAnswer(Verdict.CANNOT_TELL, f"Cannot tell: {error.problems[0].what}", start, end)
    verdict, text = _verdict(found.decision, is_settled=is_settled), _text(found.decision, is_settled=is_settled)
    return DeployAnswer(verdict, text, start, end, found.decision)


def _branch_of(at: Place, commit: str) -> str:
    """The branch that the forge protects and that was once moved to a commit; the default one where none was."""
    globs = (at.repository.target, *(guarded(at.repository) or ()))
    refs = [ref for ref in watched_refs(at) if is_protected(ref, globs)]
    found = (ref for ref in refs if (tip := at.tip(ref)) and at.opened.reader.is_movement(tip, commit))
    return next(found, at.repository.target)


def _verdict(decision: Decision, *, is_settled: bool | None) -> Verdict:
    """What was not allowed at merge is not deployed, whatever is asked at deploy."""
    if is_settled is None:
        return Verdict.CANNOT_TELL
    if not is_settled:
        return Verdict.DENY
    return decision.verdict


def _text(decision: Decision, *, is_settled: bool | None) -> str:
    if is_settled is None:
        return "Cannot tell: what landed could not be compared with the record."
    if not is_settled:
        return "Denied: something in it landed that was neither allowed nor excepted."
    return decision.summary


def _tell(office: Office, task: Task, repository: ConnectedRepository, hint: Hint, answer: DeployAnswer) -> bool:
    """Answer where there is something new to say; whether that was the last word."""
    run = hint.said.get("callback", "") or hint.said.get("deployment", "") or hint.id
    name = f"deploy:{repository.key}@{sha256_hex(run.encode())[:32]}"
    posted = office.board.posted(name)
    now, is_last = office.clock(), answer.verdict in (Verdict.ALLOW, Verdict.DENY)
    began, notes = _begun(posted, now)
    if now - began > LONGEST_SECONDS:
        return True
    digest = sha256_hex(f"{answer.verdict}\0{answer.text}".encode())
    if posted is not None and posted.digest == digest:
        return is_last
    if not is_last and notes >= MOST_NOTES:
        return False
    office.forge_of(repository).answer_deployment(repository, hint, answer.verdict, answer.text[:_LONGEST])
    said: dict[str, Any] = {
        "of": "deployment", "environment": hint.said.get("environment", ""), "target": repository.target,
        "base": answer.start, "head": answer.end, "verdict": answer.verdict.value,
    }  # fmt: skip
    rows = [Row(Posted(name, digest, f"{began} {notes + 1}", now)), Row(task.fence)]
    if answer.verdict is Verdict.ALLOW:
        rows.append(Row(Setting(deployed_setting(repository.key, said["environment"]), answer.end.encode())))
    office.ledger(repository.key).record([entry("judged", now, **said)], (), rows)
    return is_last


def _begun(posted: Posted | None, now: int) -> tuple[int, int]:
    """When it was asked first, and how many notes were left at it."""
    if posted is None:
        return now, 0
    began, _, notes = posted.external.partition(" ")
    return int(began or now), int(notes or 0)
