"""Is a program that may ask its user run with nothing but what it needs, and never left behind?"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from paraph.adapters.process.attended import run_attended
from paraph.core.errors import ReadError

PATH = {"PATH": os.environ["PATH"]}


def test_the_status_and_what_it_said_come_back() -> None:
    assert run_attended("sh", ["-c", "echo out; printf 'bad\\033[31m' >&2; exit 3"], PATH, 60) == (3, "bad\\x1b[31m")
    assert run_attended("true", [], PATH, 60) == (0, "")
    assert run_attended("sh", ["-c", "kill -9 $$"], PATH, 60).status == -9


def test_it_sees_the_given_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    assert run_attended("sh", ["-c", "env >&2"], {"A": "1", **PATH}, 60).trouble.splitlines()[0] == "A=1"
    assert "SECRET" not in run_attended("sh", ["-c", "env >&2"], PATH, 60).trouble


def test_without_a_terminal_its_input_is_empty() -> None:
    assert run_attended("sh", ["-c", "test -t 0 || cat >&2"], PATH, 60) == (0, "")


def test_with_a_terminal_it_asks_there_whatever_our_own_input_is() -> None:
    script = "import os, sys\nfrom paraph.adapters.process.attended import run_attended as run\n"
    script += "os.dup2(os.open(sys.argv[1], os.O_RDWR), 2)\n"  # the first terminal that a new session opens is its own
    script += "run('sh', ['-c', 'read said; echo you said $said >&2'], {}, 60)"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", script, os.ttyname(theirs)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as child:
        os.write(ours, b"hello\n")
        said = b""
        while b"you said hello" not in said:
            said += os.read(ours, 1024)
        assert child.wait() == 0
    os.close(ours)
    os.close(theirs)


def test_one_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    with pytest.raises(ReadError, match=re.escape("did not end in 0.2 seconds")):
        run_attended("sh", ["-c", f"echo $$ > {mark}; exec sleep 60"], PATH, 0.2)
    assert not Path(f"/proc/{mark.read_text().strip()}").exists()


def test_one_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="not installed"):
        run_attended("no-such-program-here", [], PATH, 60)
    broken = tmp_path / "broken"
    broken.write_text("#!/no/such/interpreter\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="could not be started"):
        run_attended("broken", [], {}, 60)
