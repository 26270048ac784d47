"""A stand-in for GitHub with a real repository behind it, and `paraph serve` in a process of its own that serves it.

People propose, review and merge at the stand-in; `deliver` sends what it would send. What a server has kept is read
from its log, what it has shown at the stand-in.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from forges.fake_github import APP_ID, SECRETS, FakeGitHub, app_pem
from forges.github_acts import GitHubActs
from forges.github_state import Pull
from forges.github_webhooks import Webhooks, signed
from gitbuild import ADA, GitRepo
from office import FIRST
from paraph.adapters.forges.github.forge import CHECK_NAME
from paraph.core.ledger.entry import read_entry
from paraph.wiring.ledger import open_ledger

KEY = "github:acme/app"
MAIN = "refs/heads/main"
RUN = "from paraph.cli.main import run; raise SystemExit(run())"
PATIENCE = 60.0
TREE = "review"
"""The rule that stands in every decision tree of this repository."""


class Town:
    """The forge, its repository (`work`, where commits are made), and what people do there."""

    def __init__(self, folder: Path, fake: FakeGitHub) -> None:
        self.folder, self.fake = folder, fake
        self.work = GitRepo(folder / "app")
        self.work.commit("first", FIRST)
        self.repo = fake.add_repo(folder=self.work.path / ".git")
        self.acts = GitHubActs(fake, self.repo)
        self.hooks = Webhooks(self.acts)

    def configure(self, **more: Any) -> Path:
        """Write config.yaml and what it names; the file."""
        self._secret("app.pem", app_pem())
        self._secret("webhook.secret", SECRETS[0])
        path = self.folder / "config.yaml"
        path.write_text(json.dumps({"data": "data", "forges": self.forges(), "reconcile": "1h"} | more))
        return path

    def forges(self) -> list[dict[str, str]]:
        """This forge, as it is configured."""
        return [{"kind": "github", "url": self.fake.url, "app_id": str(APP_ID), "private_key_file": "app.pem",
                 "webhook_secret_file": "webhook.secret"}]  # fmt: skip

    def _secret(self, name: str, content: str) -> None:
        path = self.folder / name
        path.touch(0o600)
        path.write_text(content)

    def propose(self, branch: str, files: Mapping[str, Any], by: str = "ada") -> Pull:
        """A commit on a branch from main, and its pull request."""
        self.work.switch(branch, "main")
        head = self.work.commit(f"change {branch}", files, author=ADA)
        self.work.switch("main")
        return self.acts.propose(by, title=f"Change {branch}", head=head, source=branch)

    def push(self, pull: Pull, files: Mapping[str, Any]) -> str:
        """One commit more on the branch of a change; its id."""
        self.work.switch(pull.head_ref)
        head = self.work.commit("more", files, author=ADA)
        self.work.switch("main")
        return self.acts.push(pull.number, head)

    def merge(self, pull: Pull) -> str:
        """The button, or an administrator's; the merge commit."""
        return self.acts.land(pull.number, self.work.merge(pull.head_ref))

    def checks(self, head: str) -> list[dict[str, Any]]:
        """Our checks of a commit, as the forge has them."""
        ours = [each for each in self.repo.checks if each["name"] == CHECK_NAME and each["app"]["id"] == APP_ID]
        return [each for each in ours if each["head_sha"] == head]

    def conclusion(self, head: str) -> str:
        """What our check of a commit says, empty where there is none."""
        found = self.checks(head)
        return str(found[-1]["conclusion"] or found[-1]["status"]) if found else ""

    def comments(self, pull: Pull) -> list[str]:
        """What we wrote at a change."""
        return [each["body"] for each in self.repo.comments.values()
                if each["issue"] == pull.number and each["performed_via_github_app"]]  # fmt: skip

    def entries(self, *kinds: str) -> list[dict[str, Any]]:
        """The server's log as data, all of it or what is of some kinds."""
        with closing(open_ledger("", f"{self.folder}/data").ledger) as log:
            return [each for each in map(read_entry, log.entries()) if not kinds or each["kind"] in kinds]

    def deliver(self, url: str, event: str, payload: Mapping[str, Any]) -> int:
        """Send a webhook as the forge would; the status of the answer, 0 where nobody answered."""
        headers, body = signed(event, dict(payload))
        return send(url, "/hooks/github", headers, body)


def send(url: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
    """Post something; the status of the answer, 0 where there was none."""
    return call(url, path, headers, body)[0]


def call(url: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    """The same, with the body of the answer."""
    parts = urlsplit(url)
    try:
        with closing(HTTPConnection("127.0.0.1", parts.port or 80, timeout=30)) as connection:
            connection.request("POST", path, body, {**headers, "host": parts.netloc})
            answer = connection.getresponse()
            return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""


def until(what: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Wait until something holds, and give it; what it was last where it never did."""
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


class Process:
    """`paraph serve` or `paraph worker` as a process; `url` is where it serves, `lines` the file of its own log."""

    def __init__(self, folder: Path, *words: str, name: str = "server") -> None:
        self.log = folder / f"{name}.log"
        environment = {**os.environ, "XDG_STATE_HOME": f"{folder}/state"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip
        self.url = self.trouble = ""

    def ready(self) -> str:
        """Wait until it says where it is; the address, empty where it ended."""
        assert self.process.stdout is not None
        if select.select([self.process.stdout], [], [], PATIENCE)[0]:
            line = self.process.stdout.readline()
            said = json.loads(line) if line.startswith(b"{") else {}
            self.url = said.get("url", "")
            self.trouble = "" if self.url else str(said)
        return self.url

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        self.process.kill()
        self._end()

    def stop(self) -> int:
        """SIGTERM, and wait for its end; how it ended."""
        self.process.send_signal(signal.SIGTERM)
        return self._end()

    def _end(self) -> int:
        status = self.process.wait(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status


@contextmanager
def town(folder: Path, **fake: Any) -> Iterator[Town]:
    """The forge while it serves; afterwards nothing may have been asked wrongly."""
    with FakeGitHub(**fake).serving() as serving:
        made = Town(folder, serving)
        yield made
        assert serving.wrong == []


@contextmanager
def served(there: Town, **more: Any) -> Iterator[Process]:
    """A server of the town's forge."""
    config = there.configure(**more)
    process = Process(there.folder, "serve", "--port", "0", "--config", str(config), "--json")
    try:
        assert process.ready(), process.log.read_text()
        yield process
    finally:
        status = process.stop()
        lines = process.log.read_text()
        assert (status, "Traceback" in lines) == (0, False), lines
