from __future__ import annotations

from typing import Any

import pytest

from paraph.core.attest.evidence import Report, read_evidence, write_svr, write_test_result
from paraph.core.attest.namespaces import SVR, TEST_RESULT
from paraph.core.attest.predicates import EvidencePredicate, Measured, Scope
from paraph.core.errors import InputError

COMMIT, TREE = "c" * 40, "d" * 64
CONTENT = [{"digest": {"gitCommit": COMMIT}}]
TESTS: dict[str, Any] = {"result": "PASSED", "configuration": [{"uri": "https://ci.example.test/1"}]}
SVR_V02: dict[str, Any] = {
    "verifier": {"id": "https://example.test/verifier/v1", "policies": []},
    "timeCreated": "1985-04-12T23:20:50.52Z",
    "properties": ["SLSA_BUILD_LEVEL_3", "ORG_SOURCE_STATIC_ANALYSIS"],
}


def configured(*annotations: object) -> dict[str, Any]:
    return TESTS | {"configuration": [{"digest": {"sha256": "ab"}, "annotations": each} for each in annotations]}


def each(key: str, *values: object) -> list[dict[str, Any]]:
    return [{key: value} for value in values]


def said(predicate: dict[str, Any]) -> EvidencePredicate:
    return read_evidence(TEST_RESULT, CONTENT, predicate).predicate


def test_a_test_result_as_its_specification_shows_it() -> None:
    report = read_evidence(
        TEST_RESULT,
        [{"digest": {"gitCommit": "d20ace7968ba43c0219f62d71334c1095bab1602"}}],
        {
            "result": "PASSED",
            "configuration": [
                {
                    "name": ".github/workflows/ci.yml",
                    "downloadLocation": "https://example.test/ci.yml",
                    "digest": {"gitBlob": "ebe4add40f63c3c98bc9b32ff1e736f04120b023"},
                }
            ],
            "url": "https://example.test/runs/1",
            "passedTests": ["build (3.7, py)", "build (3.x, lint)"],
            "warnedTests": [],
            "failedTests": [],
        },
    )
    scope = Scope("", "", "", "d20ace7968ba43c0219f62d71334c1095bab1602")
    assert report == Report(scope, 0, EvidencePredicate(("tests",), "passed"))


def test_an_svr_as_its_specification_shows_it() -> None:
    properties = ("SLSA_BUILD_LEVEL_3", "ORG_SOURCE_STATIC_ANALYSIS")
    expected = EvidencePredicate(properties, "passed", "https://example.test/verifier/v1", 482_196_050)
    assert read_evidence(SVR, CONTENT, SVR_V02) == Report(Scope("", "", "", COMMIT), 482_196_050, expected)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, "passed"),
        ({"result": "WARNED", "warnedTests": ["slow"]}, "passed"),
        ({"result": "FAILED"}, "failed"),
        ({"result": "FAILED", "failedTests": ["a"], "passedTests": ["b"]}, "failed"),
        ({"result": "PASSED", "failedTests": ["a"]}, "failed"),
        ({"result": "WARNED", "failedTests": ["a"]}, "failed"),
    ],
)
def test_the_outcome_of_tests(change: dict[str, Any], outcome: str) -> None:
    assert said(TESTS | change).outcome == outcome


@pytest.mark.parametrize(
    ("annotations", "kinds", "metrics"),
    [
        ([{}], ("tests",), ()),
        ([None], ("tests",), ()),
        ([{"paraphKind": "mutation", "other": [1]}], ("mutation",), ()),
        ([{"paraphKind": "load"}, {"paraphKind": "chaos"}, {"paraphKind": "load"}], ("load", "chaos"), ()),
        ([{"paraphMetrics": {"b": 2, "a": 0.5}}], ("tests",), (Measured("a", 0.5), Measured("b", 2.0))),
        ([{"paraphMetrics": {"a": 1}}, {"paraphMetrics": {"a": 1.0}}], ("tests",), (Measured("a", 1.0),)),
    ],
)
def test_an_annotation_names_the_kind_and_the_figures(
    annotations: list[object], kinds: tuple[str, ...], metrics: tuple[Measured, ...]
) -> None:
    found = said(configured(*annotations))
    assert (found.kinds, found.metrics) == (kinds, metrics)


def test_an_annotation_names_the_time() -> None:
    early, late = {"paraphAt": "2027-01-15T08:00:00Z"}, {"paraphAt": "2027-01-15T08:00:07Z"}
    report = read_evidence(TEST_RESULT, CONTENT, configured(early, late, {}))
    assert report.at == report.predicate.at == 1_800_000_007
    with pytest.raises(InputError, match="paraphAt"):
        said(configured({"paraphAt": "yesterday"}))
    written = write_test_result(Scope("", "", "", COMMIT), EvidencePredicate(("tests",), "failed", "", 1_800_000_000))
    predicate: Any = written["predicate"]
    assert predicate["configuration"][0]["annotations"] == early


@pytest.mark.parametrize(
    ("subjects", "head", "tree"),
    [
        ([{"digest": {"gitCommit": COMMIT}}], COMMIT, ""),
        ([{"digest": {"gitTree": TREE}}], "", TREE),
        ([{"name": "x", "digest": {"gitCommit": COMMIT, "gitTree": TREE, "sha256": "ab"}}], COMMIT, TREE),
        (
            [{"digest": {"sha256": "ab"}}, {"digest": {"gitCommit": COMMIT}}, {"digest": {"gitTree": TREE}}],
            COMMIT,
            TREE,
        ),
        ([{"digest": {"gitCommit": COMMIT}}, {"digest": {"gitCommit": COMMIT}}], COMMIT, ""),
    ],
)
def test_the_content_that_is_meant(subjects: list[dict[str, Any]], head: str, tree: str) -> None:
    assert read_evidence(TEST_RESULT, subjects, TESTS).scope == Scope("", "", "", head, tree)


