from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from golden_file import assert_golden
from paraph.cli.detect_lines import shown
from paraph.cli.main import main
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style
from paraph.core.detect.lines.range_document import LINES_SCHEMA
from paraph.core.model.attribution import FileLines, LineCounts, Span
from paraph.core.model.decision import Finding
from paraph.flows.provenance.net_authorship import NetAuthorship
from paraph.flows.provenance.range_lines import RangeLines

CLAUDE = "\n\nCo-Authored-By: Claude Opus 4.8 <noreply@anthropic.com>\n"
PLAIN = Options(".", "text", is_quiet=False, is_verbose=False, style=Style())


def note(repo: GitRepo, commit: str, attestation: str, base: str = "") -> None:
    about = {
        "schema_version": "authorship/3.0.0",
        "base_commit_sha": base or commit,
        "prompts": {},
        "sessions": {"s_0123456789abcd": {"agent_id": {"tool": "codex", "id": "c1", "model": "gpt"}}},
        "humans": {"h_0123456789abcd": {"author": "Ada Sample <ada@example.test>"}},
    }
    repo.git("notes", "--ref=ai", "add", "-F", "-", commit, stdin=f"{attestation}---\n{json.dumps(about)}")


@pytest.fixture
def history(git_repo: GitRepo) -> Path:
    git_repo.commit("base", {"old.py": "".join(f"line {number}\n" for number in range(20))})
    git_repo.switch("work")
    git_repo.commit("feat: price list" + CLAUDE, {"prices.py": "a\nb\nc\nd\n"})
    told = git_repo.commit("feat: noted", {"notes.py": "".join(f"n{number}\n" for number in range(10))})
    note(git_repo, told, "notes.py\n  s_0123456789abcd::t_00000000000001 1-6,11\n  h_0123456789abcd 7-8\n")
    git_repo.commit("fix: helped\n\nMade-with: Cursor\n", {"prices.py": "a\nb\nc\nd\nhelped\n"})
    moved = "".join(f"line {number}\n" for number in range(20)) + "mine\n"
    git_repo.commit("move", {"old.py": None, "sub/new.py": moved})
    return git_repo.path


def test_the_text_form(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "main..work", "--lines", "--repo", str(history)]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out
    assert said.err == ""
    assert_golden("detect/lines.txt", said.out)


def test_the_document(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "main..work", "--lines", "--json", "--repo", str(history)]) == 0
    said = capsys.readouterr().out
    document = json.loads(said)
    assert document["schema"] == LINES_SCHEMA
    assert document["lines"] == {"total": 16, "ai": 10, "human_attested": 2, "mixed": 1, "unknown": 3}
    assert [finding["kind"] for finding in document["findings"]] == ["note_unadded_lines"]
    assert said.isascii()
    assert_golden("detect/lines.json", json.dumps(document, indent=2) + "\n")


def test_a_revision_stands_for_all_its_lines(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "work", "--lines", "-q", "--repo", str(history)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("36 lines in 3 files\n")
    assert "files:" not in out


def test_nothing_added(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "work..main", "--lines", "--repo", str(history)]) == 0
    assert capsys.readouterr().out == "No lines are added in this range.\n"


def test_what_does_not_merge_is_said(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = GitRepo(history, branch="work")
    repo.switch("main")
    repo.commit("conflict", {"prices.py": "z\n"})
    assert main(["detect", "main..work", "--lines", "--repo", str(history)]) == 0
    assert "In doubt: it conflicts with its target in prices.py" in capsys.readouterr().err


def test_first_parent_and_lines_contradict(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "--lines", "--first-parent", "--repo", str(history)]) == 2
    assert "--first-parent" in capsys.readouterr().err


def found(*files: FileLines, findings: tuple[Finding, ...] = (), base: str = "b") -> RangeLines:
    counts = LineCounts(
        *[sum(e[1] - e[0] + 1 for f in files for e in f.spans if e.kind == k) for k in LineCounts._fields]
    )
    return RangeLines(base, "h", "t", NetAuthorship(files, counts, findings, ("h",)))


def test_many_files_and_findings_are_cut_short() -> None:
    files = [FileLines(f"f{number:02}", (Span(1, number + 1, "ai"),)) for number in range(14)]
    findings = [Finding("note_foreign", "text", commit=f"c{number}" * 20) for number in range(3)]
    text = list(shown(found(*files, findings=(*findings, Finding("indent", "odd"))), PLAIN))
    assert "  and 4 more files (-v shows all)" in text
    assert text[-2:] == ["! note foreign: text (c0c0c0c0c0, and 2 records more)", "! indent: odd"]
    whole = list(shown(found(*files), PLAIN._replace(is_verbose=True)))
    assert sum(line.endswith(" AI") for line in whole) == 14


def test_small_shares_are_not_nothing() -> None:
    text = "\n".join(shown(found(FileLines("f", (Span(1, 1, "ai"), Span(2, 1000, "unknown")))), PLAIN))
    assert "<1%" in text
    assert ">99%" in text


def test_a_path_acts_on_no_terminal() -> None:
    text = "\n".join(shown(found(FileLines("\x1b[31mred", (Span(1, 1, "ai"),))), PLAIN))
    assert "\x1b" not in text


def test_an_empty_tree() -> None:
    assert list(shown(found(base=""), PLAIN)) == ["There are no lines."]
