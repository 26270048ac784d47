"""Commits are amended, picked, taken back, squashed and merged; every line of the result is looked at."""

from __future__ import annotations

import pytest

from e2e.rewrite_stage import BASE, MODES, Mode, Stage, staged, table
from gitbuild import GitRepo


@pytest.fixture(params=MODES)
def stage(git_repo: GitRepo, request: pytest.FixtureRequest) -> Stage:
    mode: Mode = request.param
    return staged(git_repo, mode)


MINE = table("""
    f: unknown | one
    f: unknown | two
    f: unknown | three
    f: unknown | four
    f: unknown | five
    f: unknown | six
""")


def test_amend(stage: Stage) -> None:
    old = stage.wrote("a", {"g": "s1 a\ns1 b\n"})
    stage.repo.stage({"g": "mine\ns1 a\nb, by hand\n"})
    stage.git("commit", "--quiet", "--amend", "-m", "another message")
    assert stage.carried(old)[6:] == ["g: unknown | mine", "g: ai s1 | s1 a", "g: unknown | b, by hand"]


def test_amend_of_the_first_commit(stage: Stage) -> None:
    stage.repo.git("switch", "--quiet", "--orphan", "fresh")
    old = stage.wrote("a", {"g": "s1 a\n"})
    stage.git("commit", "--quiet", "--amend", "-m", "another message")
    assert stage.carried(old) == ["g: ai s1 | s1 a"]


def test_a_message_that_loses_its_trailer(stage: Stage) -> None:
    trailer = "Co-authored-by: Claude <noreply@anthropic.com>"
    old = stage.repo.commit(f"a\n\n{trailer}", {"g": "a\nb\n"})
    assert stage.shown()[6:] == ["g: ai claude-code | a", "g: ai claude-code | b"]
    stage.git("commit", "--quiet", "--amend", "-m", "quiet")
    assert stage.carried(old)[6:] == ["g: ai claude-code | a", "g: ai claude-code | b"]
    stage.git("commit", "--quiet", "--amend", "-m", f"loud again\n\n{trailer}")
    assert stage.carried(old)[6:] == ["g: ai claude-code | a", "g: ai claude-code | b"]


def test_a_message_that_keeps_its_trailer_needs_no_record(stage: Stage) -> None:
    trailer = "Co-authored-by: Claude <noreply@anthropic.com>"
    old = stage.repo.commit(f"a\n\n{trailer}", {"g": "a\n"})
    stage.git("commit", "--quiet", "--amend", "-m", f"b\n\n{trailer}")
    assert stage.carried(old)[6:] == ["g: ai claude-code | a"]
    assert not stage.repo.git("for-each-ref", "refs/notes/ai")


