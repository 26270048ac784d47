"""Which webhooks does the stand-in for GitHub send?

The fields are those of docs.github.com, "Webhook events and payloads", as far as anybody reads them, and some more.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from forges.fake_github import APP_ID, SECRETS, FakeGitHub
from forges.github_acts import GitHubActs
from forges.github_state import Json, user
from paraph.adapters.forges.github.webhook import signature

ZEROS = "0" * 40


def signed(event: str, payload: Json, secret: str = SECRETS[0]) -> tuple[dict[str, str], bytes]:
    """The headers, in lower case, and the body of a delivery of its own."""
    body = json.dumps(payload).encode()
    headers = {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/abc1234",
        "x-github-delivery": str(uuid.uuid4()),
        "x-github-event": event,
        "x-github-hook-id": "1",
        "x-github-hook-installation-target-id": str(APP_ID),
        "x-github-hook-installation-target-type": "integration",
        "x-hub-signature-256": signature(body, secret),
    }
    return headers, body


class Webhooks:
    """Payloads about one repository, as it stands at the moment."""

    def __init__(self, acts: GitHubActs) -> None:
        self.acts, self.repo = acts, acts.repo
        self.fake: FakeGitHub = acts.fake

    def _about(self, sender: str, **more: Any) -> Json:
        return {
            **more, "repository": self.fake.state.repo(self.repo), "organization": user("acme"), "sender": user(sender),
            "installation": {"id": self.repo.installation, "node_id": "I_1"},
        }  # fmt: skip

    def pull_request(self, number: int, action: str = "synchronize", sender: str = "ada", **more: Any) -> Json:
        """Opened, synchronize, edited, closed, labeled and the like."""
        pull = self.fake.state.pull(self.repo, self.repo.pulls[number])
        return self._about(sender, action=action, number=number, pull_request=pull, **more)

    def review(self, number: int, action: str = "submitted", sender: str = "") -> Json:
        """The last review; states are in lower case here."""
        last = self.repo.pulls[number].reviews[-1]
        review = {**last, "state": last["state"].lower()}
        pull = self.fake.state.pull(self.repo, self.repo.pulls[number], is_whole=False)
        return self._about(sender or last["user"]["login"], action=action, review=review, pull_request=pull)

    def comment(self, id_: int, action: str = "created", sender: str = "") -> Json:
        """A comment at a pull request."""
        comment = self.repo.comments[id_]
        number = comment["issue"]
        issue = {"number": number, "title": "A change", "pull_request": {"url": f"{self.fake.url}/pulls/{number}"}}
        by = sender or comment["user"]["login"]
        return self._about(by, action=action, issue=issue, comment=self.fake.state.comment(comment))

    def check_run(self, check: Json, action: str = "completed", numbers: tuple[int, ...] = ()) -> Json:
        """Another's check, or ours; changes from forks are not named."""
        pulls = [{"number": number} for number in numbers]
        return self._about("ci[bot]", action=action, check_run={**check, "pull_requests": pulls})

    def push(self, ref: str, before: str, after: str, sender: str = "ada", *, forced: bool = False) -> Json:
        """A branch moved."""
        said = {"ref": ref, "before": before, "after": after, "forced": forced, "deleted": after == ZEROS}
        return self._about(sender, **said, created=before == ZEROS, pusher={"name": sender}, commits=[])

    def merge_group(self, head: str, base: str, number: int, target: str = "main", **more: Any) -> Json:
        """`checks_requested`, or `destroyed` with a reason."""
        ref = f"refs/heads/gh-readonly-queue/{target}/pr-{number}-{base}"
        group = {"head_sha": head, "head_ref": ref, "base_sha": base, "base_ref": f"refs/heads/{target}"}
        return self._about("ada", **{"action": "checks_requested", "merge_group": group, **more})

    def deployment(self, head: str, run: int = 9_001, environment: str = "production", number: int = 1) -> Json:
        """A run of a workflow asks whether it may deploy."""
        callback = f"{self.fake.url}/repos/{self.repo.name}/actions/runs/{run}/deployment_protection_rule"
        return self._about(
            "ada", action="requested", environment=environment, event="push", deployment_callback_url=callback,
            deployment={"id": 31, "sha": head, "ref": "main"}, pull_requests=[{"number": number}],
        )  # fmt: skip
