"""What do the commands of a document print, typed one after the other on an empty account?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "examples" / "sample" / "shop.bundle"
NOON = 1_786_363_200  # 2026-08-10 12:00 UTC, the day after the last change of the shop
COLUMNS = 96
SECONDS_AT_MOST = 120
VERDICTS = {1, 2, 3, 4}
_CLONE = (
    f"git clone --quiet '{BUNDLE}' shop && cd shop && "
    "git fetch --quiet origin 'refs/heads/change/*:refs/heads/change/*'"
)
KINDS = {"empty": ":", "shop": _CLONE, "checkout": "cd paraph"}
_MARK = "\x1e"
_MARKED = re.compile(f"{_MARK}(\\d+) (\\d+){_MARK}")
_PARAPH = """\
#!{python}
import sys
import time

time.time = lambda: {now}.0
from paraph import wiring
from paraph.cli.main import run

wiring.new_identity = lambda: "0123456789abcdef" * 2

sys.exit(run())
"""


class Printed(NamedTuple):
    """What one command printed, on both streams, and how it ended."""

    lines: list[str]
    exit_code: int


def run_all(kind: str, commands: Sequence[str], folder: Path) -> list[Printed]:
    """Run commands in one shell, in a new sandbox of a kind below `folder`.

    The calendar stands still, so that what is printed does not depend on the day. Raises ValueError for an unknown
    kind and for a shell that ends before its last command.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no sandbox {kind!r}, only {', '.join(KINDS)}")
    home = folder / "home"
    home.mkdir(parents=True)
    _checkout(home / "paraph")
    script = folder / "script"
    marks = [f"__mark {number}\n{command}\n" for number, command in enumerate(commands)]
    script.write_text("\n".join([_HEAD, KINDS[kind], *marks, f"__mark {len(commands)}\n"]), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - the commands are those of our own documents
        ["sh", script], cwd=home, env=_environment(folder, kind), stdin=subprocess.DEVNULL,  # noqa: S607
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS_AT_MOST, check=False,
    )  # fmt: skip
    return _split(done.stdout.decode("utf-8", "replace"), len(commands))


def write_file(where: str, text: str) -> str:
    """The command that puts a text into a file (`>PATH`), or at its end (`>>PATH`)."""
    path = where.lstrip(">")
    return f"mkdir -p \"$(dirname '{path}')\" && cat {where} <<'END-OF-EXAMPLE'\n{text}END-OF-EXAMPLE"


_HEAD = f"""__mark() {{ local code=$?; printf '{_MARK}%s %s{_MARK}' "$1" "$code"; return $code; }}"""


def _split(output: str, count: int) -> list[Printed]:
    pieces = _MARKED.split(output)
    if len(pieces) != 1 + 3 * (count + 1):
        raise ValueError(f"the shell ended before its last command:\n{output[-2000:]}")
    texts, codes = pieces[3::3], pieces[2::3]
    pairs = zip(texts[:count], codes[1:], strict=True)
    return [Printed([line.rstrip() for line in text.splitlines()], int(code)) for text, code in pairs]


def _checkout(folder: Path) -> None:
    """What a clone of Paraph holds for its first reader, with an environment that `make` finds ready."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("examples", "Makefile", "pyproject.toml", "uv.lock"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("paraph", "git-paraph"):
        program = programs / name
        program.write_text(_PARAPH.format(python=sys.executable, now=NOON), encoding="utf-8")
        program.chmod(0o755)
    for name in ("python", "python3"):
        (programs / name).symlink_to(sys.executable)
    (folder / ".venv" / ".ready").touch()


def _environment(folder: Path, kind: str) -> dict[str, str]:
    """Only in a checkout, `paraph` is not on PATH: a reader has just cloned it, and the page has to say how."""
    programs = [] if kind == "checkout" else [str(folder / "home" / "paraph" / ".venv" / "bin")]
    configuration = folder / "gitconfig"
    configuration.write_text(
        "[user]\n  name = Ada Sample\n  email = ada@example.test\n[init]\n  defaultBranch = main\n"
        "[advice]\n  detachedHead = false\n",
        encoding="utf-8",
    )
    return {
        "HOME": str(folder / "home"),
        "PATH": os.pathsep.join([*programs, os.environ.get("PATH", os.defpath)]),
        "GIT_CONFIG_GLOBAL": str(configuration),
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": f"{NOON} +0000",
        "GIT_COMMITTER_DATE": f"{NOON} +0000",
        "COLUMNS": str(COLUMNS),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
