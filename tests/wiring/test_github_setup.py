"""Is what GitHub hands out kept where only the server reads it, and named by lines that the configuration takes?"""

from __future__ import annotations

from pathlib import Path
from stat import S_IMODE

import pytest

from forges.fake_github import FakeGitHub
from forges.github_stage import github_stage
from paraph.adapters.formats.server_config import read_config
from paraph.core.errors import InputError, ReadError
from paraph.ports.config import ForgeSettings, ServerConfig
from paraph.ports.forge import ForgeError
from paraph.wiring.github_setup import form, keep_app


def config(folder: Path, url: str = "") -> ServerConfig:
    forges = (ForgeSettings("github", url=url),) if url else ()
    return ServerConfig("https://paraph.example.test", str(folder), "sqlite:///x", forges=forges)


def address(fake: FakeGitHub) -> str:
    return fake.url


@pytest.mark.enable_socket
def test_the_keys_are_kept_and_the_lines_are_good(tmp_path: Path) -> None:
    with github_stage() as stage:
        made = keep_app(config(tmp_path, address(stage.fake)), "a-good-code", lambda *_, **__: None)
    assert (made.app_id, made.slug, made.url.endswith("/apps/paraph")) == ("424242", "paraph", True)
    file = tmp_path / "config.yaml"
    text = "\n".join(("url: https://paraph.example.test", f"data: {tmp_path}", *made.lines, ""))
    found = read_config(text.encode(), str(file), {})
    (forge,), (login,) = found.config.forges, found.config.logins
    assert found.warnings == ()
    assert (forge.app_id, forge.webhook_secrets) == ("424242", ("a-webhook-secret",))
    assert forge.private_key.startswith("-----BEGIN")
    assert (login.client_id, login.client_secret) == ("Iv1.sample", "a-client-secret")
    kept = tmp_path / "forges" / "github-424242"
    assert {S_IMODE(each.stat().st_mode) for each in kept.iterdir()} == {0o600}


@pytest.mark.enable_socket
def test_a_bad_code_and_a_full_disk_are_told(tmp_path: Path) -> None:
    with github_stage() as stage:
        own = config(tmp_path, address(stage.fake))
        for code in ("another-code", "../x"):
            with pytest.raises(ForgeError):
                keep_app(own, code, lambda *_, **__: None)
        (tmp_path / "forges").write_text("in the way")
        with pytest.raises(ReadError) as caught:
            keep_app(own, "a-good-code", lambda *_, **__: None)
    assert caught.value.problems[0].code == "P1279"


@pytest.mark.parametrize("name", ["a/b", "-a", "a" * 50, "a?state=x", "a\n"])
def test_no_organisation_leads_elsewhere(tmp_path: Path, name: str) -> None:
    assert form(config(tmp_path), "acme").address == "https://github.com/organizations/acme/settings/apps/new"
    with pytest.raises(InputError):
        form(config(tmp_path), name)
