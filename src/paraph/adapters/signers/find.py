"""With which of a user's keys is something signed, where they named none?"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from paraph.adapters.formats.ssh_keys import PublicKey, read_public
from paraph.adapters.signers.ssh import PASSED_VARIABLES, SshKeygenSigner, public_line_of
from paraph.core.errors import InputError, ParaphError, Problem

if TYPE_CHECKING:
    from paraph.adapters.signers.local import LocalSigner
    from paraph.adapters.signers.raw import RobotSigner
    from paraph.ports.signing import Signer

OWN_SETTING, FORMAT_SETTING, GIT_SETTING = "paraph.signingKey", "gpg.format", "user.signingKey"
SETTINGS = (OWN_SETTING, FORMAT_SETTING, GIT_SETTING)
"""What of the user's git configuration `settings` below shall hold."""
_HOME_KEYS = ("id_ed25519_sk", "id_ecdsa_sk", "id_ed25519", "id_ecdsa", "id_rsa")
_LITERALS = ("key::", "ssh-", "ecdsa-", "sk-")
_MOST_AGENT_KEYS = 64


class Candidate(NamedTuple):
    """A key that the user can sign with: who named it, its public half, and its file, empty for one in an agent."""

    named_by: str
    public: PublicKey
    file: str = ""


def find_signer(
    wanted: str | None, settings: Mapping[str, str], enrolled: Collection[str]
) -> SshKeygenSigner | LocalSigner:
    """What signs: by the key that was named, by that of a setting, else by the first of one's own that is enrolled.

    `wanted` is a file; `settings` holds git's configuration under the names of `SETTINGS`; `enrolled` the public keys,
    without comments, that somebody holds. Raises InputError, with what to do, where none is enrolled.
    """
    seen = []
    for candidate in candidates(wanted, settings):
        if candidate.public.text in enrolled:
            return _signer(candidate)
        seen.append(candidate)
        if candidate.named_by in ("--key", OWN_SETTING):
            break
    raise _not_enrolled(seen)


def find_reporter(
    wanted: str | None, settings: Mapping[str, str], robots: Collection[str], people: Collection[str]
) -> Signer:
    """What signs a report: the file of a robot's key, which signs plainly, else as `find_signer`.

    `robots` and `people` are the enrolled public keys of either. Raises InputError where the key is nobody's.
    """
    own = _robot(wanted)
    if own is not None and own.public in robots:
        return own
    if own is not None and own.public not in people:
        what = f"the key {read_public(own.public).fingerprint} ({wanted}) is enrolled to nobody"
        raise InputError(Problem("P0738", what, "add its public half: paraph key add FILE.pub --robot ID"))
    return find_signer(wanted, settings, {*robots, *people})


def _robot(wanted: str | None) -> RobotSigner | None:
    """A robot's way of signing with the private key in a file; None where it takes ssh-keygen or an agent."""
    from paraph.adapters.signers.raw import RobotSigner

    try:
        return RobotSigner(os.path.expanduser(wanted)) if wanted is not None else None
    except ParaphError:
        return None


def first_key(settings: Mapping[str, str]) -> Candidate:
    """The key that would be tried first, enrolled or not. Raises InputError where there is none."""
    found = next(candidates(None, settings), None)
    if found is None:
        raise _not_enrolled([])
    return found


def candidates(wanted: str | None, settings: Mapping[str, str]) -> Iterator[Candidate]:
    """The user's keys in the order in which they are tried. Raises InputError for a named one that cannot be read."""
    if wanted is not None:
        yield _named("--key", wanted)
        return
    if settings.get(OWN_SETTING):
        yield _named(OWN_SETTING, settings[OWN_SETTING])
        return
    if settings.get(FORMAT_SETTING) == "ssh" and settings.get(GIT_SETTING):
        yield _named(GIT_SETTING, settings[GIT_SETTING])
    for name in _HOME_KEYS:
        path = os.path.expanduser(f"~/.ssh/{name}.pub")
        if os.path.exists(path):
            yield from _readable(path)
    yield from _of_agent()


def _named(by: str, value: str) -> Candidate:
    if value.startswith(_LITERALS):
        return Candidate(by, read_public(value.removeprefix("key::")))
    path = os.path.expanduser(value)
    return Candidate(by, read_public(public_line_of(path)), path)


def _readable(path: str) -> Iterator[Candidate]:
    try:
        yield _named("", path)
    except InputError:
        return


def _of_agent() -> Iterator[Candidate]:
    """The keys that an agent holds: `ssh-add -L` prints their lines."""
    from paraph.adapters.process.run import Limits, start

    if "SSH_AUTH_SOCK" not in os.environ:
        return
    environment = {name: os.environ[name] for name in PASSED_VARIABLES if name in os.environ}
    try:
        with start("ssh-add", ["-L"], environment, Limits(seconds=10.0, idle_seconds=10.0)) as running:
            outcome = running.finish()
    except ParaphError:
        return
    for line in outcome.output.decode("utf-8", "replace").splitlines()[:_MOST_AGENT_KEYS]:
        try:
            yield Candidate("ssh-agent", read_public(line))
        except InputError:
            continue


def _signer(candidate: Candidate) -> SshKeygenSigner | LocalSigner:
    private = candidate.file.removesuffix(".pub")
    if not _has_ssh_keygen() and private and os.path.exists(private):
        from paraph.adapters.signers.local import LocalSigner

        return LocalSigner(private)
    if candidate.file:
        return SshKeygenSigner(candidate.file)
    return SshKeygenSigner("", literal=candidate.public.text)


def _has_ssh_keygen() -> bool:
    from paraph.adapters.process.run import executable

    try:
        return bool(executable("ssh-keygen"))
    except ParaphError:
        return False


def _not_enrolled(seen: list[Candidate]) -> InputError:
    if not seen:
        what = "you have no SSH key that could sign"
        fix = "make one with `ssh-keygen -t ed25519`, then add it: paraph key add --person YOUR-ID"
        return InputError(Problem("P0738", what, fix))
    first = seen[0]
    others = f", nor are {len(seen) - 1} more keys of yours" if len(seen) > 1 else ""
    where = f" ({first.named_by or first.file})"
    what = f"the key {first.public.fingerprint}{where} is enrolled to nobody{others}"
    named = f" {first.file}" if first.file else ""
    return InputError(Problem("P0738", what, f"add it: paraph key add{named} --person YOUR-ID; or name one with --key"))
