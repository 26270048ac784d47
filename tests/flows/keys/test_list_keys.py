"""Is each key told with whether it counts today, by the directory that rules?"""

from __future__ import annotations

from base64 import b64encode

import pytest

from adapters.signers.oracle import ed25519
from paraph.adapters.formats.people_edit import TextEditor
from paraph.adapters.formats.ssh_wire import pack
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.flows.keys.edit_keys import HeldKey
from paraph.flows.keys.list_keys import KeyLine, list_keys, validity
from paraph.wiring.signing import signature_checker

ONE, TWO = (ed25519(number).public for number in (1, 2))
TODAY = "2026-03-10"
WEAK = f"ssh-ed25519 {b64encode(pack(b'ssh-ed25519') + pack(bytes(32))).decode()}"


def listed(shown: Directory, in_force: Directory) -> list[KeyLine]:
    return list_keys(TextEditor(), signature_checker(), shown, in_force, TODAY)


def of(*keys: Key, has_left: bool = False) -> Directory:
    return Directory((Person("ada", keys=keys, has_left=has_left),))


@pytest.mark.parametrize(
    ("key", "counts", "state"),
    [
        (Key(ONE.text), True, "counts"),
        (Key(ONE.text, TODAY, TODAY), True, "counts"),
        (Key(ONE.text, "2026-03-11"), False, "counts from 2026-03-11 on"),
        (Key(ONE.text, end="2026-03-09"), False, "expired after 2026-03-09"),
        (Key(ONE.text, revoked=TODAY), False, f"revoked from {TODAY} on"),
        (Key(ONE.text, revoked="2026-03-11"), True, "counts"),
    ],
)
def test_validity(key: Key, counts: bool, state: str) -> None:
    assert validity(HeldKey(Person("ada"), key), TODAY) == (counts, state)
    (line,) = listed(of(key), of(key))
    assert (line.counts, line.state, line.holder, line.kind) == (counts, state, "ada", "ssh-ed25519")


def test_who_has_left_signs_no_more() -> None:
    (line,) = listed(of(Key(ONE.text), has_left=True), of(Key(ONE.text), has_left=True))
    assert (line.counts, line.state) == (False, "its holder has left")
    assert validity(HeldKey(Robot("ci"), Key(ONE.text)), TODAY) == (True, "counts")


def test_a_weak_key_never_counts() -> None:
    (line,) = listed(of(Key(WEAK)), of(Key(WEAK)))
    assert not line.counts
    assert "is weak" in line.state
    assert line.fingerprint.startswith("SHA256:")


def test_what_has_not_landed_does_not_count() -> None:
    added, gone, kept = Key(ONE.text), Key(TWO.text), Key(ed25519(3).public.text)
    lines = listed(of(added, kept), of(kept, gone))
    assert [(line.key, line.counts, line.state) for line in lines] == [
        (added, False, "has not landed"),
        (kept, True, "counts"),
        (gone, True, "counts, until its removal lands"),
    ]


def test_an_edit_that_has_not_landed_is_told() -> None:
    (line,) = listed(of(Key(ONE.text, revoked=TODAY)), of(Key(ONE.text)))
    assert (line.counts, line.state) == (True, f"counts, until an edit lands that says: revoked from {TODAY} on")


def test_a_key_that_changes_hands_has_not_landed() -> None:
    shown = Directory((Person("ada"), Person("ben", keys=(Key(ONE.text),))), robots=(Robot("ci", (Key(TWO.text),)),))
    lines = listed(shown, of(Key(ONE.text)))
    assert [(line.holder, line.is_robot, line.counts, line.state) for line in lines] == [
        ("ben", False, False, "has not landed"),
        ("ci", True, False, "has not landed"),
    ]
