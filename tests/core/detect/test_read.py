from __future__ import annotations

import pytest

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.catalogue import BEFORE_AGENTS, FALSE_VSCODE, Window
from paraph.core.detect.message import SILENT
from paraph.core.detect.read import is_agent_identity, is_marked, provenance_of, read_commit
from paraph.core.errors import InputError
from paraph.core.model.change import Change, ChangedFile, Commit
from paraph.core.model.person import Identity
from paraph.core.model.provenance import Assistance

ADA = Identity("Ada Sample", "ada@example.test")
MARK = "Co-authored-by: Claude <noreply@anthropic.com>"
IN_WINDOW, AFTER_WINDOW, LONG_AGO = 1_777_593_600, 1_788_220_800, 1_500_000_000


def commit(
    id_: str = "c1", message: str = "x", author: Identity = ADA, added: int | None = 10, time: int = AFTER_WINDOW
) -> Commit:
    return Commit(id_, author, ADA, message=message, commit_time=time, added_lines=added)


def change(*commits: Commit, added: int = 10, **more: object) -> Change:
    return Change(base="b", head="h", files=(ChangedFile("a.py", added_lines=added),), commits=commits, **more)  # type: ignore[arg-type]


def test_a_person_leaves_silence() -> None:
    assert read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", "fix: x", own=NO_ROWS) is SILENT


def test_identities_and_message_come_together_with_the_commit() -> None:
    signals = read_commit(
        "devin-ai-integration[bot]", "158243242+devin-ai-integration[bot]@users.noreply.github.com",
        "GitHub", "noreply@github.com", f"x\n\n{MARK}", commit="c1", own=NO_ROWS,
    ).signals  # fmt: skip
    assert [(signal.tool, signal.source, signal.commit) for signal in signals] == [
        ("devin", "author", "c1"),
        ("claude-code", "trailer", "c1"),
    ]


@pytest.mark.parametrize(
    ("time", "strength", "kinds"),
    [(IN_WINDOW, "weak", ["doubtful_date"]), (AFTER_WINDOW, "strong", []), (0, "strong", [])],
)
def test_the_false_trailer_is_weak_in_its_window(time: int, strength: str, kinds: list[str]) -> None:
    message = "x\n\nCo-authored-by: Copilot <copilot@github.com>"
    reading = read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", message, time, own=NO_ROWS)
    assert [signal.strength for signal in reading.signals] == [strength]
    assert [oddity.kind for oddity in reading.oddities] == kinds
    assert all("claim" in oddity.text for oddity in reading.oddities)


@pytest.mark.parametrize("line", ["Assisted-by: Claude", "Co-authored-by: Claude", "Generated-by: Codex"])
def test_long_ago_such_trailers_named_people(line: str) -> None:
    reading = read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", f"x\n\n{line}", LONG_AGO, own=NO_ROWS)
    assert [signal.strength for signal in reading.signals] == ["weak"]
    assert reading.declarations == ()


@pytest.mark.parametrize("window", [FALSE_VSCODE, BEFORE_AGENTS])
def test_a_window_ends_before_its_end_and_begins_at_its_start(window: Window) -> None:
    line = "Co-authored-by: Copilot <copilot@github.com>" if window is FALSE_VSCODE else "Assisted-by: Claude"

    def strength(time: int) -> str:
        (signal,) = read_commit(
            "Ada", "ada@example.test", "Ada", "ada@example.test", f"x\n\n{line}", time, own=NO_ROWS
        ).signals
        return signal.strength

    assert (strength(window.end - 1), strength(window.end)) == ("weak", "strong")
    assert strength(window.start) == "weak"
    assert window is BEFORE_AGENTS or strength(window.start - 1) == "strong"


def test_a_sure_clue_beside_a_doubted_one_stays_sure() -> None:
    message = f"x\n\n{MARK}\nAssisted-by: Codex\n"
    reading = read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", message, LONG_AGO, own=NO_ROWS)
    assert [(signal.tool, signal.strength) for signal in reading.signals] == [
        ("claude-code", "proof"),
        ("codex", "weak"),
    ]
    assert [oddity.kind for oddity in reading.oddities] == ["doubtful_date"]


def test_a_doubted_author_is_no_agent() -> None:
    def author(time: int) -> tuple[str, bool]:
        signal = read_commit(
            "Copilot", "copilot@github.com", "Ada", "ada@example.test", "x", time, own=NO_ROWS
        ).signals[0]
        return signal.strength, signal.is_author

    assert author(AFTER_WINDOW) == ("strong", True)
    assert author(IN_WINDOW) == ("weak", False)


def test_a_doubt_takes_only_the_word_that_it_concerns() -> None:
    message = "x\n\nAssisted-by: Claude\nAI-Assistance: none\n"
    reading = read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", message, LONG_AGO, "c1", own=NO_ROWS)
    assert [(each.assistance, each.commit) for each in reading.declarations] == [(Assistance.NONE, "c1")]


def test_agent_identities() -> None:
    assert is_agent_identity("Claude", "noreply@anthropic.com")
    assert not is_agent_identity("Claude Dupont", "claude@example.test")
    assert not is_agent_identity("gemini-cli-robot", "gemini-cli-robot@google.com")
    assert not is_agent_identity("rUv", "ruv@ruv.net")


def test_a_change_without_a_trace() -> None:
    found = provenance_of(change(commit()), known_tools=["codex"], own=NO_ROWS)
    assert (found.signals, found.declarations, found.ai_lines, found.added_lines) == ((), (), 0, 10)
    assert not found.is_upper_bound
    assert found.known_tools == ("codex",)
    assert provenance_of(change(commit()), own=NO_ROWS).known_tools is None


