from __future__ import annotations

import json
from typing import Any

import pytest

from paraph.adapters.formats.documents import facts_shape, read_facts, write_facts
from paraph.core.errors import InputError
from paraph.core.model.change import Change, ChangedFile, Commit, Mark
from paraph.core.model.evidence import Check, Evidence, Metric
from paraph.core.model.facts import Blast, Deployment, Facts, OwnerGroup, Ownership, Partner, Repository, TouchedService
from paraph.core.model.person import Absence, Directory, Identity, Key, Person, Robot
from paraph.core.model.provenance import Assistance, Declaration, Provenance, Signal
from paraph.core.model.signoff import Answer, Override, Signoff, Veto

A, B = "a" * 40, "b" * 64
SMALL: dict[str, Any] = {
    "schema": "paraph/facts/v1",
    "repository": {"name": "sample"},
    "change": {"base": A, "head": B},
    "now": 1,
}
SIGNOFF = {"id": "s", "person": "a", "target": "", "head": "", "proof": "review", "tier": "high"}
ADA = Identity("Ada", "ada@example.test")
FULL = Facts(
    Repository("sample", "id"),
    Change(
        A,
        B,
        "refs/heads/main",
        tree=A,
        merge="clean",
        files=(ChangedFile("a", marks=(Mark("bidi", "x", 3),), kinds=("tests",)), ChangedFile("b", added_lines=None)),
        commits=(Commit(A, ADA, ADA, (B,), "hello", (ADA,), "good", "key:x"),),
        labels=("x",),
    ),
    1_700_000_000,
    Directory((Person("ada", ("email:ada@example.test",), level="mid", away=(Absence("2026-01-01", "2026-01-02"),)),)),
    Provenance(
        (Signal("t", "wrote", "proof", "trailer", "r", "x"),),
        (Declaration(Assistance.NONE, "file", "x", share=0.5),),
        known_tools=("t",),
    ),
    Blast(partners=(Partner("a", "b", 3, 4),), services=(TouchedService("pay"),)),
    (Ownership("a", (OwnerGroup(("@ada",)),)),),
    (Signoff("s", "ada", "t", A, "signed", "high", ("tree",), answers=(Answer("q", "x", "ada"),), questions=("q",),
        ai_lines=3, is_spent=True),),
    (Veto("v", "ada", "no"),),
    (Override("o", "ada", "fire", "t", None, 5),),
    evidence=(Evidence("tests", "passed", metrics=(Metric("m", 0.5),)),),
    checks=(Check("ci"),),
    draw=0.25,
    stage="deploy",
    deployment=Deployment("prod"),
)  # fmt: skip


def changed(**members: Any) -> bytes:
    return json.dumps(SMALL | members).encode()


def test_facts_survive_a_round_trip() -> None:
    assert read_facts(write_facts(FULL)) == FULL


def test_keys_are_left_out() -> None:
    key = Key("ssh-ed25519 AAAA")
    people = Directory((Person("ada", keys=(key,)), Person("ben")), robots=(Robot("ci", (key,)),))
    written = write_facts(Facts(Repository("sample"), Change(A, B), 1, people))
    assert b"AAAA" not in written
    assert read_facts(written).people == Directory((Person("ada"), Person("ben")))


def test_the_smallest_document() -> None:
    assert read_facts(changed()) == Facts(Repository("sample"), Change(A, B), 1)


def test_every_noun_of_the_facts_is_strict() -> None:
    seen = {facts_shape()}
    waiting = list(seen)
    while waiting:
        for hint in waiting.pop().__annotations__.values():
            found = {part for part in _parts(hint) if hasattr(part, "__struct_config__")} - seen
            seen |= found
            waiting += found
    assert len(seen) > 25
    assert all(shape.__struct_config__.forbid_unknown_fields for shape in seen)


def _parts(hint: Any) -> list[Any]:
    inner = [part for arg in getattr(hint, "__args__", ()) for part in _parts(arg)]
    return [hint, *inner]


