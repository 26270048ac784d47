from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import asking, change, commit, context, facts, unreadable
from paraph.core.model.change import Change
from paraph.core.model.decision import CONTRADICTIONS, AssistanceFound, Finding
from paraph.core.model.evidence import Check
from paraph.core.model.facts import Blast, Deployment, Facts, Repository, TouchedService
from paraph.core.policy.context import Outcome
from paraph.core.policy.predicates import predicate
from paraph.core.policy.predicates_words import either, name_matches, names_match


def ask(name: str, value: Any, given_: Facts | Change, **more: Any) -> Outcome:
    return predicate(asking(name, value)).run(context(facts(given_) if isinstance(given_, Change) else given_, **more))


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("main", "main", True), ("main", "x/main", False), ("main", "main/x", False), ("*", "main", True),
        ("*", "a/b", False), ("**", "a/b/c", True), ("release/*", "release/1", True),
        ("release/*", "release/1/2", False),
        ("release/**", "release/1/2", True), ("**/x", "x", True), ("**/x", "a/b/x", True), ("a/**/c", "a/c", True),
        ("a/**/c", "a/b/b/c", True), ("a/**/c", "b/c", False), ("rel-*", "rel-1", True), ("/main", "main", True),
        ("a/b", "a", False), ("x/**", "y/z", False), ("**/x/**/b/x", "x/b/x", True), ("**/x/**/x", "x/b/x/x", True),
        ("**/x/**/b/x", "x/x/b", False),
        ("release/", "release/1/2", True), ("/release/", "release/1", True), ("release/", "release", False),
    ],
)  # fmt: skip
def test_names(pattern: str, name: str, matches: bool) -> None:
    assert name_matches(pattern, name) is matches


def test_exclusions_win_over_names() -> None:
    assert names_match(("*", "!main"), ("work",))
    assert not names_match(("*", "!main"), ("main",))
    assert not names_match(("*", "!main"), ("refs/heads/main", "main"))
    assert not names_match(("!main",), ("work",))
    assert names_match(("x", "main"), ("refs/heads/main", "main"))


NOT_ALL = "not every commit carries a good signature"
BARE = change(target="", source="")


@pytest.mark.parametrize(
    ("name", "value", "given_", "truth", "found"),
    [
        ("target", ("main",), change(), True, "main"),
        ("target", ("refs/heads/main",), change(), True, "main"),
        ("target", ("release/*",), change(), False, "main"),
        ("target", ("main",), BARE, None, "not known"),
        ("source", ("w*",), change(), True, "work"),
        ("source", ("*",), BARE, None, "not known"),
        ("repository", ("shop",), change(), True, "shop"),
        ("repository", ("shop",), replace(facts(), repository=Repository("")), None, "not known"),
        ("labels", ("hot*", "x"), change(labels=("docs", "HotFix")), True, "HotFix"),
        ("labels", ("hot",), change(labels=("docs", "hotfix")), False, "docs, hotfix"),
        ("labels", ("*",), change(), False, "none"),
        ("title", ("add *",), change(), True, "Add a price"),
        ("title", ("price",), change(), False, "Add a price"),
        ("body", ("*urgent*",), change(body="very URGENT\nnow"), True, "very URGENT\nnow"),
        ("body", ("*urgent*",), change(), False, "none"),
        ("signed", True, change(commits=(commit(signature="good"),)), True, "every commit carries a good signature"),
        ("signed", False, change(commits=(commit(signature="good"),)), False, "every commit carries a good signature"),
        ("signed", True, change(), None, "the signatures were not verified"),
        ("signed", True, change(commits=()), False, NOT_ALL),
        (
            "signed",
            False,
            change(commits=(commit(signature="none"),)),
            True,
            NOT_ALL,
        ),
        (
            "signed",
            True,
            change(commits=(commit(signature="bad"), commit(2))),
            False,
            NOT_ALL,
        ),
        ("draft", True, change(is_draft=True), True, "a draft"),
        ("draft", True, change(), False, "not a draft"),
        ("draft", False, change(), True, "not a draft"),
        ("environment", ("prod",), facts(), False, "none"),
        ("environment", ("prod",), facts(deployment=Deployment("Prod")), True, "Prod"),
        ("environment", ("prod",), facts(deployment=Deployment("test")), False, "test"),
    ],
)
def test_words(name: str, value: Any, given_: Facts | Change, truth: bool | None, found: str) -> None:
    assert ask(name, value, given_) == (truth, found, ())


SERVICES = facts(blast=Blast(services=(TouchedService("Shop", "high"), TouchedService("till", "", is_direct=False))))


