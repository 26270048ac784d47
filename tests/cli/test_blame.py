from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import BEN, GitRepo
from golden_file import assert_golden
from paraph.cli.main import main

CLAUDE = "\n\nCo-Authored-By: Claude Opus 4.8 <noreply@anthropic.com>\n"


def note(repo: GitRepo, commit: str, attestation: str) -> None:
    about = {
        "schema_version": "authorship/3.0.0",
        "base_commit_sha": commit,
        "prompts": {},
        "sessions": {"s_0123456789abcd": {"agent_id": {"tool": "claude", "id": "c1", "model": "sample-model"}}},
        "humans": {"h_0123456789abcd": {"author": "Ada Sample <ada@example.test>"}},
    }
    repo.git("notes", "--ref=ai", "add", "-F", "-", commit, stdin=f"{attestation}---\n{json.dumps(about)}")


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("base", {"old.py": "line 1\n\tline 2\nline 3\nline 4\nline 5\n"})
    text = "top\nuntold\nline 1\n\tline 2\nmine\nline 3\nline 4\nline 5\n"
    told = git_repo.commit("noted", {"old.py": text}, author=BEN)
    note(git_repo, told, "old.py\n  s_0123456789abcd::t_00000000000001 1\n  h_0123456789abcd 5\n")
    git_repo.commit("moved", {"old.py": None, "new.py": text})
    git_repo.commit("whole" + CLAUDE, {"new.py": text + "claimed\nclaimed too\n"})
    git_repo.commit("helped\n\nMade-with: Cursor\n", {"new.py": text + "claimed\nhelped\nclaimed too\n  é wide 漢\n"})
    return git_repo


def blame(repo: GitRepo, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["blame", "--repo", str(repo.path), *words]) == 0
    return capsys.readouterr().out


