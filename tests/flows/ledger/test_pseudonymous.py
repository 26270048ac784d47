"""Facts without names decide as the facts do, and nothing in them names anybody."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.gate.situations import MAIN, NOW, PEOPLE, change, facts, signoff
from core.test_pipeline import POLICIES, WORLDS
from paraph.adapters.formats.documents import read_facts, write_facts
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.sourced import sourced
from paraph.core.model.change import Change, Commit
from paraph.core.model.decision import Decision, Node
from paraph.core.model.facts import Facts, OwnerGroup, Ownership, Unreadable
from paraph.core.model.person import Identity
from paraph.core.model.policy import Policy
from paraph.core.model.provenance import Provenance
from paraph.core.model.signoff import Answer, Override, Veto
from paraph.core.pipeline import decide
from paraph.flows.ledger.pseudonymous import NOWHERE, Pseudonymous, pseudonymous

SALT = bytes(range(32))
WHO = [
    Identity("Ada", "ada@example.test"),
    Identity("Ada", "Ada@Example.Test"),
    Identity("ADA", " ada@example.test "),
    Identity("Ben", "7+ben@users.noreply.github.com"),
    Identity("Zoe Unknown", "zoe@elsewhere.test"),
    Identity("Claude", "noreply@anthropic.com"),
    Identity("relbot", "relbot@example.test"),
    Identity("Team", "team@example.test"),
    Identity("Nobody", ""),
    Identity("", "plain"),
    Identity("Copilot", "198982749+copilot@users.noreply.github.com"),
    Identity("Ada (aider)", "ada@example.test"),
    Identity("Long " * 60, "ada@example.test"),
]
MESSAGES = [
    "work",
    "work\n\nCo-authored-by: Claude <noreply@anthropic.com>\n",
    "work\n\nCo-Authored-By: Cyd <cyd@example.test>\n",
    "work\n\nAssisted-by: Ada <ada@example.test>\n",
    "work\n\nai-assistance: none\n",
    "asked by zoe@elsewhere.test\n",
]
COMMITS = st.builds(
    lambda number, author, committer, co, message: Commit(
        f"{number:040x}", author, committer, ("b",), message, tuple(co), author_time=NOW, commit_time=NOW, added_lines=3
    ),
    st.integers(1, 9),
    st.sampled_from(WHO),
    st.sampled_from(WHO),
    st.lists(st.sampled_from(WHO), max_size=2),
    st.sampled_from(MESSAGES),
)
ACCOUNTS = st.sampled_from(
    [
        "email:ada@example.test",
        "EMAIL:Zoe@elsewhere.test",
        "github:ben",
        "email:noreply@anthropic.com",
        "github:devin-ai-integration[bot]",
        "unknown:pusher",
        "kerberos:Ada@REALM.TEST",
        "unix:cyd",
    ]
)
CHANGES = st.builds(
    lambda commits, opener, pushers, title: change(
        commits=tuple({each.id: each for each in commits}.values()),
        opener=opener,
        pushers=tuple(pushers),
        title=title,
        body="Thanks to Zoe Unknown <zoe@elsewhere.test> and ada@example.test",
    ),
    st.lists(COMMITS, min_size=1, max_size=3),
    st.one_of(st.none(), ACCOUNTS),
    st.lists(ACCOUNTS, max_size=2),
    st.sampled_from(["Add", "Ada's idea"]),
)
OWNERS = (Ownership("src/a.py", (OwnerGroup(("ada@example.test", "@cyd", "Zoe@elsewhere.test")),)),)


def named(world: Facts, change_: Change) -> Facts:
    """A world of the pipeline's tests with a change full of people."""
    return replace(world, change=change_, owners=OWNERS if world.owners else (), provenance=Provenance())


def shape(node: Node) -> tuple[object, ...]:
    return (
        node.kind,
        node.state,
        tuple(shape(child) for child in node.children),
        tuple((owed.by, owed.kind, owed.rule, owed.people) for owed in node.owed),
    )


def essence(decision: Decision) -> tuple[object, ...]:
    return (
        decision.verdict,
        decision.tier.value,
        decision.assistance.value,
        decision.waits_for,
        shape(decision.tree),
        tuple(map(shape, (*decision.would, *decision.recorded))),
        tuple(finding.kind for finding in decision.findings),
    )


