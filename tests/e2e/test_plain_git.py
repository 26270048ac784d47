"""The gate as its users meet it: real git, the command line, and the words and exit codes that come back."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gitbuild import ADA, BEN, GitRepo
from paraph.cli.main import main

POLICY = """\
version: 1
mode: enforce
tiers: {critical: {kinds: [secrets]}}
rules:
  - name: review
    require: [{signoff: {count: 1, proof: review}}]
  - name: no keys
    when: {paths: [keys/**]}
    deny: Keys are written by people.
  - name: canary
    require: [{guard: canary, at: deploy}]
"""
LAX = "version: 1\nmode: enforce\nrules:\n  - {name: nothing, require: [{evidence: [tests]}]}\n"
PEOPLE = """\
people:
  - {id: ada, name: Ada Sample, level: mid, accounts: ["email:ada@example.test"]}
  - {id: ben, name: Ben Sample, level: senior, accounts: ["email:ben@example.test", "github:ben"]}
  - {id: cleo, name: Cleo Sample, level: senior, domains: [secrets], accounts: ["email:cleo@example.test"]}
"""
RULES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}
AGENT = "Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>"
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def shop(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def run(place: GitRepo | Path, *words: str) -> tuple[int, dict[str, Any]]:
        folder = place.path if isinstance(place, GitRepo) else place
        code = main(["gate", *words, "--json", "--repo", str(folder)])
        captured = capsys.readouterr()
        return code, json.loads(captured.out) if captured.out else {"said": captured.err}

    return run


def decided(answer: tuple[int, dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    """What was decided, but for when it was asked, and of a repository that went by which name."""
    code, found = answer
    return code, found | {"at": 0, "facts_digest": ""}


def owed(found: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(each["what"], each["by"]) for each in found["missing"]]


REVIEW = ("a sign-off by one person", ["ben", "cleo"])


def is_review(found: dict[str, Any]) -> bool:
    return [(what, sorted(by)) for what, by in owed(found)] == [REVIEW]


def branch(repo: GitRepo, files: dict[str, str], message: str = "work", author: str = ADA) -> str:
    repo.switch("work")
    return repo.commit(message, files, author=author)


def test_a_change_in_every_form(shop: GitRepo, ask: Ask) -> None:
    head = branch(shop, {"docs/a.md": "b\n"})
    for words in ((), ("main..HEAD",), ("main...work",), ("work",), ("HEAD",), (head,), (head[:9], "--target", "main")):
        code, found = ask(shop, *words)
        assert (code, found["verdict"], found["head"], found["base"]) == (3, "wait", head, shop.rev("main")), words
        assert is_review(found)
    shop.switch("main")
    merged = shop.merge("work", by=BEN)
    code, found = ask(shop, merged)
    assert (code, found["head"], found["base"]) == (3, merged, shop.rev("main~1"))
    assert [by for _, by in owed(found)] == [["cleo"]]  # who made the merge commit is a committer of the change


def test_staged_work_is_judged_before_it_is_committed(shop: GitRepo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.stage({"keys/k": "x\n"})
    code, found = ask(shop, "--staged")
    assert (code, found["head"]) == (1, "")
    shop.stage({"keys/k": None, "docs/a.md": "b\n"})
    code, found = ask(shop, "--staged")
    assert code == 3
    assert is_review(found)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ben@example.test")
    assert owed(ask(shop, "--staged")[1]) == [("a sign-off by one person", ["cleo"])]


@pytest.mark.parametrize("email", [None, "stranger@example.test"])
def test_staged_work_of_nobody_known_cannot_be_told(
    shop: GitRepo, ask: Ask, monkeypatch: pytest.MonkeyPatch, email: str | None
) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)
    if email:
        shop.git("config", "user.name", "Some Body")
        shop.git("config", "user.email", email)
    shop.stage({"docs/a.md": "b\n"})
    code, found = ask(shop, "--staged")
    assert (code, found["verdict"]) == (4, "cannot_tell")
    fixes = " ".join(each["unblocks"] for each in found["missing"])
    assert ("git config user.email ADDRESS" if email is None else "email:stranger@example.test") in fixes


def test_each_change_of_a_history(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    branch(shop, {"docs/a.md": "b\n"}, "one")
    shop.commit("two", {"docs/a.md": "c\n"})
    shop.switch("main")
    shop.merge("work", "Merge work")
    shop.commit("squashed", {"keys/k": "x\n"})
    assert main(["gate", "--history", "--json", "--repo", str(shop.path)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["verdict"] for line in lines] == ["deny", "wait", "cannot_tell"]
    assert [line["head"] for line in lines] == shop.git("rev-list", "--first-parent", "main").split()
    assert [line["is_enforced"] for line in lines] == [True, True, False]  # the first brought the policy


def test_the_beginning_of_a_history(git_repo: GitRepo, ask: Ask) -> None:
    root = git_repo.commit("all at once", {**RULES, "a.py": "x\n"})
    code, found = ask(git_repo, root)
    assert (code, found["base"], found["is_enforced"], found["tier"]) == (4, "", False, "critical")


def test_bare_repositories_worktrees_and_subdirectories(
    shop: GitRepo, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch(shop, {"docs/a.md": "b\n", "src/deep/x.py": "x = 1\n"})
    expected = decided(ask(shop, "main..work"))
    assert expected[0] == 3
    shop.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    shop.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), "work")
    for place in (tmp_path / "bare.git", tmp_path / "tree", shop.path / "src/deep", shop.path / ".git"):
        assert decided(ask(place, "main..work")) == expected, place
    monkeypatch.chdir(shop.path / "src")
    assert decided(ask(Path(), "main..work")) == expected
    assert ask(tmp_path / "bare.git", "--staged")[0] == 2


def test_a_branch_that_weakens_the_rules_is_judged_by_the_rules(shop: GitRepo, ask: Ask) -> None:
    branch(shop, {".paraph/policy.yaml": LAX, "keys/k": "x\n"})
    code, found = ask(shop)
    assert (code, found["tier"]) == (1, "critical")
    assert {child["title"] for child in found["tree"]["children"]} >= {"review", "no keys"}
    shop.switch("main")
    shop.merge("work")
    assert ask(shop, "HEAD")[0] == 1
    shop.commit("after", {"docs/a.md": "c\n"})
    assert [each["what"] for each in ask(shop, "HEAD")[1]["missing"]] == ["a passed report of tests"]


def test_a_branch_cannot_bring_the_people_who_may_sign(shop: GitRepo, ask: Ask) -> None:
    branch(shop, {".paraph/people.yaml": PEOPLE + '  - {id: eve, accounts: ["email:eve@example.test"]}\n'})
    assert is_review(ask(shop)[1])


def test_without_a_policy_the_built_in_default_is_shown_and_nothing_is_allowed(git_repo: GitRepo, ask: Ask) -> None:
    git_repo.commit("code", {"a.py": "x\n"})
    branch(git_repo, {"docs/a.md": "b\n"})
    code, found = ask(git_repo)
    assert (code, found["is_enforced"], found["policy_sources"]) == (4, False, ["(built-in policy)"])
    git_repo.switch("first", "work")
    git_repo.commit("the first policy", RULES)
    code, found = ask(git_repo)
    assert (code, found["is_enforced"], found["tier"]) == (4, False, "critical")


def test_a_policy_in_shadow_says_what_it_would_wait_for(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("rules", {**RULES, ".paraph/policy.yaml": POLICY.replace("mode: enforce", "mode: shadow")})
    branch(git_repo, {"docs/a.md": "b\n"})
    assert main(["gate", "--repo", str(git_repo.path)]) == 4
    shown = capsys.readouterr().out
    assert "The policy is in shadow: it would wait for a sign-off by one person; ask " in " ".join(shown.split())
    assert "would be owed\n  → a sign-off by one person" in shown
    assert main(["explain", "--repo", str(git_repo.path)]) == 4
    assert "cheapest way to green" in capsys.readouterr().out


@pytest.mark.parametrize("file", [".paraph/policy.yaml", ".paraph/people.yaml", ".paraph/services.yaml"])
def test_a_broken_file_at_the_base_is_no_verdict(git_repo: GitRepo, ask: Ask, file: str) -> None:
    git_repo.commit("rules", {**RULES, file: "version: 1\nno: [\n"})
    branch(git_repo, {"docs/a.md": "b\n", file: RULES.get(file, "services: []\n")})
    code, found = ask(git_repo)
    assert code == 2
    place = found["error"]["position"]
    assert (place["file"], place["line"], place["column"] > 0) == (file, 3, True)


def test_a_policy_without_people_names_the_line_that_is_missing(git_repo: GitRepo, ask: Ask) -> None:
    git_repo.commit("rules", {".paraph/policy.yaml": POLICY})
    branch(git_repo, {"docs/a.md": "b\n"})
    code, found = ask(git_repo)
    assert (code, found["verdict"]) == (4, "cannot_tell")
    assert "in .paraph/people.yaml, add `email:ada@example.test`" in " ".join(
        each["unblocks"] for each in found["missing"]
    )


def test_who_is_away_is_not_asked(git_repo: GitRepo, ask: Ask) -> None:
    away = "ben: [{from: 2000-01-01, to: 2099-12-31}]\n"
    git_repo.commit("rules", {**RULES, ".paraph/absence.yaml": away})
    branch(git_repo, {"docs/a.md": "b\n"})
    assert owed(ask(git_repo)[1]) == [("a sign-off by one person", ["cleo"])]


def test_services_owners_and_a_declaration_file_reach_the_decision(git_repo: GitRepo, ask: Ask) -> None:
    rules = POLICY + (
        "  - {name: owners, when: {services: shop}, "
        "require: [{signoff: {owners: touched, binding: owned, proof: review}}]}\n"
        "  - {name: said, require: [{declaration: true}]}\n"
    )
    services = "services: [{name: shop, criticality: high, paths: ['src/**']}]\n"
    git_repo.commit("rules", {
        **RULES, ".paraph/policy.yaml": rules, ".paraph/services.yaml": services, "CODEOWNERS": "/src/ @ben\n",
    })  # fmt: skip
    branch(git_repo, {"src/a.py": "x = 1\n", ".paraph/assistance.yaml": "assistance: none\n"})
    _, found = ask(git_repo)
    assert found["assistance"] == "none"
    by_rule = {each["rule"]: sorted(each["by"]) for each in found["missing"]}
    assert by_rule["owners"] in (["ben"], ["ben", "cleo"])
    assert "said" not in by_rule
    assert any("shop" in reason["text"] for reason in found["tier_reasons"])
    git_repo.commit("more, and the declaration is an old one", {"src/b.py": "y = 1\n"})
    (git_repo.path / ".paraph/assistance.yaml").write_text("assistance: [\n")
    git_repo.commit("broken", {})
    code, found = ask(git_repo)
    assert (code, found["verdict"]) == (4, "cannot_tell")


def test_an_organisation_stands_beside_the_repository(shop: GitRepo, ask: Ask, tmp_path: Path) -> None:
    org = tmp_path / "org.yaml"
    org.write_text(
        "version: 1\nmode: enforce\nrules:\n  - {name: two, require: [{signoff: {count: 2, proof: review}}]}\n"
    )
    branch(shop, {"docs/a.md": "b\n"})
    code, found = ask(shop, "--org-policy", str(org))
    assert code == 3
    assert {each["rule"] for each in found["missing"]} == {"org/two", "repo/review"}


def test_an_agent_with_a_person_is_nobody_unknown_and_without_one_it_is(shop: GitRepo, ask: Ask) -> None:
    with_person = branch(shop, {"docs/a.md": "b\n"}, "work\n\nCo-authored-by: Ada Sample <ada@example.test>\n", AGENT)
    code, found = ask(shop, with_person)
    assert (code, found["assistance"]) == (3, "autonomous")
    assert is_review(found)
    shop.switch("alone", "main")
    code, found = ask(shop, shop.commit("work", {"docs/a.md": "c\n"}, author=AGENT))
    assert (code, found["assistance"]) == (4, "autonomous")
    assert "name the person who prompted it" in {each["unblocks"] for each in found["missing"]}


def test_a_tool_that_was_never_seen_here_is_a_finding(shop: GitRepo, ask: Ask) -> None:
    claude = "\n\nCo-authored-by: Claude <noreply@anthropic.com>\n"
    branch(shop, {"docs/a.md": "b\n"}, "one" + claude)
    texts = [each["text"] for each in ask(shop)[1]["findings"] if each["kind"] == "new_tool"]
    assert texts == ["claude-code was not seen in the 1 commit below the base"]
    shop.switch("main")
    shop.merge("work")
    shop.switch("next")
    shop.commit("two" + claude, {"docs/a.md": "c\n"})
    assert not [each for each in ask(shop)[1]["findings"] if each["kind"] == "new_tool"]


def test_what_git_gave_is_decided_again_to_the_same_bytes(
    shop: GitRepo, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claude = "one\n\nCo-authored-by: Claude <noreply@anthropic.com>\n"
    head = branch(shop, {"docs/a.md": "b\n", "sörtd.bin": "\x00", "Makefile": "all:\n"}, claude)
    shop.stage({"docs/a.md": "c\n"})
    monkeypatch.chdir(shop.path)
    facts = str(tmp_path / "facts.json")
    for words in (["work"], ["--staged"], [head], [shop.rev("main")]):
        main(["gate", *words, "--policy", ".paraph/policy.yaml", "--json", "--write-facts", facts])
        first = capsys.readouterr().out
        main(["gate", "--facts", facts, "--policy", ".paraph/policy.yaml", "--json"])
        assert capsys.readouterr().out == first
        assert json.loads(first)["facts_digest"] == sha256(Path(facts).read_bytes()).hexdigest()


def test_facts_of_many_decisions_have_no_one_file(shop: GitRepo, ask: Ask, tmp_path: Path) -> None:
    code, found = ask(shop, "--history", "--write-facts", str(tmp_path / "x"))
    assert (code, found["error"]["code"], (tmp_path / "x").exists()) == (2, "P0602", False)


def test_a_deployment_without_a_ledger_cannot_be_told_and_says_why(shop: GitRepo, ask: Ask) -> None:
    start = shop.rev("main")
    end = shop.commit("more", {"docs/a.md": "b\n"})
    code, found = ask(shop, "--at", "deploy", "--environment", "production", "--from", start, "--to", end)
    assert (code, found["verdict"]) == (4, "cannot_tell")
    assert "the record of the movements" in {each["what"] for each in found["missing"]}
    assert [each["what"] for each in ask(shop, "HEAD")[1]["later"]]


def test_before_the_first_commit_nothing_judges_and_nothing_is_allowed(git_repo: GitRepo, ask: Ask) -> None:
    git_repo.stage({**RULES, "a.py": "x\n"})
    code, found = ask(git_repo, "--staged")
    assert (code, found["is_enforced"], found["base"], found["tier"]) == (4, False, "", "critical")
    assert ask(git_repo)[0] == 2


@pytest.mark.parametrize("apart", ["", ", distinct: pair"])
def test_one_person_who_can_give_several_sign_offs_is_the_cheapest_way_unless_they_must_differ(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str], apart: str
) -> None:
    expert = f"  - {{name: experts, require: [{{signoff: {{domain: secrets, proof: review{apart}}}}}]}}\n"
    rules = POLICY.replace("proof: review}", f"proof: review{apart}}}") + expert
    git_repo.commit("rules", {**RULES, ".paraph/policy.yaml": rules})
    branch(git_repo, {"docs/a.md": "b\n"})
    assert main(["explain", "--repo", str(git_repo.path)]) == 3
    way = " ".join(capsys.readouterr().out.partition("cheapest way to green")[2].split())
    one = "1. 2 sign-offs that one person can give: who knows secrets, by Cleo Sample (senior), about 5 minutes"
    assert (one in way) == (apart == "")
    assert ("2. " in way) == (apart != "")
