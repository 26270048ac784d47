"""What do people do at the stand-in for GitHub?"""

from __future__ import annotations

import hashlib
import subprocess
from typing import Any

from forges.fake_github import FakeGitHub
from forges.github_state import Json, Pull, Repo, moment, user


class GitHubActs:
    """Acts of people in one repository. Heads are made up where none are given; where the repository has a folder,
    `refs/pull/N/head` is set there to heads that are given."""

    def __init__(self, fake: FakeGitHub, repo: Repo) -> None:
        self.fake, self.repo = fake, repo

    def propose(
        self, author: str = "ada", *, target: str = "main", title: str = "A change", head: str = "", source: str = "",
        **more: Any,
    ) -> Pull:  # fmt: skip
        """Open a pull request."""
        number = max(self.repo.pulls, default=0) + 1
        now = self.fake.clock()
        head = self._set(number, head or self._made_up(number))
        pull = Pull(number, author, title, head, source or f"topic-{number}", target, now, now, **more)
        self.repo.pulls[number] = pull
        self._moved(pull, author, "0" * 40, "branch_creation")
        return pull

    def push(self, number: int, head: str = "", by: str = "") -> str:
        """Another head, by the author unless told otherwise."""
        pull = self._touched(number)
        before = pull.head
        pull.head = self._set(number, head or self._made_up(f"{number} {pull.head}"))
        self._moved(pull, by or pull.author, before, "push")
        return pull.head

    def close(self, number: int) -> None:
        """Give it up."""
        self._touched(number).state = "closed"

    def land(self, number: int, commit: str = "") -> str:
        """Merge it, as a commit that is made up where none is given."""
        pull = self._touched(number)
        pull.state, pull.merged_at = "closed", self.fake.clock()
        pull.landed = commit or self._made_up(f"landed {pull.head}")
        return pull.landed

    def retarget(self, number: int, target: str) -> None:
        """Propose it for another branch."""
        self._touched(number).base_ref = target

    def review(self, number: int, login: str, state: str = "APPROVED", commit: str = "") -> Json:
        """Submit a review; `DISMISSED` takes back those of this person that are there."""
        pull = self._touched(number)
        if state == "DISMISSED":
            for each in pull.reviews:
                if each["user"]["login"] == login:
                    each["state"] = state
            return pull.reviews[-1]
        review: Json = {
            "id": next(self.fake.state.ids), "user": user(login), "state": state, "body": "",
            "commit_id": commit or pull.head, "submitted_at": moment(self.fake.clock()), "author_association": "MEMBER",
        }  # fmt: skip
        pull.reviews.append(review)
        if login in pull.requested:
            pull.requested.remove(login)
        return review

    def conclude(self, number: int, name: str, conclusion: str | None, slug: str = "ci") -> Json:
        """The check of another app at the head."""
        app = {"id": 15_368, "slug": slug, "name": slug}
        return self.fake.state.new_check(self.repo, self.repo.pulls[number].head, name, conclusion, app)

    def write(self, number: int, login: str, text: str) -> Json:
        """Comment."""
        self._touched(number)
        return self.fake.state.new_comment(self.repo, number, login, text, self.fake.clock())

    def rewrite(self, comment: int, text: str) -> None:
        """Edit a comment, later than it was written."""
        found = self.repo.comments[comment]
        found["body"], found["updated"] = text, max(self.fake.clock(), found["created"] + 1)

    def enqueue(self, *numbers: int, base: str = "") -> list[str]:
        """Put changes into the merge queue, in their order; the commits that are tried."""
        at = base or self._made_up("base")
        heads = []
        for number in numbers:
            head = self._made_up(f"queue {number} {at}")
            pull = {"number": number, "baseRefName": self.repo.pulls[number].base_ref}
            self.repo.queue.append({"headCommit": {"oid": head}, "baseCommit": {"oid": at}, "pullRequest": pull})
            heads.append(head)
            at = head
        return heads

    def _moved(self, pull: Pull, by: str, before: str, kind: str) -> None:
        """The repository remembers who moved its branches; a fork's are not its own."""
        if not pull.fork:
            self.repo.activities.append({
                "id": next(self.fake.state.ids), "before": before, "after": pull.head, "activity_type": kind,
                "ref": f"refs/heads/{pull.head_ref}", "timestamp": moment(self.fake.clock()), "actor": user(by),
            })  # fmt: skip

    def _touched(self, number: int) -> Pull:
        pull = self.repo.pulls[number]
        pull.updated_at = max(self.fake.clock(), pull.updated_at + 1)
        return pull

    def _set(self, number: int, head: str) -> str:
        if self.repo.folder is not None:
            ref = f"refs/pull/{number}/head"
            subprocess.run(["git", "update-ref", ref, head], cwd=self.repo.folder, check=True, capture_output=True)
        return head

    def _made_up(self, what: object) -> str:
        return hashlib.sha1(f"{self.repo.name} {what}".encode()).hexdigest()
