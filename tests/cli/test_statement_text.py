from __future__ import annotations

import pytest

from paraph.cli.statement_text import content_lines, name_of, said_document, said_lines, verified_lines
from paraph.cli.terminal_text import Style
from paraph.core.attest.predicates import EvidencePredicate, Scope
from paraph.core.attest.statement import read_statement
from paraph.core.attest.trust import SignedBy
from paraph.flows.signing.verify_statement import Comparison, Content, Verified
from statement_samples import SCOPE, payload, statement

VETO = statement("veto")


@pytest.mark.parametrize(
    ("comparison", "words"),
    [("same", "  same here"), ("none", ""), ("unknown", "  not compared"),
     ("other", "  not what comes out here")],
)  # fmt: skip
def test_how_content_comes_out_stands_behind_it(comparison: Comparison, words: str) -> None:
    lines = content_lines(VETO, Content(comparison, why="because" if words else ""), 120)
    assert lines[:4] == [
        f"  base        {SCOPE.base}", f"  head        {SCOPE.head}", f"  tree        {SCOPE.tree}{words}",
        f"  difference  {SCOPE.diff}{words}",
    ]  # fmt: skip
    assert lines[4:] == (["              because"] if words else [])


def test_a_report_names_nobody_and_no_target() -> None:
    report = EvidencePredicate(("tests",), "passed")
    found = read_statement(payload("evidence", report, scope=Scope("", "", "", "a" * 40)))
    assert said_lines(found, "Of it: passed.", 80) == ["  says        Of it: passed."]
    assert said_document(found, "x")["predicate"]["result"] == "PASSED"


def test_nothing_of_it_acts_on_a_terminal() -> None:
    by = (SignedBy("c\x1b[2Ji", True, "SHA256:x", "signed"),)
    lines = verified_lines(VETO, Verified(by, ("a\x07flaw",), Content("none")), "s\x1bays", Style(), 80)
    assert lines[0] == f"✓ good  veto {VETO.id}"
    assert "(a robot), proof: signed, SHA256:x" in lines[1]
    assert lines[-1].startswith("  flawed      a")
    assert not set("\x1b\x07") & set("".join(lines))
    bad = verified_lines(VETO, Verified((), (), Content("none")), "", Style(), 80)
    assert (bad[0][:10], bad[1]) == ("✗ not good", "  signed by   nobody who counts")


def test_kinds_go_by_the_names_that_people_give_them() -> None:
    assert [name_of(each) for each in ("signoff", "owner-transfer", "veto")] == ["sign-off", "takeover", "veto"]
