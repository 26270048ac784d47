"""Does a key become somebody's by one line, and is what must not stand there refused?"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.signers.oracle import ed25519, key_file
from gitbuild import GitRepo
from paraph.cli.main import main
from paraph.cli.people_file import KEY_SCHEMA, today

PEOPLE = "# us\npeople:\n  - id: ada   # lead\n  - id: ben\n"
ONE, TWO = ed25519(1), ed25519(2)


@pytest.fixture
def place(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> Path:
    git_repo.commit("Begin", {".paraph/people.yaml": PEOPLE})
    monkeypatch.chdir(git_repo.path)
    monkeypatch.setenv("HOME", str(git_repo.path.parent))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key_file(ONE, git_repo.path.parent / "id")
    return git_repo.path


def test_what_is_printed_and_written(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "add", "../id.pub", "--person", "ada", "--until", "2099-01-01"]) == 0
    out, err = capsys.readouterr()
    line = f"      - {{key: {ONE.public.text}, from: {today()}, until: 2099-01-01, comment: ada@laptop}}"
    assert out.splitlines() == [
        "--- a/.paraph/people.yaml", "+++ b/.paraph/people.yaml", "@@ -3,0 +4,2 @@", "+    keys:", f"+{line}",
    ]  # fmt: skip
    written = (place / ".paraph/people.yaml").read_text()
    assert written == PEOPLE.replace("  - id: ben", f"    keys:\n{line}\n  - id: ben")
    assert f"Added {ONE.public.fingerprint} (ssh-ed25519) for ada." in err
    assert "The policy in force before it judges that change" in err
    assert [path.name for path in (place / ".paraph").iterdir()] == ["people.yaml"]


def test_stdin_robot_comment_and_json(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = TWO._private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pem)))
    words = ["--robot", "ci", "--comment", "the runner", "--from", "2026-01-01", "--json", "-q"]
    assert main(["key", "add", "-", *words]) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    diff = answer.pop("diff")
    assert answer == {
        "schema": KEY_SCHEMA, "fingerprint": TWO.public.fingerprint, "holder": "ci", "is_robot": True,
        "public": TWO.public.text, "from": "2026-01-01", "until": None, "revoked": None, "comment": "the runner",
        "file": ".paraph/people.yaml",
    }  # fmt: skip
    assert diff[-2:] == [
        "+robots:",
        f"+  - {{id: ci, keys: [{{key: {TWO.public.text}, from: 2026-01-01, comment: the runner}}]}}",
    ]
    assert err == ""
    assert "robots:" in (place / ".paraph/people.yaml").read_text()


def test_without_a_file_it_is_the_key_that_one_signs_with(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place.parent / ".ssh").mkdir()
    key_file(TWO, place.parent / ".ssh" / "id_ed25519")
    assert main(["key", "add", "--person", "ben", "--from", "2026-01-01"]) == 0
    out, err = capsys.readouterr()
    assert f"{{key: {TWO.public.text}, from: 2026-01-01" in out
    assert "Your key: " in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["../id.pub"], "--person ID, or --robot ID"),
        (["../id.pub", "--person", "ada", "--robot", "ci"], "--person ID, or --robot ID"),
        (["../id.pub", "--person", "zoe"], "P0743"),
        (["../id", "--person", "ada"], "P0730"),
        (["../none.pub", "--person", "ada"], "P0604"),
        (["../id.pub", "--person", "ada", "--from", "today"], "P0746"),
        (["../id.pub", "--person", "ada", "--until", "2026-02-30"], "P0746"),
        (["../id.pub", "--person", "ada", "--from", "2026-02-02", "--until", "2026-02-01"], "P0742"),
        (["../id.pub", "--person", "ada", "--comment", "x" * 101], "P0749"),
        (["../id.pub", "--person", "ada", "--comment", "a\x1b[31m"], "P0749"),
        (["--person", "ada"], "P0738"),
    ],
)
def test_refused(place: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    assert main(["key", "add", *words]) == 2
    assert says in capsys.readouterr().err
    assert (place / ".paraph/people.yaml").read_text() == PEOPLE


def test_a_key_is_held_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "add", "../id.pub", "--person", "ada"]) == 0
    before = (place / ".paraph/people.yaml").read_text()
    for holder in (["--person", "ben"], ["--person", "ada"], ["--robot", "ci"]):
        assert main(["key", "add", "../id.pub", *holder]) == 2
        assert "error[P0731] ada already holds the key" in capsys.readouterr().err
    assert (place / ".paraph/people.yaml").read_text() == before
