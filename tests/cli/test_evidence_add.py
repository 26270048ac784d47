from __future__ import annotations

import io
import json
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from paraph.cli.main import main
from report_samples import ROBOT, ran_tests, robot_repo, svr
from signing_samples import SigningRepo

WRITE = ("--kind", "tests", "--passed")


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return robot_repo(tmp_path)


def add(place: SigningRepo, *words: str, key: str = "ci.pem") -> int:
    return main(["evidence", "add", *words, "--repo", place.folder, "--key", place.key(key)])


def gate(place: SigningRepo) -> int:
    return main(["gate", "work", "--quiet", "--repo", place.folder])


def head(place: SigningRepo) -> str:
    return place.repo.rev("work")


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_report_that_a_tool_made_meets_the_rule(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate(place) == 3
    report = tmp_path / "report.json"
    report.write_bytes(ran_tests(head(place)))
    capsys.readouterr()
    assert add(place, str(report), "work", "--json") == 0
    found = said(capsys)
    assert b64decode(found["envelope"]["payload"]) == report.read_bytes()
    assert (found["kind"], found["person"], found["key"]) == ("evidence", "ci", ROBOT.public.fingerprint)
    assert found["assertion"] == f"Of commit {head(place)[:12]}: tests passed."
    assert gate(place) == 0


def test_a_signed_one_is_taken_as_it_is_and_needs_no_key(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.json"
    report.write_bytes(svr(head(place)))
    assert add(place, str(report), "work", "--json") == 0
    envelope = json.dumps(said(capsys)["envelope"], indent=1).encode()
    place.repo.git("update-ref", "-d", "refs/notes/paraph/statements")
    assert gate(place) == 3
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(envelope)))
    assert main(["evidence", "add", "-", "work", "--repo", place.folder]) == 0
    assert gate(place) == 0


def test_one_is_written_for_the_head_and_the_newest_counts(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    assert add(place, "--kind", "tests", "--failed", "work") == 0
    assert gate(place) == 1
    monkeypatch.setattr("time.time", lambda: 1_800_000_060.0)
    capsys.readouterr()
    assert add(place, *WRITE, "--metric", "coverage=0.9", "--metric", "runs=3", "work", "--json") == 0
    statement = json.loads(b64decode(said(capsys)["envelope"]["payload"]))
    assert statement["subject"] == [{"digest": {"gitCommit": head(place)}}]
    notes = statement["predicate"]["configuration"][0]["annotations"]
    assert notes == {"paraphAt": "2027-01-15T08:01:00Z", "paraphMetrics": {"coverage": 0.9, "runs": 3}}
    assert gate(place) == 0


def test_a_person_who_had_no_hand_in_it_may_report(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(place, *WRITE, "work", key="ben") == 0
    assert gate(place) == 0
    assert add(place, *WRITE, "work", key="cleo") == 2
    assert "error[P0727] cleo had a hand in this change" in capsys.readouterr().err


@pytest.mark.parametrize(("key", "words"), [("other.pem", "add its public half"), ("stranger", "enrolled to nobody")])
def test_a_key_of_nobody_signs_nothing(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], key: str, words: str
) -> None:
    assert add(place, *WRITE, "work", key=key) == 2
    error = capsys.readouterr().err
    assert "error[P0738]" in error
    assert words in error
    assert place.repo.git("for-each-ref", "refs/notes") == ""


def test_a_report_of_another_commit_is_refused(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    report.write_bytes(ran_tests(place.repo.rev("main")))
    assert add(place, str(report), "work") == 2
    assert "error[P0726] the report is of commit" in " ".join(capsys.readouterr().err.split())
    assert place.repo.git("for-each-ref", "refs/notes") == ""


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "name the FILE"),
        (("r.json", "work", "--passed"), "name the FILE"),
        (("r.json", "--metric", "a=1"), "name the FILE"),
        (("--kind", "tests", "work"), "P0604"),
        (("--kind", "tests", "--passed", "--failed"), "takes --passed or --failed"),
        (("r.json", "work", *WRITE), "and no FILE"),
        ((*WRITE, "--metric", "many", "work"), "is no figure"),
        ((*WRITE, "--metric", "a=1", "--metric", "a=2", "work"), "given twice"),
        (("/nowhere/r.json", "work"), "P0604"),
        ((*WRITE, "--metric", "a=nan", "work"), "is no figure"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], text: str
) -> None:
    assert add(place, *words) == 2
    assert text in " ".join(capsys.readouterr().err.split())


def test_what_could_not_be_sent_is_kept_and_told(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(place, *WRITE, "work", "--push", "--remote", "/nowhere") == 4
    assert "P0755" in capsys.readouterr().err
    assert gate(place) == 0
