"""Imported policies are run through the whole decision and compared with an evaluator of policy-bot's own rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError
from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.decision import Verdict
from paraph.core.model.evidence import Check
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Directory, Identity, Person
from paraph.core.model.signoff import Signoff
from paraph.core.pipeline import decide
from paraph.core.policy.foreign.notes import Imported
from paraph.core.policy.foreign.policybot import import_policybot
from paraph.core.policy.read import read_policy
from paraph.core.policy.source import Document, from_plain

TEAMS = {"ada": ("acme/dev",), "ben": ("acme/dev",), "cy": ("acme/ops",), "dot": ("acme/dev", "acme/ops")}
HEAD = "c" * 40


@dataclass(frozen=True)
class Case:
    """One change: opened and written by ada."""

    paths: tuple[str, ...]
    approvers: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    title: str = "a title"


def facts(case: Case) -> Facts:
    people = Directory(
        tuple(Person(name, (f"github:{name}", f"email:{name}@example.test"), teams=t) for name, t in TEAMS.items())
    )
    author = Identity("ada", "ada@example.test")
    signoffs = tuple(
        Signoff(f"s{name}", name, "refs/heads/main", HEAD, "review", "medium", ("exact", "tree", "owned"), case.paths)
        for name in case.approvers
    )
    change = Change(
        base="b" * 40, head=HEAD, target="refs/heads/main", source="refs/heads/topic", tree="d" * 40, merge="clean",
        files=tuple(ChangedFile(path, added_lines=1) for path in case.paths),
        commits=(Commit(HEAD, author, author),), opener="github:ada", title=case.title,
    )  # fmt: skip
    checks = tuple(Check(name, "success", commit=HEAD) for name in case.checks)
    return Facts(Repository("acme/shop"), change, 1000, people=people, signoffs=signoffs, checks=checks)


def imported(data: Any) -> Imported:
    return import_policybot(Document(".policy.yml", from_plain(data)))


def verdict(found: Imported, case: Case) -> Verdict:
    return decide(read_policy(read_yaml(found.policy.encode(), "written.yaml")), facts(case)).verdict


def matches(regexes: list[str], path: str) -> bool:
    return any(re.search(regex, path) for regex in regexes)


def holds(predicates: dict[str, Any], case: Case) -> bool:
    for name, value in predicates.items():
        touched = [
            p for p in case.paths if matches(value.get("paths", []), p) and not matches(value.get("ignore", []), p)
        ]
        if name == "changed_files" and not touched:
            return False
        if name == "no_changed_files" and touched:
            return False
        if name == "only_changed_files" and len(touched) < len(case.paths):
            return False
    return True


def state(rule: dict[str, Any], case: Case) -> str:
    if not holds(rule.get("if", {}), case):
        return "skipped"
    requires = rule.get("requires", {})
    out = set() if rule.get("options", {}).get("allow_contributor") else {"ada"}
    users, teams = requires.get("users", []), requires.get("teams", [])
    able = [
        name
        for name in case.approvers
        if name not in out and (not users + teams or name in users or set(teams) & set(TEAMS[name]))
    ]
    checks = requires.get("conditions", {}).get("has_successful_status", [])
    return "approved" if len(able) >= requires.get("count", 0) and set(checks) <= set(case.checks) else "pending"


def evaluate(node: Any, rules: dict[str, dict[str, Any]], case: Case) -> str:
    if isinstance(node, str):
        return state(rules[node], case)
    ((word, children),) = node.items()
    states = {evaluate(child, rules, case) for child in children} - {"skipped"}
    order = ("approved", "pending") if word == "or" else ("pending", "approved")
    return next((one for one in order if one in states), "skipped")


def approves(data: Any, case: Case) -> bool:
    rules = {rule["name"]: rule for rule in data["approval_rules"]}
    return evaluate({"and": data["policy"]["approval"]}, rules, case) == "approved"


EXACT = st.sampled_from([
    {}, {"changed_files": {"paths": ["^src/"]}}, {"only_changed_files": {"paths": ["^docs/", "^src/x$"]}},
    {"changed_files": {"paths": ["^docs/"], "ignore": ["^docs/gen/"]}}, {"no_changed_files": {"paths": ["^src/"]}},
])  # fmt: skip
ROUGH = st.sampled_from([
    {"changed_files": {"paths": ["\\.md$"]}}, {"only_changed_files": {"paths": ["\\.md$"]}},
    {"changed_files": {"paths": [".*"], "ignore": ["\\.md$", "^src/x$"]}}, {"changed_files": {"paths": ["(?i)SRC"]}},
    {"no_changed_files": {"paths": ["\\.md$"]}},
])  # fmt: skip
REQUIRES = st.fixed_dictionaries(
    {},
    optional={
        "count": st.integers(0, 2),
        "teams": st.sampled_from([["acme/dev"], ["acme/ops"], ["acme/dev", "acme/ops"]]),
        "users": st.sampled_from([["ben"], ["ben", "cy"]]),
        "conditions": st.just({"has_successful_status": ["ci"]}),
    },
)
OPTIONS = st.sampled_from([{}, {"allow_contributor": True}, {"invalidate_on_push": True}])
TREE = st.recursive(
    st.sampled_from(["r0", "r1", "r2"]),
    lambda inner: st.builds(
        lambda word, children: {word: children}, st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=5,
)
CASES = st.builds(
    Case,
    st.lists(
        st.sampled_from(["src/a", "src/x", "docs/a", "docs/gen/a", "a.md", "x.md/a", "src/x/y"]),
        min_size=1, max_size=3, unique=True,
    ).map(tuple),
    st.lists(st.sampled_from(sorted(TEAMS)), max_size=3, unique=True).map(tuple),
    st.sampled_from([(), ("ci",)]),
)  # fmt: skip


def documents(conditions: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    rule = st.fixed_dictionaries({"if": conditions, "requires": REQUIRES, "options": OPTIONS})
    return st.builds(
        lambda rules, approval: {
            "policy": {"approval": approval},
            "approval_rules": [{"name": f"r{number}", **rule} for number, rule in enumerate(rules)],
        },
        st.lists(rule, min_size=3, max_size=3),
        st.lists(TREE, min_size=1, max_size=2),
    )


@given(documents(EXACT), CASES)
@settings(max_examples=120)
def test_decides_as_policy_bot_does_where_all_is_certain(data: Any, case: Case) -> None:
    mixed = any(len({"users", "teams"} & set(r["requires"])) == 2 for r in data["approval_rules"])
    assume(not mixed or all(r["requires"].get("count", 0) < 2 for r in data["approval_rules"]))
    assert (verdict(imported(data), case) is Verdict.ALLOW) == approves(data, case)


@given(documents(EXACT | ROUGH), CASES)
@settings(max_examples=120)
def test_is_never_less_strict(data: Any, case: Case) -> None:
    rules = {rule["name"]: rule for rule in data["approval_rules"]}
    is_asked = evaluate({"and": data["policy"]["approval"]}, rules, case) != "skipped"
    if verdict(imported(data), case) is Verdict.ALLOW and is_asked:
        assert approves(data, case)


ONE = [{"name": "one", "requires": {"count": 1}}]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"policy": {"approval": ["one"]}, "approval_rules": ONE * 2}, "stands on line"),
        ({"policy": {"approval": ["two"]}, "approval_rules": ONE}, "no rule `two`"),
        ({"policy": {"approval": []}, "approval_rules": ONE}, "no approval policy"),
        ({"policy": {"approval": [{"or": []}]}, "approval_rules": ONE}, "is empty"),
        ({"policy": {"approval": [{"or": ["one"], "and": ["one"]}]}, "approval_rules": ONE}, "exactly one"),
        ({"policy": {"approval": ["one"], "x": 1}, "approval_rules": ONE}, "no key `x`"),
        ({"policy": {"approval": [1]}, "approval_rules": ONE}, "must be text"),
        ({"policy": {"approval": "one"}, "approval_rules": ONE}, "must be a list"),
        ({"policy": {"approval": ["a"]}, "approval_rules": [{"name": "a", "requires": {"count": -1}}]}, "whole number"),
        ({"policy": {"approval": ["a"]}, "approval_rules": [{"name": "a", "if": {"weather": 1}}]}, "no key `weather`"),
        ({"policy": {"approval": ["a"]}, "approval_rules": [{"requires": {}}]}, "no name"),
        ({"remote": "acme/policies"}, "another repository"),
        ([], "must be a mapping"),
    ],
)
def test_what_cannot_be_imported(data: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        imported(data)


def test_nesting_is_bounded() -> None:
    node: Any = "one"
    for _ in range(12):
        node = {"or": [node]}
    with pytest.raises(InputError, match="nested deeper"):
        imported({"policy": {"approval": [node]}, "approval_rules": ONE})


def notes(found: Imported) -> dict[str, str]:
    return {note.path: note.carried for note in found.notes}


def test_disapproval_becomes_vetoes_and_denials() -> None:
    found = imported({
        "policy": {
            "approval": ["one"],
            "disapproval": {
                "requires": {"teams": ["acme/dev"]},
                "if": {"title": {"matches": ["^WIP"]}, "has_valid_signatures_by": {"users": ["x"]}},
            },
        },
        "approval_rules": ONE,
    })  # fmt: skip
    said = notes(found)
    assert said["policy.disapproval.requires"] == "stricter"
    assert said["policy.disapproval.if.has_valid_signatures_by"] == "stricter"
    assert verdict(found, Case(("a",), ("ben",), title="WIP: x")) is Verdict.DENY
    assert "manual:" in found.policy


def test_a_rule_that_nobody_asks_for_and_names_that_are_taken() -> None:
    rules = [{"name": "org/a", "requires": {"count": 1}}, {"name": "b", "requires": {"count": 1}}]
    found = imported({"policy": {"approval": ["org/a", "org/a"]}, "approval_rules": rules})
    assert notes(found)["rule `b`"] == "no"
    written = read_policy(read_yaml(found.policy.encode(), "written.yaml"))
    assert [rule.name for rule in written.rules] == ["org a", "org a (2)"]


def test_too_many_conditions_ask_every_rule() -> None:
    rules = [
        {"name": f"r{n}", "if": {"changed_files": {"paths": [f"^d{n}/"]}}, "requires": {"count": 1 + n % 2}}
        for n in range(6)
    ]
    data = {"policy": {"approval": [{"or": [rule["name"] for rule in rules]}]}, "approval_rules": rules}
    found = imported(data)
    assert notes(found)["approval.or"] == "stricter"
    case = Case(("d0/a", "d1/a"), ("ben",))
    assert approves(data, case)
    assert verdict(found, case) is Verdict.WAIT
    assert verdict(found, Case(("d0/a",), ("ben",))) is Verdict.ALLOW
