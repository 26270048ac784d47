"""The stand-in for GitLab, as the suite of all forges wants it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from forges.fake_gitlab import BOT, PROJECT, TOKEN, FakeGitLab
from loopback import Answer, Asked, answering
from paraph.adapters.forges.gitlab.forge import GitLabForge
from paraph.adapters.forges.gitlab.names import note_id
from paraph.adapters.forges.gitlab.showing import CHECK
from paraph.adapters.forges.gitlab.webhook import signature
from paraph.adapters.http.client import HttpClient
from paraph.ports.config import ForgeSettings
from paraph.ports.forge import HintKind
from paraph.testing.forge_stage import Said, Seen, Trouble

NOW = 1_800_000_000
KEYS = (bytes(range(32)), bytes(range(1, 33)), bytes(32))
SECRETS = ("first-secret", "second-secret")
TOKENS = tuple("whsec_" + b64encode(key).decode() for key in KEYS[:2])


class GitLabStage:
    """Implements `paraph.testing.forge_stage.HostedStage`."""

    def __init__(self, lab: FakeGitLab, url: str, *, status_checks: bool = False) -> None:
        self.lab, self.time = lab, float(lab.now)
        self._trouble: Trouble | None = None
        self._loses = False
        settings = ForgeSettings(
            "gitlab", url=url, token=TOKEN, webhook_secrets=SECRETS, signing_tokens=TOKENS,
            status_checks=status_checks, repositories=(PROJECT,),
        )  # fmt: skip
        self.forge = GitLabForge(settings, HttpClient([url]), lambda: self.time)
        self.checks = status_checks
        self._deliveries = 0

    def begin(self) -> None:
        """Name the repository."""
        (self.repository,) = self.forge.repositories()

    def answer(self, asked: Asked) -> Answer:
        """What comes back, with the trouble that the test made."""
        if self._trouble is not None:
            self.lab.count += 1
            return TROUBLES[self._trouble]
        answer = self.lab.answer(asked)
        if self._loses and asked.method != "GET":
            self._loses = False
            return Answer(raw=b"")
        return answer

    def propose(self, author: str = "ada", *, target: str = "main", title: str = "A change") -> str:
        return str(self.lab.propose(author, target, title))

    def head(self, number: str) -> str:
        return str(self.lab.requests[int(number)]["sha"])

    def push(self, number: str) -> str:
        return self.lab.push(int(number))

    def close(self, number: str) -> None:
        self.lab.requests[int(number)]["state"] = "closed"

    def land(self, number: str) -> str:
        commit = self.lab.commit()
        self.lab.requests[int(number)] |= {"state": "merged", "merge_commit_sha": commit}
        return commit

    def retarget(self, number: str, target: str) -> None:
        self.lab.requests[int(number)]["target_branch"] = target

    def review(self, number: str, account: str, state: Literal["approved", "dismissed"]) -> None:
        if state == "approved":
            self.lab.approve(int(number), account)
        else:
            del self.lab.approvals[int(number)][account]

    def conclude(self, number: str, name: str, conclusion: str | None) -> None:
        state = {None: "running", "failure": "failed"}.get(conclusion, conclusion or "")
        self.lab.status(self.head(number), name, state, "ci-bot")

    def seen(self, number: str) -> list[Seen]:
        head = self.head(number)
        if self.checks:
            last = [each for each in self.lab.responses if (each["iid"], each["sha"]) == (int(number), head)][-1:]
            return [Seen(head, each["status"] == "passed", "") for each in last]
        ours = [each for each in self.lab.latest(head) if each["name"] == CHECK]
        return [Seen(head, each["status"] == "success", "") for each in ours]

    def write(self, number: str, author: str, text: str) -> str:
        return note_id(number, str(self.lab.note(int(number), author, text)))

    def rewrite(self, comment: str, editor: str, text: str) -> None:
        iid, _, id_ = comment.partition("-")
        (note,) = (each for each in self.lab.notes[int(iid)] if str(each["id"]) == id_)
        note |= {"body": text, "updated_at": f"2027-01-01T00:00:00Z{editor[:0]}"}

    def comments(self, number: str) -> list[Said]:
        every = [each for each in self.lab.notes[int(number)] if not each["system"]]
        return [Said(f"gitlab:{each['author']['username']}", each["body"]) for each in every]

    def asked(self, number: str) -> list[str]:
        return self.lab.asked[int(number)]

    def payload(self, kind: HintKind, number: str) -> dict[str, Any]:
        """The body of a webhook, as GitLab's examples have it."""
        project = {"id": 17, "path_with_namespace": PROJECT, "default_branch": "main"}
        said = self.lab.requests[int(number)]
        part = {"iid": int(number), "id": said["id"], "target_branch": said["target_branch"],
                "source_branch": said["source_branch"], "last_commit": {"id": said["sha"]}}  # fmt: skip
        user = self.lab.user("ada")
        plain: dict[str, Any] = {"user": user, "project": project}
        if kind == "change":
            return {"object_kind": "merge_request", "event_type": "merge_request", **plain,
                    "object_attributes": {**part, "action": "update", "oldrev": "1" * 40}}  # fmt: skip
        if kind == "comment":
            attributes = {"id": 7, "noteable_type": "MergeRequest", "note": "/paraph explain", "action": "create"}
            return {"object_kind": "note", **plain, "merge_request": part, "object_attributes": attributes}
        if kind == "push":
            return {"object_kind": "push", "before": "0" * 40, "after": said["sha"], "ref": "refs/heads/main",
                    "user_username": "ada", "project": project}  # fmt: skip
        if kind == "people":
            return {"event_name": "user_add_to_group", "group_path": "seniors", "user_username": "ada"}
        return {"object_kind": "wiki_page", **plain}

    def deliver(self, kind: HintKind, number: str) -> tuple[dict[str, str], bytes]:
        self._deliveries += 1
        body = json.dumps(self.payload(kind, number)).encode()
        headers = {
            "content-type": "application/json", "x-gitlab-event": "Some Hook",
            "webhook-id": f"msg_{self._deliveries:06}", "webhook-timestamp": str(NOW),
        }  # fmt: skip
        return self.sign(headers, body), body

    def sign(self, headers: Mapping[str, str], body: bytes, secret: int = 0) -> dict[str, str]:
        made = signature(KEYS[secret], headers["webhook-id"], headers["webhook-timestamp"], body)
        return {**headers, "webhook-signature": made}

    def calls(self) -> int:
        return self.lab.count

    def trouble(self, kind: Trouble) -> None:
        self._trouble = kind

    def lose_answer(self) -> None:
        self._loses = True

    def mend(self) -> None:
        self._trouble, self._loses = None, False
        self.time += 4_000


TROUBLES: dict[Trouble, Answer] = {
    "down": Answer(raw=b""),
    "denied": Answer(403, {}, b'{"message": "403 Forbidden"}'),
    "garbage": Answer(200, {}, b"<html>no JSON</html>"),
    "empty": Answer(200, {"content-type": "application/json"}, b"{}"),
    "moved": Answer(307, {"location": "http://127.0.0.1:9/"}),
    "limited": Answer(429, {"retry-after": "7"}, b'{"message": "Too many requests"}'),
    "limited_unsaid": Answer(429, {}, b"Retry later"),
}


@contextmanager
def gitlab(*, status_checks: bool = False) -> Iterator[GitLabStage]:
    """A GitLab on loopback. In the end nothing may have been asked of it that GitLab does not know."""
    lab = FakeGitLab()
    made: list[GitLabStage] = []

    def answer(asked: Asked) -> Answer:
        return made[0].answer(asked)

    with answering(answer) as server:
        lab.url = server.url
        made.append(GitLabStage(lab, server.url, status_checks=status_checks))
        made[0].begin()
        yield made[0]
    assert lab.faults == []
    assert lab.user(BOT)["id"] == 1
