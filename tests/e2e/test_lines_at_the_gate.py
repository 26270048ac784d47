"""Does an answer stand when notes are pushed, and fall when AI lines are added, with real git and real keys?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attribution_samples import RECORDS, note
from gitbuild import GitRepo
from paraph.cli.main import main
from signing_samples import SigningRepo, signing_repo

CLEO = "Cleo Sample <cleo@example.test>"
CLAUDE = "Co-Authored-By: Claude <noreply@anthropic.com>"
POLICY = """\
version: 1
mode: enforce
identity: "0123456789abcdef0123456789abcdef"
rules:
  - {name: peer review, require: [{signoff: {count: 1, level: ">= mid", proof: signed}}]}
"""


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    """A change of two lines by cleo, of which nobody says how it was made."""
    made = signing_repo(tmp_path)
    made.repo.commit("simple", {".paraph/policy.yaml": POLICY})
    made.repo.switch("plain", "main")
    made.repo.commit("plain", {"app/b.py": "B = 1\nC = 2\n"}, author=CLEO)
    made.repo.switch("main")
    return made


def signed(place: SigningRepo, capsys: pytest.CaptureFixture[str], who: str = "ben") -> dict[str, Any]:
    """Sign the change, every question answered in the same words; what the statement says."""
    words = ["signoff", "plain", "--repo", place.folder, "--key", place.key(who), "--yes", "--json"]
    answers = ["why-now", "ai-untested", "intent", "rollback", "ai-explain"]
    assert main([*words, *(word for each in answers for word in ("--answer", f"{each}=so it is"))]) in (0, 2)
    said = capsys.readouterr()
    if said.out:
        found: dict[str, Any] = json.loads(said.out)
        if "statement" in found:
            return found
    assert main(words) == 0, said.err
    return dict(json.loads(capsys.readouterr().out))


def judged(place: SigningRepo, capsys: pytest.CaptureFixture[str], change: str = "plain") -> tuple[int, dict[str, Any]]:
    code = main(["gate", change, "--repo", place.folder, "--json"])
    return code, dict(json.loads(capsys.readouterr().out))


def test_notes_that_are_pushed_later_void_nothing(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    signed(place, capsys)
    assert judged(place, capsys)[0] == 0
    note(place.repo, "plain", {"app/b.py": (1, 2)})
    code, decision = judged(place, capsys)
    assert (code, decision["assistance"]) == (0, "generated")
    assert decision["assistance_found"]["recorded_lines"] == 2


def test_what_notes_told_before_is_shown_and_signed(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    before = signed(place, capsys)
    note(place.repo, "plain", {"app/b.py": (1, 1)})
    after = signed(place, capsys, "ada")
    one, other = (place_of(place, each, capsys) for each in (before, after))
    assert (one.get("aiLines", 0), other["aiLines"]) == (0, 1)
    assert one["attribution"] != other["attribution"]
    assert "1 line of it written by AI" in other["assertion"]


def place_of(place: SigningRepo, made: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["statement", "show", made["statement"], "--repo", place.folder, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out)["predicate"])


def amended(repo: GitRepo, message: str) -> None:
    repo.switch("plain")
    repo.git("commit", "--amend", "-q", "-m", message)
    repo.switch("main")


def test_an_amended_trailer_voids_the_answer(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    signed(place, capsys)
    amended(place.repo, "plain, reworded")
    assert judged(place, capsys)[0] == 0
    amended(place.repo, f"plain\n\n{CLAUDE}")
    code, decision = judged(place, capsys)
    assert code == 3
    assert "was not shown" in json.dumps(decision)


def test_a_commit_with_ai_lines_voids_the_answer(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    signed(place, capsys)
    place.repo.switch("plain")
    place.repo.commit(f"more\n\n{CLAUDE}", {"app/c.py": "D = 3\n"}, author=CLEO)
    place.repo.switch("main")
    assert judged(place, capsys)[0] == 3


def test_notes_that_cannot_be_read_are_no_pass_where_a_policy_asks(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = POLICY + "  - {name: ai, when: {ai_paths: ['app/**']}, require: [{owner: {}}]}\n"
    place.repo.commit("asking", {".paraph/policy.yaml": asking})
    place.repo.git("update-ref", RECORDS, place.repo.git("hash-object", "-w", "--stdin"))
    signed(place, capsys)
    code, decision = judged(place, capsys)
    assert code == 4
    assert "provenance could not be read" in json.dumps(decision)


def test_the_answer_names_lines_and_findings_in_plain_words(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    note(place.repo, "plain", {"app/b.py": (2, 9)})
    assert main(["gate", "plain", "--repo", place.folder]) == 3
    said = capsys.readouterr().out
    words = " ".join(said.split())
    assert "generated: 50% of the added lines are attributed to AI (1 line, 50% of what was added; 1 known" in words
    head = place.repo.rev("plain")[:12]
    assert f"note_unadded_lines: the record of lines of {head} tells of 7 lines that the commit did not add" in words
