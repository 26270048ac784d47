from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.attest.canonical import canonical
from paraph.core.attest.predicate_fields import COMMON, PREDICATES
from paraph.core.attest.predicates import (
    KINDS,
    Answered,
    EvidencePredicate,
    Kind,
    OverridePredicate,
    OwnerTransferPredicate,
    Predicate,
    Scope,
    SignoffPredicate,
    VetoPredicate,
)
from paraph.core.attest.shapes import REQUIRED
from paraph.core.attest.statement import MOST_BYTES, read_statement, write_statement
from paraph.core.errors import InputError
from paraph.core.model.noun import changed
from statement_samples import AT, FULL, NONCE, SCOPE, SMALL, payload

OURS = tuple(PREDICATES)
Edit = Callable[[dict[str, Any]], object]


def edited(kind: Kind, edit: Edit, predicate: Predicate | None = None) -> bytes:
    document = json.loads(payload(kind, predicate))
    edit(document)
    return json.dumps(document).encode()


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as refused:
        read_statement(data)
    assert refused.value.problems[0].what.startswith(("statement: ", "evidence: "))
    return refused.value.problems[0].code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("samples", [SMALL, FULL], ids=["small", "full"])
def test_what_is_written_is_read(kind: Kind, samples: dict[Kind, Predicate]) -> None:
    data = payload(kind, samples[kind])
    read = read_statement(data)
    assert (read.kind, read.predicate, read.payload) == (kind, samples[kind], data)
    assert read.id == sha256(data).hexdigest()
    if kind == "evidence":
        assert (read.scope, read.person, read.at, read.nonce) == (Scope("", "", "", "2" * 40, "3" * 40), "", 0, "")
    else:
        assert (read.scope, read.person, read.at, read.nonce) == (SCOPE, "ada", AT, NONCE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_bytes_are_canonical(kind: Kind) -> None:
    data = payload(kind, FULL[kind])
    assert canonical(json.loads(data)) == data


def test_the_form_of_a_sign_off() -> None:
    assert json.loads(payload("signoff")) == {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "refs/heads/main", "digest": {"gitCommit": "2" * 40, "gitTree": "3" * 40}}],
        "predicateType": "https://paraph.dev/signoff/v1",
        "predicate": {
            "scope": {
                "repository": "ab" * 16, "target": "refs/heads/main",
                "base": "1" * 40, "head": "2" * 40, "tree": "3" * 40, "diff": "4" * 64,
            },
            "person": "ada", "at": "2027-01-15T08:00:00Z", "nonce": NONCE,
            "decision": "approve", "assertion": "I have read it.", "tier": "high", "expiresAt": "2027-01-16T08:00:00Z",
        },
    }  # fmt: skip


def test_a_statement_about_a_conflict_has_no_tree() -> None:
    scope = changed(SCOPE, tree="", diff="")
    data = payload("veto", scope=scope)
    assert json.loads(data)["subject"] == [{"name": "refs/heads/main", "digest": {"gitCommit": "2" * 40}}]
    assert read_statement(data).scope == scope


