"""What do the commands of a document print, typed one after the other on an empty account?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docs.standing_still import NOON, write_key, write_programs
from examples import served
from examples.sample.people import EVERYONE, directory

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "examples" / "sample" / "shop.bundle"
HOME = "/home/ada"  # what is shown for the sandbox's home, which is another one each time
COLUMNS = 96
SECONDS_AT_MOST = 600
VERDICTS = {1, 2, 3, 4}
_CLONE = (
    f"git clone --quiet '{BUNDLE}' shop && cd shop && "
    "git fetch --quiet origin 'refs/heads/change/*:refs/heads/change/*'"
)
_GUARDED = """\
git clone --quiet --bare --branch main --single-branch shop.bundle server.git && \
git clone --quiet server.git shop && cd shop && \
git fetch --quiet ../shop.bundle 'refs/heads/change/*:refs/heads/change/*' && \
mv ../people.yaml .paraph/ && git commit --quiet --all --message 'Everybody has a key' && \
git push --quiet origin main && \
cd .. && paraph hook install --server server.git --principal REMOTE_USER >/dev/null 2>&1 && cd shop
export REMOTE_USER=email:ada@example.test"""
KINDS = {"empty": ":", "shop": _CLONE, "checkout": "cd paraph", "guarded": _GUARDED}
_MARK = "\x1e"
_MARKED = re.compile(f"{_MARK}(\\d+) (\\d+){_MARK}")


class Printed(NamedTuple):
    """What one command printed, on both streams, and how it ended."""

    lines: list[str]
    exit_code: int


def run_all(kind: str, commands: Sequence[str], folder: Path) -> list[Printed]:
    """Run commands in one shell, in a new sandbox of a kind below `folder`.

    `empty` is an account with a clone of Paraph beside it, `checkout` that clone, `shop` the sample shop with its
    changes as branches. `guarded` is the shop as a clone of `~/server.git`, which Paraph guards and which takes the
    pusher from REMOTE_USER; everybody's key is in `~/keys` under their id, and enrolled; Ada's is in `~/.ssh`, too.
    The calendar stands still, so that what is printed does not depend on the day. Raises ValueError for an unknown
    kind and for a shell that ends before its last command.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no sandbox {kind!r}, only {', '.join(KINDS)}")
    home = folder / "home"
    home.mkdir(parents=True)
    _checkout(home / "paraph", folder)
    if kind == "guarded":
        _keys(home)
    script = folder / "script"
    marks = [f"__mark {number}\n{command}\n" for number, command in enumerate(commands)]
    script.write_text("\n".join([_HEAD, KINDS[kind], *marks, f"__mark {len(commands)}\n"]), encoding="utf-8")
    try:
        done = subprocess.run(  # noqa: S603 - the commands are those of our own documents
            ["sh", script], cwd=home, env=_environment(folder, kind), stdin=subprocess.DEVNULL,  # noqa: S607
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS_AT_MOST, check=False,
        )  # fmt: skip
    finally:  # a demo that nobody stopped, because a command before that failed
        served.stop_earlier(home / "paraph" / "demo" / "served")
    return _split(done.stdout.decode("utf-8", "replace").replace(str(home), HOME), len(commands))


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


def _checkout(folder: Path, below: Path) -> None:
    """What a clone of Paraph holds for its first reader, with an environment that `make` finds ready."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("examples", "Makefile", "pyproject.toml", "uv.lock"):
        (folder / name).symlink_to(ROOT / name)
    write_programs(programs, below / "tools", below / "drawn")
    for name in ("python", "python3"):
        (programs / name).symlink_to(sys.executable)
    (folder / ".venv" / ".ready").touch()


def _keys(home: Path) -> None:
    """Everybody's keys, and the shop's people file with them."""
    (home / "shop.bundle").symlink_to(BUNDLE)
    (home / ".ssh").mkdir(0o700)
    (home / "keys").mkdir(0o700)
    people = directory()
    for colleague in EVERYONE:
        line = write_key(str(home / "keys" / colleague.id), colleague.id)
        before, name, after = people.partition(f"  - id: {colleague.id}\n")
        key = f"    keys: [{{key: {' '.join(line.split()[:2])}, from: 2026-01-01}}]\n"
        people = f"{before}{name}{key}{after}"
    (home / "people.yaml").write_text(people, encoding="utf-8")
    for end in ("", ".pub"):
        (home / ".ssh" / f"id_ed25519{end}").symlink_to(home / "keys" / f"ada{end}")


def _environment(folder: Path, kind: str) -> dict[str, str]:
    """Only in a checkout, `paraph` is not on PATH: a reader has just cloned it, and the page has to say how."""
    programs = [str(folder / "tools")]
    if kind != "checkout":
        programs.insert(0, str(folder / "home" / "paraph" / ".venv" / "bin"))
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
