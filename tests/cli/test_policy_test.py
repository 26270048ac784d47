from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraph.cli.main import main

POLICY = "version: 1\nmode: shadow\nrules:\n  - {name: review, require: [{signoff: {count: 1}}]}\n"
PASSES = "cases:\n  - {name: open, expect: {verdict: wait, missing: [sign-off]}}\n"
FAILS = "cases:\n  - {name: closed, expect: {verdict: allow}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".paraph/policy-tests").mkdir(parents=True)
    (tmp_path / ".paraph/policy.yaml").write_text(POLICY)
    return tmp_path


def run(root: Path, *arguments: str) -> int:
    return main(["policy", "test", "--repo", str(root), *arguments])


def test_every_case_passes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".paraph/policy-tests/a.yaml").write_text(PASSES)
    (root / ".paraph/policy-tests/b.yml").write_text(PASSES)
    assert run(root) == 0
    printed = capsys.readouterr()
    assert printed.out == "pass  open\npass  open\n"
    assert "judged as if all did" in printed.err
    assert "2 cases: 2 passed, 0 failed." in printed.err


def test_a_failure_shows_what_was_expected_and_what_came(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".paraph/policy-tests/a.yaml").write_text(FAILS)
    (root / ".paraph/policy-tests/b.yaml").write_text(PASSES)
    assert run(root, "-q") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "FAIL  closed  (.paraph/policy-tests/a.yaml:2)",
        "      verdict",
        "        expected  allow",
        "        got       wait",
    ]
    assert "pass  open" not in lines


def test_results_come_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "mine.yaml").write_text(FAILS)
    assert run(root, "--json", str(root / "mine.yaml")) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["failed"]) == ("paraph/policy-test/v1", 1)
    (case,) = document["cases"]
    assert (case["name"], case["line"], case["passed"], case["verdict"]) == ("closed", 2, False, "wait")
    assert case["differences"] == [{"about": "verdict", "expected": "allow", "got": "wait"}]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "P0170"),
        ("cases: []\n", "P0122"),
        ("cases: [\n", "P0103"),
        ("cases: [{name: a, author: eve, expect: {verdict: allow}}]\n", "P0172"),
        ("cases: [{name: a, facts: {chnage: 1}, expect: {verdict: allow}}]\n", "P0171"),
    ],
)
def test_broken_cases_and_none_are_exit_2(
    root: Path, capsys: pytest.CaptureFixture[str], content: str | None, code: str
) -> None:
    if content is not None:
        (root / ".paraph/policy-tests/a.yaml").write_text(content)
    assert run(root) == 2
    assert code in capsys.readouterr().err
