"""Threats 3, 5 and 20 at a server: can whoever pushes be taken for somebody else, and what is written of people?"""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

import pytest

from adapters.signers.oracle import sign
from gitbuild import GitRepo
from serverside import KEYS, MAIN, NOTES, PEOPLE, RULES, Server, write


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work, "--protect", "main", "--protect", "release/*")
    return made


def armoured(key: str, message: str) -> str:
    text = b64encode(sign(KEYS[key], "git", message.encode())).decode()
    return f"{message}-----BEGIN SSH SIGNATURE-----\n{text}\n-----END SSH SIGNATURE-----\n"


def certificate(*moves: tuple[str, str, str]) -> str:
    lines = "".join(f"{' '.join(move)}\n" for move in moves)
    return f"certificate version 0.1\npusher cleo 1 +0000\npushee x\nnonce 1-{'a' * 40}\n\n{lines}"


ZEROS = "0" * 40


def written(server: Server) -> str:
    """All that the entries say, in small letters and without ids."""
    text = b"".join(server.read(lambda ledger: [*ledger.entries()])).decode().lower()
    return re.sub("[0-9a-f]{40,64}", "", text)


@pytest.mark.parametrize("kind", ["of this push", "of another push", "of another ref", "a signed commit"])
def test_a_certificate_speaks_for_its_own_push_alone(server: Server, work: GitRepo, kind: str) -> None:
    work.switch("work", "main")
    head, base = work.commit("change", {"src/a.py": "a = 2\n"}), work.rev("main")
    said = {
        "of this push": certificate((ZEROS, head, "refs/heads/work")),
        "of another push": certificate((base, base, "refs/heads/work")),
        "of another ref": certificate((ZEROS, head, "refs/heads/other")),
        "a signed commit": f"tree {head}\nauthor x\n\n{ZEROS} {head} refs/heads/work\n",
    }[kind]
    blob = work.blob(armoured("cleo", said))
    objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects")}
    given = {"GIT_PUSH_CERT": blob, "GIT_PUSH_CERT_NONCE_STATUS": "OK", "REMOTE_USER": "ada", **objects}
    done = server.call("pre-receive", [(ZEROS, head, "refs/heads/work")], env=given)
    known = server.read(lambda ledger: ledger.introducers([head]))
    assert (done.code, known) == (0, {head: "email:cleo@example.test" if kind == "of this push" else "login:ada"})


@pytest.mark.parametrize("people", [
    PEOPLE.replace("level: senior", "level: Zoë@example.test"), PEOPLE.replace("email:ada@", "email:ben@"),
    PEOPLE + "robots: [ben@example.test]\n",
], ids=["level", "address", "robots"])  # fmt: skip
def test_entries_tell_nothing_of_people_whose_file_is_wrong(server: Server, work: GitRepo, people: str) -> None:
    work.switch("work", "main")
    work.commit("people", {".paraph/people.yaml": people})
    assert server.ask(work, ("work", MAIN)).code == 1
    assert server.movements()[-1].state == "refused"
    text = written(server)
    for each in ("example.test", "ada", "ben", "cleo", "sample", "zo"):
        # a digest may spell a name that is all of hexadecimal digits
        assert not re.search(rf"(?<![0-9a-f]){re.escape(each)}(?![0-9a-f])", text), text


def test_entries_tell_nothing_by_the_name_of_a_ref_that_is_not_protected(server: Server, work: GitRepo) -> None:
    work.switch("work", "main")
    work.commit("work", {"src/a.py": "a = 2\n"})
    write(work, "signoff", "ben", "work")
    updates = (("work", "refs/replace/ada@example.test"), ("work", MAIN), (NOTES, NOTES))
    assert server.ask(work, *updates).code == 1
    assert "example.test" not in written(server)
