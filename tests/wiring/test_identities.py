"""Is each way to log in that is configured there, by its own word?"""

from __future__ import annotations

from paraph.ports.config import LoginSettings, ServerConfig
from paraph.wiring.identities import providers


def test_the_ways_to_log_in() -> None:
    logins = (
        LoginSettings("oidc", "id", "secret", "https://login.example.test", "Company login"),
        LoginSettings("github", "id", "secret"),
        LoginSettings("gitlab", "id", "secret", "https://gitlab.example.test/"),
    )
    made = providers(ServerConfig(url="https://a.test", data="", database="", logins=logins))
    assert {name: each.title for name, each in made.items()} == {
        "oidc": "Company login", "github": "GitHub", "gitlab": "GitLab",
    }  # fmt: skip
    assert made["github"].begin("https://a.test/back").url.startswith("https://github.com/login/oauth/authorize?")
    assert providers(ServerConfig(url="https://a.test", data="", database="")) == {}