def test_the_text_form(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blame", "new.py", "--repo", str(repo.path)]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out
    assert said.err.startswith("● AI  ◐ mixed  ○ attested human  · unknown")
    assert_golden("blame/text.txt", said.out)


@pytest.mark.parametrize(
    "words",
    [
        "new.py", "-e new.py", "-s new.py", "-t new.py", "-l new.py", "-f new.py", "-n new.py", "-fn new.py",
        "-b new.py", "--root new.py", "-sl new.py", "--abbrev=12 new.py", "-w -M -C -C new.py", "-M3 -C4 new.py",
        "-L 2,4 new.py", "-L2,+2 -L7,8 new.py", "-L /mine/,+1 new.py", "--date=short new.py",
        "--date=raw new.py", "--date unix new.py", "--date=rfc new.py", "--date=default new.py", "HEAD~1 new.py",
        "HEAD~2..HEAD -- new.py", "HEAD -- new.py",
        "--since=2026-01-01T00:03:30Z new.py", "--ignore-rev HEAD new.py", "--ignore-revs-file skip new.py",
        "--first-parent new.py", "HEAD~3 -- old.py", "--minimal new.py",
    ],
)  # fmt: skip
def test_the_columns_are_those_of_git(words: str, repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("skip", repo.rev("HEAD") + "\n")
    out = blame(repo, capsys, *words.split())
    ours = "".join(line.partition(" │ ")[2] + "\n" for line in out.splitlines())
    assert ours.rstrip("\n") == repo.git("blame", *words.split())


@pytest.mark.parametrize("form", ["--porcelain", "--line-porcelain", "--incremental", "-p"])
def test_the_machine_formats_are_those_of_git_with_more_headers(
    form: str, repo: GitRepo, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["blame", "--repo", str(repo.path), form, "new.py"]) == 0
    out = capfdbinary.readouterr().out.decode()
    plain = "".join(line + "\n" for line in out.split("\n")[:-1] if not line.startswith("paraph-"))
    assert "paraph-kind ai\nparaph-tool claude-code\nparaph-model sample-model\n" in out
    expected = repo.git("blame", form, "new.py") + "\n"
    if form != "--incremental":
        assert plain == expected
        return
    assert plain.count("filename ") > expected.count("filename ")  # entries are parted where kinds change
    assert {line for line in expected.splitlines() if not line[:40].isalnum()} <= set(plain.splitlines())


def test_the_document(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(blame(repo, capsys, "--json", "new.py"))
    assert document["schema"] == "paraph/blame/v1"
    assert document["counts"] == {"total": 12, "ai": 3, "human_attested": 1, "mixed": 2, "unknown": 6}
    authors = [document["commits"][line["commit"]]["author"] for line in document["lines"]]
    assert authors == ["Ben Sample", "Ben Sample", "Ada Sample", "Ada Sample", "Ben Sample", *["Ada Sample"] * 7]
    assert_golden("blame/document.json", json.dumps(document, indent=2) + "\n")


def test_uncommitted_lines_are_unknown_where_nobody_watched(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("new.py", "fresh\n" + (repo.path / "new.py").read_text())
    out = blame(repo, capsys, "-v", "new.py")
    first, second = out.splitlines()[:2]
    assert first.startswith("· ")
    assert "(Not Committed Yet" in first
    assert second.startswith("● claude-code sample-model c1 strong")


@pytest.mark.parametrize("form", ["--porcelain", "--line-porcelain"])
def test_uncommitted_lines_are_told_as_git_does(
    form: str, repo: GitRepo, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    repo.write("new.py", "fresh\n" + (repo.path / "new.py").read_text())
    assert main(["blame", "--repo", str(repo.path), form, "new.py"]) == 0
    out = capfdbinary.readouterr().out.decode()

    def timeless(text: str) -> list[str]:
        return [line for line in text.split("\n") if line and "-time " not in line and not line.startswith("paraph-")]

    assert timeless(out) == timeless(repo.git("blame", form, "new.py"))


def test_what_a_shallow_clone_cannot_tell_is_unknown(
    repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.path}", str(tmp_path / "shallow"))
    assert main(["blame", "new.py", "--repo", str(tmp_path / "shallow")]) == 0
    said = capsys.readouterr()
    assert [line[0] for line in said.out.splitlines()] == ["·"] * 9 + ["◐", "·", "◐"]
    assert "shallow" in said.err


def test_a_clone_without_records_is_told_where_they_may_be(
    repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", str(repo.path), str(clone))
    hint = "at the remote: git fetch origin '+refs/notes/ai:refs/notes/ai-remote/origin'\n"
    assert main(["blame", "new.py", "--repo", str(clone)]) == 0
    assert capsys.readouterr().err.endswith(hint)
    for words in (["--json"], ["--porcelain"]):
        assert main(["blame", "new.py", "--repo", str(clone), *words]) == 0
        assert "remote" not in capsys.readouterr().err
    GitRepo(clone).git("fetch", "--quiet", "origin", "+refs/notes/ai:refs/notes/ai-remote/origin")
    assert main(["blame", "new.py", "--repo", str(clone)]) == 0
    assert "remote" not in capsys.readouterr().err
    assert main(["blame", "new.py", "--repo", str(repo.path)]) == 0
    assert "remote" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [[], ["--reverse", "HEAD~1..HEAD", "new.py"], ["--nonsense", "new.py"], ["-Z", "new.py"], ["absent"],
              ["--date=relative", "new.py"], ["-S", "x", "new.py"], ["--json", "-p", "new.py"], ["--", "a", "b"]],
)  # fmt: skip
def test_what_is_not_answered(words: list[str], repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blame", "--repo", str(repo.path), *words]) == 2
    said = capsys.readouterr()
    assert not said.out.startswith(("·", "●"))
    assert said.out + said.err != ""


def test_an_empty_file_has_no_lines(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("empty", {"empty": ""})
    assert blame(repo, capsys, "empty") == ""
    assert json.loads(blame(repo, capsys, "--json", "empty"))["lines"] == []
