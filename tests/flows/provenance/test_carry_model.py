"""Random histories, every line of them known, are written anew: a line may lose its author, but never get another."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gitbuild import GitRepo
from line_story import MemoryRecords, shown, wrote
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.flows.provenance.carry_branch import Rewrite, carry_branch
from paraph.flows.provenance.carry_steps import History

WHO = ("s1", "s2", "h")
FILES = ("f", "g")
Edit = tuple[int, str, int, int]  # which file, who, where, how many lines go
Tree = dict[str, list[str]]

edits = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(WHO), st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=3
)
histories = st.lists(edits, min_size=3, max_size=6)


def edited(tree: Tree, work: list[Edit], number: int) -> Tree:
    """The tree after some edits; every line says who wrote it and is like no other."""
    after = {path: list(lines) for path, lines in tree.items()}
    for turn, (file, who, where, gone) in enumerate(work):
        lines = after[FILES[file]]
        place = min(where, len(lines))
        lines[place : place + gone] = [f"{who} line {number}.{turn}.{each}" for each in range(2)]
    return after


def text(tree: Tree) -> dict[str, str]:
    return {path: "".join(f"{line}\n" for line in lines) for path, lines in tree.items()}


def is_true(line: str) -> bool:
    """Whether what is shown of a line is what it says of itself, or nothing."""
    known, _, written = line.partition(": ")[2].partition(" | ")
    return known == "unknown" or known == f"ai {written[:2]}"


def told(lines: list[str]) -> int:
    return sum(": ai " in line for line in lines)


def played(folder: str, history: list[list[Edit]]) -> tuple[GitRepo, MemoryRecords, list[Tree]]:
    repo, records = GitRepo(Path(folder, "repo")), MemoryRecords()
    trees: list[Tree] = [{path: [f"h base {path} {each}" for each in range(6)] for path in FILES}]
    repo.commit("base", text(trees[0]))
    repo.git("branch", "base")
    for number, work in enumerate(history):
        trees.append(edited(trees[-1], work, number))
        wrote(repo, records, f"step {number}", text(trees[-1]))
    return repo, records, trees


def carry(repo: GitRepo, records: MemoryRecords, old: str, new: str) -> None:
    with GitRepository(str(repo.path)) as reader:
        records.add(
            carry_branch(History(reader, records, NO_ROWS), Rewrite(repo.rev("base"), old, repo.rev("base"), new))
        )


@settings(max_examples=6)
@given(history=histories, cuts=st.sets(st.integers(1, 5)), again=st.integers(0, 6))
def test_commits_cut_anew(history: list[list[Edit]], cuts: set[int], again: int) -> None:
    """Squashes of any runs of commits (the trees between are those of the old branch), with a line by hand in one."""
    with TemporaryDirectory() as folder:
        repo, records, trees = played(folder, history)
        old, before = repo.rev("HEAD"), shown(repo, records)
        repo.git("reset", "--quiet", "--hard", "base")
        kept = sorted({cut for cut in cuts if cut < len(history)} | {len(history)})
        for number, cut in enumerate(kept):
            tree = {path: list(lines) for path, lines in trees[cut].items()}
            if number == again:
                tree["f"].insert(min(3, len(tree["f"])), f"h by hand {cut}")
            repo.commit(f"cut {number}", text(tree))
        carry(repo, records, old, repo.rev("HEAD"))
        after = shown(repo, records)
    assert [line for line in after if not is_true(line)] == []
    if again >= len(kept):
        assert told(after) == told(before)


@settings(max_examples=6)
@given(history=histories, order=st.permutations(range(6)), left=st.integers(3, 6))
def test_commits_in_another_order_some_left_out(history: list[list[Edit]], order: list[int], left: int) -> None:
    """Commits picked by plain git in a random order, in conflicts with their own side; some are left out."""
    with TemporaryDirectory() as folder:
        repo, records, _ = played(folder, history)
        commits = repo.git("rev-list", "--reverse", "base..HEAD").split()
        repo.git("switch", "--quiet", "--detach", "base")
        for number in [each for each in order if each < len(commits)][:left]:
            try:
                repo.git("cherry-pick", "--allow-empty", "-X", "theirs", commits[number])
            except AssertionError:
                repo.git("reset", "--quiet", "--hard")
        carry(repo, records, commits[-1], repo.rev("HEAD"))
        after = shown(repo, records)
    assert [line for line in after if not is_true(line)] == []
