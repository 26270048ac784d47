"""What does a forge look like at which two hundred changes are open?

The stand-in for GitHub of the tests, with a repository of its own on disk: everything in it is made by one
`git fast-import`, so that a figure begins soon.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.served import TESTS

if TYPE_CHECKING:
    from forges.fake_github import FakeGitHub
    from forges.github_webhooks import Webhooks

POLICY = """\
version: 1
identity: abababababababababababababababab
mode: enforce
rules:
  - {name: review, when: {paths: ["src/**"]}, require: [{signoff: {count: 1, proof: review}}]}
  - {name: rules, when: {paths: [".paraph/**"]}, require: [{signoff: {count: 1, proof: signed}}]}
"""
LEVELS = {"ada": "mid", "ben": "senior", "cleo": "staff", "dan": "senior", "eve": "senior", "fay": "staff"}
PEOPLE = "people:\n" + "".join(
    f"  - {{id: {name}, name: {name.title()} Sample, level: {level}, "
    f'accounts: ["email:{name}@example.test", "github:{name}"]}}\n'
    for name, level in LEVELS.items()
)
WHO = b"Ada Sample <ada@example.test>"
MADE_WITH = b"\n\nCo-authored-by: Claude <noreply@anthropic.com>\n"
FILES, LINES, LANDED = 60, 120, 100


class Town(NamedTuple):
    """A forge that answers, what it sends, and the heads of each change's rounds by its number."""

    fake: FakeGitHub
    webhooks: Webhooks
    folder: Path
    heads: dict[int, list[str]]

    def move(self, turn: int) -> None:
        """Give every change the head of a round."""
        lines = [f"update refs/pull/{number}/head {heads[turn]}\n" for number, heads in self.heads.items()]
        _git(self.folder, "update-ref", "--stdin", data="".join(lines).encode())
        for number, heads in self.heads.items():
            pull = self.webhooks.repo.pulls[number]
            pull.head, pull.updated_at = heads[turn], self.fake.clock()

    def shown(self, turn: int) -> set[int]:
        """The changes whose head of a round has a check of ours that was concluded or waits for people."""
        seen = {check["head_sha"] for check in [*self.webhooks.repo.checks] if check["name"].lower() == "paraph"}
        return {number for number, heads in self.heads.items() if heads[turn] in seen}


@contextmanager
def town(folder: Path, changes: int, rounds: int, latency: float) -> Iterator[Town]:
    """A forge with a repository and so many open changes, each with commits for so many rounds."""
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    from forges.fake_github import FakeGitHub
    from forges.github_acts import GitHubActs
    from forges.github_webhooks import Webhooks

    bare = folder / "app.git"
    heads = build(bare, changes, rounds)
    with FakeGitHub(latency=latency).serving() as fake:
        fake.new_budget = lambda: _plenty(fake)
        repo = fake.add_repo(folder=bare)
        acts = GitHubActs(fake, repo)
        for number in range(1, changes + 1):
            acts.propose(title=f"Change {number}", head=heads[number][0])
        yield Town(fake, Webhooks(acts), bare, heads)


def _plenty(_: FakeGitHub) -> Any:
    from forges.github_budget import Budget

    return Budget(hourly=1_000_000)


def config(folder: Path, made: Town) -> Path:
    """A configuration that connects a server to the forge."""
    from forges.fake_github import APP_ID, SECRETS, app_pem

    (folder / "app.pem").write_text(app_pem())
    (folder / "hook.secret").write_text(SECRETS[0])
    for each in ("app.pem", "hook.secret"):
        (folder / each).chmod(0o600)
    forge = {"kind": "github", "url": made.fake.url, "app_id": str(APP_ID),
             "private_key_file": "app.pem", "webhook_secret_file": ["hook.secret"]}  # fmt: skip
    file = folder / "config.yaml"
    file.write_text(json.dumps({"forges": [forge], "login_link": True}))
    return file


def build(bare: Path, changes: int, rounds: int) -> dict[int, list[str]]:
    """The repository: a history that landed, and the heads of each change. Each commit changes one file, every second
    one says that it was made with a tool."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    marks = bare / "marks"
    _git(bare, "fast-import", "--quiet", f"--export-marks={marks}", data=b"".join(_stream(changes, rounds)))
    ids = dict(line.split() for line in marks.read_text().splitlines())
    return {number: [ids[f":{_mark(number, turn)}"] for turn in range(rounds)] for number in range(1, changes + 1)}


def _mark(number: int, turn: int) -> int:
    return 1_000_000 + number * 1_000 + turn


def _stream(changes: int, rounds: int) -> Iterator[bytes]:
    first = {".paraph/policy.yaml": POLICY.encode(), ".paraph/people.yaml": PEOPLE.encode()}
    first |= {f"src/part_{number}.py": _source(number, 0) for number in range(FILES)}
    yield _commit("refs/heads/main", 1, None, 1_790_000_000, b"first", first)
    for number in range(2, LANDED):
        changed = {f"src/part_{number % FILES}.py": _source(number % FILES, number)}
        yield _commit("refs/heads/main", number, number - 1, 1_790_000_000 + number, b"landed", changed)
    for number in range(1, changes + 1):
        for turn in range(rounds):
            subject = b"Change a part" + (MADE_WITH if (number + turn) % 2 else b"")
            before = _mark(number, turn - 1) if turn else LANDED - 1
            changed = {f"src/part_{number % FILES}.py": _source(number % FILES, 10_000 * (turn + 1) + number)}
            ref = f"refs/changes/{number}"
            yield _commit(ref, _mark(number, turn), before, 1_795_000_000 + turn, subject, changed)


def _source(part: int, version: int) -> bytes:
    lines = [f"value_{part}_{line} = {line * 7 + (version if line % 9 == 0 else 0)}\n" for line in range(LINES)]
    return "".join(lines).encode()


def _commit(ref: str, mark: int, before: int | None, at: int, subject: bytes, files: dict[str, bytes]) -> bytes:
    parts = [b"commit %s\nmark :%d\n" % (ref.encode(), mark)]
    parts += [b"%s %s %d +0000\n" % (role, WHO, at) for role in (b"author", b"committer")]
    parts.append(b"data %d\n%s\n" % (len(subject), subject))
    if before is not None:
        parts.append(b"from :%d\n" % before)
    for path, content in files.items():
        parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content))
    return b"".join([*parts, b"\n"])


def _git(folder: Path, *words: str, data: bytes = b"") -> None:
    subprocess.run(["git", "-C", str(folder), *words], input=data, check=True, capture_output=True)
