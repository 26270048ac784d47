from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from flows.ledger_samples import memory_ledger
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.cli.main import main
from paraph.core.ledger.entry import read_entry
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.ledger import OpenLedger
from paraph.wiring.retention import Keeper, make_prompts_key
from provenance_samples import sample

POLICY = "mode: shadow\nprovenance: {retain: prompts}\nrules: [{name: a, deny: no}]\n"


@pytest.fixture
def ledger(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> MemoryLedger:
    made = memory_ledger()
    opened = OpenLedger(made, "memory", "")  # type: ignore[arg-type]
    monkeypatch.setattr("paraph.wiring.ledger.open_ledger", lambda *_: opened)
    monkeypatch.setattr("paraph.wiring.ledger.has_ledger", lambda _: True)
    git_repo.commit("policy", {".paraph/policy.yaml": POLICY})
    return made


def imported(repo: GitRepo, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["provenance", "import", "--json", "--repo", str(repo.path), *words]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_prompts_are_kept_where_the_policy_says_so(
    git_repo: GitRepo, ledger: MemoryLedger, capsys: pytest.CaptureFixture[str]
) -> None:
    _, two = sample(git_repo)
    assert main(["provenance", "key", "--repo", str(git_repo.path)]) == 0
    capsys.readouterr()
    assert imported(git_repo, capsys, "--dry-run")["messages"] == {"met": 1, "dropped": 0, "retained": 0}
    assert ledger.bodies == []
    assert imported(git_repo, capsys)["messages"] == {"met": 1, "dropped": 0, "retained": 1}
    (entry,) = map(read_entry, ledger.bodies)
    assert (entry["kind"], entry["commit"], len(entry["kept"])) == ("prompts", two, 1)
    assert b"a secret of ours" not in b"".join(each.content for each in ledger.blobs.values())
    assert main(["provenance", "prompts", two, "--repo", str(git_repo.path)]) == 0
    assert "a secret of ours" in capsys.readouterr().out
    reason = ("--entry", "0", "--reason", "asked for it", "--yes")
    assert main(["log", "expunge", "--repo", str(git_repo.path), *reason]) == 0
    capsys.readouterr()
    assert main(["provenance", "prompts", two, "--json", "--repo", str(git_repo.path)]) == 0
    assert json.loads(capsys.readouterr().out)["prompts"] == [{"entry": 0, "key": "", "holder": "", "text": None}]


def test_without_a_key_they_are_dropped_and_that_is_said(
    git_repo: GitRepo, ledger: MemoryLedger, capsys: pytest.CaptureFixture[str]
) -> None:
    sample(git_repo)
    found = imported(git_repo, capsys)
    assert found["messages"] == {"met": 1, "dropped": 1, "retained": 0}
    assert "there is no key to encrypt them with: they were dropped" in str(found["notices"])
    assert ledger.bodies == []


def test_without_a_ledger_they_are_dropped_and_that_is_said(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    git_repo.commit("policy", {".paraph/policy.yaml": POLICY})
    sample(git_repo)
    assert "there is no ledger here" in str(imported(git_repo, capsys)["notices"])


def test_nothing_is_kept_without_a_policy(git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1\n"})
    with GitRepository(str(git_repo.path)) as reader, closing(Keeper(reader, is_dry=False)) as keeper:
        keeper.keep("c" * 40, b'---\n{"prompts": {"p": {"messages": ["x"]}}}')
        assert (keeper.is_wanted, keeper.kept) == (False, 0)


def test_the_key_lies_in_the_private_area(git_repo: GitRepo) -> None:
    with GitRepository(str(git_repo.path)) as reader:
        path, is_new = make_prompts_key(reader)
        assert Path(path).parent == Path(reader.private_area())
        assert (is_new, make_prompts_key(reader)) == (True, (path, False))


def test_the_policy_at_the_tip_counts(git_repo: GitRepo) -> None:
    git_repo.commit("the first", {".paraph/policy.yaml": POLICY})
    with closing(GitRepository(str(git_repo.path))) as reader:
        assert Keeper(reader, is_dry=True).is_wanted
    git_repo.commit("no more", {".paraph/policy.yaml": POLICY.replace("prompts", "nothing")})
    with closing(GitRepository(str(git_repo.path))) as reader:
        assert not Keeper(reader, is_dry=True).is_wanted


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_where_the_policy_cannot_be_read_it_is_said_why_they_are_left_out(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    git_repo.commit("policy", {".paraph/policy.yaml": POLICY + "nonsense: 1\n"})
    sample(git_repo)
    assert main(["provenance", "import", "--dry-run", "--repo", str(git_repo.path)]) == 0
    assert "Whether the policy retains prompts cannot be told" in capsys.readouterr().err
    assert main(["provenance", "import", "--json", "--repo", str(git_repo.path), *words]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert found["messages"]["retained"] == 0
    assert "Whether the policy retains prompts cannot be told" in found["notices"][-1]
    assert "nonsense" in found["notices"][-1]
    assert "Whether the policy retains prompts cannot be told" in said.err