@pytest.mark.parametrize(
    ("subjects", "code"),
    [
        ([{"digest": {"sha256": "ab" * 32}}], "P0721"),
        ([{"digest": {"sha1": COMMIT}}], "P0721"),
        ([{"digest": {"gitCommit": COMMIT}}, {"digest": {"gitCommit": "e" * 40}}], "P0721"),
        ([{"digest": {"gitTree": TREE}}, {"digest": {"gitTree": "e" * 40}}], "P0721"),
        ([{"digest": {"gitCommit": COMMIT[:39]}}], "P0717"),
        ([{"digest": {"gitCommit": COMMIT.upper()}}], "P0717"),
        ([{"digest": {"gitTree": "HEAD"}}], "P0717"),
        ([{"digest": {"gitCommit": ""}}], "P0717"),
    ],
)
def test_content_that_is_not_clear(subjects: list[dict[str, Any]], code: str) -> None:
    for predicate_type, predicate in ((TEST_RESULT, TESTS), (SVR, SVR_V02)):
        with pytest.raises(InputError) as refused:
            read_evidence(predicate_type, subjects, predicate)
        assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    "predicate",
    [
        *(TESTS | change for change in each("result", None, "passed", "OK", True, ["PASSED"])),
        *(TESTS | change for change in each("configuration", None, {}, "x", [1], [{}], [{"name": "x"}], [{"uri": ""}])),
        TESTS | {"configuration": [{"uri": "x"}] * 101},
        *(TESTS | change for change in each("failedTests", None, "none", [1], {})),
        *(configured(value) for value in (1, [1], "x")),
        *map(configured, each("paraphKind", "", None, 5, "a\nb", "x" * 101)),
        *map(configured, each("paraphMetrics", None, [1], 5, {"a": "1"}, {"a": True}, {"": 1}, {"a\n": 1})),
        configured({"paraphMetrics": {"a": 1}}, {"paraphMetrics": {"a": 2}}),
        configured({"paraphMetrics": {str(number): 1 for number in range(201)}}),
        {key: value for key, value in TESTS.items() if key != "result"},
        {key: value for key, value in TESTS.items() if key != "configuration"},
    ],
    ids=lambda value: str(value)[:70],
)
def test_what_is_no_test_result(predicate: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        said(predicate)
    assert refused.value.problems[0].code in {"P0717", "P0722"}


@pytest.mark.parametrize(
    "change",
    [
        *each("verifier", None, {}, "x", {"id": "x"}, {"policies": []}, {"id": "", "policies": []}),
        *({"verifier": {"id": "x"} | change} for change in each("policies", None, {}, [{}], [{"name": "p"}], ["x"])),
        *each("timeCreated", None, 5, "", "yesterday", "1985-04-12T23:20:50+01:00", "1985-04-12"),
        *each("properties", None, "SLSA", [1], [""], ["a\n"], ["x" * 201], {"a": 1}),
    ],
    ids=str,
)
def test_what_is_no_svr(change: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        read_evidence(SVR, CONTENT, SVR_V02 | change)
    assert refused.value.problems[0].code in {"P0717", "P0722"}


def test_policies_of_a_verifier_are_descriptors() -> None:
    verifier = {"id": "https://example.test/v1", "policies": [{"name": "p", "digest": {"sha256": "ab"}}], "later": 1}
    report = read_evidence(SVR, CONTENT, SVR_V02 | {"verifier": verifier, "properties": ["A", "B", "A"]})
    assert report.predicate.kinds == ("A", "B")


@pytest.mark.parametrize(
    "evidence",
    [
        EvidencePredicate(("tests",), "passed"),
        EvidencePredicate(("load",), "failed", metrics=(Measured("p99_ms", 120.5),)),
        EvidencePredicate(("tests", "load"), "passed", metrics=(Measured("p99_ms", 120.5),)),
    ],
)
def test_a_test_result_that_is_written_is_read(evidence: EvidencePredicate) -> None:
    document: Any = write_test_result(Scope("", "", "", COMMIT, "d" * 40), evidence)
    report = read_evidence(document["predicateType"], document["subject"], document["predicate"])
    assert report == Report(Scope("", "", "", COMMIT, "d" * 40), 0, evidence)


def test_an_error_is_written_as_a_failure() -> None:
    document: Any = write_test_result(Scope("", "", "", COMMIT), EvidencePredicate(("tests",), "error"))
    assert document["predicate"]["result"] == "FAILED"


@pytest.mark.parametrize(
    "evidence",
    [
        EvidencePredicate(("A",), "failed", "https://example.test/v1", 5),
        EvidencePredicate(("A",), "error", "https://example.test/v1", 5),
        EvidencePredicate(("A",), "passed", "https://example.test/v1", 5, (Measured("a", 1.0),)),
    ],
)
def test_an_svr_cannot_say_that_something_failed(evidence: EvidencePredicate) -> None:
    with pytest.raises(InputError, match="an SVR holds properties that passed"):
        write_svr(Scope("", "", "", COMMIT), evidence)


def test_evidence_of_no_kind_is_not_written() -> None:
    with pytest.raises(InputError, match="of no kind"):
        write_test_result(Scope("", "", "", COMMIT), EvidencePredicate((), "passed"))


def test_an_svr_that_is_written_is_read() -> None:
    evidence = EvidencePredicate(("A", "B"), "passed", "https://example.test/v1", 1_800_000_000)
    document: Any = write_svr(Scope("", "", "", "", TREE), evidence)
    report = read_evidence(document["predicateType"], document["subject"], document["predicate"])
    assert report == Report(Scope("", "", "", "", TREE), 1_800_000_000, evidence)
