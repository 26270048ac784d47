"""Does the command line count before the file, and what was not said be something sensible?"""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.core.errors import InputError, Problem
from paraph.wiring.server_setup import Told, config_file, config_of, default_data, default_url


def told(folder: Path, **more: object) -> Told:
    return Told(**{"data": f"{folder}/data", **more})  # type: ignore[arg-type]


def test_nothing_but_a_folder_is_one_process_on_this_machine(tmp_path: Path) -> None:
    config = config_of(told(tmp_path), 8080)
    assert config.url == "http://localhost:8080"
    assert config.database == f"sqlite:///{tmp_path}/data/ledger.db"
    assert config.is_link_login


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://localhost:80"), ("::1", "http://localhost:80"), ("10.0.0.7", "http://10.0.0.7:80"),
        ("fe80::1", "http://[fe80::1]:80"), ("forge.example.test", "http://forge.example.test:80"),
    ],
)  # fmt: skip
def test_the_address_of_a_server_that_has_none(host: str, expected: str) -> None:
    assert default_url(host, 80) == expected


@pytest.mark.parametrize("more", [{"host": "10.0.0.7"}, {"database": "postgresql://h/n"}])
def test_no_link_where_others_can_reach_it(tmp_path: Path, more: dict[str, str]) -> None:
    assert not config_of(told(tmp_path, **more)).is_link_login


def test_the_command_line_counts_first_and_warnings_are_told(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("postgresql://u:p@h/n")
    (tmp_path / "secret").chmod(0o644)
    file = tmp_path / "config.yaml"
    file.write_text("url: https://a.example.test\ndata: other\ndatabase_file: secret\nname: A\n")
    warned: list[Problem] = []
    config = config_of(Told(str(file), url="https://b.example.test/"), 1, warned.append)
    assert (config.url, config.name) == ("https://b.example.test", "A")
    assert (config.data, config.database) == (f"{tmp_path}/other", "postgresql+psycopg://u:p@h/n")
    assert [each.code for each in warned] == ["P1245"]


def test_the_configuration_in_the_data_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert config_file(told(tmp_path)) == ""
    (tmp_path / "data/config.yaml").write_text("name: Here\n")
    assert config_of(told(tmp_path)).name == "Here"
    assert config_file(told(tmp_path, config="other.yaml")) == "other.yaml"


def test_repositories_join_those_of_plain_git(tmp_path: Path) -> None:
    (tmp_path / "a.git").mkdir()
    file = tmp_path / "config.yaml"
    file.write_text("forges: [{kind: git, folder: all}]\n")
    config = config_of(told(tmp_path, config=str(file), repositories=(f"{tmp_path}/a.git",)))
    (forge,) = config.forges
    assert (forge.folder, forge.repositories) == (f"{tmp_path}/all", (f"{tmp_path}/a.git",))


@pytest.mark.parametrize(
    ("more", "code"), [({"repositories": ("/nowhere/x.git",)}, "P1250"), ({"url": "https://a/b"}, "P1256")]
)
def test_what_cannot_be_is_refused(tmp_path: Path, more: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        config_of(told(tmp_path, **more))
    assert caught.value.problems[0].code == code


def test_the_usual_folder_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/d")
    assert default_data() == "/d/paraph"
