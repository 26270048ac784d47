from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from paraph import __version__
from paraph.cli import main as entry
from paraph.cli import verbs
from paraph.cli.options import Options, common
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.policy import Position


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Options], object]], None]:
    """Make `paraph sample` do what a function does."""

    def put(action: Callable[[Options], object]) -> None:
        @click.command("sample")
        @common("text", "json")
        def command(options: Options) -> object:
            return action(options)

        module = types.ModuleType("sample_verb")
        module.command = command  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "sample_verb", module)
        monkeypatch.setitem(verbs.VERBS, "sample", ("sample_verb", "a sample"))

    return put


def raising(error: BaseException) -> Callable[[Options], object]:
    def action(options: Options) -> object:
        raise error

    return action


PROBLEM = Problem("P0123", "what is wrong", "mend it", Position("policy.yaml", 3, 7), Position("policy.yaml", 1, 1))


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main([flag]) == 0
    assert capsys.readouterr().out == f"paraph {__version__}\n"


def test_version_imports_no_library() -> None:
    code = (
        "import sys; from paraph.cli.main import main; main(['--version']);"
        "print(sorted(m for m in ('click', 'rich', 'msgspec', 'dataclasses', 'typing', 're') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "[]"


@pytest.mark.parametrize(("answer", "code"), [(None, 0), (0, 0), (1, 1), (3, 3), (4, 4)])
def test_a_verb_returns_the_exit_code(verb: Callable[..., None], answer: object, code: int) -> None:
    verb(lambda options: answer)
    assert entry.main(["sample"]) == code


@pytest.mark.parametrize("answer", [True, "0", [0], 0.0])
def test_any_other_answer_is_our_bug(
    verb: Callable[..., None], answer: object, capsys: pytest.CaptureFixture[str]
) -> None:
    verb(lambda options: answer)
    assert entry.main(["sample"]) == 70
    assert "internal error" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError(PROBLEM), 2),
        (ReadError(PROBLEM), 4),
        (click.UsageError("no"), 2),
        (FileNotFoundError(2, "No such file or directory", "x"), 4),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (BrokenPipeError(), 141),
        (ValueError("secret"), 70),
        (RecursionError(), 70),
        (MemoryError(), 70),
        (click.exceptions.Exit(3), 3),
    ],
)
def test_each_failure_has_its_exit_code(verb: Callable[..., None], error: BaseException, code: int) -> None:
    verb(raising(error))
    before = sys.stdout
    assert entry.main(["sample"]) == code
    sys.stdout = before


def test_an_error_names_place_and_fix(verb: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    verb(raising(InputError(PROBLEM)))
    entry.main(["sample"])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == ("error[P0123] policy.yaml:3:7: what is wrong\n  also: policy.yaml:1:1\n  fix: mend it\n")


@pytest.mark.parametrize("words", [["sample", "--json"], ["sample", "--format", "json"], ["sample", "--format=json"]])
def test_errors_are_json_too(verb: Callable[..., None], words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    verb(raising(ReadError(PROBLEM)))
    assert entry.main(words) == 4
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["exit_code"]) == ("paraph/error/v1", 4)
    assert document["error"]["position"] == {"file": "policy.yaml", "line": 3, "column": 7}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["gaet"], "did you mean `gate`?"),
        (["zzz"], "no verb"),
        (["--nonsense"], "--nonsense"),
        (["schema"], "Choose from: facts, policy"),
        (["schema", "weather"], "weather"),
        (["schema", "facts", "--json", "--format", "text"], "contradict"),
    ],
)
def test_usage_errors_exit_2(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(words) == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.startswith("error[P0601]")


def test_without_a_verb_the_help_is_shown_and_nothing_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main([]) == 2
    captured = capsys.readouterr()
    assert "gate" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("words", [["--help"], ["schema", "-h"]])
def test_help_in_a_process_of_its_own(words: list[str]) -> None:
    done = paraph(*words)
    assert done.returncode == 0
    assert b"Usage" in done.stdout
    assert b"\x1b" not in done.stdout


def test_no_verb_is_imported_for_the_list() -> None:
    code = (
        "import sys; from paraph.cli.main import main; main(['--help']); from paraph.cli.verbs import VERBS;"
        "print([module for module, _ in VERBS.values() if module in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_is_no_verdict() -> None:
    code = "import sys; sys.argv[0]='paraph'; from paraph.cli.main import main;sys.exit(main(['schema', 'facts']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait(30) == 141
        assert process.stderr.read() == b""


def test_a_full_disk_is_no_verdict() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from paraph.cli.main import main; raise SystemExit(main(['schema', 'facts']))"],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 4
    assert b"No space left" in done.stderr


def test_an_interrupt_exits_130(tmp_path: Path) -> None:
    fifo = tmp_path / "facts.json"
    os.mkfifo(fifo)
    words = ["gate", "--facts", str(fifo), "--policy", str(fifo)]
    # whoever starts the tests in the background may have them ignore interrupts, and children inherit that
    heeds = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeds}; from paraph.cli.main import main; raise SystemExit(main({words!r}))"
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) as process:
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(30) == 130
        finally:
            process.kill()
        assert process.stderr
        assert process.stderr.read() == b"paraph: interrupted\n"


def test_closed_standard_streams() -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None;"
        "from paraph.cli.main import main; raise SystemExit(main(['schema', 'facts']))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["paraph", "git-paraph"])
def test_console_scripts(name: str) -> None:
    script = Path(sys.executable).with_name(name)
    done = subprocess.run([str(script), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"paraph {__version__}\n"


def paraph(*words: str) -> subprocess.CompletedProcess[bytes]:
    code = f"from paraph.cli.main import main; raise SystemExit(main({list(words)!r}))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)


def test_an_agent_does_not_wait_for_the_end_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "argv", ["paraph", "hook", "agent", "--nonsense"])
    assert entry.run() == 2
    monkeypatch.setattr(sys, "argv", ["paraph", "--version"])
    assert entry.run() == 0
    assert ended == [2]
