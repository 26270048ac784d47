from __future__ import annotations

import pytest

from paraph.core.detect.identity import (
    identity_signals,
    match_account,
    match_address,
    match_branch,
    match_trailer,
    shown,
)

ADA = ("Ada Sample", "ada@example.test")
G = "@users.noreply.github.com"


def rule(found: object) -> str | None:
    return getattr(getattr(found, "row", None), "id", None)


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Claude", "noreply@anthropic.com", "claude.email"),
        ("x", "NoReply@Anthropic.COM", "claude.email"),
        ("Claude", "xnoreply@anthropic.com", None),
        ("Jane", "jane@anthropic.com", None),
        ("Claude Dupont", "claude@example.test", None),
        ("Devin", "devin@example.test", None),
        ("rUv", "ruv@ruv.net", "claudeflow.email"),
        ("Sample", "noreply@google.com", None),
        ("Gemini", "noreply@google.com", "gemini.wild"),
        ("Antigravity", "noreply@google.com", "antigravity.wild"),
        ("Cline Evaluation", "cline@example.com", None),
        ("Copilot", f"175728472+Copilot{G}", "copilot.review"),
        ("Copilot", f"223556219+Copilot{G}", "copilot.email"),
        ("github-actions[bot]", f"41898282+github-actions[bot]{G}", None),
        ("claude[bot]", f"41898282+claude[bot]{G}", "claude.bot"),
    ],
)
def test_the_whole_address_decides(name: str, email: str, expected: str | None) -> None:
    assert rule(match_address(name, email)) == expected


def test_a_name_makes_a_weak_address_strong() -> None:
    bare, named = match_address("Ada", "grok@x.ai"), match_address("Cursor Grok 4.5", "grok@x.ai")
    assert bare is not None
    assert named is not None
    assert (bare.strength, named.strength) == ("weak", "strong")


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Claude", "", ("claude.bare", "strong")),
        ("Claude Opus 4.8", "noreply@example.test", ("claude.name", "strong")),
        ("Claude", "claude@example.com", ("claude.bare", "weak")),
        ("Claude", f"123+someone{G}", ("claude.bare", "weak")),
        ("Claude Martin (work)", f"123+cmartin{G}", None),
        ("Claude", "claude@example.test", None),
        ("Claude Sonnet 4.5", "sonnet@example.test", None),
        ("Copilot Autofix powered by AI", f"175728472+Copilot{G}", ("copilot.autofix", "proof")),
        (
            "Copilot Autofix powered by AI",
            f"62310815+github-advanced-security[bot]{G}",
            ("copilot.autofix", "proof"),
        ),
        ("Windsurf", "", ("windsurf.name", "weak")),
        ("Sourcery AI", "", ("sourcery.name", "strong")),
    ],
)
def test_names_count_only_beside_an_address_of_nobody(name: str, email: str, expected: tuple[str, str] | None) -> None:
    found = match_trailer(name, email)
    assert (found and (found.row.id, found.strength)) == expected


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("github:Copilot", "copilot.email"),
        ("github:copilot-swe-agent[bot]", "copilot.swe"),
        ("github:devin-ai-integration", "devin.app"),
        ("email:noreply@anthropic.com", "claude.email"),
        ("github:devin", None),
        ("github:jules", None),
        ("email:ada@example.test", None),
        ("", None),
    ],
)
def test_accounts(account: str, expected: str | None) -> None:
    assert rule(match_account(account)) == expected


def test_branches_are_weak() -> None:
    found = match_branch("refs/heads/claude/fix")
    assert found is not None
    assert (found.row.tool, found.strength) == ("claude-code", "weak")
    assert match_branch("feature/claude") is None


def test_an_agent_author_and_a_committer() -> None:
    (author, committer) = identity_signals("Claude", "noreply@anthropic.com", "Claude", "noreply@anthropic.com")
    assert (author.source, author.role, author.is_author) == ("author", "wrote", True)
    assert (committer.source, committer.role, committer.is_author) == ("committer", "wrote", False)


@pytest.mark.parametrize("committer", [("Ada Sample (aider)", "ada@example.test"), ("Claude", "noreply@anthropic.com")])
def test_an_agent_that_only_committed_wrote_nothing(committer: tuple[str, str]) -> None:
    (signal,) = identity_signals(*ADA, *committer)
    assert signal.role == "committed_for_human"


def test_a_mark_in_the_name_is_no_account() -> None:
    signal = identity_signals("Ada Sample (aider)", "ada@example.test", *ADA)[0]
    assert (signal.tool, signal.role, signal.is_author) == ("aider", "wrote", False)


def test_a_release_robot_is_automation_on_both_sides() -> None:
    robot = ("gemini-cli-robot", "gemini-cli-robot@google.com")
    signals = identity_signals(*robot, *robot)
    assert [signal.role for signal in signals] == ["automation", "automation"]
    assert not any(signal.is_author for signal in signals)


def test_people_leave_nothing() -> None:
    assert identity_signals(*ADA, "GitHub", "noreply@github.com") == ()


def test_long_clues_are_cut() -> None:
    assert len(shown("x" * 5000)) == 200
    assert shown(" short ") == "short"


@pytest.mark.parametrize(
    ("name", "email", "row", "strength"),
    [
        ("Claude", "noreply@anthropic.com", "claude.email", "proof"),
        ("  Claude  ", "", "claude.bare", "strong"),
        ("Claude", f"12+ada{G}", "claude.bare", "weak"),
        ("Claude", "x@example.com", "claude.bare", "weak"),
        ("Claude Opus 4.8", f"12+ada{G}", "claude.name", "strong"),
        ("Claude Opus 4.8", "x@example.com", "claude.name", "strong"),
        ("Sourcery AI", f"12+ada{G}", "sourcery.name", "strong"),
    ],
)
def test_a_name_beside_a_persons_address_counts_unless_it_is_a_bare_first_name(
    name: str, email: str, row: str, strength: str
) -> None:
    found = match_trailer(name, email)
    assert found is not None
    assert (found.row.id, found.strength) == (row, strength)
