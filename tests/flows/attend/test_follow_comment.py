"""Commands in comments are followed where they are whole lines of somebody whom the directory names."""

from __future__ import annotations

import pytest

from office import KEY, Bureau
from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.flows.attend.follow_comment import commands_in
from paraph.flows.attend.office import Office
from paraph.flows.attend.tasks import handlers
from paraph.ports.board import ChangeRow, ConnectedRepository
from paraph.ports.forge import Comment


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("/paraph explain", [("explain", "")]),
        ("hello\n/paraph assign ben  \n/paraph override it burns", [("assign", "ben"), ("override", "it burns")]),
        ("> /paraph explain", []),
        ("> a\u2028/paraph assign eve\x0b/paraph assign eve\x85/paraph assign eve\x1c/paraph assign eve", []),
        ("> a\r\n/paraph explain\r", [("explain", "")]),
        ("please /paraph explain", []),
        ("  /paraph explain", []),
        ("/paraph explainer", []),
        ("/paraph sign", []),
        ("/PARAPH explain", []),
        ("", []),
    ],
)
def test_whole_lines_only(body: str, expected: list[tuple[str, str]]) -> None:
    assert [tuple(each) for each in commands_in(body)] == expected


def comment(bureau: Bureau, number: str, body: str, by: str = "github:ben", *, is_edited: bool = False) -> str:
    bureau.forge.comments["c1"] = Comment("c1", by, body, is_edited)
    bureau.deliver("comment", number=number, said={"comment": "c1"})
    bureau.run({"comment": handlers(bureau.office, assign=assign)["comment"]})
    return next(iter(bureau.forge.said.values()))


def assign(_: Office, row: ChangeRow, by: str, to: str) -> str:
    if to != "cleo":
        raise InputError(Problem("P1307", f"{to} could not answer", "name somebody else"))
    return f"{by} asked {to} to answer for {row.number}."


@pytest.fixture
def number(bureau: Bureau) -> str:
    made = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=made)
    bureau.run()
    return made


def test_what_is_told_to_do_is_done_and_said(bureau: Bureau, number: str) -> None:
    assert "All rules" in comment(bureau, number, "/paraph explain")
    assert "ben asked cleo to answer" in comment(bureau, number, "/paraph assign @cleo")
    assert "dan could not answer" in comment(bureau, number, "/paraph assign dan")
    said = comment(bureau, number, "/paraph override it burns")
    assert "signed, never commented" in said
    assert bureau.row(number).verdict == "wait"
    assert len(bureau.forge.said) == 1
    calls = bureau.forge.calls["say"]
    comment(bureau, number, "/paraph override it burns")
    assert bureau.forge.calls["say"] == calls


def test_strangers_and_other_peoples_edits_do_nothing(bureau: Bureau, number: str) -> None:
    before = next(iter(bureau.forge.said.values()))
    assert comment(bureau, number, "/paraph explain", "github:stranger") == before
    said = comment(bureau, number, "/paraph assign cleo", is_edited=True)
    assert "somebody else than its author" in said
    assert "asked cleo" not in said
    assert bureau.row(number).head in str(bureau.board.setting(f"reply:{KEY}#{number}"))


def test_an_auditor_changes_nothing_whatever_else_they_are(bureau: Bureau, number: str) -> None:
    def people(_: Office, __: ConnectedRepository, directory: Directory) -> Directory:
        return changed(directory, people=tuple(changed(each, roles=("auditor", "lead")) for each in directory.people))

    bureau.forge.comments["c1"] = Comment("c1", "github:ben", "/paraph assign cleo")
    bureau.deliver("comment", number=number, said={"comment": "c1"})
    bureau.run({"comment": handlers(bureau.office, people, assign)["comment"]})
    assert "An auditor changes nothing" in next(iter(bureau.forge.said.values()))
