from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest

from paraph.adapters.store.export_folder import ExportFolder
from paraph.core.errors import InputError, ReadError
from paraph.core.ledger.tiles import write_bundle


def test_what_is_put_lies_where_tlog_clients_look(tmp_path: Path) -> None:
    place = ExportFolder(str(tmp_path / "made/here"))
    with place.alone():
        place.put("tile/0/x001/x234/067.p/1", b"h" * 32)
        place.put("tile/entries/x001/x234/067.p/1", write_bundle([b"entry"]))
        assert place.checkpoint() is None
        place.publish(b"note")
    assert place.checkpoint() == b"note"
    assert place.tile(0, 1_234_067, 1) == b"h" * 32
    assert place.entries(1_234_067, 1) == [b"entry"]
    assert not list(tmp_path.rglob("*~"))


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    place = ExportFolder(str(tmp_path))
    (tmp_path / "tile").write_bytes(b"a file where a folder belongs")
    assert (place.checkpoint(), place.tile(0, 0, 256), place.entries(0, 256)) == (None, None, None)
    assert list(place.blobs()) == []


@pytest.mark.parametrize(
    ("bundle", "why"),
    [(b"\x00", "cut short"), (b"\x00\x05abc", "cut short"), (write_bundle([b"a"] * 3), "has 3 entries instead of 2")],
)
def test_a_bundle_that_cannot_be_told_apart(tmp_path: Path, bundle: bytes, why: str) -> None:
    place = ExportFolder(str(tmp_path))
    place.put("tile/entries/000.p/2", bundle)
    with pytest.raises(InputError, match=why):
        place.entries(0, 2)


def test_giants_are_not_read(tmp_path: Path) -> None:
    place = ExportFolder(str(tmp_path))
    place.put("tile/0/000.p/2", b"x" * 1_000_000)
    assert len(place.tile(0, 0, 2) or b"") == 65


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "checkpoint")
    with pytest.raises(ReadError, match="not a file"):
        ExportFolder(str(tmp_path)).checkpoint()
    (tmp_path / "blob/sha256/dir").mkdir(parents=True)
    with pytest.raises(ReadError):
        list(ExportFolder(str(tmp_path)).blobs())


def test_blobs_are_told_with_their_digests(tmp_path: Path) -> None:
    place = ExportFolder(str(tmp_path))
    place.put("blob/sha256/name", b"")
    (tmp_path / "blob/sha256/half~").write_bytes(b"left by a crash")
    assert list(place.blobs()) == [("name", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]


@pytest.mark.parametrize("count", [3, 80])
def test_many_files_are_made_durable_too(tmp_path: Path, count: int) -> None:
    place = ExportFolder(str(tmp_path))
    for number in range(count):
        place.put(f"tile/0/{number:03d}", b"x")
    place.publish(b"note")
    assert place.checkpoint() == b"note"


def test_two_exports_wait_for_each_other(tmp_path: Path) -> None:
    order: list[str] = []

    def other() -> None:
        with ExportFolder(str(tmp_path)).alone():
            order.append("second")

    with ExportFolder(str(tmp_path)).alone():
        waiting = Thread(target=other)
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    place = ExportFolder(str(tmp_path / "file/below"))
    with pytest.raises(ReadError), place.alone():
        pass
    with pytest.raises(ReadError):
        place.put("tile/0/000", b"")
    with pytest.raises(ReadError):
        place.publish(b"note")
