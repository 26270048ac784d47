from __future__ import annotations

import pytest

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows, agent_rows
from paraph.core.detect.message import SILENT, Reading
from paraph.core.detect.read import is_marked, provenance_of, read_commit
from paraph.core.model.agent_row import AgentClue, AgentRow
from paraph.core.model.change import Change, Commit
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Role, Strength

ADA = ("Ada Sample", "ada@example.test")
BOT = ("Forge", "Forge-Bot@CI.example.test")


def rows(
    kind: AgentClue, match: str, role: Role = "wrote", strength: Strength = "strong",
    start: int | None = None, end: int | None = None,
) -> AgentRows:  # fmt: skip
    return AgentRows([AgentRow("org/forge", "forge-bot", kind, match, role, strength, start, end)])


def read(own: AgentRows, message: str = "x\n", author: tuple[str, str] = ADA, by: tuple[str, str] = ADA) -> Reading:
    return read_commit(*author, *by, message, 1_790_000_000, "c1", own=own)


@pytest.mark.parametrize(
    ("kind", "match", "message", "is_found"),
    [
        ("email", "forge-bot@*", "x\n\nCo-authored-by: Forge <forge-bot@ci.example.test>", True),
        ("email", "forge-bot@*", "x\n\n    * Co-authored-by: F &lt;FORGE-bot@ci.example.test&gt;\n", True),
        ("email", "forge-bot@*", "x\n\nCo-authored-by: Forge <my-forge-bot@ci.example.test>", False),
        ("email", "forge-bot@*", "x\n\nWrite to forge-bot@ci.example.test\n", False),
        ("email", "forge-bot@*", "x\n\nSigned-off-by: Forge <forge-bot@ci.example.test>", False),
        ("trailer_name", "Forge", "x\n\nAssisted-by: forge", True),
        ("trailer_name", "Forge", "x\n\nReviewed-by: forge", False),
        ("key", "X-Forge-Run: *", "x\n\nx-forge-run:  4711\n", True),
        ("key", "X-Forge-Run: *", "x\n\nSet X-Forge-Run: 4711 below\n", False),
        ("footer", "made in the forge", "x\n\nMade in the Forge\nx", True),
        ("footer", "made in the forge", "x\n\nIt was made in the forge, they say", False),
        ("footer", "made in the forge", "x\n\n```\nmade in the forge\n```\n", False),
        ("subject", "[forge] *", "[Forge] mend it", True),
        ("subject", "[forge] *", "x\n\n[Forge] mend it", False),
        ("account", "forge-bot", "x\n\nforge-bot\n", False),
    ],
)
def test_a_row_is_held_against_whole_lines_of_a_message(
    kind: AgentClue, match: str, message: str, is_found: bool
) -> None:
    found = read(rows(kind, match), message)
    assert [(signal.rule, signal.commit) for signal in found.signals] == [("org/forge", "c1")] * is_found


@pytest.mark.parametrize("match", ["forge-bot@ci.example.test", "forge-bot@*", "*-bot@ci.*"])
def test_an_author_by_address_is_an_agent(match: str) -> None:
    (wrote,) = read(rows("email", match), author=BOT).signals
    assert (wrote.tool, wrote.role, wrote.source, wrote.is_author) == ("forge-bot", "wrote", "author", True)


def test_who_only_committed_wrote_nothing() -> None:
    (signal,) = read(rows("author_name", "forge"), by=BOT).signals
    assert (signal.role, signal.is_author) == ("committed_for_human", False)
    (robot,) = read(rows("email", "forge-bot@*", "automation", "weak"), by=BOT).signals
    assert robot.role == "automation"


def test_a_key_of_help_makes_a_writer_a_helper() -> None:
    found = read(rows("email", "forge-bot@*"), "x\n\nAssisted-by: Forge <forge-bot@ci.example.test>")
    assert [signal.role for signal in found.signals] == ["helped"]


def test_rows_add_to_the_catalogue_and_take_nothing() -> None:
    text = "x\n\nCo-authored-by: Claude <noreply@anthropic.com>\nAI-Assistance: assisted\n"
    own = rows("email", "noreply@anthropic.com", "automation", "weak")
    assert {(signal.tool, signal.role) for signal in read(own, text).signals} == {
        ("forge-bot", "automation"), ("claude-code", "wrote"),
    }  # fmt: skip
    assert read(own, text).declarations == read(NO_ROWS, text).declarations


@pytest.mark.parametrize(
    ("start", "end", "strength"),
    [
        (None, None, "strong"),
        (1_790_000_000, None, "strong"),
        (1_790_000_001, None, "weak"),
        (None, 1_790_000_000, "weak"),
        (1, 1_790_000_001, "strong"),
    ],
)
def test_outside_of_its_days_a_row_is_weak_and_says_so(start: int | None, end: int | None, strength: str) -> None:
    found = read(rows("email", "forge-bot@*", start=start, end=end), author=BOT)
    assert [signal.strength for signal in found.signals] == [strength]
    assert [odd.kind for odd in found.oddities] == ["doubtful_date"] * (strength == "weak")


def test_the_change_around_the_commits_is_read_too() -> None:
    clues: tuple[tuple[AgentClue, str], ...] = (
        ("account", "forge-bot"), ("branch", "forge/*"), ("footer", "made in the forge"),
    )  # fmt: skip
    own = AgentRows(AgentRow(f"org/{kind}", "forge-bot", kind, match) for kind, match in clues)
    change = Change(
        base="b", head="h", source="refs/heads/forge/topic", opener="github:forge-bot", body="Made in the forge"
    )
    assert {(each.rule, each.source) for each in provenance_of(change, own=own).signals} == {
        ("org/account", "account"), ("org/branch", "branch"), ("org/footer", "body"),
    }  # fmt: skip
    assert not provenance_of(change, own=NO_ROWS).signals


def test_lines_of_a_commit_count_where_a_row_of_the_policy_marks_it() -> None:
    commit = Commit("c1", Identity(*BOT), Identity(*ADA), message="x")
    assert is_marked(commit, rows("email", "forge-bot@*"))
    assert not is_marked(commit, NO_ROWS)


def test_whose_address_is_a_tools_is_no_person() -> None:
    assert rows("email", "forge-bot@*").is_agent(*BOT)
    assert not rows("email", "forge-bot@*").is_agent(*ADA)
    assert not rows("email", "forge-bot@*", "automation").is_agent(*BOT)


def test_without_rows_nothing_is_another() -> None:
    assert agent_rows(()) is NO_ROWS
    assert not NO_ROWS
    assert read(rows("email", "forge-bot@*")) is SILENT
    assert AgentRows([AgentRow("a", "t", "email", "m")]).digest != AgentRows([AgentRow("a", "u", "email", "m")]).digest


def test_a_long_message_of_stars_takes_no_time() -> None:
    own = rows("footer", "*a" * 7 + "*b")
    assert not own.of_message("x\n" + ("a" * 900 + "\n") * 2_000)
