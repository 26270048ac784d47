"""Do reports of CI come in for the commit that they are of, signed by the server, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from office import KEY, Bureau
from web.api.desk import ONE, decided
from web.app import Stand, token

pytestmark = pytest.mark.enable_socket
Desk = tuple[Stand, Bureau, str]
JUNIT = b'<testsuite><testcase name="a"/><testcase name="b"/></testsuite>'
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with decided(tmp_path_factory.mktemp("desk")) as made:
        yield made


def test_a_report_becomes_evidence_with_a_receipt(desk: Desk) -> None:
    stand, bureau, number = desk
    head = bureau.row(number).head
    headers = token(stand, "evidence", repositories=(KEY,))
    url = f"{ONE}/evidence?commit={head}&kind=tests"
    said = stand.browser().post(url, headers=headers, content=JUNIT)
    assert said.status_code == 201, said.text
    answer = said.json()
    assert (answer["kind"], answer["by"], answer["changes"]) == ("evidence", "paraph", [number])
    assert answer["proof"].startswith("c2sp.org/tlog-proof@v1\n")
    assert f"attend:{KEY}#{number}" in [job.key for job in bureau.log.jobs]
    (kept,) = bureau.ledger(KEY).statements(ids=[answer["statement"]])
    assert (kept.kind, kept.head, kept.entry) == ("evidence", head, answer["entry"])
    again = stand.browser().post(url, headers=headers, content=JUNIT).json()
    assert (again["entry"], again["proof"]) == (answer["entry"], "")


@pytest.mark.parametrize(
    ("query", "body", "code"),
    [
        ("", JUNIT, "P1338"),
        ("commit=main", JUNIT, "P1338"),
        ("commit=" + "A" * 40, JUNIT, "P1338"),
        ("commit=" + "a" * 40 + "&tree=x", JUNIT, "P1338"),
        ("commit=" + "a" * 40 + "&kind=Tests!", JUNIT, "P1338"),
        ("commit=" + "a" * 40, BOMB, "P1335"),
        ("commit=" + "a" * 40, b"<html></html>", "P1335"),
        ("commit=" + "a" * 40, b'{"version": "2.1.0", "runs": []}', "P1336"),
    ],
)
def test_what_is_no_good_report_is_refused(desk: Desk, query: str, body: bytes, code: str) -> None:
    stand = desk[0]
    before = stand.log.head().size
    answer = stand.browser().post(f"{ONE}/evidence?{query}", headers=token(stand, "evidence"), content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert stand.log.head().size == before


def test_what_nobody_signed_or_a_stranger_did_is_refused(desk: Desk) -> None:
    stand = desk[0]
    headers = token(stand, "evidence")
    for body in (b"{}", b"[1]", b'{"payload": "", "payloadType": "x", "signatures": []}', b"\x00", b"{" * 200):
        assert stand.browser().post(f"{ONE}/evidence", headers=headers, content=body).status_code == 400


def test_people_bring_no_reports_and_reports_are_no_statements(desk: Desk) -> None:
    stand, _, number = desk
    browser = stand.browser("kim")
    assert browser.post(f"{ONE}/evidence", headers=browser.csrf(), content=JUNIT).status_code == 403
    answer = browser.post(f"{ONE}/changes/{number}/statements", headers=browser.csrf(), content=JUNIT)
    assert answer.status_code == 400
