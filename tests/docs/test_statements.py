"""Can a statement be checked by hand, with the very commands that the reference shows?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import statements
from docs.blocks import Block, parts_of
from gitbuild import GitRepo
from paraph.adapters.signers.checker import Checker
from paraph.core.attest.envelope import read_envelope
from paraph.core.attest.predicates import KINDS
from paraph.core.attest.statement import read_statement
from paraph.core.attest.trust import signed_by
from paraph.core.model.person import Directory, Key, Person

PUBLIC, LINE = statements.example()
BLOCKS = {
    part.words: part
    for part in parts_of(statements.page())
    if isinstance(part, Block) and part.language in ("sh", "text")
}
# What `ssh-keygen -Y verify` is asked, answered by our own code where that program is absent.
STAND_IN = f"""\
#!{sys.executable}
import sys
from base64 import b64decode
from pathlib import Path
from paraph.adapters.signers.checker import Checker
given = dict(zip(sys.argv[3::2], sys.argv[4::2]))
name, _, key = Path(given["-f"]).read_text().strip().partition(" ")
signature = b64decode("".join(Path(given["-s"]).read_text().splitlines()[1:-1]))
good = name == given["-I"] and Checker().check(key, given["-n"], sys.stdin.buffer.read(), signature)
print(f'Good "{{given["-n"]}}" signature for {{name}}' if good else "bad")
sys.exit(not good)
"""


@pytest.fixture
def shop(git_repo: GitRepo) -> GitRepo:
    """The change of the example."""
    git_repo.commit("Prices", {"price.py": statements.BEFORE})
    git_repo.switch("cache")
    head = git_repo.commit("Ask for each price once", {"price.py": statements.AFTER})
    git_repo.switch("main")
    base = git_repo.commit("Say what this is", {"README": "A shop.\n"})
    assert (base, head) == (statements.EXAMPLE.base, statements.EXAMPLE.head)
    return git_repo


def stand_ins(folder: Path) -> Iterator[str]:
    """Search paths with each `ssh-keygen` there is: ours, and the real one where it is installed."""
    program = folder / "ssh-keygen"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    usual = os.environ.get("PATH", os.defpath)
    yield f"{folder}:{usual}"
    if shutil.which("ssh-keygen", path=usual):
        yield usual


def test_the_signature_is_checked_by_hand(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for number, path in enumerate(stand_ins(tmp_path / "bin")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "envelope.json").write_bytes(LINE + b"\n")
        (folder / "ada.pub").write_text(BLOCKS["key",].text)
        command = ["sh", "-euc", BLOCKS["signature",].text]
        done = subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith('Good "paraph-signoff@v1" signature for ada')
        assert (folder / "payload.json").read_bytes() == read_envelope(LINE).payload
        altered = (folder / "message").read_bytes().replace(b'"tier":"high"', b'"tier":"low" ')
        verify = BLOCKS["signature",].lines[-1].replace("< message", "")
        env = {**os.environ, "PATH": path}
        assert subprocess.run(["sh", "-c", verify], cwd=folder, env=env, input=altered, capture_output=True).returncode


def test_the_content_is_checked_by_hand(shop: GitRepo) -> None:
    script = BLOCKS["content",].text
    done = subprocess.run(["sh", "-euc", script], cwd=shop.path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [statements.EXAMPLE.tree, statements.EXAMPLE.diff, "-"]


def test_the_example_counts() -> None:
    read = read_statement(read_envelope(LINE).payload)
    directory = Directory((Person("ada", keys=(Key(PUBLIC),)),))
    found = signed_by(read, read_envelope(LINE), directory, Checker().check, "2027-01-20")
    assert [(each.holder, each.proof) for each in found.signers] == [("ada", "signed")]
    assert read.scope == statements.EXAMPLE
    assert read_envelope(LINE).signatures[0].keyid == Checker().fingerprint(PUBLIC)


def test_every_kind_has_an_example() -> None:
    shown = [part for part in parts_of(statements.page()) if isinstance(part, Block) and part.words == ("statement",)]
    assert [read_statement(json.dumps(json.loads(part.text)).encode()).kind for part in shown] == list(KINDS)
