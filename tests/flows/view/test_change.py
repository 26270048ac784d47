from __future__ import annotations

from typing import Any

import pytest

from paraph.core.model.decision import Finding, Verdict
from paraph.core.model.noun import changed
from paraph.core.model.person import Person
from paraph.flows.attend.kept import kept
from paraph.flows.view.change import Around, change_view
from shown_office import HOSTILE, Desk


def view(desk: Desk, what: str, person: str = "ben", **fields: Any) -> Any:
    office, number = desk.bureau.office, desk.numbers[what]
    row = desk.bureau.row(number)._replace(**fields)
    people = {"cleo": Person("cleo", name="Cleo\u202e Sample")}
    asks = office.board.asks(repository=row.repository, number=number)
    return change_view(
        row, kept(office, desk.bureau.row(number)), Around(person, office.clock(), asks=asks, people=people)
    )


def test_the_page_says_what_is_owed_and_the_cheapest_way(desk: Desk) -> None:
    found = view(desk, "pay")
    assert found.head.sentence.startswith("Waiting for a sign-off by one person")
    assert found.head.standing == "wait"
    assert [each.kind for each in found.way][:1] == ["person"]
    assert found.way_minutes == sum(each.minutes for each in found.way)
    assert {each.title for each in found.rules} >= {"review", "payments"}
    assert {each.title for each in found.skipped} == {"rules", "no-keys"}
    assert found.file_count == len(found.files) == 4
    assert found.content.head == desk.bureau.row(desk.numbers["pay"]).head
    (ask,) = found.asks
    assert (ask.person.id, ask.is_yours, ask.due, ask.deputy) == ("ben", True, "due in 1 h", "Cleo\\u202e Sample")
    assert "\\x1b" in ask.why


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"is_draft": True}, "It is a draft."),
        ({"head": "f" * 40}, "The head has moved to ffffffffffff"),
    ],
)
def test_what_must_be_known_at_once_is_noted(desk: Desk, fields: dict[str, Any], note: str) -> None:
    assert any(each.startswith(note) for each in view(desk, "plain", **fields).head.notes)


def test_a_policy_that_binds_nobody_yet_is_noted(desk: Desk) -> None:
    office, row = desk.bureau.office, desk.bureau.row(desk.numbers["denied"])
    found = kept(office, row)
    tree = found.decision.tree
    rules = tuple(node for node in tree.children if node.kind == "rule")
    rest = tuple(node for node in tree.children if node.kind != "rule")
    shadow = changed(found.decision, tree=tree._replace(children=rest), would=rules, verdict=Verdict.ALLOW)
    page = change_view(row, found._replace(decision=shadow), Around("ben", office.clock()))
    assert page.head.notes == ("The policy is not enforced yet; if it were, it would be denied: no-keys: no private keys here.",)  # fmt: skip # noqa: E501
    assert {each.title for each in page.advice} == {"review", "no-keys"}
    loose = change_view(row, found._replace(decision=changed(found.decision, is_enforced=False)), Around("ben", 1))
    assert loose.head.notes == ("The policy is not enforced here.",)
    built = changed(found.decision, policy_sources=("(built-in policy)",))
    assert "built-in" in change_view(row, found._replace(decision=built), Around("ben", 1)).head.notes[0]


def test_without_a_decision_the_page_still_says_what_is_known(desk: Desk) -> None:
    row = desk.bureau.row(desk.numbers["pay"])
    found = change_view(row, None, Around("ben", desk.bureau.now))
    assert (found.files, found.rules, found.box.kind) == ((), (), "")
    assert found.head.notes[0].startswith("What it was decided by is not at hand")
    assert "\\u202e" in found.head.title


def test_many_odd_things_are_cut_and_show_only_themselves(desk: Desk) -> None:
    row = desk.bureau.row(desk.numbers["plain"])
    found = kept(desk.bureau.office, row)
    odd = tuple(Finding("new_tool", HOSTILE, path=HOSTILE) for _ in range(103))
    page = change_view(row, found._replace(decision=changed(found.decision, findings=odd)), Around("ben", 1))
    assert (len(page.findings), page.more_findings) == (100, 3)
    assert page.findings[0].place.startswith("<script>")
    assert "\u202e" not in page.findings[0].place + page.findings[0].text


def test_a_link_elsewhere_is_a_link_of_the_web(desk: Desk) -> None:
    assert view(desk, "plain", url="javascript:alert(1)").head.forge_link == ""
    assert view(desk, "plain").head.forge_link.startswith("https://forge.example.test/")
