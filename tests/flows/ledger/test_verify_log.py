from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from core.ledger.test_note import cosigned
from log_samples import KEY, ORIGIN, SIGNER, exported, memory_ledger, some_entries, verified, words
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.export_folder import ExportFolder
from paraph.adapters.store.ledger_source import LedgerSource
from paraph.core.errors import InputError, ReadError
from paraph.core.ledger.checkpoint import Checkpoint, text_of
from paraph.core.ledger.entry import entry
from paraph.core.ledger.note import read_vkey, write_note
from paraph.flows.ledger.export_ledger import export_ledger
from paraph.flows.ledger.verify_log import verify_log
from paraph.ports.ledger import KeptBlob, Row
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.ledger import check_note, trust


def codes(folder: Path, earlier: bytes | None = None) -> list[str]:
    return [problem.code for problem in verified(folder, earlier).problems]


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 600])
def test_a_clean_log(tmp_path: Path, size: int) -> None:
    exported(tmp_path, memory_ledger(size))
    found = verified(tmp_path)
    assert found.problems == ()
    assert found.checkpoint is not None
    assert (found.checkpoint.origin, found.checkpoint.size, found.earlier_size) == (ORIGIN, size, None)


def test_a_clean_log_of_three_levels(tmp_path: Path) -> None:
    ledger, one = memory_ledger(), entry("note", 1)
    ledger.record([one] * 66_000)
    earlier = ledger.checkpoint().encode()
    ledger.record(some_entries(300))
    exported(tmp_path, ledger)
    found = verified(tmp_path, earlier)
    assert (found.problems, found.earlier_size) == ((), 66_000)


def test_it_goes_on_from_every_earlier_checkpoint(tmp_path: Path) -> None:
    ledger, entries, earlier = memory_ledger(), some_entries(600), list[bytes]()
    for start in range(0, 600, 50):
        ledger.record(entries[start : start + 50])
        earlier.append(ledger.checkpoint().encode())
    exported(tmp_path, ledger)
    assert [verified(tmp_path, each).earlier_size for each in earlier] == list(range(50, 601, 50))
    assert not any(verified(tmp_path, each).problems for each in earlier)


def test_a_live_ledger() -> None:
    ledger = memory_ledger(600)
    trusted = trust((KEY,))
    assert verify_log(LedgerSource(ledger), trusted, None, lambda *_: None).problems == ()
    ledger.bodies[300] = entry("note", 1)
    found = verify_log(LedgerSource(ledger), trusted, None, lambda *_: None)
    assert words(found).startswith("entry 300 (note) is not what the log committed to: tile/0/001 says ")
    ledger.bodies.pop()
    ledger.bodies[300] = some_entries(600)[300]
    found = verify_log(LedgerSource(ledger), trusted, None, lambda *_: None)
    assert words(found) == "entry 599 is missing: tile/entries/002.p/88 does not have them"


def test_an_altered_entry_is_named(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(600))
    flip(tmp_path / "tile/entries/001", 2 + 40)
    said = words(verified(tmp_path))
    assert said.startswith("entry 256 (pushed, refs/")
    assert " is not what the log committed to: tile/0/001 says " in said
    assert codes(tmp_path) == ["P0811"]


def test_an_altered_entry_of_a_partial_tile_is_named(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(600))
    flip(tmp_path / "tile/entries/002.p/88", -1)
    assert words(verified(tmp_path)).startswith(
        "entry 599 (pushed, refs/heads/release) is not what the log committed to"
    )


@pytest.mark.parametrize("name", ["tile/0/001", "tile/0/002.p/88"])
def test_an_altered_tile_is_not_blamed_on_the_entry(tmp_path: Path, name: str) -> None:
    exported(tmp_path, memory_ledger(600))
    flip(tmp_path / name, 40)
    assert words(verified(tmp_path)).startswith(f"{name} was altered")
    assert codes(tmp_path) == ["P0812"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tile/0/001", "tile/0/001 is missing or not of its length; it stands for the entries 256 to 511"),
        ("tile/1/000.p/2", "tile/1/000.p/2 is missing or not of its length; it stands for the entries 0 to 511"),
        ("tile/entries/001", "the entries 256 to 511 are missing: tile/entries/001 does not have them"),
    ],
)
def test_a_missing_file_is_named(tmp_path: Path, name: str, said: str) -> None:
    exported(tmp_path, memory_ledger(600))
    (tmp_path / name).unlink()
    assert words(verified(tmp_path)) == said


def test_an_upper_tile_names_the_span(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(600))
    flip(tmp_path / "tile/1/000.p/2", 33)
    assert "tile/1/000.p/2 says " in words(verified(tmp_path))
    assert " of the entries 256 to 511, which give " in words(verified(tmp_path))


def test_a_bundle_cut_short_is_named(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(600))
    file = tmp_path / "tile/entries/001"
    file.write_bytes(file.read_bytes()[:-1])
    assert words(verified(tmp_path)) == "tile/entries/001: entry 255 of the bundle is cut short"


