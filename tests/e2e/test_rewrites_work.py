"""Work that is in no commit is set aside, thrown away, brought back; every line of the next commit is looked at."""

from __future__ import annotations

import pytest

from e2e.rewrite_stage import BASE, Stage, staged
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span
from paraph.wiring.line_records import attribution_records


@pytest.fixture
def stage(git_repo: GitRepo) -> Stage:
    return staged(git_repo, "hooks")


def commit(stage: Stage) -> list[str]:
    stage.git("add", "--all")
    stage.git("commit", "--quiet", "-m", "next")
    return stage.shown()


def test_reset_hard_and_the_same_typed_by_hand(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\ns1 b\n"})
    stage.git("reset", "--quiet", "--hard", "main")
    stage.repo.write("g", "s1 a\ns1 b\n")
    assert commit(stage)[6:] == ["g: unknown | s1 a", "g: unknown | s1 b"]


def test_an_agents_work_thrown_away_and_typed_by_hand(stage: Stage) -> None:
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.git("reset", "--quiet", "--hard")
    stage.repo.write("f", f"s1 top\n{BASE}")
    assert commit(stage)[0] == "f: unknown | s1 top"


def test_reset_in_parts(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\n", "h": "s2 h\n"})
    stage.git("reset", "--quiet", "HEAD^")
    stage.git("add", "g")
    stage.git("commit", "--quiet", "-m", "one part")
    assert commit(stage)[6:] == ["g: ai s1 | s1 a", "h: ai s2 | s2 h"]


@pytest.mark.parametrize("verb", ["pop", "apply"])
def test_set_aside_and_brought_back(stage: Stage, verb: str) -> None:
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.agent("new", "s2 n\n", "s2")
    stage.repo.write("f", f"s1 top\n{BASE}mine\n")
    stage.git("stash", "push", "--quiet", "--include-untracked")
    stage.repo.commit("meanwhile", {"h": "h\n"})
    stage.git("stash", verb, "--quiet")
    found = commit(stage)
    assert (found[0], found[7:]) == ("f: ai s1 | s1 top", ["f: unknown | mine", "h: unknown | h", "new: ai s2 | s2 n"])


def test_set_aside_and_typed_by_hand(stage: Stage) -> None:
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.git("stash", "push", "--quiet")
    stage.repo.write("f", f"s1 top\n{BASE}")
    assert commit(stage)[0] == "f: unknown | s1 top"


def test_what_a_reset_gave_back_is_set_aside(stage: Stage) -> None:
    stage.wrote("a", {"f": f"s1 top\n{BASE}"})
    stage.git("reset", "--quiet", "--soft", "main")
    stage.git("stash", "push", "--quiet")
    stage.git("stash", "pop", "--quiet")
    assert commit(stage)[0] == "f: ai s1 | s1 top"


@pytest.mark.parametrize("words", [("restore", "f"), ("checkout", "--quiet", "--", "f")])
def test_one_file_put_back_and_the_same_typed_by_hand(stage: Stage, words: tuple[str, ...]) -> None:
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.git(*words)
    stage.repo.write("f", f"s1 top\n{BASE}")
    assert commit(stage)[0] == "f: unknown | s1 top"


def test_set_aside_typed_by_hand_and_dropped(stage: Stage) -> None:
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.git("stash", "push", "--quiet")
    stage.repo.write("f", f"s1 top\n{BASE}")
    stage.git("stash", "drop", "--quiet")
    stage.git("switch", "--quiet", "--create", "other")
    assert commit(stage)[0] == "f: unknown | s1 top"


def test_looking_at_the_past_with_a_file_lying_about(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\n"})
    stage.repo.write("lying", "about\n")
    stage.git("switch", "--quiet", "--detach", "main")
    stage.git("switch", "--quiet", "work")
    assert commit(stage)[6:] == ["g: ai s1 | s1 a", "lying: unknown | about"]


def test_in_another_work_tree(stage: Stage) -> None:
    stage.git("worktree", "add", "--quiet", "../other", "-b", "other")
    there = GitRepo(stage.repo.path.parent / "other")
    other = Stage(there, "hooks")
    other.wrote("a", {"f": f"s1 top\n{BASE}"})
    other.git("reset", "--quiet", "HEAD^")
    other.agent("g", "s2 g\n", "s2")
    other.git("stash", "push", "--quiet", "--include-untracked")
    other.git("stash", "pop", "--quiet")
    found = commit(other)
    assert (found[0], found[7:]) == ("f: ai s1 | s1 top", ["g: ai s2 | s2 g"])


def test_a_rebase_sets_work_aside_by_itself(stage: Stage) -> None:
    stage.wrote("a", {"h": "s3 h\n"})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"f": BASE.replace("five", "5")})
    stage.repo.switch("work")
    stage.agent("f", f"s1 top\n{BASE}", "s1")
    stage.git("rebase", "--quiet", "--autostash", "main")
    found = commit(stage)
    assert (found[0], found[5], found[7:]) == ("f: ai s1 | s1 top", "f: unknown | 5", ["h: ai s3 | s3 h"])


def test_a_new_file_thrown_away_or_set_aside_and_typed_by_hand(stage: Stage) -> None:
    text = "s1 n\ns1 m\ns1 o\ns1 p\n"
    typed = ["new: unknown | s1 n", "new: unknown | s1 m", "new: unknown | s1 o", "new: unknown | s1 p"]
    stage.agent("new", text, "s1")
    stage.git("stash", "push", "--quiet", "--include-untracked")
    stage.repo.write("new", text)
    assert commit(stage)[6:] == typed
    stage.agent("more", text, "s1")
    stage.git("add", "more")
    stage.git("reset", "--quiet", "--hard")
    stage.repo.write("more", text)
    assert commit(stage)[6:10] == [line.replace("new", "more") for line in typed]


@pytest.mark.parametrize(
    "steps",
    [
        [("reset", "--quiet", "--soft", "main")],
        [
            ("reset", "--quiet", "main"),
            ("stash", "push", "--quiet", "--include-untracked"),
            ("stash", "pop", "--quiet"),
        ],
        [("switch", "--quiet", "--create", "other", "main"), ("merge", "--quiet", "--squash", "work")],
    ],
)
def test_what_a_person_attested_stays_theirs(stage: Stage, steps: list[tuple[str, ...]]) -> None:
    tip = stage.repo.commit("attested", {"g": "mine\nasked\nweak\n"})
    mine = Claim("human", person="Ada <ada@example.test>")
    asked = Claim("ai", tool="codex", session="s7", model="m", person="Ben <ben@example.test>")
    weak = Claim("ai", tool="codex", session="s8", strength="weak")
    spans = (Span(1, 1, "human_attested", mine), Span(2, 2, "ai", asked), Span(3, 3, "ai", weak))
    with GitRepository(str(stage.repo.path)) as reader, attribution_records(reader) as records:
        records.add([Attribution(tip, (FileLines("g", spans),))])
    for words in steps:
        stage.git(*words)
    commit(stage)
    with GitRepository(str(stage.repo.path)) as reader, attribution_records(reader) as records:
        (record,) = records.attributions([stage.repo.rev("HEAD")])
    told = [(each.kind, each.claim) for each in record.files[0].spans]
    assert [kind for kind, _ in told] == ["human_attested", "ai", "ai"]
    assert [(claim.person, claim.tool, claim.session[:2], claim.strength) for _, claim in told if claim] == [
        ("Ada <ada@example.test>", "", "", "strong"), ("Ben <ben@example.test>", "codex", "s7", "strong"),
        ("", "codex", "s8", "weak"),
    ]  # fmt: skip


def test_several_picked_into_the_files(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\ns1 b\n"})
    stage.wrote("b", {"g": "s1 a\ns1 b\ns2 c\n", "h": "s3 h\n"})
    stage.wrote("c", {"i": "s1 i\n"})
    stage.repo.switch("main")
    stage.git("cherry-pick", "--no-commit", "main..work")
    stage.repo.write("g", "s1 a\nmine\ns2 c\n")
    stage.git("add", "--all")
    stage.git("commit", "--quiet", "--no-verify", "-m", "all of them, in words of my own")
    assert stage.shown()[6:] == [
        "g: ai s1 | s1 a", "g: unknown | mine", "g: ai s2 | s2 c", "h: ai s3 | s3 h", "i: ai s1 | s1 i",
    ]  # fmt: skip


def test_several_picked_with_a_conflict_between(stage: Stage) -> None:
    stage.wrote("a", {"g": "s1 a\n"})
    stage.wrote("b", {"f": BASE.replace("three", "s2 three")})
    stage.repo.switch("main")
    stage.repo.commit("theirs", {"f": BASE.replace("three", "3")})
    stage.fails("cherry-pick", "--no-commit", "main..work")
    stage.repo.write("f", BASE.replace("three", "s2 three"))
    found = commit(stage)
    assert found[-1] == "g: ai s1 | s1 a"
    assert "f: unknown | 3" not in found
