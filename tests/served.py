"""A server in a folder of its own, with SQLite, as `paraph serve` opens one."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gitbuild import GitRepo
from paraph.ports.config import ServerConfig
from paraph.wiring.serve import Server, open_server
from paraph.wiring.server_setup import Told, config_of

POLICY = """\
version: 1
identity: abababababababababababababababab
mode: enforce
rules:
  - {name: review, when: {paths: ["src/**"]}, require: [{signoff: {count: 1, proof: review}}]}
"""
PEOPLE = """\
people:
  - {id: ada, name: Ada Sample, accounts: ["email:ada@example.test"]}
  - {id: kim, name: Kim Sample, roles: [administrator], accounts: ["email:kim@example.test"]}
  - {id: tom, name: Tom Sample, left: true, accounts: ["email:tom@example.test"]}
"""
FILES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE, "src/a.py": "a = 1\n"}


class Served(NamedTuple):
    """An open server, and what its own log says."""

    server: Server
    stream: io.StringIO

    def told(self, event: str) -> list[dict[str, Any]]:
        """The lines of one kind."""
        lines = [json.loads(line) for line in self.stream.getvalue().splitlines()]
        return [line for line in lines if line["event"] == event]


def config_in(folder: Path, **told: Any) -> ServerConfig:
    """The configuration of a server whose data are in `folder/data`."""
    return config_of(Told(**{"data": f"{folder}/data", **told}), 8080)


@contextmanager
def served(config: ServerConfig) -> Iterator[Served]:
    """The server while it is open."""
    stream = io.StringIO()
    with open_server(config, stream=stream) as server:
        yield Served(server, stream)


def bare_shop(folder: Path) -> Path:
    """A bare repository `shop.git` with a policy, people, and a branch that is a change."""
    bare = GitRepo(folder / "shop.git", bare=True)
    work = GitRepo(folder / "work")
    work.commit("first", FILES)
    work.git("push", "--quiet", str(bare.path), "main")
    work.switch("feature", "main")
    work.commit("more", {"src/a.py": "a = 2\n"})
    work.git("push", "--quiet", str(bare.path), "feature")
    return bare.path


def apart(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Keep the state of the tests' user below a folder."""
    monkeypatch.setenv("XDG_STATE_HOME", f"{folder}/state")
