"""A server for tests without web and workers: a memory store, a fake forge, real git, a clock that a test moves.

Propose a change with `bureau.propose`, let a webhook come with `bureau.deliver("change", number=…)`, do the jobs with
`bureau.run()`, and look at `bureau.row(number)`, `bureau.entries()`, `bureau.forge.shown`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from adapters.signers.oracle import ed25519
from fake_forge import FakeForge
from gitbuild import ADA, GitRepo
from paraph.adapters.signers.notes import NoteSigner
from paraph.core.ledger.entry import read_entry
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.office import Office
from paraph.flows.gate.governed_files import Given
from paraph.ports.board import ChangeRow, ConnectedRepository, Fence
from paraph.ports.config import ServerConfig
from paraph.ports.forge import Hint
from paraph.ports.jobs import Handler, Postponed, Task
from paraph.ports.ledger import Job, Ledger, Row
from paraph.testing.memory_accounts import MemoryAccounts
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring import CachedDocuments
from paraph.wiring.mirrors import mirrors
from paraph.wiring.office import forms
from paraph.wiring.signing import signature_checker

MAIN = "refs/heads/main"
KEY = "github:acme/shop"
NOW = 1_800_000_000
IDENTITY = "ab" * 16
SECRET = bytes(range(32))
POLICY = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - {{name: review, when: {{paths: ["src/**"]}}, require: [{{signoff: {{count: 1, proof: review}}}}]}}
  - {{name: rules, when: {{paths: [".paraph/**"]}}, require: [{{signoff: {{count: 1, proof: signed}}}}]}}
  - {{name: docs, when: {{only_paths: ["docs/**"]}}, require: [{{declaration: true}}]}}
"""
LEVELS = {"ada": "mid", "ben": "senior", "cleo": "staff", "dan": "senior"}
PEOPLE = "people:\n" + "".join(
    f"  - {{id: {name}, name: {name.title()} Sample, level: {level}, "
    f'accounts: ["email:{name}@example.test", "github:{name}", "gitlab:{name}", "login:{name}"], '
    f'keys: [{{key: "{ed25519(number).public.text}"}}]}}\n'
    for number, (name, level) in enumerate(LEVELS.items(), 11)
)
RULES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}
FIRST = {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"}


class Told(NamedTuple):
    """A line of the server's own log."""

    event: str
    fields: Mapping[str, Any]


class Bureau:
    """One server, its forge, and a repository at that forge (`work`, where commits are made)."""

    def __init__(self, folder: Path, *, files: Mapping[str, Any] = FIRST, config: ServerConfig | None = None,
                 key: str = KEY) -> None:  # fmt: skip
        self.folder, self.key, self.now = folder, key, NOW
        self.work = GitRepo(folder / "shop")
        self.work.commit("first", files)
        self.forge = FakeForge(key.partition(":")[0])
        self.log = MemoryLedger("paraph/test", NoteSigner(SECRET, "paraph/test").sign)
        self.board = MemoryBoard(self.log)
        self.told: list[Told] = []
        self.postponed: list[tuple[float, Job]] = []
        self.failed: list[tuple[Job, Exception]] = []
        self._numbers = count(1)
        self._attempts: dict[str, int] = {}
        self.mirrors = mirrors(str(folder / "data"))
        self.office = self._office(config or server_config(folder))
        self.repository = ConnectedRepository(key, self.forge.name, key.partition(":")[2], "17",  # type: ignore[arg-type]
                                              url="https://forge.example.test/acme/shop", account="5")  # fmt: skip
        self.connect(self.repository, self.work.path)

    def _office(self, config: ServerConfig) -> Office:
        return Office(
            log=self.log,
            ledger=self.ledger,
            board=self.board,
            accounts=MemoryAccounts(self.log),
            forges={self.forge.name: self.forge},
            mirrors=self.mirrors,
            notifiers=(),
            check=signature_checker().check,
            config=config,
            own=Given(),
            forms=forms(),
            secret=SECRET,
            random=os.urandom,
            clock=lambda: self.now,
            tell=lambda event, **fields: self.told.append(Told(event, fields)),
            documents=CachedDocuments(None),
        )

    def ledger(self, key: str) -> Ledger:
        """The log as one repository sees it."""
        from paraph.adapters.store.scoped import RepositoryLedger

        return RepositoryLedger(self.log, key)

    def connect(self, repository: ConnectedRepository, folder: Path) -> None:
        """Let the server look after a repository that lies in a folder."""
        self.forge.connected.append(repository)
        self.forge.sources[repository.key] = str(folder)
        self.log.record((), rows=[Row(repository)])

    def propose(self, branch: str, files: Mapping[str, Any], *, by: str = ADA, account: str = "", start: str = "main",
                number: str = "", **fields: Any) -> str:  # fmt: skip
        """A commit on a branch, proposed for main; the change's number. `account` opened and pushed it
        (`github:ada` unless told otherwise)."""
        number = number or str(next(self._numbers))
        self.work.switch(branch, start)
        head = self.work.commit(f"change {branch}", files, author=by)
        self.work.git("update-ref", f"refs/pull/{number}/head", head)
        who = account or f"{self.forge.name}:{by.partition(' ')[0].lower()}"
        said: dict[str, Any] = {
            "head": head, "target": MAIN, "source": f"refs/heads/{branch}", "title": f"Change {branch}",
            "body": "What it is about.", "author": who, "url": f"https://forge.example.test/acme/shop/pull/{number}",
            "pushers": (who,), "updated_at": self.now,
        }  # fmt: skip
        self.forge.proposals[self.key, number] = Proposal(self.key, number, **{**said, **fields})
        self.work.switch("main")
        return number

    def push(self, number: str, files: Mapping[str, Any], *, by: str = ADA) -> str:
        """One more commit on the branch of a change; its id."""
        proposal = self.forge.proposals[self.key, number]
        self.work.switch(proposal.source.removeprefix("refs/heads/"))
        head = self.work.commit("more", files, author=by)
        self.work.git("update-ref", f"refs/pull/{number}/head", head)
        self.forge.change(self.key, number, head=head, updated_at=self.now)
        self.work.switch("main")
        return head

    def merge(self, number: str, *, form: str = "merge") -> str:
        """Land a change at the forge, as `merge`, `squash` or `forward`; where main stands then."""
        proposal = self.forge.proposals[self.key, number]
        branch = proposal.source.removeprefix("refs/heads/")
        self.work.switch("main")
        if form == "merge":
            landed = self.work.merge(branch)
        elif form == "squash":
            self.work.git("merge", "--quiet", "--squash", branch)
            landed = self.work.commit(f"{proposal.title} (#{number})")
        else:
            self.work.git("merge", "--quiet", "--ff-only", branch)
            landed = self.work.rev("HEAD")
        self.forge.change(self.key, number, state="landed", landed=landed, updated_at=self.now)
        return landed

    def deliver(self, kind: str = "change", **fields: Any) -> Hint:
        """Let a webhook come in about this repository."""
        from paraph.flows.attend.take_delivery import take_delivery

        headers, body = self.forge.delivery(kind, **({"repository": self.key} | fields))
        return take_delivery(self.office, self.forge.name, headers, body)

    def handlers(self) -> Mapping[str, Handler]:
        """Those of the flows under test."""
        from paraph.flows.attend.tasks import handlers

        return handlers(self.office)

    def run(self, more: Mapping[str, Handler] | None = None, *, at_most: int = 1_000) -> int:
        """Do the jobs that are due, and those that come of them, as a worker would; how many were done.

        A job that fails is kept in `failed`, one that is put off in `postponed`; jobs nobody handles are left out.
        """
        handlers = {**self.handlers(), **(more or {})}
        self.log.jobs += [job for due, job in self.postponed if due <= self.now]
        self.postponed = [each for each in self.postponed if each[0] > self.now]
        done = 0
        while self.log.jobs and done < at_most:
            job = self.log.jobs.pop(0)
            done += 1
            if job.task in handlers:
                self._do(job, handlers[job.task])
        return done

    def _do(self, job: Job, handler: Handler) -> None:
        attempt = self._attempts[job.key] = self._attempts.get(job.key, 0) + 1
        try:
            handler(Task(job.task, json.loads(job.arguments or b"{}"), job.key, Fence(job.key, 1), attempt))
        except Postponed as later:
            self.postponed.append((self.now + later.seconds, job))
        except Exception as error:
            self.failed.append((job, error))
            raise

    def tick(self, seconds: int) -> None:
        """Let time go by."""
        self.now += seconds

    def row(self, number: str) -> ChangeRow:
        """A change as the board has it."""
        found = self.board.change(self.key, number)
        assert found is not None, f"{number} is not on the board"
        return found

    def entries(self, *kinds: str) -> list[dict[str, Any]]:
        """The entries of the log as data, all or those of some kinds."""
        return [each for each in map(read_entry, self.log.entries()) if not kinds or each["kind"] in kinds]

    def close(self) -> None:
        """End every process."""
        self.mirrors.close()


def server_config(folder: Path, **fields: Any) -> ServerConfig:
    """The configuration of a test's server."""
    said = {"url": "https://paraph.example.test", "data": str(folder / "data"), "database": "sqlite:///unused"}
    return ServerConfig(**{**said, **fields})


@contextmanager
def make_bureau(folder: Path, **how: Any) -> Iterator[Bureau]:
    """A server that is closed in the end."""
    made = Bureau(folder, **how)
    try:
        yield made
    finally:
        made.close()


Making = Callable[..., Bureau]
__all__ = ["KEY", "MAIN", "NOW", "Bureau", "forms", "make_bureau", "server_config"]
