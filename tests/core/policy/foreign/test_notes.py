from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.core.policy.foreign.notes import Note, Source
from paraph.core.policy.source import Document, Scalar, from_plain


def source() -> Source:
    return Source(Document("p.yml", from_plain({})))


def test_the_same_note_is_kept_once() -> None:
    notes = source()
    for _ in range(2):
        notes.note(Scalar(1, 3, 5), "rule `a`.if", "no", "because")
    assert notes.notes == [Note("if", "rule `a`.if", 3, "no", "because")]


def test_strict_reading() -> None:
    reader = source()
    assert reader.fields(Scalar(None, 1, 1), frozenset(), "x") == {}
    assert reader.items(Scalar(None, 1, 1), "x") == ()
    assert reader.texts(from_plain(["a", "b"]), "x") == ("a", "b")
    assert reader.flag(Scalar(False, 1, 1), "x") is False
    with pytest.raises(InputError, match="no key `b`"):
        reader.fields(from_plain({"b": 1}), frozenset({"a"}), "x")
    with pytest.raises(InputError, match="must be a list"):
        reader.items(from_plain({"b": 1}), "x")
    with pytest.raises(InputError, match="must be text"):
        reader.text(Scalar(1, 1, 1), "x")
    with pytest.raises(InputError, match="true or false"):
        reader.flag(Scalar("yes", 1, 1), "x")
