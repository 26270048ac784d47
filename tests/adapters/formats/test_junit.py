"""Is a report of tests counted as it is, whatever it claims, and harm refused?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.formats.junit import read_junit
from paraph.core.errors import InputError


def figures(data: bytes) -> tuple[str, dict[str, float]]:
    said = read_junit(data, 7)
    assert (said.kinds, said.at, said.producer) == (("tests",), 7, "")
    return said.outcome, {each.name: each.value for each in said.metrics}


def test_everything_is_counted() -> None:
    outcome, found = figures(
        b'<?xml version="1.0"?><testsuites><testsuite name="a"><testcase time="1.5"/><testcase time="1,000.25"/>'
        b"<testcase><skipped/></testcase></testsuite><testsuite><testcase><failure>x</failure></testcase>"
        b"<testcase><error/><failure/></testcase><testcase><system-out>failure</system-out></testcase></testsuite>"
        b"</testsuites>"
    )
    assert outcome == "failed"
    assert found == {"tests": 6, "failures": 1, "errors": 1, "skipped": 1, "seconds": 1001.75}


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"<testsuite><testcase/></testsuite>", "passed"),
        (b"<testsuite failures='0' errors=''><testcase/></testsuite>", "passed"),
        (b"<testsuite failures='1'><testcase/></testsuite>", "failed"),
        (b"<testsuites errors='2'><testsuite><testcase/></testsuite></testsuites>", "failed"),
        (b"<testsuite/>", "error"),
        (b"<testsuite><testcase><skipped/></testcase></testsuite>", "error"),
        (b"<testsuite><testcase><properties><failure/></properties></testcase></testsuite>", "passed"),
        (b"<testsuite><testcase time='nan'/><testcase time='-4'/></testsuite>", "passed"),
        ("\ufeff<testsuite><testcase name='\u00fc'/></testsuite>".encode(), "passed"),
    ],
)
def test_outcomes(data: bytes, outcome: str) -> None:
    assert figures(data)[0] == outcome


@pytest.mark.parametrize(
    "data",
    [
        b"", b"x", b"<testsuite>", b"<html/>", b"<testsuite/><testsuite/>",
        b'<!DOCTYPE testsuite><testsuite/>',
        b'<!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><testsuite/>',
        b"<testsuite>&undefined;</testsuite>",
        b"<testsuite>" + b"<a>" * 100 + b"</a>" * 100 + b"</testsuite>",
        b'<?xml version="1.0" encoding="nonsense"?><testsuite/>',
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_junit(data, 7)
    assert refused.value.problems[0].code == "P1335"


def test_a_large_one_is_refused() -> None:
    with pytest.raises(InputError, match="bytes"):
        read_junit(b"<testsuite>" + b" " * (10 << 20) + b"</testsuite>", 7)


@given(st.binary(max_size=200) | st.text(alphabet='<>/testsuicaflrng "=&;!', max_size=80).map(str.encode))
def test_nothing_makes_it_stumble(data: bytes) -> None:
    try:
        outcome = read_junit(data, 7).outcome
    except InputError:
        outcome = "error"
    assert outcome in {"passed", "failed", "error"}
