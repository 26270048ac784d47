"""Which concrete class answers for a server's hooks? Imports stand inside functions, as in `paraph.wiring`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from paraph import wiring
from paraph.core.errors import InputError, Problem
from paraph.wiring.ledger import open_ledger
from paraph.wiring.signing import signature_checker

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from paraph.adapters.git.location import Location
    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.gate.governed_files import Given
    from paraph.flows.server.judge_push import Outcome
    from paraph.flows.server.serving import Desk
    from paraph.flows.server.settle_movement import RefWatch, Stop
    from paraph.ports.receiving import RefUpdate
    from paraph.ports.server import ServerSettings
    from paraph.wiring.ledger import OpenLedger

SECRET_BYTES = 32


def settings_path(area: str) -> str:
    """Where a server's settings lie in the private area of its repository."""
    return f"{area}/server.json"


def read_server(area: str) -> ServerSettings:
    """What the operator wrote down. Raises InputError where there is nothing, or nothing that can be used."""
    from paraph.adapters.formats.kept_file import read_kept
    from paraph.adapters.formats.server_file import SETTINGS_BYTES, read_settings

    path = settings_path(area)
    try:
        return read_settings(read_kept(path, SETTINGS_BYTES), path)
    except OSError as error:
        fix = "run `paraph hook install --server` for this repository"
        raise InputError(Problem("P0909", f"{path} cannot be read: {error.strerror or error}", fix)) from error


def settings_of(reader: GitRepository) -> ServerSettings | None:
    """What the operator of a repository wrote down, None where it is no server's."""
    area = reader.private_area()
    return read_server(area) if os.path.exists(settings_path(area)) else None


def given_by_operator(settings: ServerSettings | None) -> Given:
    """The operator's own files, which judge where the repository has none."""
    texts = (settings.policy, settings.organisation, settings.directory) if settings else ()
    return wiring.named_files(*texts)


def repository_name(location: Location) -> str:
    """The name by which a repository goes, as its clones are called."""
    return os.path.basename(location.common_folder).removesuffix(".git")


class Receiving(NamedTuple):
    """What a hook works with; `desk` is made when a push is to be judged."""

    reader: GitRepository
    watch: RefWatch
    settings: ServerSettings
    turn: Callable[[], AbstractContextManager[None]]
    desk: Callable[[], Desk]


@contextmanager
def receiving(folder: str) -> Iterator[Receiving]:
    """Open the repository behind a hook with its ledger. Raises ParaphError where one of them cannot be used."""
    from paraph.adapters.git.receiving import GitReceiving
    from paraph.adapters.store.turn import turn
    from paraph.flows.server.settle_movement import RefWatch

    with ExitStack() as open_:
        reader = open_.enter_context(wiring.open_repository(folder))
        area = reader.private_area()
        settings = read_server(area)
        here = GitReceiving(reader.location)
        open_.callback(here.close)
        opened = open_ledger("", area)
        open_.callback(opened.ledger.close)
        watch = RefWatch(reader, here, opened.own, settings, int(time.time()))
        yield Receiving(
            reader, watch, settings, lambda: turn(f"{area}/settle.lock"), lambda: _desk(reader, watch, opened, open_)
        )


def _desk(reader: GitRepository, watch: RefWatch, opened: OpenLedger, open_: ExitStack) -> Desk:
    from paraph.adapters.formats.documents import facts_file
    from paraph.adapters.formats.git_ai_form import GitAiForm
    from paraph.adapters.git.notes import GitNotes
    from paraph.adapters.git.pushed_records import PushedRecords
    from paraph.adapters.store.files import FileCache
    from paraph.core.model.facts import Repository
    from paraph.flows.server.serving import Desk

    area, settings = reader.private_area(), watch.settings
    return Desk(
        reader=reader,
        receiving=watch.receiving,
        documents=wiring.CachedDocuments(area),
        cache=FileCache(f"{area}/cache"),
        notes=open_.enter_context(GitNotes(location=reader.location)),
        ledger=watch.ledger,
        check=signature_checker().check,
        settings=settings,
        repository=Repository(repository_name(reader.location)),
        own=given_by_operator(settings),
        now=watch.now,
        secret=read_secret(settings.home or area),
        random=os.urandom,
        write_facts=facts_file,
        records=open_.enter_context(PushedRecords(reader.location, GitAiForm())),
        people=opened.people,
        reviews=opened.reviews,
    )


