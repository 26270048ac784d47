"""A real server with a bare repository that people push to, for a real browser to look at."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from gitbuild import GitRepo
from paraph.web.login import login_link
from paraph.wiring.serve import open_server
from paraph.wiring.server_setup import Told, config_of

KEY = "git:shop"
IDENTITY = "ab" * 16
LEVELS = {"ada": "junior", "ben": "senior", "cleo": "staff", "dan": "senior", "oda": "senior"}
POLICY = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
tiers:
  critical: [{{paths: ["vault/**"]}}]
rules:
  - name: a person was there
    when: {{paths: ["src/**"]}}
    require: [{{signoff: {{count: 1, level: ">= senior", proof: present}}}}]
  - {{name: a look, when: {{paths: ["web/**"]}}, require: [{{signoff: {{count: 1, proof: review}}}}]}}
  - {{name: docs, when: {{only_paths: ["docs/**"]}}, require: [{{declaration: true}}]}}
  - {{name: rules, when: {{paths: [".paraph/**"]}}, require: [{{signoff: {{count: 1, proof: signed}}}}]}}
"""
PEOPLE = "people:\n" + "".join(
    f"  - {{id: {name}, name: {name.title()} Sample, level: {level}, "
    f'accounts: ["email:{name}@example.test"]{", roles: [auditor]" if name == "oda" else ""}}}\n'
    for name, level in LEVELS.items()
)
FIRST = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE, "src/a.py": "a = 1\n", "web/a.css": "a {}\n",
         "docs/a.md": "a\n", "vault/v.py": "v = 1\n"}  # fmt: skip
PARAPH = Path(sys.executable).with_name("paraph")
SECONDS = 60.0


class Site:
    """A running server. `person` is whom its link logs in."""

    def __init__(self, folder: Path, person: str = "ben") -> None:
        self.folder, self.person = folder, person
        self.work = GitRepo(folder / "work")
        self.work.commit("first", FIRST)
        self.bare = folder / "shop.git"
        self.work.git("clone", "--quiet", "--bare", str(self.work.path), str(self.bare))
        self.url = self.start()
        install = ["hook", "install", "--server", str(self.bare), "--principal", "REMOTE_USER", "--quiet"]
        subprocess.run([PARAPH, *install], check=True, capture_output=True, timeout=SECONDS)

    def start(self) -> str:
        """Start it; the address."""
        self.out = self.folder / "out.txt"
        words = ["serve", "--port", "0", "--data", "data", "--repository", "shop.git", "--login-as", self.person]
        with self.out.open("wb") as out, (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen([PARAPH, *words], cwd=self.folder, stdout=out, stderr=log,
                                            stdin=subprocess.DEVNULL)  # fmt: skip
        said = self.until(lambda: re.search(r"(http://\S+); log in once, within the hour: (http://\S+)\n",
                                            self.out.read_text(encoding="utf-8")))  # fmt: skip
        self.link = str(said[2])
        return str(said[1])

    def log_in_as(self, person: str) -> str:
        """A link that logs somebody in once: the one that the server printed, or one put down beside it."""
        if person == self.person and self.link:
            printed, self.link = self.link, ""
            return printed
        told = Told(data=str(self.folder / "data"), repositories=(str(self.bare),), url=self.url)
        with open_server(config_of(told), stream=io.StringIO()) as beside:
            made: str = login_link(beside, person)
            return made

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(SECONDS)

    def push(self, branch: str, files: Mapping[str, Any], who: str = "ada", message: str = "") -> str:
        """A commit on a branch, pushed by somebody; its id."""
        if branch in self.work.git("branch", "--format=%(refname:short)").split():
            self.work.git("switch", "--quiet", branch)
        else:
            self.work.switch(branch, "main")
        head = self.work.commit(
            message or f"change {branch}", files, author=f"{who.title()} Sample <{who}@example.test>"
        )
        self.send(branch, who)
        self.work.switch("main")
        return head

    def send(self, ref: str, who: str) -> subprocess.CompletedProcess[str]:
        """`git push` as somebody."""
        environment = {**os.environ, "REMOTE_USER": f"email:{who}@example.test"}
        return subprocess.run(["git", "push", "--quiet", str(self.bare), ref], cwd=self.work.path, env=environment,
                              capture_output=True, text=True, timeout=SECONDS)  # fmt: skip

    def path(self, number: str) -> str:
        """Where the page of a change stands."""
        return f"{self.url}/r/{KEY}/-/changes/{quote(number, safe='')}"

    def until(self, found: Callable[[], Any], seconds: float = SECONDS) -> Any:
        """Wait until something is there. Raises AssertionError with the server's log where it does not come, or where
        the server has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            value = found()
            if value:
                return value
            time.sleep(0.1)
        raise AssertionError((self.folder / "log.txt").read_text(encoding="utf-8")[-3000:])

    def health(self) -> dict[str, Any]:
        """What /health says."""
        with urlopen(f"{self.url}/health", timeout=SECONDS) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
