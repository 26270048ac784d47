from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.facts import Deployment, Repository
from paraph.core.pipeline import decide
from paraph.flows.gate import evaluate_change as flow
from paraph.flows.gate.evaluate_change import Question, evaluate_change
from paraph.flows.gate.governed_files import Given
from paraph.ports.question import Evaluation
from paraph.wiring import CachedDocuments
from signed_field import IDENTITY, SignedField

ONLY_A_FORGE_KNOWS = {"labels", "title", "body"}

POLICY = "version: 1\nmode: {}\nrules:\n  - {{name: review, require: [{{signoff: {{count: 1, proof: review}}}}]}}\n"
PEOPLE = "people: [{id: ada, accounts: ['email:ada@example.test']}, {id: ben, accounts: ['email:ben@example.test']}]\n"
RULES = {".paraph/policy.yaml": POLICY.format("enforce"), ".paraph/people.yaml": PEOPLE}
Evaluate = Callable[..., Evaluation]


class Nowhere:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def get(self, kind: str, key: str) -> object | None:
        self.asked.append(kind)
        return None

    def put(self, kind: str, key: str, value: object) -> None:
        assert kind, key


@pytest.fixture
def evaluated(git_repo: GitRepo) -> Evaluate:
    def run(spec: str | None = None, cache: Nowhere | None = None, **more: Any) -> Evaluation:
        with closing(GitRepository(str(git_repo.path))) as reader:
            question = Question(reader.resolve(spec), 1_800_000_000, Repository("shop"), Given(), **more)
            return evaluate_change(reader, CachedDocuments(None), cache or Nowhere(), question)

    return run


def work(repo: GitRepo, files: dict[str, str | bytes], message: str = "work") -> str:
    repo.switch("work")
    return repo.commit(message, dict(files))


def test_all_groups_of_facts_come_together(git_repo: GitRepo, evaluated: Evaluate) -> None:
    git_repo.commit("rules", {
        **RULES, "CODEOWNERS": "*.py @ben\n", "a.py": "x = 1\n", "b.py": "import a\n",
        ".paraph/services.yaml": "services: [{name: till, criticality: high, paths: [a.py]}]\n",
    })  # fmt: skip
    head = work(git_repo, {"a.py": "x = 2\n"}, "work\n\nai-assistance: assisted\n")
    found = evaluated()
    facts = found.facts
    assert (facts.change.head, facts.repository.name, facts.now, facts.stage) == (head, "shop", 1_800_000_000, "merge")
    assert [(each.path, each.kinds is not None, each.dependents) for each in facts.change.files] == [("a.py", True, 1)]
    assert [owner for each in facts.owners for group in each.groups for owner in group.owners] == ["@ben"]
    assert [service.name for service in facts.blast.services] == ["till"]
    assert [each.text for each in facts.provenance.declarations] == ["ai-assistance: assisted"]
    assert [person.id for person in facts.people.people] == ["ada", "ben"]
    assert ({each.fact for each in facts.unreadable}, facts.draw) == (ONLY_A_FORGE_KNOWS, None)
    assert [source.file for source in found.sources] == [".paraph/policy.yaml"]
    assert found.decision == decide(found.policy, facts)


