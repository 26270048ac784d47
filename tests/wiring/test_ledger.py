from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from log_samples import KEY, exported, memory_ledger
from paraph.adapters.signers.notes import NoteSigner
from paraph.core.errors import ParaphError
from paraph.core.ledger.note import read_vkey
from paraph.flows.ledger.verify_log import verify_log
from paraph.wiring.ledger import check_note, default_url, export_folder, has_ledger, ledger_source, open_ledger, trust


def test_a_log_is_verified_in_a_folder_and_in_its_ledger(tmp_path: Path) -> None:
    ledger = memory_ledger(3)
    exported(tmp_path, ledger)
    for source in (export_folder(str(tmp_path)), ledger_source(ledger)):
        found = verify_log(source, trust((KEY,)), None, lambda *_: None)
        assert (found.problems, found.checkpoint and found.checkpoint.size) == ((), 3)


def test_where_nobody_says_otherwise_a_ledger_lies_in_the_private_area(tmp_path: Path) -> None:
    assert default_url(str(tmp_path)) == f"sqlite:///{tmp_path}/ledger.db"
    assert not has_ledger(str(tmp_path))
    with pytest.raises(ParaphError):
        open_ledger("", str(tmp_path))
    (tmp_path / "ledger.key").write_text("no key")
    assert has_ledger(str(tmp_path))
    with pytest.raises(ParaphError):
        open_ledger("", str(tmp_path))


def test_a_note_is_checked_with_the_bare_public_key() -> None:
    signer = NoteSigner(bytes(range(32)), "paraph/x")
    line = signer.sign("text\n").decode()
    signature = b64decode(line.split()[2])[4:]
    public = read_vkey(signer.vkey).public
    assert check_note(public, b"text\n", signature)
    assert not check_note(public, b"other\n", signature)
