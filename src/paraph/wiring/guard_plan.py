"""Where does a plan come from, what judges it, and who approves it? Imports stand inside functions."""

from __future__ import annotations

import os
import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.guard.plan.approval import Approval
    from paraph.core.guard.plan.model import Plan, PlanForm
    from paraph.core.guard.plan.state_memory import StateIdentity
    from paraph.core.model.person import Directory
    from paraph.flows.guard.review_plan import Review
    from paraph.ports.plans import PlanKeeper

MAX_FILES = 5000


class PlanCall(NamedTuple):
    """What was asked: `path` and `against` are files or folders, `share` (0 to 1) what counts as most."""

    repository: str
    path: str
    form: PlanForm | None = None
    against: str = ""
    environment: str = ""
    share: float = 0.5


class Approving(NamedTuple):
    """How somebody approves: with which key, as whom, and whether the state counts although it is another one."""

    reason: str = ""
    key: str | None = None
    person: str | None = None
    accepts_state: bool = False


class PlanDesk:
    """One plan on the desk of one repository, judged, and ready to be approved."""

    def __init__(self, call: PlanCall) -> None:
        from paraph.flows.guard.review_plan import PlanQuestion

        self.call = call
        self.plan, against = _read(call)
        self.question = PlanQuestion(call.environment, against, call.share)
        self.reader = _repository(call.repository)
        self.directory = _directory(self.reader)
        self.keeper = _keeper(self.reader)

    def close(self) -> None:
        """Let the repository go."""
        if self.reader is not None:
            self.reader.close()

    def review(self) -> Review:
        """The plan as it is judged now."""
        from paraph.adapters.signers.checker import Checker
        from paraph.core.attest.timestamps import day_of
        from paraph.flows.guard.review_plan import review_plan

        day = day_of(int(time.time()))
        return review_plan(self.plan, self.question, self.keeper, self.directory, Checker(), day)

    def prepared(self, review: Review, how: Approving) -> Approval:
        """The approval that would be recorded. Raises InputError where it would not count."""
        from paraph.adapters.git.own import identity
        from paraph.flows.guard.review_plan import prepared_approval

        by, key = "{} <{}>".format(*identity(self.call.repository)), ""
        self.signer = None
        if self.reader is not None and any(person.keys for person in self.directory.people):
            from paraph.wiring.signing import hand

            holder = hand(self.reader, self.directory, how.key, how.person, int(time.time()))
            by, key, self.signer = holder.person.id, holder.signer.public, holder.signer
        return prepared_approval(review, by, how.reason, int(time.time()), accepts_state=how.accepts_state, key=key)

    def approve(self, review: Review, approval: Approval) -> Approval:
        """Sign an approval that was prepared, where there is a key, and record it."""
        from base64 import b64encode

        from paraph.core.guard.plan.approval import NAMESPACE, signed_bytes
        from paraph.flows.guard.review_plan import following, record_approval

        last = following(approval, self.keeper)
        signature = b64encode(self.signer.sign(NAMESPACE, signed_bytes(last))).decode() if self.signer else ""
        return record_approval(review, last, signature, self.keeper)


def _read(call: PlanCall) -> tuple[Plan, StateIdentity | None]:
    """The plan, and the state that it must come from where one was named."""
    from paraph.adapters.formats.plan_file import read_plan, sniffed

    name = os.path.basename(call.path.rstrip("/")) or call.path
    is_folder = os.path.isdir(call.path)
    content = b"" if is_folder else _content(call.path)
    if is_folder or (call.form or sniffed(content, name)) == "kubernetes":
        return _manifests(call, name, content, is_folder=is_folder), None
    plan = read_plan(content, name, call.form)
    if not call.against:
        return plan, None
    from paraph.adapters.formats.state_file import read_state
    from paraph.core.model.noun import changed

    identity, managed = read_state(_content(call.against), os.path.basename(call.against))
    if not plan.lineage and {each.address for each in managed} == {each.address for each in plan.managed}:
        plan = changed(plan, lineage=identity.lineage, serial=identity.serial)
    return plan, identity


def _manifests(call: PlanCall, name: str, content: bytes, *, is_folder: bool) -> Plan:
    from paraph.adapters.formats.manifests import read_manifest_plan
    from paraph.adapters.formats.plan_refusals import no_plan

    if not call.against:
        fix = "name what runs now: `paraph guard plan NEW --against OLD`, two files or two folders"
        no_plan(name, "manifests are judged by what they change", fix)
    new = _files(call.path) if is_folder else [(name, content)]
    old = _files(call.against) if os.path.isdir(call.against) else [("old", _content(call.against))]
    return read_manifest_plan(old, new)


def _files(folder: str) -> list[tuple[str, bytes]]:
    """The manifests below a folder, by their paths in it; what is hidden is left out."""
    from paraph.adapters.formats.plan_refusals import too_large

    found: list[tuple[str, bytes]] = []
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if name.endswith((".yaml", ".yml", ".json")) and not name.startswith("."):
                path = os.path.join(above, name)
                found.append((os.path.relpath(path, folder), _content(path)))
        if len(found) > MAX_FILES:
            too_large(folder, f"{MAX_FILES:,} files")
    return found


def _content(path: str) -> bytes:
    """A file, no more of it than a plan may have. Raises InputError for what is none or too large."""
    from paraph.adapters.formats.plan_refusals import too_large
    from paraph.adapters.formats.saved_plan import MAX_ALL
    from paraph.adapters.formats.terraform_plan import MAX_BYTES
    from paraph.core.errors import InputError, Problem

    if not os.path.isfile(path):
        raise InputError(Problem("P1132", f"there is no file {path!r}", "give a plan that was saved to a file"))
    with open(path, "rb") as file:
        start = file.read(4)
        most = MAX_ALL if start.startswith(b"PK") else MAX_BYTES
        content = start + file.read(most)
    if len(content) > most:
        too_large(path, f"{most:,} bytes")
    return content


def _repository(folder: str) -> GitRepository | None:
    from paraph import wiring
    from paraph.core.errors import InputError

    try:
        return wiring.open_repository(folder)
    except InputError:
        if folder != ".":
            raise
        return None


def _keeper(reader: GitRepository | None) -> PlanKeeper:
    from paraph.adapters.store.plan_keeper import FilePlanKeeper, NoPlanKeeper

    return NoPlanKeeper() if reader is None else FilePlanKeeper(reader.private_area())


def _directory(reader: GitRepository | None) -> Directory:
    """The people whose keys count, from the default branch; nobody where nothing was committed yet."""
    from paraph import wiring
    from paraph.core.errors import InputError
    from paraph.core.model import places
    from paraph.core.model.person import Directory
    from paraph.flows.facts.branch_tip import branch_tip
    from paraph.flows.gate.governed_files import text_at

    if reader is None:
        return Directory()
    try:
        tip = branch_tip(reader, None)
    except InputError:
        return Directory()
    people, absence = (text_at(reader, tip, place) for place in (places.PEOPLE, places.ABSENCE))
    return wiring.CachedDocuments(reader.private_area()).directory(people, absence if people else None)


def open_desk(call: PlanCall) -> closing[PlanDesk]:
    """The desk for one call, to be used in a `with`. Raises ParaphError for what cannot be read."""
    return closing(PlanDesk(call))
