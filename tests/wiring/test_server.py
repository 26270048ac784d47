"""A hook never runs on half a set-up, and a laptop is no server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.formats.server_file import write_settings
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError
from paraph.flows.gate.governed_files import Given
from paraph.ports.server import ServerSettings
from paraph.wiring.install import Installation, set_up
from paraph.wiring.ledger import has_ledger
from paraph.wiring.server import given_by_operator, receiving, settings_of
from serverside import MAIN, RULES, Server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> Server:
    git_repo.commit("rules", RULES)
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.take(git_repo, "main", MAIN)
    return made


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda area: (area / "server.json").unlink(), "P0909"),
        (lambda area: (area / "server.json").write_text("{}"), "P0901"),
        (lambda area: (area / "spot-check.secret").write_bytes(b"short"), "P0911"),
        (lambda area: (area / "spot-check.secret").unlink(), "P0911"),
    ],
)
def test_half_a_set_up_answers_nothing(server: Server, spoil: object, code: str) -> None:
    found = set_up(str(server.path), Installation())
    spoil(Path(found.area))  # type: ignore[operator]
    with pytest.raises(InputError) as caught, receiving(str(server.path)) as at:
        at.desk()
    assert caught.value.problems[0].code == code


def test_a_laptop_has_none(git_repo: GitRepo) -> None:
    git_repo.commit("c")
    with closing(GitRepository(str(git_repo.path))) as reader:
        assert settings_of(reader) is None
        assert not has_ledger(reader.private_area())
        assert given_by_operator(settings_of(reader)) == Given()


def test_a_server_has_what_its_operator_wrote(git_repo: GitRepo, tmp_path: Path) -> None:
    git_repo.commit("c")
    people = tmp_path / "people.yaml"
    people.write_text("people: []\n")
    settings = ServerSettings(
        "shop", ("refs/heads/main",), "refs/heads/main", "sqlite:///x", "/y", directory=str(people)
    )
    with closing(GitRepository(str(git_repo.path))) as reader:
        area = Path(reader.private_area())
        area.mkdir(exist_ok=True)
        (area / "server.json").write_bytes(write_settings(settings))
        (area / "ledger.key").write_text("key")
        assert settings_of(reader) == settings
        assert has_ledger(reader.private_area())
        given = given_by_operator(settings_of(reader))
        assert (given.policy, given.organisation) == (None, None)
        assert given.people is not None
        assert given.people.content == b"people: []\n"