def test_facts_name_the_repository_by_the_identity_that_its_policy_gives(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    assert field.facts().repository == Repository("shop", IDENTITY)
    field.identity = ""
    assert field.facts().repository == Repository("shop")


@pytest.mark.parametrize(("mode", "is_enforced"), [("enforce", True), ("advise", False), ("shadow", False)])
def test_a_decision_is_enforced_when_a_rule_is(
    git_repo: GitRepo, evaluated: Evaluate, mode: str, is_enforced: bool
) -> None:
    git_repo.commit("rules", {**RULES, ".paraph/policy.yaml": POLICY.format(mode)})
    work(git_repo, {"a": "x\n"})
    found = evaluated()
    assert found.decision.is_enforced is is_enforced


def test_without_a_policy_the_default_is_shown_with_the_people_of_the_history(
    git_repo: GitRepo, evaluated: Evaluate
) -> None:
    git_repo.commit("code", {"a": "x\n"})
    work(git_repo, {"a": "y\n"})
    found = evaluated()
    assert (found.decision.is_enforced, found.decision.verdict) == (False, "cannot_tell")
    assert [person.name for person in found.facts.people.people] == ["Ada Sample"]
    root = evaluated(git_repo.rev("main"))
    assert [person.name for person in root.facts.people.people] == ["Ada Sample"]


def test_people_of_the_base_stay_where_only_the_policy_is_missing(git_repo: GitRepo, evaluated: Evaluate) -> None:
    git_repo.commit("people", {".paraph/people.yaml": PEOPLE})
    work(git_repo, {"a": "y\n"})
    assert [person.id for person in evaluated().facts.people.people] == ["ada", "ben"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("- a list\n", "is not a mapping"),
        ("assistance: [\n", ""),
        ("assistance: perhaps\n", ""),
        ("x: " + "y" * flow.DECLARATION_BYTES + "\n", "is larger than 65,536 bytes"),
    ],
)
def test_a_declaration_that_cannot_be_read_makes_the_origin_unreadable(
    git_repo: GitRepo, evaluated: Evaluate, content: str, why: str
) -> None:
    git_repo.commit("rules", RULES)
    work(git_repo, {".paraph/assistance.yaml": content})
    unreadable = evaluated().facts.unreadable
    assert {each.fact for each in unreadable} == {"provenance", *ONLY_A_FORGE_KNOWS}
    assert why in unreadable[0].why


def test_a_declaration_counts_for_the_change_that_touches_it(git_repo: GitRepo, evaluated: Evaluate) -> None:
    git_repo.commit("rules", {**RULES, ".paraph/assistance.yaml": "assistance: none\n"})
    work(git_repo, {"a": "x\n"})
    assert evaluated().facts.provenance.declarations == ()
    git_repo.commit("gone", {".paraph/assistance.yaml": None})
    assert evaluated().facts.provenance.declarations == ()
    git_repo.commit("new", {".paraph/assistance.yaml": "assistance: generated\n"})
    assert [each.source for each in evaluated().facts.provenance.declarations] == ["file"]


def test_known_tools_are_read_only_where_a_tool_took_part(git_repo: GitRepo, evaluated: Evaluate) -> None:
    git_repo.commit("rules", RULES)
    work(git_repo, {"a": "x\n"})
    cache = Nowhere()
    assert evaluated(cache=cache).facts.provenance.known_tools is None
    assert "tools" not in cache.asked
    git_repo.commit("more\n\nCo-authored-by: Claude <noreply@anthropic.com>\n", {"a": "y\n"})
    found = evaluated(cache=cache)
    assert (found.facts.provenance.known_tools, cache.asked.count("tools")) == ((), 1)
    assert found.facts.provenance.known_from == "the 1 commit below the base"
    assert [each.text for each in found.decision.findings] == [
        "claude-code was not seen in the 1 commit below the base"
    ]


def test_what_git_doubts_is_unreadable_with_the_way_to_mend_it(git_repo: GitRepo, evaluated: Evaluate) -> None:
    git_repo.commit("rules", {**RULES, "a": "1\n"})
    work(git_repo, {"a": "2\n"})
    git_repo.switch("main")
    git_repo.commit("other", {"a": "3\n"})
    found = evaluated("main..work")
    assert "(fix: " in {each.fact: each.why for each in found.facts.unreadable}["files"]
    assert found.decision.verdict in ("deny", "cannot_tell")


def test_a_deployment_is_named_in_the_facts(git_repo: GitRepo, evaluated: Evaluate) -> None:
    git_repo.commit("rules", RULES)
    work(git_repo, {"a": "x\n"})
    there = Deployment("production", "b" * 40, "e" * 40)
    found = evaluated(stage="deploy", deployment=there)
    assert (found.facts.stage, found.facts.deployment, found.decision.verdict) == ("deploy", there, "cannot_tell")


@pytest.mark.parametrize("test", ["labels: hold", 'title: "*"', 'body: "*wip*"'])
def test_a_rule_that_asks_what_only_a_forge_knows_is_not_taken_for_answered(
    git_repo: GitRepo, evaluated: Evaluate, test: str
) -> None:
    rule = f'  - {{name: hold, when: {{{test}}}, deny: "not now"}}\n'
    git_repo.switch("main")
    git_repo.commit("policy", {".paraph/policy.yaml": f"version: 1\nmode: enforce\nrules:\n{rule}"})
    git_repo.switch("topic")
    git_repo.commit("work", {"a.py": "x"})
    assert evaluated().decision.verdict == "cannot_tell"
