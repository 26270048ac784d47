from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from surface_samples import BASE, HEAD

FACTS: dict[str, Any] = {
    "schema": "paraph/facts/v1",
    "repository": {"name": "sample"},
    "change": {
        "base": BASE,
        "head": HEAD,
        "tree": "3" * 40,
        "merge": "clean",
        "target": "refs/heads/main",
        "files": [{"path": "docs/a.md", "added_lines": 3, "kinds": ["docs"]}],
        "commits": [
            {
                "id": HEAD,
                "author": {"name": "Ada", "email": "ada@example.test"},
                "committer": {"name": "Ada", "email": "ada@example.test"},
                "parents": [BASE],
                "message": "change",
            }
        ],
    },
    "people": {
        "people": [
            {"id": "ada", "accounts": ["email:ada@example.test"], "level": "mid"},
            {"id": "ben", "accounts": ["email:ben@example.test"], "level": "senior", "name": "Ben Sample"},
        ]
    },
    "now": 1_767_225_600,
}
SIGNED = {
    "id": "s1",
    "person": "ben",
    "target": "refs/heads/main",
    "head": HEAD,
    "proof": "signed",
    "tier": "medium",
    "holds": ["exact", "tree", "owned"],
}
POLICY = """\
version: 1
mode: enforce
rules:
  - name: peer review
    require: [{signoff: {count: 1, proof: review}}]
  - name: no keys
    when: {paths: [keys/**]}
    deny: Keys are written by people.
"""
DENYING = POLICY.replace("keys/**", "docs/**")


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(verb: str = "gate", *words: str, policy: str = POLICY, **facts: Any) -> tuple[int, str, str]:
        (tmp_path / "facts.json").write_text(json.dumps(FACTS | facts))
        (tmp_path / "policy.yaml").write_text(policy)
        files = ["--facts", str(tmp_path / "facts.json"), "--policy", str(tmp_path / "policy.yaml")]
        code = main([verb, *files, *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.mark.parametrize(
    ("given", "code", "verdict"),
    [
        ({}, 3, "wait"),
        ({"signoffs": [SIGNED]}, 0, "allow"),
        ({"signoffs": [SIGNED], "policy": DENYING}, 1, "deny"),
        ({"unreadable": [{"fact": "signoffs", "why": "no answer"}]}, 4, "cannot_tell"),
    ],
)
def test_each_verdict_from_facts_alone(ask: Any, given: dict[str, Any], code: int, verdict: str) -> None:
    found, out, _ = ask("gate", "--json", **given)
    document = json.loads(out)
    assert (found, document["schema"], document["verdict"]) == (code, "paraph/decision/v1", verdict)
    assert {"tier", "assistance", "findings", "missing", "tree"} <= set(document)


def test_text_says_who_owes_what_and_what_to_type_next(ask: Any) -> None:
    code, out, err = ask()
    assert code == 3
    assert out.startswith("◷ wait  ")
    assert "Ben Sample (senior)" in out
    assert "Next: paraph explain --facts" in err


def test_quiet(ask: Any) -> None:
    assert ask("gate", "-q", signoffs=[SIGNED]) == (0, "", "")
    code, out, err = ask("gate", "-q")
    assert (code, err) == (3, "")
    assert "→" in out


def test_other_formats(ask: Any) -> None:
    code, out, _ = ask("gate", "--format", "markdown")
    assert (code, out.splitlines()[1]) == (3, "### ⏳ wait")
    code, out, _ = ask("gate", "--format", "sarif")
    assert (code, json.loads(out)["version"]) == (3, "2.1.0")


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({"policy": "version: 1\nmdoe: x\n"}, 2, "error[P01"),
        ({"policy": ""}, 2, "error[P01"),
        ({"now": "x"}, 2, "error[P0306]"),
        ({"people": {"people": [{"id": "a"}, {"id": "a"}]}}, 2, "error[P0307]"),
    ],
)
def test_bad_input_is_no_verdict(ask: Any, given: dict[str, Any], code: int, says: str) -> None:
    found, out, err = ask("gate", **given)
    assert (found, out) == (code, "")
    assert err.startswith(says)
    assert "fix:" in err


def test_no_verdict_is_told_as_json_too(ask: Any) -> None:
    code, out, _ = ask("gate", "--json", now="x")
    assert (code, json.loads(out)["error"]["code"]) == (2, "P0306")


def test_a_change_of_a_repository(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    people = (
        "people: [{id: ada, accounts: ['email:ada@example.test']}, {id: ben, accounts: ['email:ben@example.test']}]\n"
    )
    git_repo.commit("first", {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": people})
    git_repo.switch("change/x")
    git_repo.commit("second", {"docs/a.md": "x\n"})
    assert main(["gate", "main..change/x", "--repo", str(git_repo.path), "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert [owed["by"] for owed in document["missing"]] == [["ben"]]


def test_a_decision_is_tied_to_its_moment_and_to_its_facts_and_only_json_pays_for_it(
    ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.json"
    found = json.loads(ask("gate", "--json", "--write-facts", str(kept))[1])
    assert found["at"] == FACTS["now"]
    assert found["facts_digest"] == sha256(kept.read_bytes()).hexdigest()
    assert json.loads(ask("explain", "--json")[1])["facts_digest"] == found["facts_digest"]
    promoted = {"people": [FACTS["people"]["people"][0] | {"level": "staff"}, FACTS["people"]["people"][1]]}
    other = json.loads(ask("gate", "--json", people=promoted)[1])
    assert (other["head"], other["policy_digest"]) == (found["head"], found["policy_digest"])
    assert other["facts_digest"] != found["facts_digest"]
    monkeypatch.setattr("paraph.adapters.formats.documents.facts_digest", lambda _: pytest.fail("text was made to pay"))
    assert ask("gate", "-v")[0] == 3


def test_which_policy_judged_is_said_when_asked_for_more(ask: Any) -> None:
    digest = json.loads(ask("gate", "--json")[1])["policy_digest"]
    line = f"policy      {digest[:12]}"
    assert line in ask("gate", "-v")[1]
    assert line in ask("explain")[1]
    assert digest[:12] not in ask("gate")[1]


def test_a_policy_that_was_not_pushed_is_told_where_nothing_governs(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    first = git_repo.commit("first", {"a": "a\n"})
    git_repo.git("update-ref", "refs/remotes/origin/main", first)
    git_repo.commit("rules", {".paraph/policy.yaml": POLICY})
    assert main(["gate", "--repo", str(git_repo.path)]) == 4
    told = capsys.readouterr().err
    assert ".paraph/policy.yaml is on main, not on origin/main: git push, or ask with --target main" in told
