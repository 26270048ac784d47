from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from core.gate.situations import facts
from gitbuild import ADA, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.read import provenance_of
from paraph.core.model.agent_row import AgentRow
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed
from paraph.flows.server.lost_trailers import lost_trailers
from paraph.ports.repository import ChangeRequest

CLAUDE = "Co-authored-by: Claude <noreply@anthropic.com>"
GRACE = "Co-authored-by: Grace Sample <grace@example.test>"
HELPED = "Assisted-by: Cursor"
SAID = "AI-assistance: assisted"


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("Open", {"a.py": "1\n"})
    git_repo.switch("work", "main")
    return git_repo


@pytest.fixture
def reader(repo: GitRepo) -> Iterator[GitRepository]:
    with closing(GitRepository(str(repo.path))) as made:
        yield made


def squash(repo: GitRepo, message: str, author: str = ADA) -> str:
    return repo.raw_commit(repo.rev("work^{tree}"), message, "main", author=author)


def recorded(repo: GitRepo, reader: GitRepository, own: AgentRows) -> Facts:
    request = ChangeRequest("range", repo.rev("main"), repo.rev("work"), "refs/heads/main", "")
    change, _ = reader.change(request)
    return changed(facts(change), provenance=provenance_of(change, own=own))


def lost(repo: GitRepo, reader: GitRepository, new: str, own: AgentRows = NO_ROWS) -> tuple[str, ...]:
    return lost_trailers(reader, repo.rev("main"), new, recorded(repo, reader, own), own)


@pytest.mark.parametrize(
    ("messages", "landed", "expected"),
    [
        (["one", "two"], "all of it", ()),
        ([f"one\n\n{CLAUDE}\n", "two"], "all of it", ("the trace of claude-code",)),
        ([f"one\n\n{CLAUDE}\n", "two"], f"all of it\n\n{CLAUDE}\n", ()),
        ([f"one\n\n{CLAUDE}\n", f"two\n\n{CLAUDE}\n"], "all\n\nAssisted-by: Claude\n", ()),
        ([f"one\n\n{HELPED}\n", f"two\n\n{CLAUDE}\n"], f"all\n\n{CLAUDE}\n", ("the trace of cursor",)),
        ([f"one\n\n{GRACE}\n", "two\n\nCo-authored-by: Kim <kim@example.test>\n"], "all", ("2 co-authors",)),
        ([f"one\n\n{GRACE}\n"], f"all\n\n{GRACE.upper()}\n", ()),
        ([f"one\n\n{GRACE}\n"], "all\n\nReported-by: Grace <grace@example.test>\n", ()),
        ([f"one\n\n{SAID}\n{GRACE}\n"], "all", ("the declaration `assisted`", "1 co-author")),
        ([f"one\n\n{SAID}\n"], f"all\n\n{SAID}\n", ()),
    ],
)
def test_what_a_squash_does_not_say_any_more(
    repo: GitRepo, reader: GitRepository, messages: list[str], landed: str, expected: tuple[str, ...]
) -> None:
    for at, message in enumerate(messages):
        repo.commit(message, {"a.py": f"{at + 2}\n"})
    found = lost(repo, reader, squash(repo, landed))
    assert [each for each in found if each in expected] == list(expected)
    assert bool(found) == bool(expected)


def test_a_rebase_may_keep_it_in_any_of_its_commits(repo: GitRepo, reader: GitRepository) -> None:
    repo.commit(f"one\n\n{CLAUDE}\n", {"a.py": "2\n"})
    tree = repo.rev("work^{tree}")
    first = repo.raw_commit(tree, f"half\n\n{CLAUDE}\n", "main")
    assert lost(repo, reader, repo.raw_commit(tree, "rest", first)) == ()
    assert lost(repo, reader, repo.raw_commit(tree, "rest", repo.raw_commit(tree, "half", "main"))) != ()


def test_whoever_lands_it_as_its_author_is_not_lost(repo: GitRepo, reader: GitRepository) -> None:
    repo.commit(f"one\n\n{GRACE}\n", {"a.py": "2\n"})
    assert lost(repo, reader, squash(repo, "all", "Grace Sample <grace@example.test>")) == ()


def test_no_name_of_a_person_is_told(repo: GitRepo, reader: GitRepository) -> None:
    repo.commit(f"one\n\nAssisted-by: Grace Sample\nGenerated-by: grace@example.test\n{GRACE}\n", {"a.py": "2\n"})
    assert "race" not in " ".join(lost(repo, reader, squash(repo, "all"))).replace("trace", "")


def test_a_tool_that_only_the_policy_knows_is_lost_and_kept_like_any_other(
    repo: GitRepo, reader: GitRepository
) -> None:
    own = AgentRows([AgentRow("repo/forge", "forge-bot", "email", "forge-bot@*")])
    said = "Co-authored-by: Forge <forge-bot@ci.example.test>"
    repo.commit(f"one\n\n{said}\n", {"a.py": "2\n"})
    assert lost(repo, reader, squash(repo, "all"), own) == ("the trace of forge-bot",)
    assert lost(repo, reader, squash(repo, f"all\n\n{said}\n"), own) == ()
    assert lost(repo, reader, squash(repo, "all")) == ("1 co-author",)
