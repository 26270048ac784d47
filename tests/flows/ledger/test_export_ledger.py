from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from log_samples import KEY, ORIGIN, SIGNER, exported, memory_ledger, some_entries, verified
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.export_folder import ExportFolder
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.note import read_vkey
from paraph.flows.ledger.export_ledger import Exported, export_ledger
from paraph.ports.ledger import KeptBlob, Row
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.ledger import check_note

SIZES = (0, 1, 255, 256, 257, 600, 700)


def export(folder: Path, ledger: MemoryLedger) -> Exported:
    return export_ledger(ledger, ExportFolder(str(folder)), [KEY], check_note)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_files_of_an_export(tmp_path: Path) -> None:
    done = export(tmp_path, memory_ledger(300))
    assert sorted(files(tmp_path)) == [
        "checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44",
        "vkey",
    ]  # fmt: skip
    assert (done.checkpoint.size, done.size_before, done.files, done.blobs) == (300, 0, 5, 0)
    assert files(tmp_path)["vkey"].decode() == f"{SIGNER.vkey}\n"


def test_an_export_grows_and_keeps_what_was_published(tmp_path: Path) -> None:
    ledger, entries, before = memory_ledger(), some_entries(700), dict[str, bytes]()
    for start, end in pairwise(SIZES):
        ledger.record(entries[start:end])
        done = export(tmp_path, ledger)
        assert (done.size_before, done.checkpoint.size) == (start, end)
        after = files(tmp_path)
        assert {name: after[name] for name in before if name != "checkpoint"} == {
            name: content for name, content in before.items() if name != "checkpoint"
        }
        assert verified(tmp_path).problems == ()
        before = after
    whole = tmp_path / "whole"
    exported(whole, ledger)
    assert files(whole).items() <= files(tmp_path).items()


def test_a_second_export_writes_only_what_is_new(tmp_path: Path) -> None:
    ledger = memory_ledger(600)
    export(tmp_path, ledger)
    ledger.record(some_entries(1, 8))
    assert export(tmp_path, ledger).files == 3
    (tmp_path / "tile/0/000").write_bytes(b"not written again")
    assert export(tmp_path, ledger).checkpoint.size == 601
    assert (tmp_path / "tile/0/000").read_bytes() == b"not written again"


def test_an_export_that_was_interrupted_is_taken_up(tmp_path: Path) -> None:
    ledger = memory_ledger(300)
    export(tmp_path, ledger)
    checkpoint = (tmp_path / "checkpoint").read_bytes()
    ledger.record(some_entries(300, 8))
    export(tmp_path, ledger)
    (tmp_path / "checkpoint").write_bytes(checkpoint)
    (tmp_path / "tile/0/001").write_bytes(b"")
    (tmp_path / "tile/entries/001~").write_bytes(b"half")
    assert verified(tmp_path).problems == ()
    assert export(tmp_path, ledger).size_before == 300
    assert verified(tmp_path).problems == ()


class Failing(ExportFolder):
    """A place whose disk is full after so many files."""

    left = 0

    def put(self, path: str, content: bytes) -> None:
        if not self.left:
            raise ReadError(Problem("P0809", "no space left", ""))
        self.left -= 1
        super().put(path, content)


@pytest.mark.parametrize("left", range(7))
def test_a_full_disk_leaves_what_was_published(tmp_path: Path, left: int) -> None:
    ledger = memory_ledger(300)
    export(tmp_path, ledger)
    ledger.record(some_entries(300, 8))
    place = Failing(str(tmp_path))
    place.left = left
    with pytest.raises(ReadError, match="no space left"):
        export_ledger(ledger, place, [KEY], check_note)
    found = verified(tmp_path)
    assert (found.problems, found.checkpoint and found.checkpoint.size) == ((), 300)
    assert export(tmp_path, ledger).size_before == 300
    assert verified(tmp_path).problems == ()


def fork(count: int) -> MemoryLedger:
    """A log of the same key that tells another story."""
    return memory_ledger(count, seed=99)