def test_services_and_criticality() -> None:
    assert ask("services", ("shop",), SERVICES) == (True, "Shop", ())
    assert ask("services", ("till",), SERVICES).truth is True
    assert ask("services", ("x",), SERVICES) == (False, "Shop, till", ())
    assert ask("criticality", ("high",), SERVICES) == (True, "high", ())
    assert ask("criticality", ("low",), SERVICES) == (False, "high", ())


def test_tools_and_findings() -> None:
    found = AssistanceFound("assisted", "", ("Claude", "Copilot"))
    assert ask("tools", ("claude",), facts(), assistance=found) == (True, "Claude", ())
    assert ask("tools", ("devin",), facts(), assistance=found) == (False, "Claude, Copilot", ())
    assert ask("tools", ("CLAUDE",), facts(), assistance=found) == (True, "Claude", ())
    odd = (Finding("new_tool", "t"), Finding("new_tool", "u"))
    assert ask("findings", ("new_tool",), facts(), findings=odd) == (True, "new_tool", ())
    assert ask("findings", ("contradiction",), facts(), findings=odd).truth is False


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_a_contradiction_is_each_finding_that_contradicts(kind: str) -> None:
    odd = (Finding(kind, "t"),)
    assert ask("findings", ("Contradiction",), facts(), findings=odd) == (True, kind, ())
    assert ask("findings", (kind,), facts(), findings=odd) == (True, kind, ())
    assert ask("findings", ("note_twice", "note_unreadable"), facts(), findings=odd).truth is False
    plain = (Finding("contradiction", "t"),)
    assert ask("findings", (kind,), facts(), findings=plain).truth is (kind == "contradiction")


@pytest.mark.parametrize(
    ("check", "truth"),
    [
        (Check("build", "success", "ci", "h"), True),
        (Check("build", "success", "ci", "old"), False),
        (Check("build", "success", "ci", None), False),
        (Check("build", "failure", "ci", "h"), False),
        (Check("build", None, "ci", "h"), False),
        (Check("lint", "success", "ci", "h"), False),
    ],
)
def test_checks(check: Check, truth: bool) -> None:
    assert ask("checks", ("build",), facts(checks=(check,))).truth is truth
    headless = facts(change(head=""), checks=(replace(check, commit=""),))
    assert ask("checks", ("build",), headless).truth is False


@pytest.mark.parametrize(
    ("name", "fact"),
    [("labels", "labels"), ("title", "title"), ("body", "body"), ("services", "services"), ("services", "files"),
     ("criticality", "services"), ("criticality", "files"), ("tools", "provenance"), ("findings", "provenance"),
     ("checks", "checks"), ("signed", "commits")],
)  # fmt: skip
def test_unreadable(name: str, fact: str) -> None:
    value = True if name == "signed" else ("x",)
    assert ask(name, value, facts(change(commits=()))).truth is False
    assert ask(name, value, facts(change(commits=()), unreadable=unreadable(fact))).truth is None


def test_long_texts_are_cut() -> None:
    assert ask("title", ("*",), change(title="x" * 200)).found == "x" * 79 + "…"
    assert ask("title", ("*",), change(title="x" * 80)).found == "x" * 80


def test_lists_in_words() -> None:
    assert [either(()), either(("a",)), either(("a", "b")), either(("a", "b", "c"))] == [
        "nothing",
        "a",
        "a or b",
        "a, b or c",
    ]


@pytest.mark.parametrize(
    ("name", "value", "title"),
    [
        ("target", ("a", "b"), "it goes to a or b"), ("source", ("a",), "it comes from a"),
        ("repository", ("a",), "the repository is a"), ("labels", ("a",), "a label is a"),
        ("title", ("a",), "the title reads a"), ("body", ("a",), "the description reads a"),
        ("tools", ("a",), "a tool that took part is a"), ("findings", ("a",), "there is a finding a"),
        ("findings", ("contradiction", "new_tool"), "there is a contradiction or a finding new_tool"),
        ("services", ("a",), "a touched service is a"), ("criticality", ("a",), "a touched service's criticality is a"),
        ("checks", ("a",), "a check succeeded: a"), ("environment", ("a",), "it is deployed to a"),
        ("signed", True, "every commit is signed"), ("signed", False, "a commit is not signed"),
        ("draft", True, "the change is a draft"), ("draft", False, "the change is not a draft"),
    ],
)  # fmt: skip
def test_titles(name: str, value: Any, title: str) -> None:
    assert predicate(asking(name, value)).title == title
