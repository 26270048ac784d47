"""Threats 2, 3, 22 and the faults of a hook: is anything let in that the hook could not read, or by whom it is not?"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

from gitbuild import GitRepo
from serverside import MAIN, RULES, Server


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work, "--protect", "main", "--protect", "release/*")
    return made


@pytest.mark.parametrize("hook", [["pre-receive"], ["reference-transaction", "prepared"]])
@pytest.mark.parametrize("cat", ["", "#!/bin/sh\nexit 1\n", "#!/bin/sh\nkill -9 $$\n"])
def test_a_hook_that_cannot_read_lets_nothing_in(
    server: Server, work: GitRepo, tmp_path: Path, hook: list[str], cat: str
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").symlink_to(which("git") or "")
    if cat:
        (tmp_path / "bin/cat").write_text(cat)
        (tmp_path / "bin/cat").chmod(0o755)
    line = f"{work.rev('main')} {'1' * 40} {MAIN}\n".encode()
    environment = {**os.environ, "PATH": f"{tmp_path}/bin", "REMOTE_USER": "ada", "GIT_DIR": "."}
    path, *words = hook
    done = subprocess.run([server.path / "hooks" / path, *words], input=line, cwd=server.path, env=environment,
                          capture_output=True)  # fmt: skip
    assert done.returncode != 0


@pytest.mark.parametrize("environment", [
    {"PYTHONPATH": "{0}"}, {"PYTHONSTARTUP": "{0}/paraph.py"}, {"PYTHONHOME": "{0}"}, {"PARAPH_LEDGER": "sqlite:///x"},
    {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/dev/null"},
    {"GIT_CONFIG_PARAMETERS": "'core.useReplaceRefs=true'"}, {"GIT_REPLACE_REF_BASE": "refs/heads/"},
    {"GIT_NAMESPACE": "x"}, {"GIT_TRACE": "{0}/trace"}, {"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "Nowhere/Else"},
    {"GIT_CEILING_DIRECTORIES": "/"}, {"HOME": "/nowhere"}, {"ENV": "{0}/paraph.py", "BASH_ENV": "{0}/paraph.py"},
    {"GIT_QUARANTINE_PATH": "/nowhere"}, {"GIT_PUSH_CERT": "1" * 40, "GIT_PUSH_CERT_NONCE_STATUS": "OK"},
], ids="-".join)  # fmt: skip
def test_a_hostile_environment_lets_nothing_in(
    server: Server, work: GitRepo, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "paraph.py").write_text("raise SystemExit(0)\n")
    work.switch("work", "main")
    work.commit("change", {"src/a.py": "a = 2\n"})
    line = f"{work.rev('main')} {work.rev('work')} {MAIN}\n".encode()
    given = {name: value.replace("{0}", str(tmp_path)) for name, value in environment.items()}
    objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects"), "GIT_DIR": "."}
    done = subprocess.run([server.path / "hooks/pre-receive"], input=line, cwd=server.path, capture_output=True,
                          env={**os.environ, **objects, "REMOTE_USER": "ada", **given})  # fmt: skip
    assert done.returncode not in (0, 126, 127), done.stderr
