"""Is every word of config.yaml either obeyed or refused at its place, and no secret in it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.adapters.formats.server_config import is_address, read_config
from paraph.core.errors import InputError
from paraph.ports.config import AskSettings, ForgeSettings, LoginSettings, NotifySettings

FULL = """\
schema: paraph/config/v1
url: https://paraph.example.test/
name: Example
data: data
database_env: DATABASE
policy: policy.yaml
login_link: true
reconcile: 2m
forges:
  - {kind: github, app_id: "7", private_key_file: key.pem, webhook_secret_file: [old, new]}
  - {kind: gitlab, url: "https://git.example.test", token_env: TOKEN, signing_token_env: TOKEN, status_checks: true}
  - {kind: git, folder: repositories, repositories: [a, b]}
logins:
  - {kind: oidc, client_id: paraph, client_secret_env: TOKEN, url: "https://id.example.test", title: Example login}
notify:
  - {kind: email, url: "smtps://mail.example.test:465", sender: paraph@example.test, user: u, password_env: TOKEN}
  - {kind: slack, url_env: HOOK}
asking: {most_minutes: 90, hours: {critical: 1}, escalate_to: [ada]}
"""
SAID = {"DATABASE": "postgresql://u:p@h/n", "TOKEN": "t0ken\n", "HOOK": "https://hooks.example.test/x"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("key.pem", "old", "new"):
        (tmp_path / name).write_text(f"{name} secret\n")
        (tmp_path / name).chmod(0o600)
    return tmp_path


def test_everything_that_can_be_said(folder: Path) -> None:
    found = read_config(FULL.encode(), f"{folder}/config.yaml", SAID)
    config = found.config
    assert found.warnings == ()
    assert (config.url, config.name, config.data) == ("https://paraph.example.test", "Example", f"{folder}/data")
    assert (config.database, config.policy) == ("postgresql://u:p@h/n", f"{folder}/policy.yaml")
    assert (config.is_link_login, config.reconcile_seconds) == (True, 120)
    secrets = ("old secret", "new secret")
    assert config.forges == (
        ForgeSettings("github", app_id="7", private_key="key.pem secret", webhook_secrets=secrets),
        ForgeSettings(
            "gitlab", "https://git.example.test", token="t0ken", signing_tokens=("t0ken",), status_checks=True
        ),
        ForgeSettings("git", folder=f"{folder}/repositories", repositories=("a", "b")),
    )
    assert config.logins == (LoginSettings("oidc", "paraph", "t0ken", "https://id.example.test", "Example login"),)
    assert config.notify == (
        NotifySettings("email", "smtps://mail.example.test:465", "paraph@example.test", "u", "t0ken"),
        NotifySettings("slack", "https://hooks.example.test/x"),
    )
    hours = (("critical", 1), ("high", 8), ("medium", 24), ("low", 48))
    assert config.asking == AskSettings(90, hours, ("ada",))


def test_little_is_enough() -> None:
    config = read_config(b"name: x", "config.yaml", {}).config
    assert (config.url, config.data, config.database, config.forges) == ("", "", "", ())
    assert config.asking == AskSettings()


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("urll: x", "P0120", (1, 1), "did you mean `url`"),
        ("url: https://a\nurl: https://b", "P0109", (2, 1), "stands twice"),
        ("url: ftp://a", "P1244", (1, 6), "must be an address"),
        ("url: https://a/path", "P1244", (1, 6), "must be an address"),
        ("database: postgresql://u:p@h/n", "P1246", (1, 11), "database_file"),
        ("forges: [{kind: git}]", "P1243", (1, 11), "`folder`"),
        ("forges: [{kind: git, folder: x, token: y}]", "P0120", (1, 33), "has no key `token`"),
        ("forges:\n- kind: github\n  app_id: '1'\n  webhook_secret_env: T\n", "P1243", (2, 3), "private_key_file"),
        ("forges: [{kind: svn}]", "P0124", (1, 17), "cannot be `svn`"),
        ("notify: [{kind: teams, url: 'https://x'}]", "P1243", (1, 11), "url_file"),
        ("logins: [{kind: oidc, client_id: a, client_secret_env: T}]", "P1243", (1, 11), "`url`"),
        ("database_file: nowhere", "P1241", (1, 16), "cannot be read"),
        ("database_file: empty", "P1241", (1, 16), "holds no secret"),
        ("database_env: UNSET", "P1242", (1, 15), "is not set"),
        ("reconcile: soon", "P0121", (1, 12), "span of time"),
        ("asking: {hours: {urgent: 1}}", "P0120", (1, 18), "`urgent`"),
        ("[a]", "P0121", (1, 1), "must be a mapping"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    folder: Path, text: str, code: str, place: tuple[int, int], words: str
) -> None:
    (folder / "empty").write_text("\n")
    with pytest.raises(InputError) as caught:
        read_config(text.encode(), f"{folder}/config.yaml", {"T": "t"})
    problem = next(each for each in caught.value.problems if each.code == code)
    assert problem.position is not None
    assert (problem.position.line, problem.position.column) == place
    assert words in f"{problem.what} {problem.fix}"


def test_a_secret_that_others_can_read_is_warned_about(folder: Path) -> None:
    (folder / "old").chmod(0o644)
    (problem,) = read_config(b"database_file: old", f"{folder}/config.yaml", {}).warnings
    assert (problem.code, problem.fix) == ("P1245", "chmod 600 old")


def test_no_message_has_a_secret_in_it(folder: Path) -> None:
    text = "database_env: DATABASE\nurl: nothing\nforges: [{kind: gitlab, token_env: TOKEN}]"
    with pytest.raises(InputError) as caught:
        read_config(text.encode(), f"{folder}/config.yaml", SAID)
    assert not any(secret.strip() in str(caught.value.problems) for secret in SAID.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://paraph.example.test", True), ("http://localhost:8080", True), ("http://[::1]:80/", True),
        ("https://user@host", False), ("https://host?x", False), ("host", False), ("https://", False),
    ],
)  # fmt: skip
def test_what_is_an_address(text: str, expected: bool) -> None:
    assert is_address(text) is expected