def test_what_was_committed_to_but_is_no_entry(tmp_path: Path) -> None:
    ledger = memory_ledger(300)
    ledger.record([b'{"at":1, "kind":"note"}'])
    exported(tmp_path, ledger)
    assert words(verified(tmp_path)).startswith("entry 300 is not in the form of an entry: ")
    assert codes(tmp_path) == ["P0815"]


def rewritten(folder: Path, *, is_signed: bool) -> None:
    """Another story in the place of the one published, with all its hashes; signed by the log's own key or not."""
    checkpoint = (folder / "checkpoint").read_bytes()
    entries = some_entries(600)
    entries[5] = entry("note", 1)
    ledger = MemoryLedger(ORIGIN, SIGNER.sign)
    ledger.record(entries)
    (folder / "checkpoint").unlink()
    exported(folder, ledger)
    if not is_signed:
        (folder / "checkpoint").write_bytes(checkpoint)


def test_a_rewritten_log_is_found_by_its_root(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(600))
    rewritten(tmp_path, is_signed=False)
    assert codes(tmp_path) == ["P0813"]


def test_a_log_rewritten_and_signed_anew_is_found_by_an_earlier_checkpoint(tmp_path: Path) -> None:
    ledger = memory_ledger(500)
    earlier = ledger.checkpoint().encode()
    exported(tmp_path, memory_ledger(600))
    assert codes(tmp_path, earlier) == []
    rewritten(tmp_path, is_signed=True)
    assert codes(tmp_path) == []
    assert codes(tmp_path, earlier) == ["P0814"]
    assert "the first 500 entries are not those" in words(verified(tmp_path, earlier))


def test_an_old_copy_is_found_by_a_later_checkpoint(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(500))
    later = memory_ledger(600).checkpoint().encode()
    assert words(verified(tmp_path, later)) == (
        "the log has 500 entries, the earlier checkpoint vouches for 600: it was cut short, or an old copy was put back"
    )


def test_another_key_is_found(tmp_path: Path) -> None:
    other = NoteSigner(b"k" * 32, ORIGIN)
    ledger = MemoryLedger(ORIGIN, other.sign)
    ledger.record(some_entries(3))
    export_ledger(ledger, ExportFolder(str(tmp_path)), [read_vkey(other.vkey)], check_note)
    assert codes(tmp_path) == ["P0805"]


def test_a_bad_signature_is_found(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(3))
    text = (tmp_path / "checkpoint").read_text(encoding="utf-8")
    (tmp_path / "checkpoint").write_text(text.replace("\n3\n", "\n2\n"), encoding="utf-8")
    assert codes(tmp_path) == ["P0803"]
    (tmp_path / "checkpoint").write_bytes(b"nonsense")
    assert codes(tmp_path) == ["P0802"]


def test_known_witnesses_are_named(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(3))
    own = (tmp_path / "checkpoint").read_text(encoding="utf-8")
    line, witness = cosigned(own.rpartition("\n\n")[0] + "\n")
    (tmp_path / "checkpoint").write_text(own + line, encoding="utf-8")
    found = verify_log(ExportFolder(str(tmp_path)), trust((KEY, witness)), None, lambda *_: None)
    assert (found.problems, found.witnesses) == ((), ("witness.example.test/w1",))
    assert verified(tmp_path).witnesses == ()


def test_the_earlier_checkpoint_must_say_something_of_this_log(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(3))
    with pytest.raises(InputError, match="proves nothing"):
        verified(tmp_path, memory_ledger().checkpoint().encode())
    with pytest.raises(InputError, match="not a signed note"):
        verified(tmp_path, b"x")
    text = text_of(Checkpoint("paraph/elsewhere", 3, bytes(32)))
    other = write_note(text, [SIGNER.sign(text).decode()]).encode()
    assert words(verified(tmp_path, other)) == (
        "the earlier checkpoint is of the log 'paraph/elsewhere', this is 'paraph/sample'"
    )


def test_without_a_checkpoint_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no checkpoint here"):
        verified(tmp_path)


def test_blobs_are_what_they_go_by(tmp_path: Path) -> None:
    ledger, digest = memory_ledger(3), sha256(b"a policy").hexdigest()
    ledger.record([entry("decided", 1, policy=digest)], rows=[Row(KeptBlob(digest, b"a policy"), 0)])
    exported(tmp_path, ledger)
    assert (verified(tmp_path).blobs, codes(tmp_path)) == (1, [])
    (tmp_path / "blob/sha256" / digest).write_bytes(b"another")
    assert codes(tmp_path) == ["P0816"]


def test_somebody_is_told_how_far_it_is(tmp_path: Path) -> None:
    exported(tmp_path, memory_ledger(600))
    told: list[tuple[int, int]] = []
    verify_log(ExportFolder(str(tmp_path)), trust((KEY,)), None, lambda *far: told.append(far))
    assert told == [(0, 600)]
