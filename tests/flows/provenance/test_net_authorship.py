from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from flows.provenance.memory_records import CODEX, MemoryRecords, record
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.lines.spans import joined
from paraph.core.model.attribution import LineCounts, NoteOddity, Span
from paraph.flows.provenance import net_authorship as net_authorship_module
from paraph.flows.provenance.net_authorship import NetAuthorship, net_authorship, state_at

CLAUDE = "\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"
Row = tuple[int, int, str, str]


def text(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def net(repo: GitRepo, base: str, head: str, *records: object, tree: str = "") -> NetAuthorship:
    with GitRepository(str(repo.path)) as reader:
        return net_authorship(reader, MemoryRecords(*records), base, head, tree)  # type: ignore[arg-type]


def rows(found: NetAuthorship) -> dict[str, list[Row]]:
    return {file.path: [(each.first, each.last, each.kind, each.commit) for each in file.spans] for file in found.files}


@pytest.fixture
def base(git_repo: GitRepo) -> str:
    return git_repo.commit("base", {"a": text(*"123456")})


def test_lines_are_followed_to_the_commit_that_brought_them(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one" + CLAUDE, {"a": text("1", "x", "y", *"23456")})
    two = git_repo.commit("two", {"a": text("0", "1", "x", "z", *"23456")})
    found = net(git_repo, base, two)
    assert rows(found) == {"a": [(1, 1, "unknown", two), (3, 3, "ai", one), (4, 4, "unknown", two)]}
    assert found.counts == LineCounts(ai=1, unknown=2)
    assert found.commits == (one, two)
    assert not found.covered
    assert not found.findings


def test_what_is_gone_in_the_end_does_not_count(git_repo: GitRepo, base: str) -> None:
    git_repo.commit("one" + CLAUDE, {"a": text("1", "x", *"23456"), "b": "b\n"})
    two = git_repo.commit("two", {"a": text(*"123456"), "b": None})
    assert net(git_repo, base, two).files == ()
    assert net(git_repo, base, two).counts == LineCounts()
    assert net(git_repo, two, two) == NetAuthorship((), LineCounts(), (), ())


def test_a_record_counts_and_the_claim_of_its_commit_does_not(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one" + CLAUDE, {"a": text("x", "y", "z", *"123456")})
    two = git_repo.commit("two", {"a": text("x", "y", "z", *"123456", "7")})
    told = record(one, ("a", 1, 1, "ai"), ("a", 2, 2, "human_attested"))
    found = net(git_repo, base, two, told, record(two))
    assert rows(found)["a"] == [
        (1, 1, "ai", one),
        (2, 2, "human_attested", one),
        (3, 3, "unknown", one),
        (10, 10, "unknown", two),
    ]
    assert found.files[0].spans[0].claim == CODEX
    assert found.covered == {one, two}


def test_a_record_of_other_lines_is_a_finding(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one", {"a": text("x", *"123456")})
    odd = (NoteOddity("foreign_base", "made for another commit", one),)
    found = net(git_repo, base, one, record(one, ("a", 1, 4, "ai"), ("b", 1, 9, "ai"), oddities=odd))
    assert found.counts == LineCounts(ai=1)
    assert [(each.kind, each.path, each.commit) for each in found.findings] == [
        ("note_foreign", None, one),
        ("note_unadded_lines", "a", one),
    ]
    assert "12 lines" in found.findings[1].text


def test_an_empty_record_hides_nothing(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one" + CLAUDE, {"a": text("x", *"123456")})
    assert net(git_repo, base, one, record(one)).counts == LineCounts(ai=1)


def test_files_move_even_into_each_others_place(git_repo: GitRepo, base: str) -> None:
    big = [f"line {number}" for number in range(40)]
    one = git_repo.commit("one" + CLAUDE, {"b": text(*big), "c": text(*map(str.upper, big))})
    git_repo.commit("two", {"b": None, "d/b": text(*big), "c": None, "b2": text(*map(str.upper, big))})
    three = git_repo.commit("three", {"d/b": text(*big, "more")})
    assert rows(net(git_repo, base, three)) == {
        "b2": [(1, 40, "ai", one)],
        "d/b": [(1, 40, "ai", one), (41, 41, "unknown", three)],
    }


def test_a_merge_keeps_lines_of_both_sides_and_owns_the_rest(git_repo: GitRepo, base: str) -> None:
    git_repo.switch("side")
    side = git_repo.commit("side" + CLAUDE, {"a": text(*"123", "s", *"456"), "s": "s\n"})
    git_repo.switch("main")
    main = git_repo.commit("main", {"a": text("m", *"123456"), "m": "m\n"})
    files = {"a": text("m", *"123", "s", *"45", "evil", "6"), "s": "s\n", "m": "m\n"}
    tree = git_repo.tree(*(("100644", git_repo.blob(content), path) for path, content in files.items()))
    merge = git_repo.raw_commit(tree, "merge", main, side)
    assert rows(net(git_repo, base, merge)) == {
        "a": [(1, 1, "unknown", main), (5, 5, "ai", side), (8, 8, "unknown", merge)],
        "m": [(1, 1, "unknown", main)],
        "s": [(1, 1, "ai", side)],
    }
    told = record(merge, ("a", 8, 8, "ai"))
    assert rows(net(git_repo, base, merge, told))["a"][-1] == (8, 8, "ai", merge)
    # of main's side alone: the branch is what came
    assert rows(net(git_repo, main, merge))["a"] == [(5, 5, "ai", side), (8, 8, "unknown", merge)]


def test_a_merges_record_is_heard_where_nobody_else_knows(git_repo: GitRepo, base: str) -> None:
    git_repo.switch("side")
    one = git_repo.commit("one", {"a": text("x", *"123456")})
    two = git_repo.commit("two" + CLAUDE, {"a": text("x", *"123456", "y")})
    git_repo.switch("main")
    git_repo.commit("main", {"m": "m\n"})
    merge = git_repo.merge("side")
    found = net(git_repo, base, merge, record(merge, ("a", 1, 1, "mixed"), ("a", 8, 8, "human_attested")))
    assert rows(found)["a"] == [(1, 1, "mixed", one), (8, 8, "ai", two)]
    assert not found.findings


def test_three_parents(git_repo: GitRepo, base: str) -> None:
    heads = []
    for name, content in (("x", text("x", *"123456")), ("y", text(*"123", "y", *"456")), ("z", text(*"123456", "z"))):
        git_repo.switch(name, base)
        heads.append(git_repo.commit(name + CLAUDE * (name == "y"), {"a": content}))
    tree = git_repo.tree(("100644", git_repo.blob(text("x", *"123", "y", *"456", "z", "own")), "a"))
    merge = git_repo.raw_commit(tree, "all", *heads)
    x, y, z = heads
    assert rows(net(git_repo, base, merge))["a"] == [
        (1, 1, "unknown", x), (5, 5, "ai", y), (9, 9, "unknown", z), (10, 10, "unknown", merge),
    ]  # fmt: skip


def test_a_merge_that_throws_a_side_away(git_repo: GitRepo, base: str) -> None:
    git_repo.switch("side")
    side = git_repo.commit("side" + CLAUDE, {"a": text("s", *"123456"), "s": "s\n"})
    git_repo.switch("main")
    main = git_repo.commit("main", {"a": text(*"123456", "m")})
    kept = git_repo.raw_commit(git_repo.rev("main^{tree}"), "ours", main, side)
    assert rows(net(git_repo, base, kept)) == {"a": [(7, 7, "unknown", main)]}
    taken = git_repo.raw_commit(git_repo.rev("side^{tree}"), "theirs", main, side)
    assert rows(net(git_repo, base, taken)) == {"a": [(1, 1, "ai", side)], "s": [(1, 1, "ai", side)]}


def test_the_merge_that_is_to_come(git_repo: GitRepo, base: str) -> None:
    git_repo.switch("side")
    side = git_repo.commit("side" + CLAUDE, {"a": text(*"123456", "s")})
    git_repo.switch("main")
    main = git_repo.commit("main", {"a": text("m", *"123456")})
    with GitRepository(str(git_repo.path)) as reader:
        tree = reader.merged(main, side).tree
    assert tree
    assert rows(net(git_repo, main, side, tree=tree)) == {"a": [(8, 8, "ai", side)]}


def test_lines_that_no_commit_of_the_range_brought(git_repo: GitRepo, base: str) -> None:
    gone = git_repo.commit("gone", {"a": text(*"12")})
    back = git_repo.raw_commit(git_repo.rev(f"{base}^{{tree}}"), "old lines by a merge", gone, base)
    found = net(git_repo, gone, back)
    assert rows(found) == {"a": [(3, 6, "unknown", "")]}
    assert found.counts == LineCounts(unknown=4)


def test_binary_content_in_between(git_repo: GitRepo, base: str) -> None:
    git_repo.commit("binary" + CLAUDE, {"a": b"\0"})
    git_repo.commit("text", {"a": text("x", *"123456")})
    three = git_repo.commit("more" + CLAUDE, {"a": text("x", *"123456", "y")})
    assert rows(net(git_repo, base, three)) == {"a": [(1, 1, "unknown", ""), (8, 8, "ai", three)]}


def test_the_whole_history(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one" + CLAUDE, {"a": text(*"123", "x", *"456")})
    found = net(git_repo, "", one)
    assert rows(found) == {"a": [(1, 3, "unknown", base), (4, 4, "ai", one), (5, 7, "unknown", base)]}


def test_the_state_at_a_tip_holds_what_the_range_introduced(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one" + CLAUDE, {"a": text(*"12x456"), "b": "b\n"})
    two = git_repo.commit("two", {"a": text("0", *"12x456")})
    with GitRepository(str(git_repo.path)) as reader:
        files = state_at(reader, MemoryRecords(), base, two)
    assert [(file.path, [(each.first, each.kind, each.commit) for each in file.spans]) for file in files] == [
        ("a", [(1, "unknown", two), (4, "ai", one)]),
        ("b", [(1, "ai", one)]),
    ]


def test_records_are_asked_for_in_batches(git_repo: GitRepo, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net_authorship_module, "RECORDS_AT_ONCE", 2)
    ids = [git_repo.commit(str(number), {"a": text(*"123456", str(number))}) for number in range(5)]
    records = MemoryRecords(*(record(id_, ("a", 7, 7, "ai")) for id_ in ids))
    with GitRepository(str(git_repo.path)) as reader:
        found = net_authorship(reader, records, base, ids[-1])
    assert records.asked == [2, 2, 1]
    assert found.covered == set(ids)
    assert rows(found)["a"] == [(7, 7, "ai", ids[-1])]


def _grow(repo: GitRepo, seed: int) -> tuple[str, str]:
    """A history of branches that edit, move and merge two files by chance."""
    chance = random.Random(seed)
    files = {name: [f"{name}{number}" for number in range(12)] for name in "ab"}
    base = repo.commit("base", {name: text(*lines) for name, lines in files.items()})
    tips = {base: files}
    order = [base]
    for number in range(24):
        parents = chance.sample(order[-4:], min(len(order), chance.choice((1, 1, 2))))
        contents = {name: list(lines) for name, lines in tips[parents[0]].items()}
        for name in sorted({*contents} & {*tips[parents[-1]]}):
            contents[name] = chance.choice((contents[name], _mixed(chance, contents[name], tips[parents[-1]][name])))
            at = chance.randrange(len(contents[name]) + 1)
            contents[name][at : at + chance.randrange(3)] = [f"{number}.{k}" for k in range(chance.randrange(3))]
        if chance.random() < 0.2:
            name = chance.choice(sorted(contents))
            contents[f"{name}{number}"] = contents.pop(name)
        entries = [("100644", repo.blob(text(*lines)), name) for name, lines in contents.items()]
        commit = repo.raw_commit(repo.tree(*entries), f"{number}", *parents)
        tips[commit] = contents
        order.append(commit)
    return base, order[-1]


def _mixed(chance: random.Random, one: list[str], other: list[str]) -> list[str]:
    at = chance.randrange(min(len(one), len(other)) + 1)
    return [*one[:at], *(line for line in other[at:] if line not in one[:at])]


def _blame(repo: GitRepo, base: str, head: str, path: str) -> Iterator[str]:
    """The commit of the range for each line, empty for older ones."""
    told = repo.git("blame", "--porcelain", f"{base}..{head}", "--", path).split("\n")
    heads = [line.split(" ")[0] for line in told if re.match(r"[0-9a-f]{40} \d+ \d+", line)]
    boundary = {heads_ for heads_, line in _pairs(told) if line == "boundary"}
    return ("" if each in boundary else each for each in heads)


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    at = ""
    for line in lines:
        if re.match(r"[0-9a-f]{40} \d+ \d+", line):
            at = line.split(" ")[0]
        yield at, line


@pytest.mark.parametrize("seed", range(4))
def test_git_blame_names_the_same_commits(git_repo: GitRepo, seed: int) -> None:
    base, head = _grow(git_repo, seed)
    found = net(git_repo, base, head)
    assert found.files
    numstat = git_repo.git("diff-tree", "-r", "-M", "--numstat", base, head)
    assert sum(found.counts) == sum(int(line.split("\t")[0]) for line in numstat.split("\n"))
    for path, spans in found.files:
        blamed = list(_blame(git_repo, base, head, path))
        assert joined(spans) == spans
        for each in spans:
            assert {*blamed[each.first - 1 : each.last]} == {each.commit}, (path, each)


def test_spans_are_whole_and_apart(git_repo: GitRepo, base: str) -> None:
    one = git_repo.commit("one" + CLAUDE, {"a": text("x", "y", *"123456")})
    found = net(git_repo, base, one, record(one, ("a", 1, 1, "ai"), ("a", 2, 2, "ai")))
    assert found.files[0].spans == (Span(1, 2, "ai", CODEX, one),)
