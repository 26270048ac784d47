from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import BEN, GitRepo
from golden_file import assert_golden
from paraph.cli import detect_history
from paraph.cli.detect_history import bar, days, shown
from paraph.cli.main import main
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style
from paraph.core.model.attribution import LineCounts
from paraph.wiring import open_repository
from paraph.wiring.detect_lines import history_of_range
from signing_samples import signing_repo

CLAUDE = "\n\nCo-Authored-By: Claude Opus 4.8 <noreply@anthropic.com>\n"
PEOPLE = """
people:
  - {id: ada, name: Ada Sample, accounts: ["email:ada@example.test", "github:ada"]}
  - {id: ben, name: Ben Sample, accounts: ["email:ben@example.test"], left: true}
"""
POLICY = """
version: 1
mode: shadow
tiers:
  high:
    - paths: [src/**]
rules:
  - name: say who wrote it
    require:
      - declaration: true
"""
DAY = 86_400


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    governed = {".paraph/people.yaml": PEOPLE, ".paraph/policy.yaml": POLICY, "CODEOWNERS": "* @ada\n"}
    git_repo.commit("base", {**governed, "old.py": "".join(f"line {number}\n" for number in range(20))})
    git_repo.now += 20 * DAY
    git_repo.commit("feat: prices" + CLAUDE, {"src/prices.py": "a\nb\nc\nd\n"}, author=BEN)
    git_repo.now += 20 * DAY
    git_repo.commit("fix: helped\n\nMade-with: Cursor\n", {"src/prices.py": "a\nb\nhelped\n"})
    git_repo.commit("move", {"old.py": None, "sub/new.py": "line 0\n"})
    return git_repo


def told(repo: GitRepo, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["detect", "--history", "--repo", str(repo.path), *words]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "\x1b" not in said.out
    return said.out


def test_the_text_form(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert_golden("line_history/text.txt", told(repo, capsys))


def test_the_document(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(told(repo, capsys, "--json", "--by", "week", "--path", "src/**"))
    assert document["lines"]["added"] == {"total": 5, "ai": 4, "human_attested": 0, "mixed": 1, "unknown": 0}
    assert document["left"][0]["could_take_over"] == ["ada"]
    assert [each["name"] for each in document["tiers"]] == ["high"]
    assert_golden("line_history/document.json", json.dumps(document, indent=2) + "\n")


def test_by_commit(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    out = told(repo, capsys, "HEAD~2..HEAD", "--by", "commit")
    assert repo.rev("HEAD~1")[:10] in out
    assert "0000" not in out.splitlines()[0]


def test_quiet_is_a_summary(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert "month" not in told(repo, capsys, "-q")


def test_nothing_added(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(repo, capsys, "HEAD..HEAD") == "No lines are added in this history.\n"


@pytest.mark.parametrize(
    "words", [["--by", "week"], ["--path", "a"], ["--format", "markdown"], ["--history", "--lines"],
              ["--history", "--first-parent"], ["--history", "nowhere"], ["--history", "--by", "year"]],
)  # fmt: skip
def test_what_does_not_go_together(words: list[str], repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "--repo", str(repo.path), *words]) == 2
    assert capsys.readouterr().out == ""


def test_a_policy_that_cannot_be_read_hides_no_lines(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("broken", {".paraph/policy.yaml": "version: 99\n"})
    assert main(["detect", "--history", "--repo", str(repo.path)]) == 0
    said = capsys.readouterr()
    assert "Tiers and owners who have left are not told" in said.err
    assert "by tier" not in said.out


def test_a_shallow_clone_tells_no_history(repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(tmp_path / "shallow"))
    assert main(["detect", "--history", "--repo", str(tmp_path / "shallow")]) == 4
    assert "P1001" in capsys.readouterr().err


def test_many_rows_are_cut_short(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect_history, "MOST_PERIODS", 2)
    monkeypatch.setattr(detect_history, "MOST_ROWS", 1)
    with open_repository(str(repo.path)) as reader:
        found = history_of_range(reader, "HEAD", "week", ())
    options = Options(".", "text", is_quiet=False, is_verbose=False, style=Style())
    text = "\n".join(shown(found, options))
    assert "  and 1 earlier period (-v shows all)" in text
    assert "  and 3 more (-v shows all)" in text
    assert "more (-v" not in "\n".join(shown(found, options._replace(is_verbose=True)))


def test_lines_that_a_merge_dropped_are_explained(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("base", {"a": "1\n"})
    git_repo.switch("side")
    git_repo.commit("side" + CLAUDE, {"b": "x\ny\n"})
    git_repo.switch("main")
    git_repo.commit("main", {"c": "1\n"})
    assert "went away in a merge" not in told(git_repo, capsys, "side")
    git_repo.git("merge", "--quiet", "--strategy=ours", "-m", "not theirs", "side")
    assert "added lines that neither stand nor were replaced went away in a merge" in told(git_repo, capsys)
    assert "*added lines that neither stand" in told(git_repo, capsys, "--format", "markdown")


def test_small_things_are_seen() -> None:
    assert bar(LineCounts(ai=1, mixed=1, human_attested=1, unknown=997)) == "█▓▒" + "·" * 17
    assert bar(LineCounts()) == " " * 20
    assert [days(each) for each in (None, 0, 1200)] == ["–", "<1 d", "1,200 d"]


def test_a_line_that_somebody_took_over_is_nobodys_who_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = signing_repo(tmp_path)
    people = (place.repo.path / ".paraph/people.yaml").read_text()
    place.repo.commit("she left", {".paraph/people.yaml": people.replace("id: cleo", "id: cleo\n    left: true")})
    place.repo.git("merge", "--quiet", "--no-edit", "work")

    def left() -> list[str]:
        return [each["person"] for each in json.loads(told(place.repo, capsys, "--json"))["left"]]

    assert left() == ["cleo"]
    words = ["takeover", "main", "--repo", place.folder, "--key", place.key("dan"), "--yes"]
    assert main([*words, "--from", "cleo"]) == 0
    capsys.readouterr()
    assert left() == []
