from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import ADA, GitRepo
from golden_file import assert_golden
from paraph.cli.detect import Tally, write_json
from paraph.cli.main import main
from paraph.cli.terminal_text import Style
from paraph.core.detect.document import DETECTION_SCHEMA
from paraph.core.detect.message import SILENT
from paraph.core.model.decision import AssistanceFound
from paraph.flows.detect_range import UNKNOWN, Detection
from provenance_samples import put

CLAUDE = "Claude <noreply@anthropic.com>"
MESSAGES = [
    ("feat: begin", None),
    ("feat: price list\n\nCo-Authored-By: Claude Opus 4.8 (1M context) <noreply@anthropic.com>\n", None),
    ("fix: rounding (#3)\n\n* fix: rounding\n\n    Assisted-by: Crush:kimi-k2.6\n\n* test: rounding\n", None),
    ("feat: agent at work", CLAUDE),
    ("docs: say none\n\nAI-Assistance: none\n", None),
    (f"fix: say none wrongly\n\nAI-Assistance: none\nCo-authored-by: {CLAUDE}\n", None),
    (f"chore: sign\n\nSigned-off-by: {CLAUDE}\n", None),
    (f"docs: forbid\n\nNever add:\n\n    Co-authored-by: {CLAUDE}\n", None),
    ("fix: \x1b[31mred\x1b[0m\n\nCo-authored-by\uff1a Claude <noreply@anthropic.com>\n", None),
    ("fix: by a person\n\nCo-authored-by: Devin Sample <devin@example.test>\n", "Claude Dupont <claude@example.test>"),
]


@pytest.fixture
def history(make_repo: Callable[..., GitRepo]) -> Path:
    repo = make_repo("history")
    for message, author in MESSAGES:
        repo.commit(message, author=author or ADA)
    return repo.path


def test_one_object_a_line_for_every_commit(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "HEAD", "--json", "--repo", str(history)]) == 0
    text = capsys.readouterr().out
    objects = [json.loads(line) for line in text.splitlines()]
    assert [each["assistance"] for each in reversed(objects)] == [
        "unknown",
        "generated",
        "assisted",
        "autonomous",
        "none",
        "generated",
        "assisted",
        "unknown",
        "generated",
        "unknown",
    ]
    assert {each["schema"] for each in objects} == {DETECTION_SCHEMA}
    assert text.isascii()
    assert_golden("detect/history.ndjson", text)


def test_the_text_shows_what_speaks_and_counts_the_rest(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "--repo", str(history), "-v"]) == 0
    text = capsys.readouterr().out
    assert "\x1b" not in text
    assert "docs: forbid" not in text
    assert_golden("detect/history.txt", text)


def test_a_subject_in_a_pipe_is_whole(make_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    subject = "feat: " + "a long subject, " * 8 + "to its end"
    repo = make_repo("long")
    repo.commit(f"{subject}\n\nCo-authored-by: {CLAUDE}\n")
    assert main(["detect", "--repo", str(repo.path)]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(subject)


def test_quiet_shows_only_what_is_odd(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "-q", "--repo", str(history)]) == 0
    text = capsys.readouterr().out
    assert "say none wrongly" in text
    assert "price list" not in text


def test_a_range_and_nothing_in_it(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detect", "HEAD..HEAD", "--repo", str(history)]) == 0
    assert capsys.readouterr().out == "No commits in this range.\n"
    assert main(["detect", "HEAD~2..HEAD", "--json", "--repo", str(history)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("arguments", [["nosuch"], ["--", "--all"], ["--format", "sarif"], ["a", "b"]])
def test_what_cannot_be_asked_is_a_usage_error(
    history: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["detect", "--repo", str(history), *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_reader_that_leaves_early_ends_it_quietly(history: Path) -> None:
    code = "import sys; from paraph.cli.main import main; sys.exit(main(sys.argv[1:]))"
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, "detect", "--json", "--repo", str(history)],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_lines_are_written_in_batches() -> None:
    written: list[str] = []
    write_json((Detection(f"c{at}", "s", UNKNOWN, SILENT) for at in range(5)), written.append, at_once=2)
    assert [part.count("\n") for part in written] == [2, 2, 1]
    assert [json.loads(line)["commit"] for line in "".join(written).splitlines()] == ["c0", "c1", "c2", "c3", "c4"]


def test_the_tally_stays_small_whatever_is_declared() -> None:
    tally = Tally()
    for at in range(3_000):
        tally.add(Detection("c", "s", AssistanceFound("assisted", "", (f"tool {at}",)), SILENT))
    assert len(tally.tools) <= 1_001
    assert "3,000 commits: 3,000 assisted" in tally.summary(Style())


def test_commits_with_records_of_lines_are_counted(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = GitRepo(history)
    put(repo, repo.rev("HEAD"), "history.txt\n  h_0123456789abcd 1\n")
    put(repo, repo.rev("HEAD~1"), "history.txt\n  h_0123456789abcd 1\n")
    assert main(["detect", "--repo", str(history)]) == 0
    last = capsys.readouterr().out.splitlines()[-2:]
    assert last == [
        "records: 2 of these commits have records of lines, not counted here (--lines shows them)",
        "unknown: nothing was declared and the commit itself names no tool; it does not mean a person wrote it",
    ]
    assert main(["detect", "HEAD~2..HEAD~1", "--repo", str(history)]) == 0
    assert "1 of these commits has a record of lines" in capsys.readouterr().out
    assert main(["detect", "HEAD~2", "--repo", str(history)]) == 0
    said = capsys.readouterr().out
    assert "records:" not in said
    assert "no tool left a trace" in said


def test_records_that_cannot_be_read_hide_no_commit(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = GitRepo(history)
    put(repo, repo.rev("HEAD"), "history.txt\n  h_0123456789abcd 1\n")
    tree = repo.rev("refs/notes/ai^{tree}")
    (history / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert main(["detect", "--repo", str(history)]) == 0
    said = capsys.readouterr()
    assert "10 commits: " in said.out
    assert said.err.startswith("Records of lines cannot be read: ")
