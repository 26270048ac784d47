"""Which concrete class answers for a server's hooks? Imports stand inside functions, as in `paraph.wiring`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from paraph import wiring
from paraph.core.errors import InputError, Problem

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from paraph.adapters.git.hook_files import HookState
    from paraph.adapters.git.location import Location
    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.judge_push import Outcome
    from paraph.flows.serving import Desk
    from paraph.flows.settle_movement import Stop, Watch
    from paraph.ports.receiving import RefUpdate
    from paraph.ports.server import ServerSettings

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


class Receiving(NamedTuple):
    """What a hook works with; `desk` is made when a push is to be judged."""

    reader: GitRepository
    watch: Watch
    settings: ServerSettings
    turn: Callable[[], AbstractContextManager[None]]
    desk: Callable[[], Desk]


@contextmanager
def receiving(folder: str) -> Iterator[Receiving]:
    """Open the repository behind a hook with its ledger. Raises ParaphError where one of them cannot be used."""
    from paraph.adapters.git.receiving import GitReceiving
    from paraph.adapters.store.turn import turn
    from paraph.flows.settle_movement import Watch

    with ExitStack() as open_:
        reader = open_.enter_context(wiring.open_repository(folder))
        area = reader.private_area()
        settings = read_server(area)
        here = GitReceiving(reader.location)
        open_.callback(here.close)
        ledger = wiring.open_ledger("", area).ledger
        open_.callback(ledger.close)
        watch = Watch(reader, here, ledger, settings, int(time.time()))
        yield Receiving(
            reader, watch, settings, lambda: turn(f"{area}/settle.lock"), lambda: _desk(reader, watch, open_)
        )


def _desk(reader: GitRepository, watch: Watch, open_: ExitStack) -> Desk:
    from paraph.adapters.formats.documents import facts_file
    from paraph.adapters.git.notes import GitNotes
    from paraph.adapters.store.files import FileCache
    from paraph.core.model.facts import Repository
    from paraph.flows.governed_files import Given
    from paraph.flows.serving import Desk

    area, settings = reader.private_area(), watch.settings
    own = (settings.policy, settings.organisation, settings.directory)
    return Desk(
        reader=reader,
        receiving=watch.receiving,
        documents=wiring.CachedDocuments(area),
        cache=FileCache(f"{area}/cache"),
        notes=open_.enter_context(GitNotes(location=reader.location)),
        ledger=watch.ledger,
        check=wiring.signature_checker().check,
        settings=settings,
        repository=Repository(_folder_name(reader.location)),
        own=Given(*[wiring.source_text(path) if path else None for path in own]),
        now=watch.now,
        secret=_secret(area),
        random=os.urandom,
        write_facts=facts_file,
    )


def _secret(area: str) -> bytes:
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
    from paraph.flows.judge_push import judge_push
    from paraph.flows.settle_movement import settle

    with at.turn():
        alarms = settle(at.watch, updates)
    desk = at.desk()
    return judge_push(desk, updates, _pusher(at, desk)), alarms


def _pusher(at: Receiving, desk: Desk) -> str:
    """The account of whoever pushes: by a signed push, by whoever serves git, or by the account that runs it."""
    from paraph.adapters.git.hook_input import certificate_of, login, named_account

    blob = certificate_of(os.environ)
    signed = _signer(at, desk, blob) if blob else ""
    name = at.settings.principal
    return signed or (named_account(os.environ.get(name, "")) if name else "") or login()


def _signer(at: Receiving, desk: Desk, blob: str) -> str:
    from paraph.adapters.git.hook_input import read_certificate
    from paraph.adapters.signers.checker import Checker
    from paraph.flows.serving import governance_of, governing
    from paraph.flows.who_pushes import signer_of_push

    _, content = next(iter(at.reader.blobs([blob], max_bytes=1 << 20)))
    found = read_certificate(content) if content else None
    if found is None:
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


class Asked(NamedTuple):
    """What the operator asked for at install; what was not named stays as it was."""

    protect: tuple[str, ...] = ()
    policy_ref: str | None = None
    policy: str | None = None
    org_policy: str | None = None
    directory: str | None = None
    principal: str | None = None
    genesis: str | None = None
    ledger: str | None = None
    second: str | None = None
    is_signed_push: bool = False
    leaves_fsck: bool = False


class ServerState(NamedTuple):
    """How a server's repository is guarded."""

    repository: str
    area: str
    settings: ServerSettings
    hooks: tuple[HookState, ...]
    has_policy: bool
    entries: int
    vkey: str


def set_up(folder: str, asked: Asked) -> ServerState:
    """Guard a bare repository. What is there of an earlier set-up is kept, and only what was named changes.

    The hooks come last: until they are in place nothing is decided, and nothing is half decided.
    """
    from paraph.adapters.git.first_setup import refuse_unfit
    from paraph.adapters.git.hook_files import hooks_folder
    from paraph.adapters.git.server_hooks import server_hooks
    from paraph.adapters.store.area import own_folder, write_own

    with wiring.open_repository(folder) as reader:
        location, area = reader.location, reader.private_area()
        refuse_unfit(location)
        hooks_folder(location)
        own_folder(area)
        settings = _settings(reader, asked)
        _make_secrets(area, settings.name)
        _begin(area, location, settings)
        settings = _with_git_settings(location, settings, asked)
        from paraph.adapters.formats.server_file import write_settings

        write_own(settings_path(area), write_settings(settings))
        server_hooks(location, settings.protected).put()
    return server_state(folder)