def test_a_range_is_picked(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    stage.wrote("b", {"f": f"s1 top\n{BASE}s2 end\nmine\n"})
    old = stage.wrote("c", {"g": "s3 g\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"f": BASE.replace("three", "3")})
    stage.git("cherry-pick", "main..work")
    assert stage.carried(old) == table("""
        f: ai s1 | s1 top
        f: unknown | one
        f: unknown | two
        f: unknown | 3
        f: unknown | four
        f: unknown | five
        f: unknown | six
        f: ai s2 | s2 end
        f: unknown | mine
        g: ai s3 | s3 g
    """)


def test_a_pick_that_says_so_with_a_conflict(stage: Stage) -> None:
    old = stage.wrote("a", {"f": BASE.replace("three", "s1 three\ns1 more")})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"f": BASE.replace("three", "3")})
    stage.fails("cherry-pick", "-x", "work")
    stage.repo.stage({"f": BASE.replace("three", "3\ns1 more")})
    stage.git("commit", "--quiet", "--cleanup=strip", "--no-edit")
    assert stage.carried(old)[2:5] == ["f: unknown | 3", "f: ai s1 | s1 more", "f: unknown | four"]


def test_picked_into_the_files_and_committed_otherwise(stage: Stage) -> None:
    old = stage.wrote("a", {"g": "s1 a\ns1 b\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"h": "h\n"})
    stage.git("cherry-pick", "-n", "work")
    stage.repo.write("g", "s1 a\nmine\n")
    stage.git("commit", "--quiet", "--all", "-m", "mine now")
    assert stage.carried(old)[6:] == ["g: ai s1 | s1 a", "g: unknown | mine", "h: unknown | h"]


def test_taken_back_and_brought_again(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}s1 end\n"})
    second = stage.wrote("b", {"f": f"s2 top\n{BASE}"})
    stage.git("revert", "--no-edit", "HEAD")
    assert stage.carried(second) == ["f: ai s1 | s1 top", *MINE, "f: ai s1 | s1 end"]
    third = stage.repo.rev("HEAD")
    stage.git("revert", "--no-edit", "HEAD")
    assert stage.carried(third) == ["f: ai s2 | s2 top", *MINE]


def test_what_is_taken_back_by_hand_is_nobodys(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\n"})
    old = stage.wrote("b", {"g": "s1 b\n"})
    stage.repo.commit("as it was", {"g": "s1 a\n"})
    assert stage.carried(old)[6:] == ["g: unknown | s1 a"]


def test_merged_as_one(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\ns1 next\n{BASE}"})
    old = stage.wrote("b", {"f": f"s2 top\ns1 next\n{BASE}mine\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"g": "g\n"})
    stage.git("merge", "--quiet", "--squash", "work")
    stage.git("commit", "--quiet", "-m", "all of it")
    expected = ["f: ai s2 | s2 top", "f: ai s1 | s1 next", *MINE, "f: unknown | mine", "g: unknown | g"]
    assert stage.carried(old) == expected


def test_merged_as_one_with_a_conflict(stage: Stage) -> None:
    old = stage.wrote("a", {"f": BASE.replace("three", "s1 three\ns1 more"), "g": "s2 g\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"f": BASE.replace("three", "3")})
    stage.fails("merge", "--quiet", "--squash", "work")
    stage.repo.stage({"f": BASE.replace("three", "three, mine\ns1 more")})
    stage.git("commit", "--quiet", "-m", "all of it")
    assert stage.carried(old)[2:4] == ["f: unknown | three, mine", "f: ai s1 | s1 more"]
    assert stage.shown()[-1] == "g: ai s2 | s2 g"


def test_a_merge_keeps_both_sides_and_claims_no_resolved_line(stage: Stage) -> None:
    old = stage.wrote("a", {"f": BASE.replace("three", "s1 three\ns1 more"), "g": "s1 g\n"})
    stage.repo.switch("main")
    stage.wrote("theirs", {"f": BASE.replace("three", "s2 three"), "h": "s2 h\n"})
    stage.fails("merge", "--quiet", "work")
    stage.repo.stage({"f": BASE.replace("three", "s2 three\ns1 more\nboth, by hand")})
    stage.git("commit", "--quiet", "--no-edit")
    assert stage.carried(old) == table("""
        f: unknown | one
        f: unknown | two
        f: ai s2 | s2 three
        f: ai s1 | s1 more
        f: unknown | both, by hand
        f: unknown | four
        f: unknown | five
        f: unknown | six
        g: ai s1 | s1 g
        h: ai s2 | s2 h
    """)


@pytest.mark.parametrize("kind", ["--soft", "--mixed"])
def test_reset_and_commit_again(stage: Stage, kind: str) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    old = stage.wrote("b", {"f": f"s1 top\n{BASE}s2 end\n", "g": "s2 g\nmine\n"})
    stage.git("reset", "--quiet", kind, "main")
    stage.repo.write("f", f"s1 top\n{BASE}end, by hand\n")
    stage.git("add", "--all")
    stage.git("commit", "--quiet", "-m", "as one")
    assert stage.carried(old) == [
        "f: ai s1 | s1 top", *MINE, "f: unknown | end, by hand", "g: ai s2 | s2 g", "g: unknown | mine",
    ]  # fmt: skip