def read_secret(area: str) -> bytes:
    """The secret by which spot checks are drawn. Raises InputError where there is none that can be used."""
    from paraph.adapters.formats.kept_file import read_kept

    path = f"{area}/spot-check.secret"
    try:
        found = read_kept(path, SECRET_BYTES + 1)
    except OSError as error:
        raise InputError(
            Problem("P0911", f"{path} cannot be read: {error.strerror or error}", "put it back")
        ) from error
    if len(found) != SECRET_BYTES:
        raise InputError(Problem("P0911", f"{path} does not hold {SECRET_BYTES} bytes", "put it back from a copy"))
    return found


def judge(at: Receiving, updates: list[RefUpdate]) -> tuple[Outcome, list[Stop]]:
    """Catch up with what has moved, then judge a push; the alarms of what moved unasked come with it."""
    from paraph.flows.server.judge_push import judge_push
    from paraph.flows.server.settle_movement import settle

    with at.turn():
        alarms = settle(at.watch, updates)
    desk = at.desk()
    return judge_push(desk, updates, _pusher(at, desk, updates)), alarms


def _pusher(at: Receiving, desk: Desk, updates: list[RefUpdate]) -> str:
    """The account of whoever pushes: by a signed push, by whoever serves git, or by the account that runs it."""
    from paraph.adapters.git.hook_input import certificate_of, login, named_account

    blob = certificate_of(os.environ)
    signed = _signer(at, desk, blob, updates) if blob else ""
    name = at.settings.principal
    return signed or (named_account(os.environ.get(name, "")) if name else "") or login()


def _signer(at: Receiving, desk: Desk, blob: str, updates: list[RefUpdate]) -> str:
    from paraph.adapters.git.hook_input import is_of, read_certificate
    from paraph.adapters.signers.checker import Checker
    from paraph.flows.server.serving import governance_of, governing
    from paraph.flows.server.who_pushes import signer_of_push

    _, content = next(iter(at.reader.blobs([blob], max_bytes=1 << 20)))
    found = read_certificate(content) if content else None
    if found is None or not is_of(found.message, updates):
        return ""
    directory = governance_of(desk, governing(desk)).directory
    return signer_of_push(directory, found.message, found.signature, Checker().check_push, desk.now)


def keep_signed(at: Receiving, moved: RefUpdate) -> None:
    """Keep the heads reachable for which the notes brought statements, whatever becomes of their branches."""
    from paraph.adapters.git.notes import GitNotes

    with GitNotes(location=at.reader.location) as notes:
        new = list(dict.fromkeys(each.commit for each in notes.added(moved.old, moved.new)))
    if new:
        at.watch.receiving.keep(new)


def carry_landed(at: Receiving, updates: list[RefUpdate]) -> None:
    """Carry what is known of lines to commits that landed as a squash or a rebase. Raises ParaphError."""
    from paraph.flows.provenance.carry_steps import History
    from paraph.flows.server.carry_landed import carry_landed as flow
    from paraph.wiring.line_records import attribution_records
    from paraph.wiring.own_agents import own_agents

    with at.turn(), attribution_records(at.reader) as records:
        flow(at.watch, History(at.reader, records, own_agents(at.reader)), records, updates)


def tell_server(at: Receiving, updates: list[RefUpdate]) -> None:
    """Have the server look at what a push moved, and at the changes that its statements and records speak of."""
    from paraph.adapters.git.branches_at import branches_at
    from paraph.flows.server.tell_server import is_carrier, jobs_of

    brought = [each for each in updates if is_carrier(each.ref) and each.new]
    commits = [commit for each in brought for commit in _spoken_of(at, each)]
    jobs = jobs_of(at.settings, updates, branches_at(at.reader.location, commits))
    if jobs:
        at.watch.ledger.record((), jobs)


def _spoken_of(at: Receiving, update: RefUpdate) -> list[str]:
    """The commits of which statements, or records of lines, came."""
    from paraph.adapters.formats.git_ai_form import GitAiForm
    from paraph.adapters.git.notes import GitNotes
    from paraph.adapters.git.pushed_records import PushedRecords
    from paraph.core.model.refs import ATTRIBUTION_REF

    if update.ref == ATTRIBUTION_REF:
        with PushedRecords(at.reader.location, GitAiForm()) as records:
            return records.touched(update.old, update.new)
    with GitNotes(location=at.reader.location) as notes:
        return [each.commit for each in notes.added(update.old, update.new)]
