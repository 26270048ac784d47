"""Are secrets hidden in what is kept of a command, and is the rest kept?"""

from __future__ import annotations

import pytest

from paraph.core.guard.redact import MAX_KEPT, redacted_command


@pytest.mark.parametrize(
    "command",
    [
        "PGPASSWORD={} psql",
        "x --password {} y",
        "x --api-key={} y",
        "curl -H 'Authorization: Bearer {}' x",
        "curl -u ada:{} x",
        "psql postgres://ada:{}@db/shop",
        "mysql -u root -p{} shop",
        'x -d \'{{"token": "{}"}}\'',
        "export AWS_SECRET_ACCESS_KEY={}",
    ],
)
def test_a_secret_is_hidden(command: str) -> None:
    kept = redacted_command(command.format("hunter2hunter2"))

    assert "hunter2" not in kept
    assert "[redacted: " in kept


@pytest.mark.parametrize("token", ["AKIA" + "A1" * 8, "ghp_" + "a1" * 18, "eyJ" + "a1" * 10 + ".b.c", "a1B/" * 12])
def test_a_token_is_known_by_its_form(token: str) -> None:
    assert token not in redacted_command(f"x {token} y")


@pytest.mark.parametrize(
    "command",
    [
        "terraform destroy",
        "git push --force origin main",
        "cat token.py",
        "rm -rf /srv/app2/releases/2026-11-21/backups/customers/EU",
        "git reset --hard 0123456789abcdef0123456789abcdef01234567",
    ],
)
def test_what_is_no_secret_stays(command: str) -> None:
    assert redacted_command(command) == command


def test_a_long_command_is_cut() -> None:
    assert len(redacted_command("ab " * 10_000)) == MAX_KEPT
