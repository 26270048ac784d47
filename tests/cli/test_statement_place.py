from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.statement_place import is_in_notes, named_statement, repository_at
from paraph.core.attest.envelope import write_envelope
from paraph.core.errors import InputError, ReadError
from statement_samples import signed, statement


@pytest.mark.parametrize(
    ("named", "is_id"), [("-", False), ("abc123", True), ("ABC123", True), ("cafe", False), ("x.json", False)]
)
def test_digits_name_a_statement_unless_they_name_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, is_id: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cafe").touch()
    assert is_in_notes(named) is is_id


def test_a_file_needs_no_repository(tmp_path: Path, git_repo: GitRepo) -> None:
    assert repository_at(str(tmp_path / "gone"), is_needed=False) is None
    with pytest.raises(InputError):
        repository_at(str(tmp_path / "gone"), is_needed=True)
    envelope = tmp_path / "envelope.json"
    envelope.write_bytes(write_envelope(signed(statement("veto"), "ada")))
    assert named_statement(None, str(envelope)).statement == statement("veto")
    envelope.write_bytes(b"{}")
    with pytest.raises(ReadError):
        named_statement(None, str(envelope))
    found = repository_at(str(git_repo.path), is_needed=True)
    assert found is not None
    with closing(found), pytest.raises(InputError, match="no statement 'abcdef'"):
        named_statement(found, "abcdef")
