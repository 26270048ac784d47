from __future__ import annotations

import pytest

from golden_file import assert_golden
from masked_page import masked
from office import KEY
from paraph.web.pages.policy import REPLAYS
from shown_office import POLICY, Desk

pytestmark = pytest.mark.enable_socket
PATH = f"/r/{KEY}/-/policy"


def posted(desk: Desk, text: str) -> tuple[int, str]:
    browser = desk.browser("ada")
    csrf = browser.get(PATH).text.rpartition('name="csrf" value="')[2].partition('"')[0]
    answer = browser.post(PATH, data={"csrf": csrf, "text": text})
    return answer.status_code, answer.text


def test_the_page_is_as_it_was_looked_at(desk: Desk) -> None:
    answer = desk.browser("ada").get(PATH)
    assert answer.status_code == 200
    assert_golden("pages/policy.html", masked(answer.text))


def test_an_edit_is_replayed_over_what_landed(desk: Desk) -> None:
    status, text = posted(desk, POLICY.replace('"src/payments/**"', '"src/**"'))
    assert status == 200
    assert "would be decided otherwise" in text
    assert "minutes of reading" in text
    assert posted(desk, POLICY.replace("\n", "\r\n"))[0] == 200


def test_what_is_wrong_with_an_edit_is_told_with_its_line(desk: Desk) -> None:
    status, text = posted(desk, POLICY + "  - {name: review, when: {pahts: [a]}}\n")
    assert status == 400
    assert "your edit:" in text
    assert "{name: review, when: {pahts: [a]}}" in text


def test_only_few_replay_at_once(desk: Desk) -> None:
    assert REPLAYS.acquire(blocking=False)
    assert REPLAYS.acquire(blocking=False)
    try:
        status, text = posted(desk, POLICY)
    finally:
        REPLAYS.release()
        REPLAYS.release()
    assert status == 503
    assert "P1347" in text


def test_a_replay_is_given_up_when_it_takes_too_long(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.web.pages.policy.MOST_SECONDS", -1.0)
    status, text = posted(desk, POLICY)
    assert status == 400
    assert "P1351" in text
    assert REPLAYS.acquire(blocking=False)
    REPLAYS.release()


def test_a_policy_of_thousands_of_rules_is_not_even_read(desk: Desk) -> None:
    rule = "  - {{name: r{}, when: {{paths: ['**/a*a*a*b']}}, require: [{{signoff: {{count: 1}}}}]}}\n"
    status, text = posted(desk, POLICY + "".join(rule.format(each) for each in range(2_000)))
    assert status == 400
    assert "P1342" in text
