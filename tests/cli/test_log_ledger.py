from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from log_samples import some_entries
from paraph.cli.main import main
from stored_log import StoredLog, stored_log


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoredLog:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return stored_log(tmp_path, tmp_path / "state", 3)


def test_a_ledger_by_its_folder_its_file_and_its_url(
    log: StoredLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (log.folder, str(log.file)):
        assert main(["log", "verify", "-v", "--ledger", place]) == 0
        said = capsys.readouterr()
        assert said.out.startswith("verified: 3 entries of paraph/sample")
        assert said.err == f"The ledger at {log.file}.\n"
    monkeypatch.chdir(log.folder)
    assert main(["log", "verify", "--ledger", "ledger.db"]) == 0


def test_the_ledger_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    repo = GitRepo(tmp_path / "repo")
    log = StoredLog(repo.path / ".git/paraph", tmp_path / "state")
    log.record(some_entries(3))
    assert main(["log", "verify", "--repo", str(repo.path)]) == 0
    assert main(["log", "verify", "--repo", str(repo.path), "--ledger", f"sqlite:///{log.file}"]) == 0


def test_where_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "verify", "--repo", str(GitRepo(tmp_path / "repo").path)]) == 4
    assert "there is no ledger at" in capsys.readouterr().err