def test_claimed_lines_are_those_of_claimed_commits() -> None:
    found = provenance_of(
        change(commit("c1", f"x\n\n{MARK}", added=30), commit("c2", added=70), added=100), own=NO_ROWS
    )
    assert (found.ai_lines, found.is_upper_bound) == (30, False)


def test_a_word_alone_claims_lines_where_no_clue_speaks() -> None:
    found = provenance_of(
        change(commit("c1", "x\n\nAI-Assistance: generated\n", added=30), commit("c2"), added=40), own=NO_ROWS
    )
    assert (found.signals, found.ai_lines, found.is_upper_bound) == ((), 30, False)
    whole = provenance_of(change(commit(), body="AI-Assistance: generated\n", added=40), own=NO_ROWS)
    assert (whole.signals, whole.ai_lines) == ((), 40)


def test_a_file_without_lines_adds_none() -> None:
    files = (ChangedFile("a.py", added_lines=3), ChangedFile("logo.png", added_lines=None))
    assert provenance_of(Change(base="b", head="h", files=files, commits=(commit(),)), own=NO_ROWS).added_lines == 3


def test_help_gives_only_an_upper_bound() -> None:
    found = provenance_of(change(commit("c1", "x\n\nAssisted-by: Claude", added=30), added=100), own=NO_ROWS)
    assert (found.ai_lines, found.is_upper_bound) == (30, True)


def test_the_pull_request_its_branch_and_its_accounts_speak() -> None:
    found = provenance_of(
        change(
            commit(),
            title="Fix", body=f"Why\n\n{MARK}\n\nAI-Assistance: assisted\n",
            opener="github:Copilot", pushers=("github:ada", "github:cursor[bot]"), source="refs/heads/codex/fix",
        ), own=NO_ROWS
    )  # fmt: skip
    assert [(signal.tool, signal.source, signal.is_author) for signal in found.signals] == [
        ("claude-code", "body", False),
        ("github-copilot", "account", True),
        ("cursor", "account", True),
        ("codex", "branch", False),
    ]
    assert [(each.assistance, each.source, each.commit) for each in found.declarations] == [
        (Assistance.ASSISTED, "pull_request", None)
    ]


def test_a_release_robot_that_opened_is_no_author() -> None:
    (signal,) = provenance_of(change(commit(), opener="github:gemini-cli-robot"), own=NO_ROWS).signals
    assert (signal.role, signal.is_author) == ("automation", False)


def test_a_weak_address_that_opened_is_no_author() -> None:
    (signal,) = provenance_of(change(commit(), opener="email:ruv@ruv.net"), own=NO_ROWS).signals
    assert (signal.strength, signal.is_author) == ("weak", False)


def test_a_date_weakens_only_the_clues_of_its_window() -> None:
    reading = read_commit("Ada", "ada@example.test", "Ada", "ada@example.test", f"x\n\n{MARK}", IN_WINDOW, own=NO_ROWS)
    assert [signal.strength for signal in reading.signals] == ["proof"]
    assert reading.oddities == ()


def test_a_branch_named_in_the_title_stays_a_branch() -> None:
    found = provenance_of(
        change(commit(), title="Merge branch 'codex/fix'", body="AI-Assistance: assisted"), own=NO_ROWS
    )
    assert [signal.source for signal in found.signals] == ["branch"]
    assert [each.source for each in found.declarations] == ["pull_request"]


def test_co_authors_count_where_the_message_is_not_given() -> None:
    bare = Commit("c1", ADA, ADA, co_authors=(Identity("Claude", "noreply@anthropic.com"),))
    (signal,) = provenance_of(change(bare), own=NO_ROWS).signals
    assert (signal.tool, signal.source, signal.commit) == ("claude-code", "trailer", "c1")
    assert signal.text == "Claude <noreply@anthropic.com>"
    person = Commit("c1", ADA, ADA, co_authors=(ADA,))
    assert provenance_of(change(person), own=NO_ROWS).signals == ()
    told = Commit("c1", ADA, ADA, co_authors=bare.co_authors, message="x")
    assert provenance_of(change(told), own=NO_ROWS).signals == ()
    both = Commit("c1", bare.co_authors[0], ADA, co_authors=bare.co_authors)
    assert len(provenance_of(change(both), own=NO_ROWS).signals) == 1


def test_the_declaration_file_counts_only_when_the_change_touches_it() -> None:
    data = {"assistance": "none"}
    assert provenance_of(change(commit()), data, own=NO_ROWS).declarations == ()
    files = (ChangedFile(".paraph/assistance.yaml"),)
    touched = Change(base="b", head="h", files=files, commits=(commit(),))
    assert [each.source for each in provenance_of(touched, data, own=NO_ROWS).declarations] == ["file"]
    with pytest.raises(InputError):
        provenance_of(touched, {"assistance": "?"}, own=NO_ROWS)


@pytest.mark.parametrize(
    ("message", "author", "is_so"),
    [
        ("Fix", Identity("Ada", "ada@example.test"), False),
        ("Talk about Copilot", Identity("Ada", "ada@example.test"), False),
        ("Fix\n\nAssisted-by: Copilot\n", Identity("Ada", "ada@example.test"), True),
        ("Fix\n\nAI-Assistance: none\n", Identity("Ada", "ada@example.test"), True),
        ("Fix", Identity("Cursor Agent", "cursoragent@cursor.com"), True),
    ],
)
def test_a_commit_that_says_something_of_tools_is_marked(message: str, author: Identity, is_so: bool) -> None:
    assert is_marked(Commit("c" * 40, author, author, message=message), NO_ROWS) is is_so
