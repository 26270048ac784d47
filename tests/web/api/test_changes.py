"""Can anybody read how a change was decided, and decide it again from that?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from office import KEY, POLICY, Bureau
from web.api.desk import ONE, decided
from web.app import Browser, Stand, token

pytestmark = pytest.mark.enable_socket
Desk = tuple[Stand, Bureau, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with decided(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def ada(desk: Desk) -> Browser:
    return desk[0].browser("ada")


def test_one_change_and_the_list_of_it(desk: Desk, ada: Browser) -> None:
    one = ada.get(f"{ONE}/changes/{desk[2]}").json()
    assert (one["repository"], one["verdict"], one["state"], one["title"]) == (KEY, "wait", "open", "Change round")
    listed = ada.get("/api/v1/changes", params={"repository": KEY, "state": "open", "head": one["head"]}).json()
    assert (listed["changes"], listed["total"], listed["next"]) == ([one], 1, "")
    assert ada.get("/api/v1/changes?state=landed").json() == {"changes": [], "total": 0, "next": ""}


def test_it_can_be_decided_again_from_what_is_given(desk: Desk, ada: Browser) -> None:
    stand, _, number = desk
    place = f"{ONE}/changes/{number}"
    decision = ada.get(f"{place}/decision").json()
    assert (decision["verdict"], decision["schema"]) == ("wait", "paraph/decision/v1")
    facts = ada.get(f"{place}/facts").content
    assert stand.office.forms.read_facts(facts).change.title == "Change round"
    policy = ada.get(f"{place}/policy").json()
    assert [each["text"] for each in policy["sources"]] == [POLICY]


def test_the_exact_bytes_have_the_digests_of_the_log(desk: Desk, ada: Browser) -> None:
    place = f"{ONE}/changes/{desk[2]}"
    row = ada.get(place).json()
    for name in ("decision", "facts"):
        content = ada.get(f"{place}/{name}?exact=true").content
        assert sha256(content).hexdigest() == row[name]


def test_its_timeline_and_its_receipts(desk: Desk, ada: Browser) -> None:
    place = f"{ONE}/changes/{desk[2]}"
    assert ada.get(f"{place}/timeline").json()["schema"] == "paraph/timeline/v1"
    row, receipts = ada.get(place).json(), ada.get(f"{place}/receipts").json()["receipts"]
    (judged,) = [each for each in receipts if json.loads(each["entry"])["kind"] == "judged"]
    assert judged["index"] == row["entry"]
    assert judged["proof"].startswith("c2sp.org/tlog-proof@v1\n")


def test_pages_follow_one_another_without_gap(desk: Desk, ada: Browser) -> None:
    stand = desk[0]
    rows = stand.log.kept.changes
    row = rows[KEY, desk[2]]
    for number in ("a/b", "c", "d"):
        rows[KEY, number] = row._replace(number=number)
    found, after = [], ""
    for _ in range(4):
        page = ada.get("/api/v1/changes", params={"most": 1} | ({"after": after} if after else {})).json()
        found += [each["number"] for each in page["changes"]]
        after = page["next"]
    for number in ("a/b", "c", "d"):
        del rows[KEY, number]
    assert (sorted(found), after) == (sorted([desk[2], "a/b", "c", "d"]), "")


def test_a_token_for_one_repository_sees_no_other(desk: Desk) -> None:
    stand, _, number = desk
    browser = stand.browser()
    own, other = token(stand, "read", repositories=(KEY,)), token(stand, "read", repositories=("git:x",))
    assert browser.get(f"{ONE}/changes/{number}", headers=own).status_code == 200
    assert browser.get(f"/api/v1/changes?repository={KEY}", headers=own).json()["total"] == 1
    for path in (f"{ONE}/changes/{number}", f"/api/v1/changes?repository={KEY}", "/api/v1/changes", "/api/v1/asks"):
        assert browser.get(path, headers=other).status_code == 403
    assert browser.get("/api/v1/changes", headers=own).status_code == 403
    assert browser.get("/api/v1/repositories", headers=other).json() == {"repositories": []}


@pytest.mark.parametrize("path", ["/changes/none", "/changes/none/decision", "/changes/7%2F8/facts"])
def test_what_is_not_there(ada: Browser, path: str) -> None:
    answer = ada.get(ONE + path)
    assert (answer.status_code, answer.json()["code"]) == (404, "P1320")
