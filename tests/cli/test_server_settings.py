from __future__ import annotations

from contextlib import closing
from pathlib import Path

from gitbuild import GitRepo
from paraph.adapters.formats.server_file import write_settings
from paraph.adapters.git.reader import GitRepository
from paraph.cli.server_settings import given_by_operator, has_ledger, settings_of
from paraph.flows.governed_files import Given
from paraph.ports.server import ServerSettings


def test_a_laptop_has_none(git_repo: GitRepo) -> None:
    git_repo.commit("c")
    with closing(GitRepository(str(git_repo.path))) as reader:
        assert settings_of(reader) is None
        assert not has_ledger(reader)
        assert given_by_operator(reader) == Given()


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
        assert has_ledger(reader)
        given = given_by_operator(reader)
        assert (given.policy, given.organisation) == (None, None)
        assert given.people is not None
        assert given.people.content == b"people: []\n"
