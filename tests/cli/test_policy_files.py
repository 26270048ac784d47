from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraph.cli.policy_files import MAX_BYTES, read_policy_work, source, work_tree
from paraph.core.errors import InputError
from policy_text import GOOD

ORG = "mode: enforce\nlevels: [junior, mid, senior]\nrules: [{name: all, deny: no}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".paraph").mkdir()
    (tmp_path / "src").mkdir()
    return tmp_path


def test_the_files_of_the_work_tree_are_meant(root: Path) -> None:
    (root / ".paraph/policy.yaml").write_text(GOOD)
    (root / ".paraph/people.yaml").write_text("people: [{id: ada, accounts: ['email:ada@example.test']}]\n")
    work = read_policy_work(str(root / "src"), None, None, None)
    assert (work.root, work.policy.sources) == (root, (".paraph/policy.yaml",))
    assert work.directory is not None
    assert [person.id for person in work.directory.people] == ["ada"]
    assert [document.file for document in work.documents] == [".paraph/policy.yaml"]


def test_named_files_stand_in(root: Path) -> None:
    (root / "p.yaml").write_text(GOOD)
    (root / "o.yaml").write_text(ORG)
    (root / "d.yaml").write_text("people: []\n")
    work = read_policy_work(str(root), str(root / "p.yaml"), str(root / "o.yaml"), str(root / "d.yaml"))
    assert [rule.name for rule in work.policy.rules][:2] == ["org/all", "repo/senior sign-off"]
    assert len(work.documents) == 2
    assert work.directory is not None


def test_an_organisations_policy_may_stand_alone(root: Path) -> None:
    (root / "o.yaml").write_text(ORG)
    work = read_policy_work(str(root), None, str(root / "o.yaml"), None)
    assert ([rule.name for rule in work.policy.rules], work.directory) == (["org/all"], None)


def test_without_a_policy_there_is_nothing_to_work_on(root: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_policy_work(str(root), None, None, None)
    assert caught.value.problems[0].code == "P0137"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "pipe"):
        with pytest.raises(InputError) as caught:
            source(path, "x")
        assert caught.value.problems[0].code == "P0604"


def test_no_more_is_read_than_any_reader_takes(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"a" * (MAX_BYTES + 99))
    with pytest.raises(InputError) as caught:
        source(tmp_path / "big", "x")
    assert caught.value.problems[0].code == "P0605"


def test_outside_a_repository_the_folder_is_meant(tmp_path: Path) -> None:
    assert work_tree(str(tmp_path)) == tmp_path
