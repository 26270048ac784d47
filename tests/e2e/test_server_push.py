"""A guarded bare repository as its users meet it: real git on both sides, and hooks that git itself starts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from serverside import MAIN, NOTES, RULES, Pushed, Server, write


def signed(work: GitRepo, name: str = "work", path: str = "src/a.py") -> str:
    work.switch(name, "main")
    head = work.commit(name, {path: f"{name}\n"})
    write(work, "signoff", "ben", name)
    return head


def test_a_push_is_refused_signed_and_let_in(server: Server, work: GitRepo) -> None:
    work.switch("work", "main")
    head = work.commit("change", {"src/a.py": "a = 2\n"})
    refused = server.push(work, "work:main", "work")
    assert refused.code == 1
    assert "[remote rejected] work -> main (pre-receive hook declined)" in refused.said
    assert "remote: ◷ wait" in refused.said
    assert "Ben Sample (senior)" in refused.said
    assert all(len(line) <= 100 for line in refused.said.splitlines() if line.startswith("remote:"))
    assert server.value("refs/heads/work").strip("0") == ""
    assert server.attempt("cat-file", "-e", head).code != 0
    write(work, "signoff", "ben", "work")
    passed = server.push(work, "--atomic", "work:main", "work", f"{NOTES}:{NOTES}", "--push-option=paraph.skip")
    if "does not support push options" in passed.said:
        passed = server.push(work, "--atomic", "work:main", "work", f"{NOTES}:{NOTES}")
    assert passed.code == 0
    assert "main may move" in passed.said
    assert server.value(MAIN) == head == server.value(f"refs/paraph/heads/{head}")
    assert [each.state for each in server.movements()] == ["landed", "refused", "decided", "landed"]
    assert "refs/paraph" not in server.git("ls-remote", str(server.path))
    assert main(["log", "verify", "--repo", str(server.path)]) == 0
    assert main(["log", "reconcile", "--repo", str(server.path)]) == 0


def test_many_refs_at_once(server: Server, work: GitRepo) -> None:
    head = signed(work)
    for number in range(20):
        work.git("branch", f"topic/{number}", "work")
        work.git("tag", f"note-{number}", "work")
    work.git("tag", "v1", "work")
    done = server.push(work, "work:main", "refs/heads/topic/*:refs/heads/topic/*", "--tags", f"{NOTES}:{NOTES}")
    assert done.code == 0, done.said
    assert server.value(MAIN) == server.value("refs/tags/v1") == server.value("refs/heads/topic/7") == head
    assert server.entries("pushed")[-1]["commits"] == 1


def test_what_the_server_s_own_git_does_to_refs(server: Server, work: GitRepo) -> None:
    head, base = signed(work), server.value(MAIN)
    assert server.push(work, "work", f"{NOTES}:{NOTES}").code == 0
    for words in (
        ["update-ref", MAIN, head], ["update-ref", "HEAD", head], ["update-ref", "-d", MAIN],
        ["branch", "-m", "main", "gone"],
    ):  # fmt: skip
        done = server.attempt(*words)
        assert done.code != 0, words
        assert "paraph:" in done.said, (words, done.said)
        assert server.value(MAIN) == base, words
    server.git("gc", "--quiet", "--prune=now")
    server.git("pack-refs", "--all")
    assert server.value(MAIN) == base
    assert MAIN in (server.path / "packed-refs").read_text()
    for words in (["update-ref", "-d", MAIN], ["update-ref", "-d", MAIN, base], ["branch", "-D", "main"]):
        assert server.attempt(*words).code != 0
        assert server.value(MAIN) == base
    assert server.entries("alarm") == []
    assert server.push(work, "work:main").code == 0
    server.git("pack-refs", "--all")
    assert [each["new"] for each in server.entries("landed")] == [head]


def test_another_name_for_a_protected_branch_moves_nothing(server: Server, work: GitRepo) -> None:
    base = server.value(MAIN)
    server.git("symbolic-ref", "refs/heads/alias", MAIN)
    work.switch("work", "main")
    work.commit("change", {"src/a.py": "a = 2\n"})
    done = server.push(work, "work:alias")
    assert done.code != 0
    assert server.value(MAIN) == base, done.said
    signed(work, "two")
    assert server.push(work, "two:alias", f"{NOTES}:{NOTES}").code != 0
    assert server.value(MAIN) == base


def test_what_moves_past_the_hooks_is_an_alarm_at_the_next_push(server: Server, work: GitRepo) -> None:
    work.switch("sly", "main")
    sly = server.take(work, work.commit("sly", {"src/sly.py": "1\n"}), MAIN)
    work.git("branch", "-f", "main", "sly")
    signed(work)
    done = server.push(work, "work:main", f"{NOTES}:{NOTES}")
    assert done.code == 0
    assert "ALARM" in done.said
    assert [each["new"] for each in server.entries("alarm")] == [sly]


def test_two_pushes_race_for_one_ref(server: Server, work: GitRepo, make_repo: Callable[..., GitRepo]) -> None:
    one, two = signed(work, "one", "src/one.py"), signed(work, "two", "src/two.py")
    assert server.push(work, "one", "two", f"{NOTES}:{NOTES}").code == 0
    done: dict[str, Pushed] = {}
    threads = [threading.Thread(target=lambda name=name: done.update({name: server.push(work, f"{name}:main")}))
               for name in ("one", "two")]  # fmt: skip
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.code for each in done.values()) == [0, 1], done
    assert server.value(MAIN) in (one, two)
    landed = server.entries("landed")
    assert [each["new"] for each in landed] == [server.value(MAIN)]
    assert server.entries("alarm") == []
    assert server.read(lambda ledger: ledger.head().size) == len(server.entries())


def test_a_server_that_dies_between_the_decision_and_its_record_catches_up(server: Server, work: GitRepo) -> None:
    head = signed(work)
    hook = server.path / "hooks/reference-transaction"
    whole = hook.read_text()
    hook.write_text(whole.replace("LC_ALL=C\n", "LC_ALL=C\ntest $1 = committed && kill -9 $$\n"))
    server.push(work, "work:main", f"{NOTES}:{NOTES}")
    hook.write_text(whole)
    assert server.value(MAIN) == head
    assert server.entries("landed") == []
    work.git("branch", "-f", "main", "work")
    again = work.raw_commit(work.rev("main~1^{tree}"), "undo", "main")
    assert server.push(work, f"{again}:{MAIN}").code == 1
    assert [each["new"] for each in server.entries("landed")] == [head]
    assert server.read(lambda ledger: [each for each in ledger.statements() if each.spent_by is None]) == []


def test_hooks_that_were_there_run_first_and_come_back(server: Server, work: GitRepo, tmp_path: Path) -> None:
    assert main(["hook", "uninstall", "--server", str(server.path)]) == 0
    log = tmp_path / "log"
    for name in ("pre-receive", "reference-transaction"):
        hook = server.path / "hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name} $* >> {log}\ncat >> {log}\ntest ! -e {tmp_path}/no\n")
        hook.chmod(0o755)
    before = (server.path / "hooks/pre-receive").read_bytes()
    server.install()
    server.install()
    head = signed(work)
    assert server.push(work, "work:main", f"{NOTES}:{NOTES}").code == 0
    assert f"{head} {MAIN}" in log.read_text()
    assert "reference-transaction committed" in log.read_text()
    (tmp_path / "no").touch()
    assert server.push(work, "work:other").code == 1
    (tmp_path / "no").unlink()
    assert main(["hook", "uninstall", "--server", str(server.path)]) == 0
    assert (server.path / "hooks/pre-receive").read_bytes() == before
    assert server.attempt("config", "--get-all", "transfer.hideRefs").code == 1
    assert main(["hook", "uninstall", "--server", str(server.path)]) == 0


NAMES = ("a;touch$IFS$9x", "$(touch x)", "`touch x`", "'\"", "&&x|y", "-rf", "é\u202eб", "%s%n", "*", "\\x")


def test_hostile_names_of_refs_are_only_names(server: Server, work: GitRepo) -> None:
    head, zeros = work.rev("main"), "0" * 40
    hook = f"{server.path}/hooks/reference-transaction"
    for state in ("prepared", "committed", "aborted"):
        given = "".join(f"{zeros} {head} refs/heads/{name}\n" for name in NAMES).encode()
        done = subprocess.run([hook, state], input=given, cwd=server.path, capture_output=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    given = "".join(f"{zeros} {head} refs/heads/release/{name}\n" for name in NAMES).encode()
    done = subprocess.run([hook, "prepared"], input=given, cwd=server.path, capture_output=True)
    assert done.returncode == 1
    assert done.stderr.count(b"paraph: refs/heads/release/") == len(NAMES)
    assert not (server.path / "x").exists()


def test_a_repository_with_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sha256"
    folder.mkdir()
    subprocess.run(
        ["git", "init", "-q", "--initial-branch=main", "--object-format=sha256", "."], cwd=folder, check=True
    )
    work = GitRepo(folder)
    first = work.commit("rules", {**RULES, "src/a.py": "a\n"})
    server = Server(tmp_path / "shop.git", monkeypatch, "sha256")
    server.install("--genesis", first)
    other = work.raw_commit(work.rev("main^{tree}"), "another first one")
    assert server.push(work, f"{other}:{MAIN}").code == 1
    assert server.push(work, "main").code == 0
    head = signed(work)
    assert server.push(work, "work:main").code == 1
    assert server.push(work, "work:main", f"{NOTES}:{NOTES}").code == 0
    assert server.value(MAIN) == head
    assert len(head) == 64


def test_a_shallow_clone_pushes_what_is_whole_and_nothing_else(
    server: Server, work: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(work)
    assert server.push(work, "work:main", f"{NOTES}:{NOTES}").code == 0
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{server.path}", tmp_path / "shallow"], check=True)
    shallow = GitRepo(tmp_path / "shallow")
    shallow.commit("on top", {"docs/x.md": "x\n"})
    done = server.push(shallow, "main:topic")
    assert done.code == 0, done.said
    empty = Server(tmp_path / "empty.git", monkeypatch)
    empty.install("--policy", str(work.path / ".paraph/policy.yaml"))
    done = empty.push(shallow, "main")
    assert done.code == 1
    assert "git fetch --unshallow" in done.said
    assert "Traceback" not in done.said


def test_a_signed_push_says_who_pushes(server: Server, work: GitRepo, tmp_path: Path) -> None:
    from adapters.signers.oracle import key_file
    from serverside import KEYS

    server.install("--signed-pushes")
    key = key_file(KEYS["cleo"], tmp_path / "cleo")
    work.switch("work", "main")
    head = work.commit("c", {"src/a.py": "c\n"})
    config = ["-c", "gpg.format=ssh", "-c", f"user.signingKey={key}"]
    done = subprocess.run(["git", *config, "push", "--signed", str(server.path), "work"], cwd=work.path,
                          env={**os.environ, "REMOTE_USER": "ada"}, capture_output=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert server.read(lambda ledger: ledger.introducers([head])) == {head: "email:cleo@example.test"}


def test_without_its_ledger_nothing_is_let_in(server: Server, work: GitRepo) -> None:
    signed(work)
    (server.path / "paraph/ledger.db").rename(server.path / "paraph/away.db")
    done = server.push(work, "work:main", f"{NOTES}:{NOTES}")
    assert done.code == 1
    assert "error[" in done.said
    assert "Traceback" not in done.said
    assert server.push(work, "work:topic").code == 1


def test_status_and_settings(server: Server, work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "status", "--server", str(server.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["protected"] == [MAIN, "refs/heads/release/*", "refs/tags/v*"]
    assert found["principal"] == "REMOTE_USER"
    assert found["has_policy"]
    assert found["ledger"]["entries"] == 2
    (server.path / "hooks/pre-receive").write_text("#!/bin/sh\n")
    assert main(["hook", "status", "--server", str(server.path)]) == 1
    assert "not Paraph's" in capsys.readouterr().out
    server.install("--protect", "main")
    assert main(["hook", "status", "--server", str(server.path)]) == 0
    assert "after the one that was here" in capsys.readouterr().out
    assert main(["hook", "status", "--server", str(work.path)]) == 2


def test_a_hook_that_is_killed_lets_nothing_in(server: Server, work: GitRepo) -> None:
    head, base = signed(work), server.value(MAIN)
    hook = server.path / "hooks/pre-receive"
    hook.write_text(
        hook.read_text().replace("printf '%s' \"$given\" | exec", "echo $$ > pid; printf '%s' \"$given\" | exec")
    )
    threading.Thread(target=lambda: _kill_soon(server.path / "pid")).start()
    done = server.push(work, "work:main", f"{NOTES}:{NOTES}")
    assert (done.code, server.value(MAIN)) in ((1, base), (0, head))
    assert [each["new"] for each in server.entries("landed")] == ([head] if done.code == 0 else [])


def _kill_soon(pid_file: Path) -> None:
    for _ in range(500):
        if pid_file.exists() and (text := pid_file.read_text().strip()):
            time.sleep(0.05)
            try:
                os.kill(int(text), signal.SIGKILL)
            except ProcessLookupError:
                return
            return
        time.sleep(0.01)
