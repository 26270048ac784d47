"""Is a program run without a shell, within bounds, and never left behind?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraph.adapters.process.run import Limits, executable, printable, start
from paraph.core.errors import ReadError

PATH = {"PATH": os.environ["PATH"]}


def is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_output_status_and_trouble_come_back() -> None:
    with start("sh", ["-c", "echo out; printf 'bad\\033[31m' >&2; exit 3"], PATH) as running:
        assert running.finish() == (3, b"out\n", "bad\\x1b[31m")


def test_input_and_output_larger_than_any_pipe_flow_together() -> None:
    data = os.urandom(1 << 20) * 8
    with start("cat", [], PATH) as running:
        assert running.finish(data).output == data


def test_trouble_is_drained_but_kept_short() -> None:
    with start("sh", ["-c", "yes x | head -c 3000000 >&2; echo done"], PATH) as running:
        outcome = running.finish()
    assert (outcome.output, len(outcome.trouble) <= 1 << 14) == (b"done\n", True)


def test_only_the_given_environment_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    with start("env", [], {"A": "1"}) as running:
        assert running.finish().output == b"A=1\n"


def test_nothing_is_a_shell_word() -> None:
    with start("echo", ["$(id)", "a;b"], PATH) as running:
        assert running.finish().output == b"$(id) a;b\n"


@pytest.mark.parametrize(
    ("script", "limits", "said"),
    [
        ("yes", Limits(output_bytes=100_000), "more than 100000 bytes"),
        ("sleep 60", Limits(seconds=0.1), "longer than 0.1 seconds"),
        ("sleep 60", Limits(idle_seconds=0.1), "no answer"),
        ("yes", Limits(seconds=0.1, output_bytes=None), "longer than"),
        ("exec >&-; sleep 60", Limits(seconds=0.2), "did not end"),
    ],
)
def test_a_limit_ends_the_program(script: str, limits: Limits, said: str) -> None:
    running = start("sh", ["-c", f"exec 3>&-; {script}"], PATH, limits)
    with pytest.raises(ReadError, match=said):
        running.finish()
    assert is_gone(running.pid)


def test_closing_early_leaves_nothing_behind() -> None:
    running = start("sleep", ["60"], PATH)
    running.close()
    running.close()
    assert is_gone(running.pid)
    assert running.receive() == b""


def test_a_program_that_stops_reading_is_no_error() -> None:
    with start("true", [], PATH) as running:
        assert running.finish(b"x" * (1 << 22)).status == 0


def test_a_killed_program_has_a_negative_status() -> None:
    with start("sh", ["-c", "kill -9 $$"], PATH) as running:
        assert running.finish().status == -9


def test_a_missing_program_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not installed"):
        executable("no-such-program")
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    (tmp_path / "tool").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".:")
    with pytest.raises(ReadError, match="not installed"):
        executable("tool")


def test_a_file_that_is_no_program_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tool").write_bytes(b"\x7fELF nonsense")
    (tmp_path / "tool").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="could not be started"):
        start("tool", [], PATH)


def test_what_is_shown_cannot_move_a_cursor() -> None:
    assert printable(b"a\x1b[2J\xffb\r\n\xe2\x80\xae") == "a\\x1b[2J\\xffb\\x0d\n\\x202e"