def test_a_repository_with_longer_ids() -> None:
    scope = changed(SCOPE, base="1" * 64, head="2" * 64, tree="3" * 64)
    assert read_statement(payload("signoff", scope=scope)).scope == scope


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_fields_are_ignored(kind: Kind) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["later"] = {"deep": [1, {"x": None}]}
        document["subject"][0] |= {"uri": "x", "annotations": {"a": 1}}
        document["subject"][0]["digest"]["sha512"] = "ab"
        document["predicate"]["paraphLater"] = [1]
        if kind != "evidence":
            document["predicate"]["scope"]["later"] = "x"

    read = read_statement(edited(kind, edit, FULL[kind]))
    assert (read.kind, read.predicate) == (kind, FULL[kind])


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("P0718", lambda d: d.pop("_type")),
        ("P0718", lambda d: d.update(_type="https://in-toto.io/Statement/v0.1")),
        ("P0718", lambda d: d.update(_type=["https://in-toto.io/Statement/v1"])),
        ("P0718", lambda d: d.pop("predicate")),
        ("P0718", lambda d: d.update(predicate=None)),
        ("P0718", lambda d: d.update(predicate=[])),
        ("P0719", lambda d: d.pop("predicateType")),
        ("P0719", lambda d: d.update(predicateType="https://paraph.dev/signoff/v2")),
        ("P0719", lambda d: d.update(predicateType="https://paraph.dev/Signoff/v1")),
        ("P0719", lambda d: d.update(predicateType=None)),
        ("P0719", lambda d: d.update(predicateType=["https://paraph.dev/signoff/v1"])),
        ("P0720", lambda d: d.pop("subject")),
        ("P0720", lambda d: d.update(subject=[])),
        ("P0720", lambda d: d.update(subject=d["subject"][0])),
        ("P0720", lambda d: d.update(subject=d["subject"] * 2)),
        ("P0720", lambda d: d["subject"].append({"digest": {"sha256": "ab"}})),
        ("P0720", lambda d: d.update(subject=d["subject"] * 101)),
        ("P0720", lambda d: d.update(subject=["x"])),
        ("P0720", lambda d: d["subject"][0].pop("digest")),
        ("P0720", lambda d: d["subject"][0].update(digest={})),
        ("P0720", lambda d: d["subject"][0].update(digest=["gitCommit"])),
        ("P0720", lambda d: d["subject"][0]["digest"].update(gitCommit=None)),
        ("P0720", lambda d: d["subject"][0]["digest"].update(gitCommit="9" * 40)),
        ("P0720", lambda d: d["subject"][0]["digest"].pop("gitCommit")),
        ("P0720", lambda d: d["subject"][0]["digest"].update(gitTree="9" * 40)),
        ("P0720", lambda d: d["subject"][0]["digest"].pop("gitTree")),
        ("P0720", lambda d: d["subject"][0]["digest"].update(gitTree="")),
        ("P0720", lambda d: d["subject"][0].update(name="refs/heads/release")),
        ("P0720", lambda d: d["subject"][0].pop("name")),
        ("P0720", lambda d: d["predicate"]["scope"].update(target="refs/heads/release")),
        ("P0720", lambda d: d["predicate"]["scope"].update(head="9" * 40)),
        ("P0720", lambda d: d["predicate"]["scope"].update(tree="9" * 40)),
        ("P0720", lambda d: d["predicate"]["scope"].pop("tree")),
        ("P0723", lambda d: d["predicate"]["scope"].update(base="9" * 64)),
        ("P0723", lambda d: d["predicate"]["scope"].pop("diff")),
        ("P0723", lambda d: (d["predicate"]["scope"].pop("tree"), d["subject"][0]["digest"].pop("gitTree"))),
        ("P0717", lambda d: d["predicate"]["scope"].update(diff="")),
        ("P0717", lambda d: d["predicate"]["scope"].update(repository="")),
        ("P0717", lambda d: d["predicate"].update(scope=None)),
        ("P0717", lambda d: d["predicate"].update(scope=[d["predicate"]["scope"]])),
        ("P0717", lambda d: d["predicate"].update(person="")),
        ("P0717", lambda d: d["predicate"].update(nonce="0" * 31)),
        ("P0717", lambda d: d["predicate"].update(at=AT)),
        ("P0717", lambda d: d["predicate"].update(expiresAt=None)),
    ],
)  # fmt: skip
def test_a_binding_that_is_missing_or_wrong(code: str, edit: Edit) -> None:
    assert code_of(edited("signoff", edit)) == code


def required(record: Any) -> list[str]:
    return [field.key for field in record.fields if field.default is REQUIRED]


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, key) for kind in OURS for key in required(COMMON) + required(PREDICATES[kind])]
)
def test_every_required_field_is_required(kind: Kind, key: str) -> None:
    assert code_of(edited(kind, lambda document: document["predicate"].pop(key))) == "P0717"


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, field.key) for kind in OURS for field in (*COMMON.fields, *PREDICATES[kind].fields)]
)
@pytest.mark.parametrize("value", [None, {"x": 1}, [[]], -1, "\x1b[2J", "x\u202ey"], ids=repr)
def test_no_field_takes_a_value_of_another_type(kind: Kind, key: str, value: object) -> None:
    assert code_of(edited(kind, lambda document: document["predicate"].update({key: value}))) == "P0717"


