"""Is the key found that a user means, and are they told what to do where none is enrolled?"""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.signers.oracle import ed25519, key_file
from paraph.adapters.signers.find import candidates, find_reporter, find_signer, first_key
from paraph.adapters.signers.local import LocalSigner
from paraph.adapters.signers.raw import RobotSigner
from paraph.adapters.signers.ssh import SshKeygenSigner
from paraph.core.errors import InputError

ONE, TWO, THREE = (ed25519(number) for number in (1, 2, 3))
EVERYBODY = {key.public.text for key in (ONE, TWO, THREE)}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one SSH key and a PATH on which there is no agent's program."""
    (tmp_path / ".ssh").mkdir()
    key_file(ONE, tmp_path / ".ssh" / "id_ed25519")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    program = tmp_path / "bin" / "ssh-keygen"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return tmp_path


def test_the_order(home: Path) -> None:
    named, own = key_file(TWO, home / "two"), key_file(THREE, home / "three")
    settings = {"paraph.signingKey": own, "gpg.format": "ssh", "user.signingKey": named}
    assert find_signer(named, settings, EVERYBODY).public == TWO.public.text
    assert find_signer(None, settings, EVERYBODY).public == THREE.public.text
    assert find_signer(None, settings | {"paraph.signingKey": ""}, EVERYBODY).public == TWO.public.text
    by_gpg = {"gpg.format": "openpgp", "user.signingKey": named}
    assert find_signer(None, by_gpg, EVERYBODY).public == ONE.public.text
    assert find_signer(None, {}, EVERYBODY).public == ONE.public.text


def test_of_keys_that_nobody_named_the_enrolled_one_is_taken(home: Path) -> None:
    settings = {"gpg.format": "ssh", "user.signingKey": key_file(TWO, home / "two")}
    assert find_signer(None, settings, {ONE.public.text}).public == ONE.public.text
    assert first_key(settings).public == TWO.public
    assert first_key({}).file == str(home / ".ssh" / "id_ed25519.pub")


@pytest.mark.parametrize("value", [f"key::{TWO.public.text}", f"{TWO.public.text} ada@laptop"])
def test_a_setting_may_hold_the_key_itself(home: Path, value: str) -> None:
    found = find_signer(None, {"gpg.format": "ssh", "user.signingKey": value}, {TWO.public.text})
    assert found.public == TWO.public.text
    assert home.exists()


def test_a_home_is_written_as_a_tilde(home: Path) -> None:
    key_file(TWO, home / "two")
    assert first_key({"paraph.signingKey": "~/two"}).public == TWO.public


@pytest.mark.parametrize("settings", [{}, {"paraph.signingKey": "~/two"}])
def test_what_is_named_and_not_enrolled_is_refused(home: Path, settings: dict[str, str]) -> None:
    path = key_file(TWO, home / "two")
    wanted = None if settings else path
    with pytest.raises(InputError) as caught:
        find_signer(wanted, settings, {ONE.public.text})
    (problem,) = caught.value.problems
    assert TWO.public.fingerprint in problem.what
    assert "is enrolled to nobody" in problem.what
    assert f"paraph key add {path} --person YOUR-ID" in problem.fix


def test_more_keys_that_are_enrolled_to_nobody_are_counted(home: Path) -> None:
    settings = {"gpg.format": "ssh", "user.signingKey": key_file(TWO, home / "two")}
    with pytest.raises(InputError, match="enrolled to nobody, nor are 1 more keys of yours"):
        find_signer(None, settings, ())


def test_somebody_without_a_key_is_told_how_to_make_one(home: Path) -> None:
    (home / ".ssh" / "id_ed25519.pub").unlink()
    for look in (lambda: find_signer(None, {}, EVERYBODY), lambda: first_key({})):
        with pytest.raises(InputError, match="you have no SSH key") as caught:
            look()
        assert "ssh-keygen -t ed25519" in caught.value.problems[0].fix


def test_a_broken_key_at_home_is_passed_over_and_a_named_one_is_not(home: Path) -> None:
    (home / ".ssh" / "id_ecdsa.pub").write_text("hello\n")
    (home / ".ssh" / "id_ed25519_sk.pub").write_text("hello\n")
    assert find_signer(None, {}, EVERYBODY).public == ONE.public.text
    with pytest.raises(InputError, match="is no kind of key"):
        find_signer(str(home / ".ssh" / "id_ecdsa.pub"), {}, EVERYBODY)


def test_keys_of_an_agent_come_last(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = home / "bin" / "ssh-add"
    program.write_text(f"#!/bin/sh\necho hello\necho '{THREE.public.text} in the agent'\n")
    program.chmod(0o755)
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    assert [each.public for each in candidates(None, {})] == [ONE.public, THREE.public]
    found = find_signer(None, {}, {THREE.public.text})
    assert isinstance(found, SshKeygenSigner)
    assert found.public == THREE.public.text
    program.unlink()
    assert [each.public for each in candidates(None, {})] == [ONE.public]


def test_without_ssh_keygen_a_key_file_signs_by_itself(home: Path) -> None:
    (home / "bin" / "ssh-keygen").unlink()
    assert isinstance(find_signer(None, {}, EVERYBODY), LocalSigner)
    (home / ".ssh" / "id_ed25519").unlink()
    assert isinstance(find_signer(None, {}, EVERYBODY), SshKeygenSigner)


def test_a_robot_signs_plainly_and_a_person_with_ssh(home: Path) -> None:
    robot, person, nobody = (key_file(key, home / name) for name, key in (("ci", TWO), ("ben", THREE), ("x", ONE)))
    robots, people = {TWO.public.text}, {THREE.public.text}
    assert isinstance(find_reporter(robot, {}, robots, people), RobotSigner)
    assert isinstance(find_reporter("~/ci", {}, robots, people), RobotSigner)
    assert isinstance(find_reporter(f"{robot}.pub", {}, robots, people), SshKeygenSigner)
    assert isinstance(find_reporter(person, {}, robots, people), SshKeygenSigner)
    assert find_reporter(None, {"paraph.signingKey": robot}, robots, people).public == TWO.public.text
    with pytest.raises(InputError, match="is enrolled to nobody") as caught:
        find_reporter(nobody, {}, robots, people)
    assert "--robot ID" in caught.value.problems[0].fix
