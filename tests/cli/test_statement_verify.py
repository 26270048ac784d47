from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from paraph.cli.main import main
from report_samples import robot_repo
from serverside import NOTES, Server
from signing_samples import IDENTITY, SigningRepo

SAID = {
    "declaration": ("declare", "--assistance", "assisted", "--tool", "claude-code"),
    "signoff": ("signoff",),
    "veto": ("veto", "--reason", "not before the sale ends"),
    "override": ("override", "--reason", "the shop is down"),
    "owner-transfer": ("takeover", "--from", "cleo"),
    "evidence": ("evidence", "add", "--kind", "tests", "--passed"),
}
Kinds = dict[str, dict[str, Any]]


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return robot_repo(tmp_path)


def say(place: SigningRepo, kind: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """Sign something on the change; the document that its verb prints."""
    is_robot, who = kind == "evidence", "cleo" if kind == "declaration" else "ben"
    key = ["--key", place.key("ci.pem" if is_robot else who), *([] if is_robot else ["--yes"])]
    capsys.readouterr()
    assert main([*SAID[kind], "work", *key, *more, "--repo", place.folder, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def verify(place: SigningRepo, *words: str) -> int:
    return main(["statement", "verify", *words, "--repo", place.folder])


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_by_its_id_and_by_its_envelope_alone(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    made = say(place, kind, capsys)
    assert verify(place, made["statement"][:8], "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["statement"], found["kind"], found["is_good"], found["flaws"]) == (made["statement"], kind, True, [])
    signer = {"holder": made["person"], "is_robot": kind == "evidence", "fingerprint": made["key"], "proof": "signed"}
    assert (found["signers"], found["assertion"], found["scope"]) == ([signer], made["assertion"], made["scope"])
    assert found["content"]["comparison"] == ("none" if kind == "evidence" else "same")
    people = place.repo.path / ".paraph" / "people.yaml"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(made["envelope"], indent=2).encode())))
    elsewhere = ["statement", "verify", "-", "--directory", str(people), "--repo", str(tmp_path / "keys")]
    assert main([*elsewhere]) == 0
    text = capsys.readouterr().out
    assert text.startswith("✓ good")
    assert f"signed by   {made['person']}" in text


def test_a_withdrawal_too(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    id_ = say(place, "veto", capsys)["statement"]
    words = ["veto", "--clear", id_, "--reason", "over", "--key", place.key("ben"), "--yes", "--repo", place.folder]
    assert main([*words, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["statement"]
    assert verify(place, made) == 0
    assert f"I take back {id_[:12]} on" in " ".join(capsys.readouterr().out.split())


def test_the_whole_answer_on_a_terminal(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    made = say(place, "signoff", capsys)
    scope = made["scope"]
    assert verify(place, made["statement"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert words.startswith(f"✓ good sign-off {made['statement']} signed by ben, proof: signed, {made['key']} at 20")
    assert f"says {made['assertion']} into main base {scope['base']} head {scope['head']}" in words
    assert f"tree {scope['tree']} same here difference {scope['diff']} same here" in words


def test_what_is_no_good_is_told(place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = say(place, "veto", capsys)["envelope"]
    people = tmp_path / "people.yaml"
    people.write_text("people:\n  - id: ben\n")
    envelope = tmp_path / "envelope.json"
    envelope.write_text(json.dumps(made))
    assert verify(place, str(envelope), "--directory", str(people)) == 1
    text = capsys.readouterr().out
    assert text.startswith("✗ not good")
    assert "signed by   nobody who counts" in text
    assert "flawed      ben, whom it names, did not sign it" in text
    place.repo.commit("Another identity", {".paraph/policy.yaml": policy(place).replace(IDENTITY, "c" * 32)})
    assert verify(place, str(envelope)) == 1
    assert f"it is for the repository {IDENTITY}" in " ".join(capsys.readouterr().out.split())


def policy(place: SigningRepo) -> str:
    return (place.repo.path / ".paraph" / "policy.yaml").read_text()


def test_keys_count_on_the_day_that_is_asked_for(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = say(place, "veto", capsys)["statement"]
    people = (place.repo.path / ".paraph" / "people.yaml").read_text()
    ends = tmp_path / "people.yaml"
    ends.write_text(people.replace("    keys: [{key: ", "    keys: [{until: 2998-01-01, key: "))
    assert verify(place, id_, "--directory", str(ends)) == 0
    assert verify(place, id_, "--directory", str(ends), "--on", "2999-01-01") == 1
    assert "only until 2998-01-01" in " ".join(capsys.readouterr().out.split())
    assert verify(place, id_, "--on", "soon") == 2


def test_content_that_is_not_here_is_not_compared(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = say(place, "veto", capsys)["envelope"]
    place.repo.git("branch", "-D", "work")
    place.repo.git("reflog", "expire", "--expire=now", "--all")
    place.repo.git("gc", "--quiet", "--prune=now")
    envelope = tmp_path / "envelope.json"
    envelope.write_text(json.dumps(made))
    assert verify(place, str(envelope)) == 0
    assert "not compared" in capsys.readouterr().out
    assert verify(place, str(envelope), "--recompute") == 4


def test_what_cannot_be_read_and_what_is_not_there(
    place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "envelope.json"
    file.write_text('{"payload": "?"}')
    assert verify(place, str(file)) == 4
    assert verify(place, "/nowhere.json") == 2
    assert verify(place, "abcdef") == 2
    assert "P0761" in capsys.readouterr().err
    assert main(["statement", "verify", str(file), "--repo", str(tmp_path / "keys")]) == 2


def test_without_people_nobody_s_key_is_known(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    id_ = say(place, "veto", capsys)["statement"]
    place.repo.git("rm", "--quiet", ".paraph/people.yaml")
    place.repo.git("commit", "--quiet", "-m", "Nobody")
    assert verify(place, id_) == 4
    assert "error[P0729] there is no .paraph/people.yaml in force" in " ".join(capsys.readouterr().err.split())


def test_a_server_asks_the_people_of_its_policy_ref(
    place: SigningRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = say(place, "veto", capsys)["statement"]
    server = Server(tmp_path / "shop.git", monkeypatch)
    server.begin(place.repo)
    server.take(place.repo, "work", "refs/heads/work")
    server.take(place.repo, NOTES, NOTES)
    assert main(["statement", "verify", id_, "--repo", str(server.path)]) == 0
    assert "same here" in capsys.readouterr().out
