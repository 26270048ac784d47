"""Which programs does a sandbox put before the real ones, so that the same commands always print the same?

`paraph` with a calendar that stands still and chance that repeats itself, also where git starts it as a hook; and an
`ssh-keygen` that makes the key that belongs to a file's name. Whatever else is asked of ssh-keygen, the real one does.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

NOON = 1_786_363_200  # 2026-08-10 12:00 UTC, the day after the last change of the shop
GIT = "2.47.1"
_PARAPH = """\
#!{python}
import hashlib
import os
import random
import sys
import time

WORDS = "\\n".join(map(os.path.basename, sys.argv[1:]))
PLACE = "{drawn}/" + hashlib.sha256(WORDS.encode()).hexdigest()
with open(PLACE, "a") as file:  # the same command for the second time is not the same command
    file.write(".")
    file.flush()
    STATE = f"{{WORDS}} {{file.tell()}}"


def repeated(count):
    global STATE
    STATE = hashlib.sha512(STATE.encode()).hexdigest()
    return (bytes.fromhex(STATE) * (count // 64 + 1))[:count]


os.urandom = random._urandom = repeated
gmtime = time.gmtime
time.time = lambda: {now}.0
time.gmtime = lambda at=None: gmtime({now} if at is None else at)
sys.executable = "{hooked}"  # what hooks start
os.environ["PATH"] = os.environ.get("PATH", "").replace("{tools}:", "")
os.environ.pop("SSH_AUTH_SOCK", None)

from paraph import wiring
from paraph.adapters.git import runner
from paraph.adapters.git.receiving import GitReceiving
from paraph.cli.main import run

wiring.new_identity = lambda: "0123456789abcdef" * 2
runner.ENVIRONMENT |= {{f"GIT_{{role}}_DATE": "{now} +0000" for role in ("AUTHOR", "COMMITTER")}}
GitReceiving.git_version = lambda self: "{git}"

sys.exit(run())
"""
_HOOKED = """\
#!/bin/sh
shift 3  # -I -c CODE, with which a hook calls an interpreter
exec '{paraph}' "$@"
"""
_KEYGEN = """\
#!{python}
import os
import sys

WORDS = sys.argv[1:]
if "-t" not in WORDS or WORDS[WORDS.index("-t") + 1] != "ed25519" or "-f" not in WORDS:
    os.environ["PATH"] = os.environ.get("PATH", "").replace("{tools}:", "")
    os.execvp("ssh-keygen", ["ssh-keygen", *WORDS])
sys.path.insert(0, "{root}")
from docs.standing_still import write_key

PATH = WORDS[WORDS.index("-f") + 1]
COMMENT = WORDS[WORDS.index("-C") + 1] if "-C" in WORDS else "ada@example"
print("" if "-q" in WORDS else f"Your public key has been saved in {{PATH}}.pub\\n", end="")
write_key(PATH, COMMENT)
"""


def write_programs(programs: Path, tools: Path, drawn: Path) -> None:
    """Put `paraph` and `git paraph` into one folder and `ssh-keygen` into another; `drawn` keeps what was asked for."""
    drawn.mkdir()
    tools.mkdir()
    here = {"python": sys.executable, "tools": tools, "root": Path(__file__).resolve().parents[1]}
    hooked = tools / "hooked"
    text = _PARAPH.format(now=NOON, git=GIT, drawn=drawn, hooked=hooked, **here)
    for name in ("paraph", "git-paraph"):
        _program(programs / name, text)
    _program(hooked, _HOOKED.format(paraph=programs / "paraph"))
    _program(tools / "ssh-keygen", _KEYGEN.format(**here))


def write_key(path: str, comment: str) -> str:
    """Write the key pair that belongs to a file's name, as ssh-keygen lays it out; the public line."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(Path(path).name.encode()).digest())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    line = f"{public} {comment}".rstrip()
    Path(path).touch(0o600)
    Path(path).write_bytes(private)
    Path(f"{path}.pub").write_text(f"{line}\n", encoding="utf-8")
    return line


def _program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
