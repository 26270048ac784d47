from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from paraph.adapters.formats import document_cache as cache
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError
from paraph.core.policy.source import Document
from policy_text import GOOD

CONTENT = GOOD.encode()
KEY = sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache that holds one document."""
    cache.read_document(CONTENT, "f", tmp_path / "cache")
    return tmp_path / "cache"


def sealed(body: bytes, key: str = KEY) -> bytes:
    return f"{cache.FORMAT} {key} {sha256(body).hexdigest()}\n".encode() + body


def test_a_document_comes_back_whole_under_any_name(folder: Path) -> None:
    assert cache.load(folder, KEY, "other") == read_yaml(CONTENT, "other")
    assert cache.read_document(CONTENT, "f", folder) == read_yaml(CONTENT, "f")


def test_the_cache_is_asked_before_the_parser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "paraph.adapters.formats.yaml", None)
    assert cache.read_document(CONTENT, "f", folder).file == "f"
    with pytest.raises(ImportError):
        cache.read_document(CONTENT + b"\n", "f", folder)


def test_without_a_folder_every_call_parses() -> None:
    assert cache.read_document(CONTENT, "f", None) == read_yaml(CONTENT, "f")


def test_what_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        cache.read_document(b"a: [", "f", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_single_damage_is_noticed(folder: Path) -> None:
    whole = (folder / KEY).read_bytes()
    for place in range(0, len(whole), 97):
        (folder / KEY).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.load(folder, KEY, "f") is None
    (folder / KEY).write_bytes(whole[:-1])
    assert cache.load(folder, KEY, "f") is None


def test_an_entry_of_another_document_is_ignored(folder: Path) -> None:
    other = b"mode: enforce\nrules: [{name: a, deny: no}]\n"
    os.replace(folder / KEY, folder / sha256(other).hexdigest())  # noqa: PTH105
    assert cache.read_document(other, "f", folder) == read_yaml(other, "f")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'["d", 1]',
        b'["d", []]',
        b'["d", [1, 2]]',
        b'["d", [1, 2, 3, 4, 5]]',
        b'["d", [[], 1, 1]]',
        b'["d", [{}, 1, 1, 0]]',
        b'["d", ["x", "1", 1]]',
        b'["d", [[["a", 1, 1]], 1, 1, 1]]',
        b'["d", [[[[], 1, 1, 0], ["a", 1, 1]], 1, 1, 1]]',
        b'["d", [[], true, 1, 0]]',
        b'["d", ' + b"[" * 50_000,
        b'[3, ["x", 1, 1]]',
    ],
)
def test_an_entry_of_another_shape_is_ignored(folder: Path, body: bytes) -> None:
    (folder / KEY).write_bytes(sealed(body))
    assert cache.load(folder, KEY, "f") is None
    assert cache.read_document(CONTENT, "f", folder) == read_yaml(CONTENT, "f")
    assert cache.load(folder, KEY, "f") == read_yaml(CONTENT, "f")


def test_what_is_no_plain_file_is_ignored(folder: Path, tmp_path: Path) -> None:
    good = folder / KEY
    elsewhere = tmp_path / "elsewhere"
    good.rename(elsewhere)
    good.symlink_to(elsewhere)
    assert cache.load(folder, KEY, "f") is None
    good.unlink()
    os.mkfifo(good)
    assert cache.load(folder, KEY, "f") is None
    good.unlink()
    good.mkdir()
    assert cache.load(folder, KEY, "f") is None
    assert cache.read_document(CONTENT, "f", folder) == read_yaml(CONTENT, "f")


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert cache.read_document(CONTENT, "f", tmp_path / "file") == read_yaml(CONTENT, "f")


def test_the_cache_does_not_grow_for_ever(tmp_path: Path) -> None:
    document = read_yaml(b"a: 1", "f")
    for number in range(cache.MAX_ENTRIES + 5):
        cache.store(tmp_path, f"{number:064}", document)
        os.utime(tmp_path / f"{number:064}", (number, number))
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == cache.MAX_ENTRIES
    assert f"{cache.MAX_ENTRIES + 4:064}" in left
    assert f"{0:064}" not in left


def test_an_entry_holds_no_more_than_its_document(folder: Path) -> None:
    _, _, body = (folder / KEY).read_bytes().partition(b"\n")
    digest, _ = json.loads(body)
    assert digest == read_yaml(CONTENT, "f").digest
    assert isinstance(cache.load(folder, KEY, "f"), Document)
