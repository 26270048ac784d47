"""Does no name lead elsewhere than to what it names?"""

from __future__ import annotations

import pytest

from paraph.adapters.forges.github.names import account_of, key_of, login_of, number_of, repository_path, team_of
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgeError


def test_names_of_ours() -> None:
    assert key_of({"repository": {"full_name": "acme/app.x"}}, "repository") == "github:acme/app.x"
    assert account_of({"user": {"login": "ada"}}, "user") == "github:ada"
    assert account_of({"login": "dependabot[bot]"}) == "github:dependabot[bot]"
    assert login_of("github:ada") == "ada"
    assert repository_path(ConnectedRepository("github:a/b", "github", "a/b")) == "/repos/a/b"
    assert team_of("acme/senior-devs") == ("acme", "senior-devs")
    assert number_of("42") == "42"


@pytest.mark.parametrize("odd", [None, 7, "", "ada/../x", "a b", "ä", "-x", "ada\n", "a" * 200, "x[bot]y"])
def test_an_odd_login_is_nobody(odd: object) -> None:
    assert account_of({"login": odd}) == ""
    assert login_of(f"github:{odd}" if isinstance(odd, str) else "github:") == ""


@pytest.mark.parametrize("account", ["gitlab:ada", "email:ada@example.test", "ada", ""])
def test_accounts_of_elsewhere_have_no_login(account: str) -> None:
    assert login_of(account) == ""


@pytest.mark.parametrize(
    "name", ["", "a", "a/b/c", "a/..", "a/.", "../b", "a/b c", "a/b?x", "a/b\n", "a/%2e%2e", "ä/b"]
)
def test_an_odd_repository(name: str) -> None:
    assert key_of({"full_name": name}) == ""
    with pytest.raises(ForgeError) as caught:
        repository_path(ConnectedRepository(f"github:{name}", "github", name))
    assert caught.value.is_gone


@pytest.mark.parametrize("number", ["", "0", "01", "-1", "1/2", "1\n", "٣", "1" * 30, "1?"])
def test_an_odd_number(number: str) -> None:
    with pytest.raises(ForgeError):
        number_of(number)


@pytest.mark.parametrize("team", ["", "acme", "acme/", "acme/a/b", "acme/../x", "acme/A B", "/x"])
def test_an_odd_team(team: str) -> None:
    with pytest.raises(ForgeError):
        team_of(team)
