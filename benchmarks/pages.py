"""What do the pages of a server in use show: changes in one repository, people who are logged in?"""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.asking import request
from benchmarks.forge_town import LEVELS, POLICY
from benchmarks.served import Served, serving
from paraph.ports.accounts import Session
from paraph.ports.board import ChangeRow
from paraph.ports.ledger import Row
from paraph.web.sessions import digest_of
from paraph.wiring.serve import open_server
from paraph.wiring.server_setup import Told, config_of

PEOPLE = "people:\n" + "".join(
    f'  - {{id: {name}, name: {name.title()} Sample, level: {level}, accounts: ["email:{name}@example.test"]}}\n'
    for name, level in LEVELS.items()
)
LINES = 60
_DECIDED_SECONDS = 120.0
_DAY = 86_400


class Shop(NamedTuple):
    """A server with one repository, and the cookies of who is logged in."""

    served: Served
    cookies: list[str]

    def page(self, path: str, user: int = 0) -> bytes:
        """The request for a page, by one of those who are logged in."""
        cookie = self.cookies[user % len(self.cookies)]
        headers = {"host": self.served.host, "cookie": f"paraph={cookie}", "accept": "text/html"}
        return request("GET", path, headers)


def key(folder: Path) -> str:
    """The name by which the server knows the repository."""
    return f"git:{(folder / 'shop.git').name.removesuffix('.git')}"


def build(folder: Path, branches: dict[str, int]) -> Path:
    """A bare repository with branches that change so many files each, every third of them written with a tool."""
    bare = folder / "shop.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    stream = b"".join(_stream(max(branches.values(), default=1), branches))
    subprocess.run(["git", "-C", str(bare), "fast-import", "--quiet"], input=stream, check=True)
    return bare


def _stream(files: int, branches: dict[str, int]) -> Iterator[bytes]:
    first = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}
    first |= {f"src/part_{number}.py": _source(number, 0) for number in range(files)}
    yield _commit("main", "", "first", first)
    for name, count in branches.items():
        for part in range(3):
            changed = {f"src/part_{number}.py": _source(number, 1) for number in range(part, count, 3)}
            subject = "Change parts" + ("\n\nCo-authored-by: Claude <noreply@anthropic.com>\n" if part == 0 else "")
            yield _commit(name, "" if part else "refs/heads/main", subject, changed)


def _source(part: int, version: int) -> str:
    return "".join(f"value_{part}_{line} = {line + (version if line % 6 == 0 else 0)}\n" for line in range(LINES))


def _commit(branch: str, start: str, subject: str, files: dict[str, str]) -> bytes:
    who = "Ada Sample <ada@example.test> 1790000000 +0000"
    parts = [f"commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\n"]
    parts.append(f"data {len(subject)}\n{subject}\n" + (f"from {start}\n" if start else ""))
    parts += [f"M 100644 inline {path}\ndata {len(content)}\n{content}\n" for path, content in files.items()]
    return "".join([*parts, "\n"]).encode()


def log_in(folder: Path, users: int, rows: list[ChangeRow] | None = None) -> list[str]:
    """Sessions of so many users, and changes, put down in a server's data; the values of their cookies."""
    secrets = [f"benchmarks-{number:04}-{'x' * 28}" for number in range(users)]
    people = [*LEVELS]
    config = config_of(Told(data=str(folder / "data")), 8080)
    with (folder / "made.log").open("w", encoding="utf-8") as log, open_server(config, stream=log) as server:
        now = server.office.clock()
        sessions = [
                Row(Session(digest_of(secret), people[number % len(people)], f"link:{people[number % len(people)]}",
                            f"csrf-{number}", now, now + _DAY, now))
                for number, secret in enumerate(secrets)
            ]  # fmt: skip
        server.office.log.record((), (), sessions)
        for start in range(0, len(rows or ()), 1_000):
            server.office.log.record((), (), [Row(each) for each in (rows or [])[start : start + 1_000]])
    return secrets


@contextmanager
def shop(folder: Path, branches: dict[str, int], users: int, rows: list[ChangeRow] | None = None) -> Iterator[Shop]:
    """A server that looks after the repository, once every branch was decided; where changes are put down that are in
    no repository, nobody looks at them again."""
    bare = build(folder, branches)
    cookies = log_in(folder, users, rows)
    with serving(folder, "--repository", str(bare), *(["--no-worker"] if rows else [])) as served:
        if not rows:
            _decided(folder, len(branches))
        yield Shop(served, cookies)


def _decided(folder: Path, count: int) -> None:
    end = time.monotonic() + _DECIDED_SECONDS
    board = sqlite3.connect(f"file:{folder}/data/ledger.db?mode=ro", uri=True)
    while time.monotonic() < end:
        found = board.execute("SELECT count(*) FROM changes WHERE decision != ''").fetchone()[0]
        left = board.execute("SELECT count(*) FROM jobs WHERE state != 'dead' AND key NOT LIKE 'every:%'").fetchone()[0]
        if found >= count and not left:
            board.close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"{found} of {count} changes were decided: {(folder / 'server.log').read_text()[-2_000:]}")
