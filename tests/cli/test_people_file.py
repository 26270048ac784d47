"""Is the people file replaced whole, and only where it is one?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.options import Options
from paraph.cli.people_file import (
    checked_day,
    key_document,
    people_source,
    shown_directory,
    tell_landing,
    today,
    tools,
    write_edit,
)
from paraph.cli.terminal_text import Style
from paraph.core.errors import InputError
from paraph.core.model.person import Directory, Key, Person
from paraph.flows.keys.edit_keys import Edited, HeldKey
from paraph.ports.documents import SourceText

EDITED = Edited(b"people: [{id: ada}, {id: ben}]\n", "SHA256:x", HeldKey(Person("ada"), Key("k")))


def options(folder: Path, *, is_quiet: bool = False) -> Options:
    return Options(str(folder), "text", is_quiet, is_verbose=False, style=Style())


def test_the_file_of_the_work_tree(git_repo: GitRepo) -> None:
    with pytest.raises(InputError, match="there is no"):
        people_source(options(git_repo.path))
    assert shown_directory(options(git_repo.path)) is None
    git_repo.write(".paraph/people.yaml", "people: [{id: ada}]\n")
    (git_repo.path / "below").mkdir()
    path, source = people_source(options(git_repo.path / "below"))
    assert (path, source.file) == (git_repo.path / ".paraph/people.yaml", ".paraph/people.yaml")
    assert shown_directory(options(git_repo.path)) == Directory((Person("ada"),))


@pytest.mark.parametrize("linked", [".paraph/people.yaml", ".paraph"])
def test_a_link_is_not_followed(git_repo: GitRepo, tmp_path: Path, linked: str) -> None:
    (tmp_path / "people.yaml").write_text("people: []\n")
    place = git_repo.path / linked
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(tmp_path if linked == ".paraph" else tmp_path / "people.yaml")
    with pytest.raises(InputError, match="is a link"):
        people_source(options(git_repo.path))


def test_the_file_keeps_its_mode(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "people.yaml"
    path.write_text("people: [{id: ada}]\n")
    path.chmod(0o640)
    write_edit(path, SourceText("people.yaml", path.read_bytes()), EDITED, options(tmp_path))
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (0o640, EDITED.content)
    assert capsys.readouterr().out.splitlines()[-1] == "+people: [{id: ada}, {id: ben}]"


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_edit(path, SourceText("people.yaml", b"people: []\n"), EDITED, options(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["people.yaml"]


def test_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", today())
    assert (checked_day(None, "--on"), checked_day("2026-03-01", "--on")) == ("", "2026-03-01")
    with pytest.raises(InputError, match="--on 'soon' is no day"):
        checked_day("soon", "--on")
    tell_landing(options(tmp_path, is_quiet=True))
    assert capsys.readouterr().err == ""


def test_a_key_as_a_document() -> None:
    assert key_document("ada", Key("k", "2026-01-01"), is_robot=False) == {
        "holder": "ada", "is_robot": False, "public": "k", "from": "2026-01-01", "until": None, "revoked": None,
        "comment": "",
    }  # fmt: skip
    assert tools().documents.directory(None) == Directory()
