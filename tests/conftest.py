"""What is the same for every test: no configuration of this machine, a fixed clock zone, repositories on demand."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gitbuild import GitRepo, isolated_environment
from postgres_server import PostgresServer, running

EXAMPLES = int(os.environ.get("EXAMPLES", "60"))  # read before the tests empty the environment
collect_ignore = [] if os.environ.get("BROWSER") else ["browser"]  # `make browser`: it needs a system's package
LONGEST = ("docs/test_examples.py", "sample/", "e2e/", "attacks/", "model/", "testing/")

settings.register_profile("paraph", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("paraph")


def pytest_configure() -> None:
    """What is collected stays: nothing of it is garbage to look for."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on there is garbage; what the tests are made of is none, and is not looked at again."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that no worker is left with it in the end."""
    items.sort(key=lambda item: next((at for at, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def isolation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run every test as if on an empty account."""
    before = dict(os.environ)
    home = tmp_path_factory.mktemp("home")
    os.environ.clear()
    os.environ.update(isolated_environment(home))
    time.tzset()
    yield
    os.environ.clear()
    os.environ.update(before)
    time.tzset()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A real PostgreSQL, up when the first test asks for it."""
    with running() as server:
        yield server


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[..., GitRepo]:
    """Make further repositories by name below the test's own directory: `make_repo("origin.git", bare=True)`."""

    def make(name: str, *, bare: bool = False) -> GitRepo:
        return GitRepo(tmp_path / name, bare=bare)

    return make


@pytest.fixture
def git_repo(make_repo: Callable[..., GitRepo]) -> GitRepo:
    """One empty repository with a work tree on `main`."""
    return make_repo("repo")
