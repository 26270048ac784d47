"""Which concrete class answers where somebody signs, or keeps keys? Imports stand inside functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.adapters.signers.find import Candidate
    from paraph.core.model.person import Directory
    from paraph.flows.signing.record_statement import Hand
    from paraph.ports.passkeys import PasskeyReader
    from paraph.ports.people_file import PeopleEditor
    from paraph.ports.signing import SignatureChecker, Signer


def hand(reader: GitRepository, directory: Directory, key: str | None, person: str | None, now: int) -> Hand:
    """Who signs here, with which key; `now` is epoch seconds. Raises InputError where nothing signed would count."""
    from paraph.adapters.git.own import setting
    from paraph.adapters.signers.checker import Checker
    from paraph.adapters.signers.find import SETTINGS, find_signer
    from paraph.core.attest.timestamps import day_of
    from paraph.flows.signing.record_statement import Hand
    from paraph.flows.signing.who_signs import signer_of

    settings = {name: setting(reader.folder, name) for name in SETTINGS}
    enrolled = {each.public for one in directory.people if person in (None, one.id) for each in one.keys}
    signer = find_signer(key, settings, enrolled)
    day = day_of(now)
    return Hand(signer_of(signer.public, directory, day, person), signer, Checker(), directory, day)


def reporter(reader: GitRepository, directory: Directory, key: str | None) -> Signer:
    """What signs a report here: a robot's key, or a person's. Raises InputError for a key that is nobody's."""
    from paraph.adapters.git.own import setting
    from paraph.adapters.signers.find import SETTINGS, find_reporter

    settings = {name: setting(reader.folder, name) for name in SETTINGS}
    robots = {each.public for one in directory.robots for each in one.keys}
    people = {each.public for one in directory.people for each in one.keys}
    return find_reporter(key, settings, robots, people)


def nonce() -> str:
    """32 hex digits that nobody can guess."""
    import os

    return os.urandom(16).hex()


def signature_checker() -> SignatureChecker:
    """What checks the signatures of people and robots."""
    from paraph.adapters.signers.checker import Checker

    return Checker()


def people_editor() -> PeopleEditor:
    """What puts keys into the text of a people file."""
    from paraph.adapters.formats.people_edit import TextEditor

    return TextEditor()


def own_key(folder: str) -> Candidate:
    """The key that the user would sign with, enrolled or not. Raises InputError where they have none."""
    from paraph.adapters.git.own import setting
    from paraph.adapters.signers.find import SETTINGS, first_key

    return first_key({name: setting(folder, name) for name in SETTINGS})


def read_public_file(content: bytes, name: str) -> tuple[str, str]:
    """The public key of a file, and its comment. Raises InputError."""
    from paraph.adapters.signers import public_file

    return public_file.read_public_file(content, name)


def passkey_reader() -> PasskeyReader:
    """What reads the answers of browsers."""
    from paraph.adapters.signers.passkeys import BrowserPasskeys

    return BrowserPasskeys()