@settings(max_examples=150)
@given(POLICIES, WORLDS, CHANGES)
def test_the_decision_is_the_same(policy: Policy, world: Facts, change_: Change) -> None:
    given_ = named(world, change_)
    assert essence(decide(policy, pseudonymous(given_, SALT, NO_ROWS).facts)) == essence(decide(policy, given_))


@settings(max_examples=60)
@given(POLICIES, WORLDS)
def test_it_is_the_same_for_given_provenance_too(policy: Policy, world: Facts) -> None:
    assert essence(decide(policy, pseudonymous(world, SALT, NO_ROWS).facts)) == essence(decide(policy, world))


@settings(max_examples=80)
@given(WORLDS, CHANGES)
def test_nobody_is_named_and_the_table_says_who_it_was(world: Facts, change_: Change) -> None:
    found = pseudonymous(named(world, change_), SALT, NO_ROWS)
    text = write_facts(found.facts).decode().lower()
    for word in ("@example.test", "@elsewhere.test", "zoe unknown", "@realm.test", "unix:cyd", "long long"):
        assert word not in text
    assert all(each.pseudonym.lower() in text for each in found.values)
    assert len({each.pseudonym for each in found.values}) == len(found.values)


def whole() -> Facts:
    commit = Commit("1" * 40, WHO[0], WHO[4], ("b" * 40,), "m\n\nCo-authored-by: Claude <noreply@anthropic.com>\n")
    return replace(
        facts(
            change(
                base="b" * 40,
                head="1" * 40,
                tree=None,
                merge="unknown",
                commits=(commit,),
                opener="email:ada@example.test",
            )
        ),
        signoffs=(signoff("cyd", answers=(Answer("why", "ask Ada", "cyd"),)),),
        vetoes=(Veto("v", "email:zoe@elsewhere.test", "not like this", cleared_by="dot"),),
        overrides=(Override("o", "eve", " ", MAIN, True, NOW + 5, "email:dot@example.test"),),
        owner="email:ben@example.test",
        unreadable=(Unreadable("labels", "zoe@elsewhere.test did not answer"),),
    )


def test_what_each_person_is_called_is_kept_with_them() -> None:
    found = pseudonymous(whole(), SALT, NO_ROWS)
    by_holder: dict[str, set[str]] = {}
    for each in found.values:
        by_holder.setdefault(each.holder, set()).add(each.value)
    assert by_holder["ada"] == {"Ada", "ada@example.test"}
    assert by_holder["email:zoe@elsewhere.test"] >= {"Zoe Unknown", "zoe@elsewhere.test"}
    assert by_holder["cyd"] == {"ask Ada"}
    assert "not like this" in {each.value for each in found.values}


def test_tools_logins_and_ids_stay() -> None:
    found = pseudonymous(whole(), SALT, NO_ROWS).facts
    assert found.provenance.signals[0].text.endswith("Claude <noreply@anthropic.com>")
    assert found.signoffs[0].person == "cyd"
    assert found.overrides[0].reason == " "
    assert [person.id for person in found.people.people] == [person.id for person in PEOPLE.people]
    assert not any(person.name or person.keys for person in found.people.people)
    ada = next(person for person in found.people.people if person.id == "ada")
    assert "github:ada" in ada.accounts
    assert [each.endswith(NOWHERE) for each in ada.accounts] == [True, False]


def test_an_absence_is_kept_as_the_day_that_matters() -> None:
    away = {
        person.id: person.away for person in pseudonymous(whole(), SALT, NO_ROWS).facts.people.people if person.away
    }
    assert [(span.start, span.end) for span in away["gus"]] == [("2026-11-21", "2026-11-21")]


def test_messages_go_and_texts_stay_only_where_they_are_asked_for() -> None:
    given_ = replace(whole(), change=replace(whole().change, title="For Ada", body="ada@example.test"))
    with_texts, without = pseudonymous(given_, SALT, NO_ROWS), pseudonymous(given_, SALT, NO_ROWS, keeps_texts=False)
    assert with_texts.facts.change.title.startswith("For p-")
    assert with_texts.facts.change.body.endswith(NOWHERE)
    assert (without.facts.change.title, without.facts.change.body) == ("", "")
    assert {commit.message for commit in without.facts.change.commits} == {""}