@pytest.mark.parametrize(
    ("members", "code", "says"),
    [
        ({"schema": "paraph/facts/v2"}, "P0306", "$.schema"),
        ({"now": "1"}, "P0306", "$.now: expected `int`, got `str`"),
        ({"now": True}, "P0306", "$.now"),
        ({"now": 2**63}, "P0306", "$.now"),
        ({"now": 1.5}, "P0306", "$.now"),
        ({"draw": 10**400}, "P0306", "$.draw"),
        ({"nwo": 1}, "P0306", "unknown field `nwo`"),
        ({"change": {"base": A, "head": B, "files": [{"path": "a", "mode": 1}]}}, "P0306", "$.change.files[0]"),
        ({"change": {"base": A}}, "P0306", "$.change: object missing required field `head`"),
        ({"change": {"base": A, "head": B, "merge": "maybe"}}, "P0306", "$.change.merge"),
        ({"change": {"base": "main", "head": B}}, "P0307", "$.change.base"),
        ({"change": {"base": "", "head": B}}, "P0307", "$.change.base"),
        ({"change": {"base": A, "head": B, "tree": A, "merge": "conflict"}}, "P0307", "$.change.tree"),
        ({"change": {"base": A, "head": B, "merge_bases": ["x"]}}, "P0307", "$.change.merge_bases[0]"),
        (
            {"change": {"base": A, "head": B, "files": [{"path": "a"}, {"path": "a"}]}},
            "P0307",
            "$.change.files[1].path",
        ),
        ({"change": {"base": A, "head": B, "files": [{"path": ""}]}}, "P0307", "$.change.files[0].path"),
        ({"change": {"base": A, "head": B, "files": [{"path": "a", "new_mode": "rw"}]}}, "P0307", "new_mode"),
        ({"change": {"base": A, "head": B, "files": [{"path": "a", "old_blob": "g" * 40}]}}, "P0307", "old_blob"),
        ({"change": {"base": A, "head": B, "files": [{"path": "a", "added_lines": -1}]}}, "P0307", "below zero"),
        ({"people": {"people": [{"id": "a"}, {"id": "a"}]}}, "P0307", "$.people.people[1].id"),
        ({"people": {"people": [{"id": ""}]}}, "P0307", "$.people.people[0].id"),
        ({"people": {"people": [{"id": "a", "level": "wizard"}]}}, "P0307", "level"),
        ({"people": {"levels": ["a", "a"]}}, "P0307", "$.people.levels"),
        (
            {"people": {"people": [{"id": "a", "away": [{"start": "2026-02-01", "end": "2026-01-01"}]}]}},
            "P0307",
            "away",
        ),
        ({"people": {"people": [{"id": "a", "accounts": ["ada"]}]}}, "P0307", "is no account"),
        (
            {"people": {"people": [{"id": "a", "accounts": ["email:x@y"]}, {"id": "b", "accounts": ["EMAIL:X@Y"]}]}},
            "P0307",
            "is listed in $.people.people[0].accounts too",
        ),
        (
            {"people": {"people": [{"id": "a", "accounts": ["github:a"]}], "bots": ["github:A"]}},
            "P0307",
            "$.people.bots",
        ),
        ({"unreadable": [{"fact": "weather", "why": "clouds"}]}, "P0307", "$.unreadable[0].fact"),
        ({"stage": "deploy"}, "P0307", "$.deployment"),
        ({"draw": 1.0}, "P0307", "$.draw"),
        ({"draw": -0.1}, "P0307", "$.draw"),
        ({"now": -1}, "P0307", "$.now"),
        ({"provenance": {"ai_lines": -1}}, "P0307", "$.provenance"),
        ({"provenance": {"ai_lines": 1, "claimed_lines": 2}}, "P0307", "$.provenance.claimed_lines"),
        ({"provenance": {"lines": {"ai": -1}}}, "P0307", "$.provenance.lines"),
        ({"provenance": {"lines": {"paths": [{"path": "a", "mixed": -1}]}}}, "P0307", "$.provenance.lines"),
        ({"provenance": {"oddities": [{"kind": "note_lost", "text": "t"}]}}, "P0306", "note_lost"),
        (
            {"provenance": {"declarations": [{"assistance": "none", "source": "file", "text": "", "share": 2.0}]}},
            "P0307",
            "share",
        ),
        ({"owners": [{"path": "a", "groups": [{"owners": ["@a"], "count": 0}]}]}, "P0307", "$.owners"),
        (
            {"vetoes": [{"id": "v", "person": "a", "reason": ""}, {"id": "v", "person": "b", "reason": ""}]},
            "P0307",
            "$.vetoes",
        ),
        (
            {"signoffs": [{"id": "s", "person": "a", "target": "", "head": "", "proof": "review", "tier": "huge"}]},
            "P0307",
            "$.signoffs[0].tier",
        ),
        (
            {"signoffs": [SIGNOFF | {"ai_lines": -1}]},
            "P0307",
            "$.signoffs[0].ai_lines",
        ),
    ],
)
def test_refused(members: dict[str, Any], code: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_facts(changed(**members), "f.json")
    assert [(problem.code, says in problem.what, bool(problem.fix)) for problem in caught.value.problems] == [
        (code, True, True)
    ]


def test_a_mistyped_key_is_told_its_likely_name() -> None:
    with pytest.raises(InputError) as caught:
        read_facts(changed(evidenc=[]))
    assert caught.value.problems[0].fix == "did you mean `evidence`?"


def test_the_schema_must_be_named() -> None:
    with pytest.raises(InputError, match="schema"):
        read_facts(json.dumps({key: value for key, value in SMALL.items() if key != "schema"}).encode())


def test_the_list_of_problems_is_bounded() -> None:
    files = [{"path": "", "new_mode": "x"} for _ in range(1000)]
    with pytest.raises(InputError) as caught:
        read_facts(changed(change={"base": A, "head": B, "files": files}))
    assert len(caught.value.problems) == 50
