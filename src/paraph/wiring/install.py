"""How is a bare repository guarded, changed in how it is guarded, and let go? Imports stand inside functions."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

from paraph import wiring
from paraph.wiring.ledger import default_url, open_ledger
from paraph.wiring.server import SECRET_BYTES, read_secret, read_server, repository_name, settings_path

if TYPE_CHECKING:
    from paraph.adapters.git.hook_files import HookState
    from paraph.adapters.git.location import Location
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.errors import Problem
    from paraph.ports.server import ServerSettings


class Installation(NamedTuple):
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
    join: str | None = None
    name: str | None = None
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


def set_up(folder: str, asked: Installation) -> ServerState:
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
        _make_secrets(area, settings)
        _begin(area, location, settings)
        settings = _with_git_settings(location, settings, asked)
        from paraph.adapters.formats.server_file import write_settings

        write_own(settings_path(area), write_settings(settings))
        server_hooks(location, settings.protected, is_joined=bool(settings.scope)).put()
    return server_state(folder)


def take_down(folder: str) -> tuple[str, ...]:
    """Remove the hooks and our settings of git; the names of the hooks removed."""
    from paraph.adapters.formats.server_file import write_settings
    from paraph.adapters.git.server_hooks import drop_setting, server_hooks
    from paraph.adapters.store.area import write_own
    from paraph.core.model.noun import changed

    with wiring.open_repository(folder) as reader:
        gone = server_hooks(reader.location, is_joined=True).take_away()
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
        opened = open_ledger("", area)
        try:
            entries = opened.ledger.head().size
        finally:
            opened.ledger.close()
        hooks = server_hooks(reader.location, settings.protected, is_joined=bool(settings.scope)).states()
        return ServerState(reader.location.git_folder, area, settings, hooks, has_policy, entries, opened.vkey)


def locks(folder: str) -> tuple[Problem, ...]:
    """What would hold up every push that the governing policy speaks of: it cannot be read, or asks for proofs and
    reports that nobody has a key for. Nothing where no policy governs."""
    from paraph.adapters.git.receiving import GitReceiving
    from paraph.core.errors import InputError
    from paraph.core.policy.review_keys import review_keys
    from paraph.flows.server.serving import governance_at, governing_at
    from paraph.wiring.server import given_by_operator

    with wiring.open_repository(folder) as reader:
        settings = read_server(reader.private_area())
        ref, documents = settings.policy_ref, wiring.CachedDocuments(reader.private_area())
        try:
            found = governing_at(reader, GitReceiving(reader.location), ref, given_by_operator(settings))
            governance = governance_at(reader, documents, ref, found)
        except InputError as error:
            return error.problems
        return tuple(review_keys(governance.policy, governance.directory)) if governance.policy else ()


def _settings(reader: GitRepository, asked: Installation) -> ServerSettings:
    from paraph.adapters.git.first_setup import commit_named, head_branch
    from paraph.adapters.store.second import default_second
    from paraph.core.model.noun import changed
    from paraph.core.policy.ref_globs import full_glob, is_protected
    from paraph.ports.server import ServerSettings

    area, location = reader.private_area(), reader.location
    if os.path.exists(settings_path(area)):
        settings = read_server(area)
    else:
        branch = head_branch(location) if not (asked.protect and asked.policy_ref) else full_glob(asked.policy_ref)
        name = _log_name(location)
        settings = ServerSettings(name, (branch,), branch, default_url(area), default_second(name))
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
    if asked.join or settings.home:
        from paraph.wiring.join import joined

        name = asked.name or settings.scope.partition(":")[2] or repository_name(location)
        settings = joined(settings, asked.join or settings.home, name, asked.ledger or "", asked.second or "")
    if is_protected(settings.policy_ref, globs):
        return settings
    # whoever could move the policy ref freely would judge every push
    return changed(settings, protected=(*globs, settings.policy_ref))


def _log_name(location: Location) -> str:
    """A name for the log that no other one on this machine bears."""
    name = repository_name(location)
    plain = "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "-" for each in name)[:60]
    return f"paraph/{plain or 'repository'}-{os.urandom(4).hex()}"


def _make_secrets(area: str, settings: ServerSettings) -> None:
    """The key of the ledger and the secret of the spot checks, made once; a server has its own."""
    from paraph.adapters.signers.notes import generate
    from paraph.adapters.store.area import write_own

    area = settings.home or area
    if not os.path.exists(f"{area}/ledger.key"):
        write_own(f"{area}/ledger.key", generate(settings.name)[0].encode() + b"\n")
    if not os.path.exists(f"{area}/spot-check.secret"):
        write_own(f"{area}/spot-check.secret", os.urandom(SECRET_BYTES))


def _begin(area: str, location: Location, settings: ServerSettings) -> None:
    from paraph.adapters.git.receiving import GitReceiving
    from paraph.adapters.signers.notes import read_private_note_key
    from paraph.adapters.store.ledger import open_ledger as open_stored
    from paraph.adapters.store.scoped import RepositoryLedger
    from paraph.adapters.store.second import FileSecond
    from paraph.flows.server.begin_server import begin_server

    home = settings.home or area
    with open(f"{home}/ledger.key", encoding="ascii") as file:
        signer = read_private_note_key(file.read())
    second = FileSecond(settings.second_store)
    is_own = not settings.home
    ledger = open_stored(settings.ledger, origin=signer.name, signer=signer, second=second, may_create=is_own)
    try:
        own = ledger if is_own else RepositoryLedger(ledger, settings.scope)
        begin_server(own, GitReceiving(location), settings, read_secret(home), int(time.time()))
    finally:
        ledger.close()


def _with_git_settings(location: Location, settings: ServerSettings, asked: Installation) -> ServerSettings:
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
