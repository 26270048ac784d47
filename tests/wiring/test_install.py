"""A server is set up once, changed by naming what changes, and never runs on half a set-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.core.errors import InputError
from paraph.wiring.install import Installation, server_state, set_up, take_down
from paraph.wiring.server import read_server
from serverside import MAIN, RULES, Server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> Server:
    git_repo.commit("rules", RULES)
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.take(git_repo, "main", MAIN)
    return made


def test_what_is_not_named_stays(server: Server, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(RULES[".paraph/policy.yaml"])
    first = set_up(str(server.path), Installation(protect=("main", "release/*"), policy=str(policy), principal="WHO"))
    second = set_up(str(server.path), Installation(genesis="1" * 40, second=str(tmp_path / "second")))
    assert second.settings.protected == (MAIN, "refs/heads/release/*")
    assert (second.settings.policy, second.settings.principal) == (str(policy), "WHO")
    assert second.settings.name == first.settings.name
    assert second.vkey == first.vkey
    assert second.settings.genesis == "1" * 40
    assert second.settings.second_store == str(tmp_path / "second")
    assert first.entries == 2 == second.entries


def test_the_policy_ref_is_always_guarded(server: Server) -> None:
    found = set_up(str(server.path), Installation(protect=("release/*",), policy_ref="rules"))
    assert found.settings.protected == ("refs/heads/release/*", "refs/heads/rules")
    again = set_up(str(server.path), Installation(protect=("**",)))
    assert again.settings.protected == ("refs/heads/**",)


def test_secrets_are_for_the_owner_alone(server: Server) -> None:
    found = set_up(str(server.path), Installation(is_signed_push=True))
    for name in ("ledger.key", "spot-check.secret", "server.json", "ledger.db"):
        assert Path(found.area, name).stat().st_mode & 0o077 == 0, name
    assert Path(found.area).stat().st_mode & 0o777 == 0o700
    assert [name for name, _ in found.settings.written] == [
        "transfer.hideRefs", "receive.fsckObjects", "receive.certNonceSeed",
    ]  # fmt: skip


def test_git_s_settings_are_left_where_they_are_set(server: Server) -> None:
    server.git("config", "receive.fsckObjects", "false")
    found = set_up(str(server.path), Installation())
    assert found.settings.written == (("transfer.hideRefs", "refs/paraph"),)
    assert take_down(str(server.path)) == ("pre-receive", "reference-transaction")
    assert server.git("config", "receive.fsckObjects") == "false"
    assert read_server(found.area).written == ()
    assert server_state(str(server.path)).hooks[0].state == "absent"


def test_a_policy_that_is_not_there_is_told_at_once(server: Server, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        set_up(str(server.path), Installation(policy=str(tmp_path / "none.yaml")))
    assert not (server.path / "hooks/pre-receive").exists()


def test_two_logs_of_one_name_never_share_what_was_signed_last(server: Server, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    twin = Server(tmp_path / "elsewhere" / "shop.git", monkeypatch)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    one, two = set_up(str(server.path), Installation()), set_up(str(twin.path), Installation())
    assert one.settings.second_store != two.settings.second_store
