from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.hook_files import KEPT, HookFiles, hooks_folder
from paraph.adapters.git.location import locate
from paraph.core.errors import InputError, ReadError

MARK = "# ours"


def hooks(folder: Path, version: int = 1) -> HookFiles:
    return HookFiles(str(folder), dict.fromkeys(("first", "second"), f"#!/bin/sh\n{MARK} {version}\n"), MARK)


def stand(found: HookFiles) -> list[tuple[str, bool]]:
    return [(each.state, each.has_kept) for each in found.states()]


def test_hooks_are_put_twice_renewed_and_taken_away_once(tmp_path: Path) -> None:
    folder = tmp_path / "hooks"
    assert stand(hooks(folder)) == [("absent", False)] * 2
    hooks(folder).put()
    hooks(folder).put()
    assert stand(hooks(folder)) == [("current", False)] * 2
    (folder / "second").chmod(0o644)
    assert stand(hooks(folder)) == [("current", False), ("outdated", False)]
    assert stand(hooks(folder, 2)) == [("outdated", False)] * 2
    hooks(folder, 2).put()
    assert stand(hooks(folder, 2)) == [("current", False)] * 2
    assert hooks(folder).take_away() == ("first", "second")
    assert hooks(folder).take_away() == ()
    assert list(folder.iterdir()) == []


def test_a_hook_that_was_there_comes_back(tmp_path: Path) -> None:
    own = tmp_path / "first"
    own.write_text("#!/bin/sh\n")
    hooks(tmp_path).put()
    assert stand(hooks(tmp_path))[0] == ("current", True)
    hooks(tmp_path).take_away()
    assert own.read_text() == "#!/bin/sh\n"
    assert stand(hooks(tmp_path)) == [("foreign", False), ("absent", False)]


def test_nothing_of_anybody_s_is_lost(tmp_path: Path) -> None:
    hooks(tmp_path).put()
    (tmp_path / f"first{KEPT}").write_text("#!/bin/sh\n")
    (tmp_path / "first").write_text("#!/bin/sh\n# somebody else's\n")
    with pytest.raises(InputError, match="was put in the place") as caught:
        hooks(tmp_path).put()
    assert caught.value.problems[0].code == "P0903"


def test_a_disk_that_says_no_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadError, match="cannot be written"):
        hooks(tmp_path / "file").put()
    (tmp_path / "first").mkdir()
    assert stand(hooks(tmp_path))[0] == ("foreign", False)


def test_where_hooks_lie_is_as_git_says(git_repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = locate(str(git_repo.path))
    assert hooks_folder(location) == str(git_repo.path / ".git" / "hooks")
    git_repo.git("config", "core.hooksPath", "team-hooks")
    assert hooks_folder(location) == str(git_repo.path / "team-hooks")
    git_repo.git("config", "--unset", "core.hooksPath")
    settings = tmp_path / "settings"
    settings.write_text("[core]\n\thooksPath = /shared\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    with pytest.raises(InputError, match="outside this repository") as caught:
        hooks_folder(location)
    assert caught.value.problems[0].code == "P0904"


def test_the_hooks_of_a_bare_repository_lie_in_it(tmp_path: Path) -> None:
    bare = GitRepo(tmp_path / "bare.git", bare=True)
    location = locate(str(bare.path))
    assert hooks_folder(location) == str(bare.path / "hooks")
    bare.git("config", "core.hooksPath", "mine")
    assert hooks_folder(location) == str(bare.path / "mine")
