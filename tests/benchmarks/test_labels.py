from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.labels import LABELS, Labelled, figures, folder_of, found, labelled, readings, tallied
from benchmarks.row import Setting
from gitbuild import GitRepo
from paraph.core.detect.message import read_message

ROLES = {
    "wrote", "helped", "suggestion", "autofix", "session", "automation", "committed_for_human", "none_declared",
}  # fmt: skip


def test_the_data_are_300_commits_of_six_histories_with_known_roles() -> None:
    commits = labelled(LABELS.read_text(encoding="utf-8"))
    assert len({one.commit for one in commits}) == 300
    assert len({one.repository for one in commits}) == 6
    assert {claim.partition(":")[0] for one in commits for claim in one.told} == ROLES


def test_what_is_found_speaks_the_words_of_the_labels() -> None:
    text = "x\n\nWas this patch authored or co-authored using generative AI tooling?\nNo\n\nGenerated with Crush\n"
    assert found(read_message(text), with_weak=False) == {"none_declared", "wrote:crush"}
    weak = read_message("aider: rename it")
    assert found(weak, with_weak=True) == {"wrote:aider"}
    assert not found(weak, with_weak=False)


def test_right_wrong_and_missed_are_counted_by_role() -> None:
    tally = tallied([(frozenset({"wrote:a", "wrote:b"}), frozenset({"wrote:a", "helped:a"}))])
    assert tally == {"wrote": {"right": 1, "missed": 1}, "helped": {"wrong": 1}}


def test_a_history_is_read_from_its_clone_and_an_absent_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = GitRepo(tmp_path / "o+r" / "repo")
    commit = repo.commit("x\n\nGenerated with Crush\n", {"a": "1\n"})
    assert folder_of(tmp_path, "o/r") == tmp_path / "o+r" / "repo"
    known, unknown = Labelled("o/r", commit, frozenset()), Labelled("o/s", commit, frozenset())
    assert [signal.tool for _, reading in readings(tmp_path, [known, unknown]) for signal in reading.signals] == [
        "crush"
    ]
    assert "skipped: 1 commits of o/s are not below" in capsys.readouterr().err
    assert not list(figures(Setting(histories=str(tmp_path / "none"))))
