"""A branch is rebased in every way that git knows; every line of the result is looked at."""

from __future__ import annotations

import pytest

from e2e.rewrite_stage import BASE, MODES, Mode, Stage, staged, table
from gitbuild import GitRepo


@pytest.fixture(params=MODES)
def stage(git_repo: GitRepo, request: pytest.FixtureRequest) -> Stage:
    mode: Mode = request.param
    return staged(git_repo, mode)


def test_onto_a_moved_base(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    old = stage.wrote("b", {"f": f"s1 top\n{BASE}s2 end\nmine\n"})
    stage.repo.switch("main")
    stage.wrote("theirs", {"f": BASE.replace("three", "s3 three")})
    stage.repo.switch("work")
    stage.git("rebase", "main")
    assert stage.carried(old, "--base", "main") == table("""
        f: ai s1 | s1 top
        f: unknown | one
        f: unknown | two
        f: ai s3 | s3 three
        f: unknown | four
        f: unknown | five
        f: unknown | six
        f: ai s2 | s2 end
        f: unknown | mine
    """)


def test_onto_another_branch(stage: Stage) -> None:
    stage.wrote("left behind", {"g": "s3 left\n"})
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    old = stage.wrote("b", {"h": "s2 h\nmine\n"})
    stage.repo.switch("other", "main")
    stage.repo.commit("other", {"f": f"{BASE}seven\n"})
    stage.repo.switch("work")
    stage.git("rebase", "--onto", "other", "HEAD~2")
    assert stage.carried(old, "--base", "other") == table("""
        f: ai s1 | s1 top
        f: unknown | one
        f: unknown | two
        f: unknown | three
        f: unknown | four
        f: unknown | five
        f: unknown | six
        f: unknown | seven
        h: ai s2 | s2 h
        h: unknown | mine
    """)


def test_in_another_order_over_the_same_file(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    stage.wrote("b", {"f": f"s1 top\n{BASE}s2 end\n"})
    old = stage.wrote("c", {"f": f"s1 top\n{BASE.replace('three', 'mine')}s2 end\n"})
    stage.rebase("1{h;d};3{G}", "main")
    assert stage.repo.git("log", "--format=%s", "main..").split() == ["a", "c", "b"]
    assert stage.carried(old) == table("""
        f: ai s1 | s1 top
        f: unknown | one
        f: unknown | two
        f: unknown | mine
        f: unknown | four
        f: unknown | five
        f: unknown | six
        f: ai s2 | s2 end
    """)


def test_a_squash_in_which_two_sessions_wrote_the_same_line(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\ns1 next\n{BASE}"})
    stage.wrote("b", {"f": f"s2 top\ns1 next\n{BASE}"})
    old = stage.wrote("c", {"f": f"s2 top\ns1 next\n{BASE}s3 end\n"})
    stage.rebase("2,3s/pick/squash/", "main")
    assert stage.carried(old) == table("""
        f: ai s2 | s2 top
        f: ai s1 | s1 next
        f: unknown | one
        f: unknown | two
        f: unknown | three
        f: unknown | four
        f: unknown | five
        f: unknown | six
        f: ai s3 | s3 end
    """)


def test_a_person_rewrote_a_line_before_the_squash(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\ns1 b\ns1 c\n"})
    old = stage.wrote("by hand", {"g": "s1 a\nb, by hand\ns1 c\n"})
    stage.rebase("2s/pick/fixup/", "main")
    assert stage.carried(old)[6:] == table("""
        g: ai s1 | s1 a
        g: unknown | b, by hand
        g: ai s1 | s1 c
    """)


def test_a_line_that_a_person_put_back_is_not_the_agents(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\ns1 b\n"})
    stage.repo.commit("away", {"g": "s1 a\n"})
    old = stage.repo.commit("back by hand", {"g": "s1 a\ns1 b\n"})
    stage.rebase("2,3s/pick/fixup/", "main")
    assert stage.carried(old)[6:] == table("""
        g: ai s1 | s1 a
        g: unknown | s1 b
    """)


def test_autosquash(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\nmine\n"})
    stage.wrote("b", {"h": "s2 b\n"})
    old = stage.wrote("fixup! a", {"g": "s1 a\ns3 between\nmine\n"})
    stage.git("rebase", "-i", "--autosquash", "main")
    assert stage.repo.git("log", "--format=%s", "main..").split() == ["b", "a"]
    assert stage.carried(old)[6:] == table("""
        g: ai s1 | s1 a
        g: ai s3 | s3 between
        g: unknown | mine
        h: ai s2 | s2 b
    """)


def test_a_split(stage: Stage) -> None:
    stage.wrote("first", {"g": "s1 g\n"})
    old = stage.wrote("both", {"g": "s1 g\ns2 more\nmine\n", "h": "s2 h\nmine\n"})
    stage.rebase("2s/pick/edit/", "main")
    stage.git("reset", "--quiet", "HEAD^")
    stage.git("add", "g")
    stage.git("commit", "--quiet", "-m", "the one half")
    stage.git("add", "h")
    stage.git("commit", "--quiet", "-m", "the other half")
    stage.git("rebase", "--continue")
    assert stage.carried(old, "--base", "HEAD~2")[6:] == table("""
        g: ai s1 | s1 g
        g: ai s2 | s2 more
        g: unknown | mine
        h: ai s2 | s2 h
        h: unknown | mine
    """)
    assert stage.repo.git("log", "--format=%s", "main..").split("\n") == ["the other half", "the one half", "first"]


def test_a_drop_and_the_same_typed_by_hand_afterwards(stage: Stage) -> None:
    stage.wrote("kept", {"g": "s1 g\n"})
    stage.wrote("dropped", {"h": "s2 h\n"})
    old = stage.wrote("last", {"i": "s3 i\n"})
    stage.rebase("2d", "main")
    assert stage.carried(old)[6:] == ["g: ai s1 | s1 g", "i: ai s3 | s3 i"]
    stage.repo.commit("typed", {"h": "s2 h\n"})
    assert stage.shown()[6:] == ["g: ai s1 | s1 g", "h: unknown | s2 h", "i: ai s3 | s3 i"]


def test_a_conflict_in_which_a_line_of_one_side_is_changed(stage: Stage) -> None:
    old = stage.wrote("a", {"f": BASE.replace("three", "s1 three\ns1 more"), "g": "s1 g\n"})
    stage.repo.switch("main")
    stage.wrote("theirs", {"f": BASE.replace("three", "s2 three")})
    stage.repo.switch("work")
    stage.fails("rebase", "main")
    stage.repo.stage({"f": BASE.replace("three", "s2 three, and mine\ns1 more")})
    stage.git("rebase", "--continue")
    assert stage.carried(old, "--base", "main") == table("""
        f: unknown | one
        f: unknown | two
        f: unknown | s2 three, and mine
        f: ai s1 | s1 more
        f: unknown | four
        f: unknown | five
        f: unknown | six
        g: ai s1 | s1 g
    """)


def test_a_rename_on_the_way(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    old = stage.wrote("moved", {"f": None, "folder/new f": f"s1 top\n{BASE}s2 end\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"g": "g\n"})
    stage.repo.switch("work")
    stage.rebase("2s/pick/squash/", "main")
    assert stage.carried(old, "--base", "main") == table("""
        folder/new f: ai s1 | s1 top
        folder/new f: unknown | one
        folder/new f: unknown | two
        folder/new f: unknown | three
        folder/new f: unknown | four
        folder/new f: unknown | five
        folder/new f: unknown | six
        folder/new f: ai s2 | s2 end
        g: unknown | g
    """)


def test_another_base_has_the_file_under_another_name(stage: Stage) -> None:
    old = stage.wrote("a", {"f": f"s1 top\n{BASE}mine\n"})
    stage.repo.switch("main")
    stage.repo.commit("renamed", {"f": None, "new": BASE})
    stage.repo.switch("work")
    stage.git("rebase", "main")
    assert stage.carried(old, "--base", "main") == table("""
        new: ai s1 | s1 top
        new: unknown | one
        new: unknown | two
        new: unknown | three
        new: unknown | four
        new: unknown | five
        new: unknown | six
        new: unknown | mine
    """)


def test_amended_on_the_way(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\ns1 b\n"})
    old = stage.wrote("b", {"h": "s2 h\n"})
    stage.rebase("1s/pick/edit/", "main")
    stage.repo.stage({"g": "s1 a\nb, by hand\n"})
    stage.git("commit", "--quiet", "--amend", "-m", "a, better")
    stage.git("rebase", "--continue")
    assert stage.carried(old)[6:] == ["g: ai s1 | s1 a", "g: unknown | b, by hand", "h: ai s2 | s2 h"]


def test_pulled_and_applied_as_patches(stage: Stage) -> None:
    old = stage.wrote("a", {"f": f"s1 top\n{BASE}mine\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"g": "g\n"})
    stage.repo.switch("work")
    stage.git("-c", "rebase.backend=apply", "pull", "--quiet", "--rebase", ".", "main")
    assert stage.carried(old, "--base", "main")[0] == "f: ai s1 | s1 top"
    assert stage.shown()[7:] == ["f: unknown | mine", "g: unknown | g"]


def test_what_another_tool_wrote_at_the_new_commit_is_kept(stage: Stage) -> None:
    """Its hook was there before ours and runs first: its record tells of one line only, and of that something else."""
    old = stage.wrote("a", {"g": "s1 a\ns1 b\ns1 c\n"})
    stage.repo.switch("main")
    stage.put_down(stage.repo.commit("theirs", {"h": "h\n"}), "g", 2, "s3")
    stage.repo.switch("work")
    kept = ".git/hooks/post-rewrite.before-paraph" if stage.mode == "hooks" else ".git/hooks/post-rewrite"
    stage.repo.write(kept, "#!/bin/sh\nread old new\ngit notes --ref=ai copy --force main $new\n")
    (stage.repo.path / kept).chmod(0o755)
    stage.git("rebase", "--quiet", "main")
    assert stage.repo.git("notes", "--ref=ai", "list", "HEAD")
    assert stage.carried(old, "--base", "main")[6:9] == ["g: ai s1 | s1 a", "g: ai s3 | s1 b", "g: ai s1 | s1 c"]
