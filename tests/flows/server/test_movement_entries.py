"""What the ledger says of a movement is enough to decide it again, and names nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.core.errors import InputError
from paraph.core.model.decision import Verdict
from paraph.flows.server.judge_movement import Judged
from paraph.flows.server.movement_entries import Record, add_judged, add_pushed
from paraph.ports.ledger import Introduced, KeptBlob, Movement
from paraph.ports.receiving import RefUpdate
from paraph.wiring.server import receiving
from serverside import MAIN, NOTES, RULES, Server, write


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> Server:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n"})
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(git_repo)
    return made


def test_a_decision_is_kept_with_its_facts_and_its_policy(server: Server, git_repo: GitRepo) -> None:
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    write(git_repo, "signoff", "ben", "work")
    assert server.ask(git_repo, ("work", MAIN), (NOTES, NOTES)).code == 0
    entry = server.entries("decided")[-1]
    facts = server.read(lambda ledger: ledger.blob(entry["facts"]))
    policy = server.read(lambda ledger: ledger.blob(entry["sources"][0]["digest"]))
    assert policy.content == RULES[".paraph/policy.yaml"].encode()
    assert json.loads(facts.content)["change"]["head"] == entry["change"]["head"]
    for content in (facts.content, json.dumps(server.entries()).encode()):
        assert b"example.test" not in content
        assert b"Sample" not in content
    assert not any("login:" in json.dumps(each) for each in server.entries())
    assert entry["git"][0].isdigit()
    assert entry["governed_at"] == entry["old"]


def test_who_pushed_is_only_committed_to(server: Server) -> None:
    record = Record([], [])
    with receiving(str(server.path)) as at:
        desk = at.desk()
        add_pushed(record, desk, "login:ada", ["1" * 40], ["2" * 40] * 100)
    values = [row.value for row in record.rows]
    assert b"login:ada" not in record.entries[0]
    assert len(json.loads(record.entries[0])["tips"]) == 64
    assert isinstance(values[0], KeptBlob)
    assert values[0].content == b"login:ada"
    assert values[0].salt
    assert values[1:] == [Introduced("1" * 40, "login:ada")]


def test_a_refused_push_has_refused_movements_alone(server: Server, git_repo: GitRepo) -> None:
    tip = git_repo.rev("main")
    judged = Judged(RefUpdate(MAIN, "", tip), "create", Verdict.ALLOW)
    record = Record([], [])
    with receiving(str(server.path)) as at:
        add_judged(record, at.desk(), judged, "2.39", tip)
        add_judged(record, at.desk(), judged, "2.39", tip, "refs/heads/other")
        with pytest.raises(InputError) as caught:
            add_judged(record, at.desk(), judged._replace(why="x" * 70_000), "2.39", tip)
    assert caught.value.problems[0].code == "P0919"
    states = [row.value.state for row in record.rows if isinstance(row.value, Movement)]
    assert states == ["decided", "refused"]
    assert json.loads(record.entries[0])["change"]["tree"] == git_repo.rev("main^{tree}")
    assert json.loads(record.entries[1])["withheld_by"] == "refs/heads/other"
