"""Threats 2, 3, 22 and the faults of a hook: is anything let in that the hook could not read, or by whom it is not?"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from gitbuild import GitRepo
from paraph.adapters.signers.notes import generate
from serverside import MAIN, NOTES, RULES, Server, write


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
@pytest.mark.parametrize("cat", ["", "#!/bin/sh\nkill -9 $$\n"])
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
    {"PYTHONPATH": "{0}", "PYTHONSTARTUP": "{0}/paraph.py", "PYTHONHOME": "{0}", "PARAPH_LEDGER": "sqlite:///x"},
    {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/dev/null",
     "GIT_CONFIG_PARAMETERS": "'core.useReplaceRefs=true'", "GIT_REPLACE_REF_BASE": "refs/heads/"},
    {"GIT_NAMESPACE": "x"}, {"GIT_CEILING_DIRECTORIES": "/", "HOME": "/nowhere", "GIT_TRACE": "{0}/trace"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Nowhere/Else", "ENV": "{0}/paraph.py", "BASH_ENV": "{0}/paraph.py"},
    {"GIT_PUSH_CERT": "1" * 40, "GIT_PUSH_CERT_NONCE_STATUS": "OK"},
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


def broken(content: bytes) -> Callable[[Path], object]:
    return lambda area: (area / "server.json").write_bytes(content)


FAULTS: dict[str, Callable[[Path], object]] = {
    "no settings": lambda area: (area / "server.json").unlink(),
    "settings cut short": broken(b'{"schema": "paraph/server/v1"'),
    "no ledger": lambda area: (area / "ledger.db").unlink(),
    "a torn ledger": lambda area: os.truncate(area / "ledger.db", 5000),
    "no key": lambda area: (area / "ledger.key").unlink(),
    "another key": lambda area: (area / "ledger.key").write_text(generate("paraph/other")[0] + "\n"),
    "no secret": lambda area: (area / "spot-check.secret").unlink(),
    "no second store": lambda area: (area.parent.parent / "state").write_text("a file"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_lets_nothing_in(server: Server, work: GitRepo, fault: str) -> None:
    work.switch("work", "main")
    work.commit("change", {"src/a.py": "a = 2\n"})
    write(work, "signoff", "ben", "work")
    FAULTS[fault](server.path / "paraph")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES), lands=False)
    assert done.code in (1, 2, 4), done.said
    assert "error[P" in done.said
    assert "Traceback" not in done.said


def test_a_clock_that_jumps_makes_nothing_old_good(server: Server, work: GitRepo, tmp_path: Path) -> None:
    work.switch("work", "main")
    head, base = work.commit("change", {"src/a.py": "a = 2\n"}), work.rev("main")
    write(work, "signoff", "ben", "work")
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES), lands=False).code == 0
    server.git("fetch", "--quiet", str(work.path), head, has_hooks=False)
    now = time.time()
    for jump, expected in ((-10, 1), (901, 1), (10**9, 1), (600, 0)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "time", lambda jump=jump: now + jump)
            assert server.call("reference-transaction prepared", [(base, head, MAIN)]).code == expected, jump
