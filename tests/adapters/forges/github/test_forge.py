"""Does the adapter fit together: where it fetches from, which repositories it takes, what it keeps to itself?"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from forges.github_stage import GitHubStage, github_stage
from gitbuild import GitRepo
from paraph.adapters.forges.github.forge import GitHub, web_address
from paraph.ports.forge import Forge, Hint

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://ghe.example.test/api/v3", "https://ghe.example.test"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_where_the_pages_are(api: str, web: str) -> None:
    assert web_address(api) == web


def test_only_those_repositories_that_are_named(stage: GitHubStage) -> None:
    stage.fake.add_repo("acme/other")
    forge: Forge = stage.forge
    assert [repository.name for repository in forge.repositories()] == ["acme/app", "acme/other"]
    stage.forge._settings = stage.forge._settings.__class__("github", repositories=("Acme/Other",))
    assert [repository.name for repository in forge.repositories()] == ["acme/other"]


def test_git_fetches_with_the_token_that_it_is_given(tmp_path: Path) -> None:
    origin = GitRepo(tmp_path / "origin.git", bare=True)
    work = GitRepo(tmp_path / "work")
    head = work.commit("first", {"a": "1"})
    work.git("push", "--quiet", str(origin.path), "HEAD:refs/heads/main")
    with github_stage() as stage:
        stage.repo.folder = origin.path
        stage.acts.propose(head=head)
        source = stage.forge.source(stage.repository)
        mirror = GitRepo(tmp_path / "mirror.git", bare=True)
        specs = stage.forge.refspecs(stage.repository)
        header = next(f"{name}: {value}" for name, value in source.headers.items())
        mirror.git("-c", f"http.extraHeader={header}", "fetch", "--quiet", source.url, *specs)
        assert mirror.git("for-each-ref", "--format=%(objectname) %(refname)").splitlines() == [
            f"{head} refs/heads/main", f"{head} refs/pull/1/head",
        ]  # fmt: skip
        (token,) = [each for each in stage.fake.guard.tokens.values() if "contents" in each.permissions
                    and "checks" not in each.permissions]  # fmt: skip
        assert token.permissions == {"contents": "read", "metadata": "read"}
        done = subprocess.run(["git", "ls-remote", source.url], capture_output=True, cwd=tmp_path)
        assert done.returncode != 0


def test_nobody_is_asked_for_nothing(stage: GitHubStage) -> None:
    number = stage.propose()
    before = stage.calls()
    stage.forge.ask(stage.repository, number, [])
    assert stage.calls() == before


def test_a_hint_of_a_webhook(stage: GitHubStage) -> None:
    number = stage.propose()
    headers, body = stage.deliver("change", number)
    hint: Hint = stage.forge.read_delivery(headers, body, 0)
    assert (hint.kind, hint.id) == ("change", headers["x-github-delivery"])
    assert GitHub.name == "github"