@pytest.mark.parametrize(
    ("ledger", "why"),
    [
        (fork(700), "do not begin this ledger"),
        (fork(600), "do not begin this ledger"),
        (memory_ledger(599), "cut short or put back"),
        (memory_ledger(0), "cut short or put back"),
    ],
)
def test_a_fork_is_never_written_over(tmp_path: Path, ledger: MemoryLedger, why: str) -> None:
    export(tmp_path, memory_ledger(600))
    before = files(tmp_path)
    with pytest.raises(InputError, match=why) as refused:
        export(tmp_path, ledger)
    assert refused.value.problems[0].code == "P0817"
    assert files(tmp_path) == before


def test_the_export_of_another_log_is_not_written_over(tmp_path: Path) -> None:
    export(tmp_path, memory_ledger(5))
    other = NoteSigner(b"k" * 32, "paraph/other")
    ledger = MemoryLedger("paraph/other", other.sign)
    with pytest.raises(InputError, match="is not this ledger's"):
        export_ledger(ledger, ExportFolder(str(tmp_path)), [read_vkey(other.vkey)], check_note)
    renamed = MemoryLedger("paraph/renamed", SIGNER.sign)
    with pytest.raises(InputError, match=f"it is the log '{ORIGIN}'"):
        export(tmp_path, renamed)


def test_what_is_no_checkpoint_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").write_bytes(b"something of mine\n")
    with pytest.raises(InputError, match="not a signed note"):
        export(tmp_path, memory_ledger(5))


def spoilt_entry(ledger: MemoryLedger) -> None:
    ledger.bodies[400] = entry("note", 1)


def spoilt_leaf(ledger: MemoryLedger) -> None:
    ledger.leaves[10] = bytes(32)


def rewritten_leaf(ledger: MemoryLedger) -> None:
    ledger.bodies[10] = entry("note", 1)
    ledger.leaves[10] = sha256(b"\x00" + ledger.bodies[10]).digest()


def lost_entry(ledger: MemoryLedger) -> None:
    ledger.bodies.pop()


def lost_leaf(ledger: MemoryLedger) -> None:
    ledger.leaves.pop()


def rewritten_last(ledger: MemoryLedger) -> None:
    ledger.bodies[-1] = entry("note", 1)
    ledger.leaves[-1] = sha256(b"\x00" + ledger.bodies[-1]).digest()


@pytest.mark.parametrize(
    "spoil", [spoilt_entry, spoilt_leaf, rewritten_leaf, lost_entry, lost_leaf, rewritten_last]
)  # fmt: skip
def test_a_ledger_that_contradicts_itself_is_not_published(tmp_path: Path, spoil: object) -> None:
    ledger = memory_ledger(600)
    assert callable(spoil)
    spoil(ledger)
    with pytest.raises(ReadError) as refused:
        export(tmp_path, ledger)
    assert refused.value.problems[0].code == "P0818"
    assert not (tmp_path / "checkpoint").exists()


def test_only_what_is_not_personal_is_published(tmp_path: Path) -> None:
    ledger, open_, hidden = memory_ledger(3), b"a policy", b"ada@example.test"
    digest, commitment = sha256(open_).hexdigest(), sha256(b"salt" + hidden).hexdigest()
    rows = [
        Row(KeptBlob(digest, open_), 0),
        Row(KeptBlob(commitment, hidden, b"salt"), 0),
        Row(KeptBlob("f" * 64, b"?")),
    ]
    ledger.record(
        [entry("decided", 1, policy=f"sha256:{digest}", by=commitment, odd="f" * 64, cut=digest[1:])], rows=rows
    )
    ledger.record([entry("decided", 2, policy=digest)])
    assert export(tmp_path, ledger).blobs == 1
    found = files(tmp_path)
    assert [name for name in found if name.startswith("blob/")] == [f"blob/sha256/{digest}"]
    assert found[f"blob/sha256/{digest}"] == open_
    assert not any(hidden in content for content in found.values())