def take_down(folder: str) -> tuple[str, ...]:
    """Remove the hooks and our settings of git; the names of the hooks removed."""
    from paraph.adapters.formats.server_file import write_settings
    from paraph.adapters.git.server_hooks import drop_setting, server_hooks
    from paraph.adapters.store.area import write_own
    from paraph.core.model.noun import changed

    with wiring.open_repository(folder) as reader:
        gone = server_hooks(reader.location).take_away()
        if os.path.exists(settings_path(reader.private_area())):
            settings = read_server(reader.private_area())
            for name, value in settings.written:
                drop_setting(reader.location, name, value)
            write_own(settings_path(reader.private_area()), write_settings(changed(settings, written=())))
    return gone


def server_state(folder: str) -> ServerState:
    """How a repository is guarded now. Raises InputError where it is not."""
    from paraph.adapters.git.receiving import GitReceiving
    from paraph.adapters.git.server_hooks import server_hooks
    from paraph.core.model.places import POLICY

    with wiring.open_repository(folder) as reader:
        area = reader.private_area()
        settings = read_server(area)
        tip = GitReceiving(reader.location).value_of(settings.policy_ref)
        has_policy = bool(tip) and reader.read(tip, POLICY) is not None
        opened = wiring.open_ledger("", area)
        try:
            entries = opened.ledger.head().size
        finally:
            opened.ledger.close()
        hooks = server_hooks(reader.location, settings.protected).states()
        return ServerState(reader.location.git_folder, area, settings, hooks, has_policy, entries, opened.vkey)


def _settings(reader: GitRepository, asked: Asked) -> ServerSettings:
    from paraph.adapters.git.first_setup import commit_named, head_branch
    from paraph.core.model.noun import changed
    from paraph.core.policy.ref_globs import full_glob, is_protected
    from paraph.ports.server import ServerSettings

    area, location = reader.private_area(), reader.location
    if os.path.exists(settings_path(area)):
        settings = read_server(area)
    else:
        branch = head_branch(location) if not (asked.protect and asked.policy_ref) else full_glob(asked.policy_ref)
        name = _log_name(location)
        state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
        second = f"{state}/paraph/{name.replace('/', '_')}.checkpoint"
        settings = ServerSettings(name, (branch,), branch, f"sqlite:///{area}/ledger.db", second)
    files = {"policy": asked.policy, "organisation": asked.org_policy, "directory": asked.directory}
    named = {key: os.path.abspath(path) for key, path in files.items() if path}
    for path in named.values():
        wiring.source_text(path)
    named |= {"second_store": os.path.abspath(asked.second)} if asked.second else {}
    named |= {"policy_ref": full_glob(asked.policy_ref)} if asked.policy_ref else {}
    named |= {"genesis": commit_named(location, asked.genesis)} if asked.genesis else {}
    given = {"principal": asked.principal, "ledger": asked.ledger}
    named |= {key: value for key, value in given.items() if value}
    globs = tuple(dict.fromkeys(map(full_glob, asked.protect))) or settings.protected
    settings = changed(settings, protected=globs, **named)
    if is_protected(settings.policy_ref, globs):
        return settings
    # whoever could move the policy ref freely would judge every push
    return changed(settings, protected=(*globs, settings.policy_ref))


def _log_name(location: Location) -> str:
    """A name for the log that no other one on this machine bears."""
    name = _folder_name(location)
    plain = "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "-" for each in name)[:60]
    return f"paraph/{plain or 'repository'}-{os.urandom(4).hex()}"


def _folder_name(location: Location) -> str:
    """The name by which a repository goes, as its clones are called."""
    return os.path.basename(location.common_folder).removesuffix(".git")


def _make_secrets(area: str, name: str) -> None:
    """The key of the ledger and the secret of the spot checks, made once."""
    from paraph.adapters.signers.notes import generate
    from paraph.adapters.store.area import write_own

    if not os.path.exists(f"{area}/ledger.key"):
        write_own(f"{area}/ledger.key", generate(name)[0].encode() + b"\n")
    if not os.path.exists(f"{area}/spot-check.secret"):
        write_own(f"{area}/spot-check.secret", os.urandom(SECRET_BYTES))


def _begin(area: str, location: Location, settings: ServerSettings) -> None:
    from paraph.adapters.git.receiving import GitReceiving
    from paraph.adapters.signers.notes import read_private_note_key
    from paraph.adapters.store.ledger import open_ledger
    from paraph.adapters.store.second import FileSecond
    from paraph.flows.begin_server import begin_server

    with open(f"{area}/ledger.key", encoding="ascii") as file:
        signer = read_private_note_key(file.read())
    second = FileSecond(settings.second_store)
    ledger = open_ledger(settings.ledger, origin=signer.name, signer=signer, second=second, may_create=True)
    try:
        begin_server(ledger, GitReceiving(location), settings, _secret(area), int(time.time()))
    finally:
        ledger.close()


def _with_git_settings(location: Location, settings: ServerSettings, asked: Asked) -> ServerSettings:
    """Hide our refs from whoever fetches, and set what was asked for where the repository says nothing of it."""
    from paraph.adapters.git.server_hooks import add_setting, setting
    from paraph.core.model.noun import changed

    wanted = [("transfer.hideRefs", "refs/paraph")]
    if not asked.leaves_fsck and not setting(location, "receive.fsckObjects"):
        wanted.append(("receive.fsckObjects", "true"))
    if asked.is_signed_push and not setting(location, "receive.certNonceSeed"):
        wanted.append(("receive.certNonceSeed", os.urandom(24).hex()))
    new = [(name, value) for name, value in wanted if value not in setting(location, name)]
    for name, value in new:
        add_setting(location, name, value)
    return changed(settings, written=tuple(dict.fromkeys((*settings.written, *new))))
