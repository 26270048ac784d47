"""How does the stand-in for GitHub pass for a forge of the contract?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, Literal

from forges.fake_github import APP_ID, SECRETS, FakeGitHub, app_signer
from forges.github_acts import GitHubActs
from forges.github_webhooks import Webhooks, signed
from paraph.adapters.forges.github.forge import CHECK_NAME, GitHub
from paraph.adapters.forges.github.webhook import signature
from paraph.adapters.http.client import HttpClient
from paraph.ports.board import ConnectedRepository
from paraph.ports.config import ForgeSettings
from paraph.ports.forge import HintKind
from paraph.testing.forge_stage import Said, Seen, Trouble

START = 1_800_000_000.0


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


class GitHubStage:
    """Implements `paraph.testing.forge_stage.HostedStage`."""

    def __init__(self, fake: FakeGitHub, clock: Clock, forge: GitHub) -> None:
        self.fake, self.clock, self.forge = fake, clock, forge
        self.repo = fake.add_repo()
        self.acts = GitHubActs(fake, self.repo)
        self.webhooks = Webhooks(self.acts)
        fake.state.teams["acme/seniors"] = ["grace", "joan"]
        self.repository: ConnectedRepository = next(
            repository for repository in forge.repositories() if repository.name == self.repo.name
        )

    def propose(self, author: str = "ada", *, target: str = "main", title: str = "A change") -> str:
        return str(self.acts.propose(author, target=target, title=title).number)

    def head(self, number: str) -> str:
        return self.repo.pulls[int(number)].head

    def push(self, number: str) -> str:
        return self.acts.push(int(number))

    def close(self, number: str) -> None:
        self.acts.close(int(number))

    def land(self, number: str) -> str:
        return self.acts.land(int(number))

    def retarget(self, number: str, target: str) -> None:
        self.acts.retarget(int(number), target)

    def review(self, number: str, account: str, state: Literal["approved", "dismissed"]) -> None:
        self.acts.review(int(number), account, state.upper())

    def conclude(self, number: str, name: str, conclusion: str | None) -> None:
        self.acts.conclude(int(number), name, conclusion)

    def seen(self, number: str) -> list[Seen]:
        """What branch protection looks at: check runs that are ours, and neither of these lets in: pending, failed."""
        ours = [check for check in self.repo.checks if check["head_sha"] == self.head(number)]
        ours = [check for check in ours if check["name"] == CHECK_NAME and check["app"]["id"] == APP_ID]
        passing = {"success", "neutral", "skipped"}
        return [Seen(check["head_sha"], check["conclusion"] in passing, check["output"]["title"]) for check in ours]

    def write(self, number: str, author: str, text: str) -> str:
        return str(self.acts.write(int(number), author, text)["id"])

    def rewrite(self, comment: str, editor: str, text: str) -> None:
        self.acts.rewrite(int(comment), text)

    def comments(self, number: str) -> list[Said]:
        found = [each for each in self.repo.comments.values() if each["issue"] == int(number)]
        return [Said(f"github:{each['user']['login']}", each["body"]) for each in found]

    def asked(self, number: str) -> list[str]:
        return self.repo.pulls[int(number)].asked

    def deliver(self, kind: HintKind, number: str) -> tuple[dict[str, str], bytes]:
        pull = self.repo.pulls[int(number)]
        hooks = self.webhooks
        if kind == "comment":
            return signed(
                "issue_comment", hooks.comment(self.acts.write(pull.number, "grace", "/paraph explain")["id"])
            )
        said: dict[str, tuple[str, Any]] = {
            "change": ("pull_request", hooks.pull_request(pull.number)),
            "push": ("push", hooks.push("refs/heads/main", "1" * 40, "2" * 40)),
            "merge_group": ("merge_group", hooks.merge_group("3" * 40, "1" * 40, pull.number)),
            "deployment": ("deployment_protection_rule", hooks.deployment("2" * 40)),
            "nothing": ("brand_new_event", {"action": "happened"}),
        }
        return signed(*said[kind])

    def sign(self, headers: Mapping[str, str], body: bytes, secret: int = 0) -> dict[str, str]:
        chosen = SECRETS[secret] if secret >= 0 else "nobody's secret"
        return {**headers, "x-hub-signature-256": signature(body, chosen)}

    def calls(self) -> int:
        return self.fake.calls

    def trouble(self, kind: Trouble) -> None:
        self.fake.trouble = kind

    def lose_answer(self) -> None:
        self.fake.loses_writes = 1

    def mend(self) -> None:
        self.fake.trouble, self.fake.loses_writes = "", 0
        self.clock.now += 5_000


@contextmanager
def github_stage(**more: Any) -> Iterator[GitHubStage]:
    """A stage on loopback; afterwards nothing may have been asked wrongly."""
    clock = Clock()
    with FakeGitHub(clock).serving() as fake, closing(HttpClient([fake.url], timeout=5)) as http:
        settings = ForgeSettings("github", fake.url, app_id=str(APP_ID), webhook_secrets=SECRETS)
        stage = GitHubStage(fake, clock, GitHub(settings, http, app_signer(), clock, **more))
        yield stage
        assert fake.wrong == []
