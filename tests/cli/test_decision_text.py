from __future__ import annotations

from dataclasses import replace

import pytest

from golden_file import assert_golden
from paraph.cli.decision_text import Names, gate_lines, owed_lines, painted
from paraph.cli.terminal_text import Style
from paraph.core.model.change import Change
from paraph.core.model.decision import Finding, Node, Owed, State
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Directory, Person
from paraph.core.model.places import BUILT_IN
from surface_samples import ALL, ALLOW, BASE, CANNOT_TELL, DENY, HEAD, HOSTILE, WAIT, WAITING_RULE, decision

PEOPLE = Directory((Person("grace", name="Grace Sample", level="staff"), Person("linus", name="Linus Sample")))
FACTS = Facts(Repository("sample"), Change(BASE, HEAD), 1, PEOPLE)
NAMES = Names(FACTS)


def text(name: str, columns: int = 80, *, is_colored: bool = False, is_quiet: bool = False) -> str:
    style = Style(is_colored=is_colored)
    found = {**ALL, "hostile": HOSTILE}[name]
    return "\n".join(gate_lines(found, NAMES, style, columns, is_quiet=is_quiet)) + "\n"


@pytest.mark.parametrize("name", [*ALL, "hostile"])
@pytest.mark.parametrize("columns", [80, 120])
def test_golden(name: str, columns: int) -> None:
    assert_golden(f"surface/gate_{name}_{columns}.txt", text(name, columns))


def test_golden_in_colour() -> None:
    shown = text("wait", is_colored=True)
    assert_golden("surface/gate_wait_colour.txt", shown.replace("\x1b", "␛"))
    for code in ("0", "1", "2", "33", "36", "31", "32"):
        shown = shown.replace(f"\x1b[{code}m", "")
    assert shown == text("wait")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(name: str, columns: int) -> None:
    assert max(map(len, text(name, columns).splitlines())) <= columns


def test_quiet_says_nothing_when_allowed_and_one_line_for_each_thing_owed() -> None:
    assert text("allow", is_quiet=True) == "\n"
    assert text("wait", is_quiet=True).splitlines() == [
        "◷ wait  Waits for a senior's sign-off and for a report of kind tests.",
        "  → a sign-off by somebody of level senior or above (Grace Sample (staff), Linus Sample)",
        "  → a passed report of kind tests",
    ]


def test_an_unenforced_allow_is_never_silent() -> None:
    lines = gate_lines(replace(ALLOW, is_enforced=False), NAMES, Style(), 80, is_quiet=True)
    assert any("Not enforced" in line for line in lines)


def test_a_hostile_change_cannot_act_on_the_terminal() -> None:
    shown = text("hostile")
    assert not any(character in shown for character in "\x1b\u202e\udcff\r")
    assert not any(line.strip().startswith("::") for line in shown.splitlines())


def test_names() -> None:
    assert [NAMES.of(who) for who in ("grace", "linus", "e\x1bve")] == [
        "Grace Sample (staff)",
        "Linus Sample",
        "e\\x1bve",
    ]
    assert Names(None).of("grace") == "grace"


def test_findings_are_cut_unless_verbose() -> None:
    many = replace(WAIT, findings=tuple(Finding("odd", str(n)) for n in range(20)))
    short = "\n".join(gate_lines(many, NAMES, Style(), 80))
    long = "\n".join(gate_lines(many, NAMES, Style(), 80, is_verbose=True))
    assert "and 8 more (-v shows them)" in short
    assert "odd: 19" in long
    assert "medium at least" in long


def test_what_is_not_yet_due_says_so_and_comes_last() -> None:
    later, now = (rule.owed[0] for rule in (WAITING_RULE.children[1], WAITING_RULE.children[1]))
    waiting = decision(WAIT.verdict, "x", State.PENDING, missing=(later._replace(is_turn=False), now._replace(by=())))
    shown = " ".join(" ".join(gate_lines(waiting, NAMES, Style(), 80)).split())
    assert 0 < shown.index("nobody in the directory") < shown.index("(not yet: something before it is open)")


def test_overridden_rules_and_staged_work_are_shown() -> None:
    rule = Node("rule", "r", State.OVERRIDDEN, "broken glass by ada: fire")
    shown = "\n".join(gate_lines(decision(ALLOW.verdict, "x", State.SATISFIED, rule, head=""), NAMES, Style(), 80))
    assert "overridden\n  ! r: broken glass by ada: fire" in shown
    assert "..the staged work into main" in shown


