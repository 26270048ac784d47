from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph import wiring
from paraph.core.errors import InputError
from paraph.core.model.person import Directory, Key, Person
from paraph.wiring.signing import hand, nonce, own_key, people_editor, read_public_file, signature_checker
from signing_samples import make_key

NOW = 1_767_225_600


def test_whoever_signs_is_known_by_the_key_and_the_directory(tmp_path: Path) -> None:
    make_key(tmp_path / "ada")
    public, comment = read_public_file((tmp_path / "ada.pub").read_bytes(), "ada.pub")
    assert comment == "ada"
    people = Directory((Person("ada", keys=(Key(public),)),))
    with closing(wiring.open_repository(str(Path(__file__).parents[2]))) as reader:
        found = hand(reader, people, str(tmp_path / "ada"), None, NOW)
        assert (found.person.id, found.day) == ("ada", "2026-01-01")
        with pytest.raises(InputError):
            hand(reader, Directory(()), str(tmp_path / "ada"), None, NOW)
    signature = found.signer.sign("paraph-veto@v1", b"no")
    assert signature_checker().check(public, "paraph-veto@v1", b"no", signature) is not None
    assert signature_checker().check(public, "paraph-veto@v1", b"yes", signature) is None
    assert people_editor().fingerprint(public) == signature_checker().fingerprint(public)


def test_git_s_own_signing_key_is_found(tmp_path: Path, git_repo: GitRepo) -> None:
    make_key(tmp_path / "ada")

    git_repo.git("config", "gpg.format", "ssh")
    git_repo.git("config", "user.signingKey", str(tmp_path / "ada.pub"))
    assert own_key(str(git_repo.path)).public.text.split() == (tmp_path / "ada.pub").read_text().split()[:2]


def test_a_nonce_comes_once() -> None:
    assert len({nonce() for _ in range(50)}) == 50
    assert all(len(bytes.fromhex(nonce())) == 16 for _ in range(5))