def test_the_document_can_be_read_again() -> None:
    found = pseudonymous(whole(), SALT, NO_ROWS).facts
    assert read_facts(write_facts(found)) == found


def test_another_salt_gives_other_pseudonyms() -> None:
    def pseudonyms(found: Pseudonymous) -> set[str]:
        return {each.pseudonym for each in found.values}

    assert not pseudonyms(pseudonymous(whole(), SALT, NO_ROWS)) & pseudonyms(pseudonymous(whole(), bytes(32), NO_ROWS))


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        pseudonymous(whole(), b"short", NO_ROWS)


def test_an_empty_provenance_is_not_read_anew() -> None:
    silent = facts(change(commits=(Commit("1" * 40, WHO[4], WHO[4], (), "work"),), opener=None))
    found = pseudonymous(silent, SALT, NO_ROWS).facts
    assert sourced(found, NO_ROWS).provenance == found.provenance


# Every text of a facts document that may stay as it is: ids, refs, object names, words of a fixed set, paths, and what
# rules and catalogues say. A new text has to be thought about here.
MAY_STAY = {
    "Facts": {"owner", "rollback_plan", "stage", "schema"},
    "Repository": {"name", "identity"},
    "Change": {
        "base", "head", "target", "source", "tree", "merge", "merge_bases", "opener", "pushers", "suggestion_acceptors",
        "prompter", "prompters", "title", "body", "labels", "diff",
    },
    "ChangedFile": {"path", "old_mode", "new_mode", "old_blob", "new_blob", "kinds"},
    "Mark": {"kind", "detail"},
    "Commit": {"id", "parents", "message", "signature", "signer"},
    "Identity": {"name", "email"},
    "Directory": {"levels", "bots", "shared"},
    "Person": {"id", "accounts", "name", "level", "teams", "domains", "roles"},
    "Key": {"public", "start", "end", "revoked", "comment"},
    "Robot": {"id"},
    "WorkingHours": {"timezone"},
    "ForgeTeam": {"name", "level", "domains", "roles", "why"},
    "Absence": {"start", "end"},
    "Provenance": {"known_tools", "known_from"},
    "Signal": {"tool", "role", "strength", "source", "rule", "text", "commit", "model"},
    "Declaration": {"assistance", "source", "text", "tools", "commit", "by"},
    "Oddity": {"kind", "text", "commit", "path"},
    "LineEvidence": {"tools", "commits", "strongest", "weakest", "digest"},
    "PathLines": {"path"},
    "Blast": {"base", "unread_languages", "examples"},
    "Partner": {"path", "missing"},
    "TouchedService": {"name", "criticality", "via", "repository", "contract"},
    "Invariant": {"id", "text", "service", "paths"},
    "Ownership": {"path"},
    "OwnerGroup": {"owners", "section", "pattern"},
    "Signoff": {
        "id", "person", "target", "head", "proof", "tier", "holds", "owned_paths", "questions", "gone_paths",
        "why_unknown",
    },
    "Answer": {"question", "text", "person"},
    "Veto": {"id", "person", "reason", "target", "cleared_by"},
    "Override": {"id", "person", "reason", "target", "second", "rules"},
    "Refusal": {"id", "kind", "person", "why"},
    "Evidence": {"kind", "outcome", "commit", "tree", "producer", "digest"},
    "Metric": {"name"},
    "Check": {"name", "conclusion", "app", "commit"},
    "ManualCheck": {"name", "person", "commit", "tree"},
    "Deployment": {"environment", "start", "end", "guards_passed"},
    "Unreadable": {"fact", "why"},
}  # fmt: skip


def texts_of(noun: type, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The text fields of a noun and of every noun in it."""
    if noun.__name__ not in found:
        mine = found[noun.__name__] = set()
        for name, hint in get_type_hints(noun).items():
            parts = leaves(hint)
            mine |= {name} if any(isinstance(part, str) or part is str or is_enum(part) for part in parts) else set()
            for part in parts:
                if hasattr(part, "__dataclass_fields__"):
                    texts_of(part, found)
    return found


def leaves(hint: Any) -> list[Any]:
    return [leaf for each in get_args(hint) for leaf in leaves(each)] if get_args(hint) else [hint]


def is_enum(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, Enum)


def test_every_text_of_the_facts_was_thought_about() -> None:
    assert {name: texts for name, texts in texts_of(Facts, {}).items() if texts} == MAY_STAY
