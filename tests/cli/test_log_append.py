from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from paraph.cli.main import main
from stored_log import StoredLog, stored_log


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoredLog:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return stored_log(tmp_path, tmp_path / "state", 3)


def test_a_note_gets_a_receipt(log: StoredLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "append", "--note", "Moved to another disk.", "--ledger", log.folder]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("c2sp.org/tlog-proof@v1\nindex 3\n")
    assert said.err == "Entry 3 is in the ledger.\n"
    assert b"Moved to another disk." in b"".join(path.read_bytes() for path in Path(log.folder).glob("ledger.db*"))


def test_a_note_from_a_file_and_from_stdin(
    log: StoredLog, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "note").write_text("words\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    for index, file in enumerate([str(tmp_path / "note"), "-"], 3):
        assert main(["log", "append", "--json", "--note-file", file, "--ledger", log.folder]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["schema"], told["index"]) == ("paraph/log-append/v1", index)
        assert told["receipt"].startswith(f"c2sp.org/tlog-proof@v1\nindex {index}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [([], "give the words"), (["--note", "a", "--note-file", "b"], "give the words"), (["--note", " "], "is empty"),
     (["--note-file", "/nonexistent"], "No such file")],
)  # fmt: skip
def test_what_is_no_note(log: StoredLog, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "append", *words, "--ledger", log.folder]) == 2
    assert said in capsys.readouterr().err