@pytest.mark.parametrize(
    ("kind", "predicate", "scope", "code"),
    [
        ("owner-transfer", OwnerTransferPredicate("bob"), SCOPE, "P0723"),
        ("signoff", SMALL["signoff"], changed(SCOPE, tree="", diff=""), "P0723"),
        ("override", SMALL["override"], changed(SCOPE, tree="", diff=""), "P0723"),
        ("veto", SMALL["veto"], changed(SCOPE, tree=""), "P0723"),
        ("veto", SMALL["veto"], changed(SCOPE, diff=""), "P0723"),
        ("veto", SMALL["veto"], changed(SCOPE, base="1" * 64), "P0723"),
        ("veto", SMALL["veto"], changed(SCOPE, repository=""), "P0717"),
        ("veto", SMALL["veto"], changed(SCOPE, target="main"), "P0717"),
        ("veto", SMALL["veto"], changed(SCOPE, head=""), "P0717"),
        ("veto", VetoPredicate(""), SCOPE, "P0717"),
        ("veto", VetoPredicate("x" * 4001), SCOPE, "P0717"),
        ("veto", VetoPredicate("\ud800"), SCOPE, "P0710"),
        ("signoff", SignoffPredicate("approve", "x", "urgent", AT), SCOPE, "P0717"),
        ("signoff", SignoffPredicate("approve", "two\nlines", "high", AT), SCOPE, "P0717"),
        ("signoff", SignoffPredicate("approve", "x", "high", -1), SCOPE, "P0717"),
        ("signoff", SignoffPredicate("approve", "x", "high", AT, ai_lines=2**53), SCOPE, "P0710"),
        ("signoff", SignoffPredicate("approve", "x", "high", AT, answers=(Answered("q", " "),)), SCOPE, "P0717"),
        ("signoff", SignoffPredicate("approve", "x", "high", AT, steps=("a",) * 101), SCOPE, "P0717"),
        ("override", OverridePredicate("x", "high", AT, 300_000_000_000), SCOPE, "P0717"),
        ("evidence", EvidencePredicate(("tests",), "passed"), Scope("", "", "", ""), "P0720"),
        ("evidence", EvidencePredicate(("tests",), "passed"), Scope("", "", "", "HEAD"), "P0717"),
        ("evidence", EvidencePredicate(("A",), "passed", "x", -1), SCOPE, "P0722"),
    ],
)  # fmt: skip
def test_nothing_is_written_that_nobody_would_read(kind: Kind, predicate: Predicate, scope: Scope, code: str) -> None:
    with pytest.raises(InputError) as refused:
        write_statement(kind, scope, "ada", AT, NONCE, predicate)
    assert refused.value.problems[0].code == code


def test_a_request_for_changes_may_speak_of_a_conflict() -> None:
    asked = SignoffPredicate("request-changes", "I have read it.", "high", AT)
    assert read_statement(payload("signoff", asked, changed(SCOPE, tree="", diff=""))).predicate == asked


def test_a_bound_on_the_size() -> None:
    answers = tuple(Answered(f"q{each}", "x" * 4000) for each in range(11))
    with pytest.raises(InputError) as refused:
        payload("declaration", changed(SMALL["declaration"], answers=answers))
    assert refused.value.problems[0].code == "P0711"
    assert len(payload("declaration", changed(SMALL["declaration"], answers=answers[:9]))) <= MOST_BYTES


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "P0712"),
        (b"[]", "P0718"),
        (b"null", "P0718"),
        (b'"x"', "P0718"),
        (b"{}", "P0718"),
        (b'{"_type":1,"_type":1}', "P0713"),
        (b" " * (MOST_BYTES + 1), "P0711"),
        (b"[" * MOST_BYTES, "P0714"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_other_bytes_are_no_statement(data: bytes, code: str) -> None:
    assert code_of(data) == code


LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5) | st.sampled_from(["1" * 40, "refs/x"])
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner))


@given(st.sampled_from(KINDS), st.data())
def test_a_value_replaced_anywhere_is_read_or_refused(kind: Kind, data: Any) -> None:
    document = json.loads(payload(kind, FULL[kind]))
    at: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], (dict, list)) or not at[key] or data.draw(st.booleans()):
            break
        at = at[key]
    at[key] = data.draw(ANYTHING)
    try:
        read = read_statement(json.dumps(document).encode())
    except InputError:
        return
    assert read.kind in KINDS


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=50).filter(
        str.strip
    ),
    st.floats(0, 1) | st.none(),
    st.integers(0, 253_402_300_799),
)
def test_what_people_write_is_read_as_they_wrote_it(text: str, share: float | None, at: int) -> None:
    predicate = changed(SMALL["declaration"], note=text, share=share, answers=(Answered("q", text),))
    read = read_statement(write_statement("declaration", SCOPE, "ada", at, NONCE, predicate))
    assert (read.predicate, read.at) == (predicate, at)
