"""Does a key come to one holder, and go, by an edit that says nothing else?"""

from __future__ import annotations

from base64 import b64encode
from typing import Any, cast

import pytest

from adapters.signers.oracle import ed25519
from paraph.adapters.formats.people_edit import TextEditor
from paraph.adapters.formats.ssh_wire import pack
from paraph.core.errors import InputError
from paraph.core.model.person import Key, Robot
from paraph.flows.keys.edit_keys import Tools, add_key, held_keys, revoke_key
from paraph.ports.documents import SourceText
from paraph.wiring import CachedDocuments
from paraph.wiring.signing import signature_checker

ONE, TWO, THREE = (ed25519(number).public for number in (1, 2, 3))
TOOLS = Tools(CachedDocuments(None), TextEditor(), signature_checker())
WEAK = f"ssh-ed25519 {b64encode(pack(b'ssh-ed25519') + pack(bytes(32))).decode()}"
PEOPLE = f"""\
people:
  - id: ada
    keys:
      - {{key: {ONE.text}}}
  - id: ben
robots:
  - {{id: ci, keys: [{{key: {TWO.text}}}]}}
"""


def source(text: str = PEOPLE) -> SourceText:
    return SourceText("people.yaml", text.encode())


def holders(content: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for held in held_keys(TOOLS.documents.directory(source(content.decode()))):
        found.setdefault(held.holder.id, []).append(held.key.public)
    return found


@pytest.mark.parametrize(("holder", "is_robot"), [("ada", False), ("ben", False), ("ci", True), ("cd", True)])
def test_a_key_is_added(holder: str, is_robot: bool) -> None:
    edited = add_key(TOOLS, source(), holder, Key(THREE.text), is_robot=is_robot)
    assert THREE.text in holders(edited.content)[holder]
    assert edited.fingerprint == THREE.fingerprint
    assert (edited.held.holder.id, edited.held.is_robot, edited.held.key.public) == (holder, is_robot, THREE.text)
    assert isinstance(edited.held.holder, Robot) == is_robot


@pytest.mark.parametrize(
    ("holder", "key", "is_robot", "code", "says"),
    [
        ("ben", Key(ONE.text), False, "P0731", "ada already holds the key SHA256:"),
        ("ada", Key(ONE.text), False, "P0731", "ada already holds"),
        ("ben", Key(TWO.text), False, "P0731", "the robot ci already holds"),
        ("ci", Key(ONE.text), True, "P0731", "ada already holds"),
        ("bne", Key(THREE.text), False, "P0743", "no person `bne`"),
        ("ci", Key(THREE.text), False, "P0743", "no person `ci`"),
        ("ada", Key(WEAK), False, "P0732", "is weak"),
        ("ada", Key("ssh-ed25519 AAAA"), False, "P0730", "no public key"),
        ("ada", Key(THREE.text, "2026-02-01", "2026-01-01"), False, "P0742", "before it starts"),
        ("ada", Key(THREE.text), True, "P0211", "stands twice"),
        ("a b", Key(THREE.text), True, "P0212", "cannot be an id"),
    ],
)
def test_refused(holder: str, key: Key, is_robot: bool, code: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        add_key(TOOLS, source(), holder, key, is_robot=is_robot)
    problem = caught.value.problems[0]
    assert problem.code == code
    assert says in problem.what
    assert problem.fix


def test_a_misspelt_person_is_guessed() -> None:
    with pytest.raises(InputError) as caught:
        add_key(TOOLS, source(), "bem", Key(THREE.text))
    assert caught.value.problems[0].fix == "did you mean `ben`?"


@pytest.mark.parametrize("wanted", [ONE.fingerprint, ONE.fingerprint[:18], ONE.fingerprint.removeprefix("SHA256:")])
def test_a_key_is_revoked(wanted: str) -> None:
    edited = revoke_key(TOOLS, source(), wanted, "2026-03-01")
    assert edited.content.decode() == PEOPLE.replace(
        f"{{key: {ONE.text}}}", f"{{key: {ONE.text}, revoked: 2026-03-01}}"
    )
    assert (edited.fingerprint, edited.held.key.revoked) == (ONE.fingerprint, "2026-03-01")
    earlier = revoke_key(TOOLS, source(edited.content.decode()), wanted, "2026-02-01")
    assert earlier.held.key.revoked == "2026-02-01"
    for day in ("2026-03-01", "2026-03-02"):
        with pytest.raises(InputError, match="revoked from 2026-03-01 on already"):
            revoke_key(TOOLS, source(edited.content.decode()), wanted, day)


def test_a_weak_key_can_be_revoked_too() -> None:
    fingerprint = TextEditor().fingerprint(WEAK)
    text = PEOPLE.replace(ONE.text, WEAK)
    assert revoke_key(TOOLS, source(text), fingerprint, "2026-03-01").held.key.public == WEAK


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("", "at least 8"),
        ("SHA256:abc", "at least 8"),
        ("SHA256:" + "A" * 43, "no key has it"),
        (THREE.fingerprint, "no"),
    ],
)
def test_fingerprints_that_name_no_single_key(wanted: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        revoke_key(TOOLS, source(), wanted, "2026-03-01")
    assert caught.value.problems[0].code == "P0745"


class Careless(TextEditor):
    """An editor that drops a person on the way."""

    def with_key(self, text: str, *given: Any) -> str:
        return super().with_key(text, *given).replace("  - id: ben\n", "")

    def with_revocation(self, text: str, *given: Any) -> str:
        return text


def test_an_edit_that_says_anything_else_is_refused() -> None:
    tools = Tools(TOOLS.documents, cast("TextEditor", Careless()), TOOLS.checker)
    with pytest.raises(InputError, match="does not fit"):
        add_key(tools, source(), "ada", Key(THREE.text))
    with pytest.raises(InputError, match="does not fit"):
        revoke_key(tools, source(), ONE.fingerprint, "2026-03-01")
