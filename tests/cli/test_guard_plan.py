"""`paraph guard plan` on files as the tools write them, in a real repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from plan_samples import change, plan, resource, saved_plan, state
from signing_samples import SigningRepo, signing_repo

PRIOR = [resource("aws_db_instance.main"), *(resource(f"aws_instance.n{number}") for number in range(9))]
SECRET = {"password": "hunter2", "skip_final_snapshot": True}
CHANGES = [change("aws_db_instance.main", "delete", before=SECRET, sensitive={"password": True})]


class Desk:
    """A repository and a folder of plans, for calls of the verb."""

    def __init__(self, repository: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.repository, self.folder, self.capsys = repository, folder, capsys

    def file(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)

    def call(self, *words: str) -> tuple[int, str, str]:
        code = main(["--repo", self.repository, "guard", "plan", *words])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def asked(self, *words: str) -> dict[str, Any]:
        code, out, _ = self.call(*words, "--json")
        document: dict[str, Any] = json.loads(out)
        assert document["exit_code"] == code
        return document


@pytest.fixture
def desk(git_repo: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    git_repo.commit("first", {"a": "b\n"})
    return Desk(str(git_repo.path), tmp_path, capsys)


@pytest.mark.parametrize("name", ["tfplan", "plan.json"])
def test_a_destroyed_database_is_denied(desk: Desk, name: str) -> None:
    made = saved_plan if name == "tfplan" else plan
    code, out, _ = desk.call(desk.file(name, made(CHANGES, PRIOR)))
    assert code == 1
    assert "✗ deny" in out
    assert "aws_db_instance.main is destroyed, with all that it holds (a database)" in " ".join(out.split())
    assert "hunter2" not in out


def test_nothing_destructive_is_silent(desk: Desk) -> None:
    code, out, _ = desk.call(desk.file("p.json", plan([change("aws_instance.x", "create", after={})], PRIOR)))
    assert code == 0
    assert out.startswith("✓ nothing destructive")


def test_something_that_is_asked(desk: Desk) -> None:
    code, out, _ = desk.call(desk.file("p.json", plan([change("aws_instance.n1", "delete", before={})], PRIOR)))
    assert code == 3
    assert "◷ ask" in out
    assert "--approve" in out


def test_an_approval_binds_to_the_bytes_and_the_state(desk: Desk) -> None:
    file = desk.file("tfplan", saved_plan(CHANGES, PRIOR))
    assert desk.call(file, "--approve", "--yes")[0] == 2
    assert desk.call(file, "--approve", "--reason", "moved to the new cluster")[0] == 2
    code, out, err = desk.call(file, "--approve", "--reason", "moved to the new cluster", "--yes")
    assert code == 0
    assert "You approve this plan as Ada Sample <ada@example.test>." in err
    assert "approved by Ada Sample <ada@example.test>" in out
    document = desk.asked(file)
    assert document["answer"] == "silent"
    assert document["approval"]["reason"] == "moved to the new cluster"
    other = desk.asked(desk.file("other", saved_plan(CHANGES, PRIOR, {"m-/main.tf": "# other"})))
    assert (other["answer"], other["dangers"][0]["rule"]) == ("deny", "plan.other-digest")


def test_an_old_and_a_foreign_state_are_refused(desk: Desk) -> None:
    calm = desk.file("new", saved_plan([], PRIOR, serial=15))
    assert desk.asked(calm, "--environment", "prod")["answer"] == "silent"
    old = desk.asked(desk.file("old", saved_plan([], PRIOR, serial=14)))
    assert [each["rule"] for each in old["dangers"]] == ["plan.old-state"]
    foreign = desk.asked(desk.file("foreign", saved_plan([], PRIOR, lineage="other")), "--environment", "prod")
    assert [each["rule"] for each in foreign["dangers"]] == ["plan.foreign-state"]
    code, _, err = desk.call(str(desk.folder / "old"), "--approve", "--reason", "x", "--yes")
    assert code == 2
    assert "P1140" in err
    assert desk.call(str(desk.folder / "old"), "--approve", "--reason", "restored", "--accept-state", "--yes")[0] == 0


def test_json_is_held_to_a_state_that_is_given(desk: Desk) -> None:
    file, now = desk.file("p.json", plan([], PRIOR)), desk.file("state", state(PRIOR, serial=3))
    document = desk.asked(file, "--against", now)
    assert document["state"]["serial"] == 3
    assert "not compared" in desk.call(desk.file("q.json", plan([], PRIOR)))[1]


def test_protection_falls_in_one_plan_and_the_thing_in_the_next(desk: Desk) -> None:
    before, after = {"deletion_protection": True}, {"deletion_protection": False}
    lowering = saved_plan([change("aws_instance.n1", "update", before=before, after=after)], PRIOR)
    assert desk.asked(desk.file("one", lowering))["answer"] == "ask"
    destroying = saved_plan([change("aws_instance.n1", "delete", before=after)], PRIOR, serial=13)
    document = desk.asked(desk.file("two", destroying))
    assert (document["answer"], document["dangers"][0]["rule"]) == ("deny", "plan.two-step")


def test_sql_and_manifests(desk: Desk) -> None:
    assert desk.asked(desk.file("1.sql", b"DROP TABLE users;"))["answer"] == "ask"
    assert desk.asked(desk.file("text", b"SELECT 1"), "--as", "sql")["answer"] == "silent"
    for side, text in (("old", "kind: Namespace\nmetadata: {name: a}"), ("new", "kind: Pod\nmetadata: {name: b}")):
        (desk.folder / side).mkdir()
        (desk.folder / side / "x.yaml").write_text(f"apiVersion: v1\n{text}\n")
        (desk.folder / side / ".hidden.yaml").write_text("not read")
    old, new = str(desk.folder / "old"), str(desk.folder / "new")
    assert desk.call(new)[0] == 2
    document = desk.asked(new, "--against", old)
    assert [each["target"] for each in document["dangers"]] == ["Namespace/a"]
    assert desk.asked(f"{new}/x.yaml", "--against", f"{old}/x.yaml")["answer"] == document["answer"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(state(PRIOR), "P1122"), (plan(format_version="2.0"), "P1123"), (plan(errored=True), "P1124"), (b"", "P1121")],
)
def test_what_is_no_plan_is_never_passed(desk: Desk, content: bytes, code: str) -> None:
    exit_code, _, err = desk.call(desk.file("x", content))
    assert exit_code == 2
    assert code in err


def test_a_file_that_is_not_there(desk: Desk) -> None:
    assert desk.call(str(desk.folder / "none"))[0] == 2


def test_a_memory_that_was_changed_is_no_pass(desk: Desk) -> None:
    file = desk.file("tfplan", saved_plan([], PRIOR))
    assert desk.call(file)[0] == 0
    (Path(desk.repository) / ".git" / "paraph" / "plan-states.json").write_text("{")
    assert desk.call(file)[0] == 4


def test_outside_of_a_repository_it_is_judged_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tfplan").write_bytes(saved_plan(CHANGES, PRIOR))
    assert main(["guard", "plan", "tfplan"]) == 1
    assert main(["guard", "plan", "tfplan", "--approve", "--reason", "x", "--yes"]) == 2
    assert "P1143" in capsys.readouterr().err


def test_a_person_signs_and_a_stranger_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop: SigningRepo = signing_repo(tmp_path)
    desk = Desk(shop.folder, tmp_path, capsys)
    file = desk.file("tfplan", saved_plan(CHANGES, PRIOR))
    words = ("--approve", "--reason", "planned", "--yes")
    assert desk.call(file, *words, "--key", shop.key("ben"), "--person", "ada")[0] == 2
    assert desk.call(file)[0] == 1
    code, out, _ = desk.call(file, *words, "--key", shop.key("ben"))
    assert code == 0
    assert "approved by ben" in out
    assert desk.asked(file)["approval"]["is_signed"] is True