def test_every_state_has_its_colour() -> None:
    assert len({painted(state, "x", Style(is_colored=True)) for state in State}) == 5
    assert "refused by" in text("deny")
    assert "or higher" in text("cannot_tell")
    assert (CANNOT_TELL.verdict, DENY.verdict) == ("cannot_tell", "deny")


def test_what_shadow_rules_would_ask_is_shown_where_nothing_is_enforced() -> None:
    owed = Owed("a sign-off by one person", "nobody has signed yet", ("grace",), "person", "peer review", people=1)
    unmet = Node("rule", "peer review", State.PENDING, "0 of 1", (), (owed,))
    found = replace(WAIT, recorded=(unmet,))
    assert gate_lines(found, NAMES, Style(), 80)[-1] == "1 rule in shadow would ask for more (-v shows them)"
    assert gate_lines(found, NAMES, Style(), 80, is_verbose=True)[-1] == "  ◷ peer review: 0 of 1"
    found = replace(found, would=(), tree=found.tree._replace(children=()))
    shown = gate_lines(found, NAMES, Style(), 80)
    assert shown[1] == "  The policy is in shadow: it would wait for a sign-off by one person; ask grace"
    at = shown.index("would be owed")
    assert shown[at + 1 : at + 3] == ["  → a sign-off by one person", "    by    Grace Sample (staff)"]
    assert "owed" not in shown
    assert "  → a sign-off by one person (Grace Sample (staff))" in gate_lines(found, NAMES, Style(), 80, is_quiet=True)
    built_in = gate_lines(replace(found, policy_sources=(BUILT_IN,)), NAMES, Style(), 120)
    assert built_in[1].startswith("  No policy governs this yet (`paraph init` drafts one); as for the built-in")


def test_what_several_rules_ask_alike_is_told_once_whatever_they_are_called() -> None:
    first = Owed("a sign-off by one person", "nobody has signed yet", ("grace",), "person", "keys, and locks", people=1)
    again, other = first._replace(rule="keys, and locks"), first._replace(rule="peer review")
    apart = first._replace(distinct="pair")
    report = Owed("a passed report of tests", "no report of tests", (), "evidence", "tests")
    found = replace(WAIT, missing=(first, again, other, apart, report), findings=(), later=(), would=())
    lines = gate_lines(found, NAMES, Style(), 80)
    assert [line for line in lines if "→" in line] == [
        "  → a passed report of tests", "  → a sign-off by one person", "  → a sign-off by one person",
    ]  # fmt: skip
    assert "    rules keys, and locks; peer review" in lines
    assert "    rule  keys, and locks" in lines


def test_quiet_tells_what_several_rules_ask_alike_once() -> None:
    first = Owed("a sign-off by one person", "nobody has signed yet", ("grace",), "person", "keys, and locks", people=1)
    found = replace(WAIT, missing=(first, first._replace(rule="peer review")))
    lines = gate_lines(found, NAMES, Style(), 80, is_quiet=True)
    assert [line for line in lines if "→" in line] == ["  → a sign-off by one person (Grace Sample (staff))"]


def test_what_refuses_is_told_once_where_no_rule_is_enforced() -> None:
    merge = Node("merge", "it merges into main", State.DENIED, "it conflicts with the target")
    rule = Node("rule", "peer review", State.PENDING)
    tree = Node("policy", "", State.DENIED, "", (merge,))
    found = replace(WAIT, tree=tree, would=(rule,), recorded=(), is_enforced=False)
    shown = "\n".join(gate_lines(found, NAMES, Style(), 80))
    assert shown.count("it merges into main: it conflicts") == 1


def test_a_fix_that_only_repeats_the_reason_is_left_out() -> None:
    dark = Owed("whether `x` binds", "not known of eve", (), "fact", "x", unblocks="not known of eve")
    lines = gate_lines(replace(WAIT, missing=(dark,)), NAMES, Style(), 80)
    assert not [line for line in lines if line.startswith("    fix")]


def test_rules_that_one_unknown_keeps_open_are_told_together() -> None:
    dark = [Owed(f"whether `{name}` binds", "no merge", (), "fact", name, unblocks="no merge") for name in ("a", "b")]
    assert owed_lines("owed", dark, NAMES, Style(), 80)[2:] == [
        "  → whether these rules bind", "    why   no merge", "    rules a; b",
    ]  # fmt: skip
