"""Can somebody who only pushes records of lines take an answer away, on a server, or keep one standing?"""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution_samples import RECORDS, note, rewrite
from gitbuild import GitRepo
from serverside import MAIN, NOTES, POLICY, RULES, Server, change, write

TWO_PEOPLE = "  - {name: ai, when: {ai_lines: '>= 2'}, require: [{signoff: {count: 2, proof: signed}}]}\n"
SAFE = "  - {name: safe, when: {ai_paths: 'src/b*'}, require: [{signoff: {count: 2, proof: signed}}]}\n"
FILES = {"src/a.py": "a = 1\nb = 2\n", "src/b.py": "c = 3\n"}
FULL = {"src/a.py": (1, 2), "src/b.py": (1, 1)}


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/z.py": "z = 1\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work)
    return made


def signed_with_note(server: Server, work: GitRepo, rules: str, notes: dict[str, tuple[int, int]]) -> str:
    """A change whose record was pushed before the one approval that it has; its commit."""
    work.switch("main")
    work.commit("rules", {".paraph/policy.yaml": POLICY + rules})
    server.take(work, "main", MAIN)
    head = change(work, files=FILES)
    note(work, "work", notes)
    assert server.ask(work, (RECORDS, RECORDS), ("work", "refs/heads/work")).code == 0
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    return head


@pytest.mark.parametrize("deed", ["edit", "delete", "ref", "junk", "force"])
@pytest.mark.parametrize("rules", [TWO_PEOPLE, SAFE], ids=["lines", "paths"])
def test_an_edit_after_the_approval_takes_nothing_away(server: Server, work: GitRepo, deed: str, rules: str) -> None:
    head = signed_with_note(server, work, rules, {"src/a.py": (1, 1)})
    if deed == "edit":
        note(work, "work", FULL)
    elif deed == "delete":
        work.git("notes", "--ref", RECORDS, "remove", head)
    elif deed == "junk":
        rewrite(work, head, b"\xff" * 99)
    elif deed == "force":
        work.git("update-ref", "-d", RECORDS)
        note(work, "work", FULL)
    moved = "" if deed == "ref" else RECORDS
    assert server.ask(work, (moved, RECORDS), by="dan").code == 0
    done = server.ask(work, ("work", MAIN))
    assert done.code == 0, done.said


def test_the_record_in_force_at_the_approval_counts_whatever_it_says_now(server: Server, work: GitRepo) -> None:
    head = signed_with_note(server, work, TWO_PEOPLE, FULL)
    work.git("notes", "--ref", RECORDS, "remove", head)
    note(work, "work", {"src/a.py": (1, 1)}, "human_attested")
    done = server.ask(work, ("work", MAIN), (RECORDS, RECORDS))
    assert done.code == 1
    assert "two people" in done.said


def test_an_edit_before_the_approval_was_shown_and_counts(server: Server, work: GitRepo) -> None:
    work.switch("main")
    work.commit("rules", {".paraph/policy.yaml": POLICY + TWO_PEOPLE})
    server.take(work, "main", MAIN)
    change(work, files=FILES)
    note(work, "work", {"src/a.py": (1, 1)})
    assert server.ask(work, (RECORDS, RECORDS), ("work", "refs/heads/work")).code == 0
    note(work, "work", FULL)
    assert server.ask(work, (RECORDS, RECORDS)).code == 0
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    assert "two people" in server.ask(work, ("work", MAIN)).said


def test_an_early_approval_of_the_author_brings_no_note_in_late(server: Server, work: GitRepo) -> None:
    """The author may sign as well: it is no answer, and says nothing of what those who answered were shown."""
    work.switch("main")
    work.commit("rules", {".paraph/policy.yaml": POLICY + TWO_PEOPLE})
    server.take(work, "main", MAIN)
    change(work, files=FILES)
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES), ("work", "refs/heads/work")).code == 0
    note(work, "work", FULL)
    assert server.ask(work, (RECORDS, RECORDS)).code == 0
    write(work, "signoff", "ada", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    done = server.ask(work, ("work", MAIN))
    assert done.code == 0, done.said


def test_the_author_keeps_no_note_out_by_signing_early(server: Server, work: GitRepo) -> None:
    work.switch("main")
    asks = POLICY.replace('["src/**", ".paraph/**"]', '[".paraph/**"]')
    asks += "  - {name: theirs, when: {assistance: ai}, require: [{signoff: {count: 1, proof: signed}}]}\n"
    asks += "  - {name: ours, when: {not: {assistance: ai}}, require: [{autonomy: {ceiling: autonomous}}]}\n"
    work.commit("rules", {".paraph/policy.yaml": asks})
    server.take(work, "main", MAIN)
    change(work, files=FILES)
    write(work, "signoff", "ada", "work")
    assert server.ask(work, (NOTES, NOTES), ("work", "refs/heads/work")).code == 0
    note(work, "work", FULL)
    assert server.ask(work, (RECORDS, RECORDS)).code == 0
    done = server.ask(work, ("work", MAIN))
    assert done.code == 1, done.said


@pytest.mark.parametrize("deed", ["new", "edit", "delete", "force", "together", "before", "stale", "stranger"])
def test_real_pushes_of_records(tmp_path: Path, server: Server, work: GitRepo, deed: str) -> None:
    """However they come, with git's own push: each is put down, and none of them crashes or moves anything else."""
    main_before = server.value(MAIN)
    head = change(work, files=FILES)
    note(work, "work", FULL)
    both = (f"{RECORDS}:{RECORDS}", "work")
    if deed == "together":
        done = server.push(work, *both)
        kinds = [1]
    elif deed == "before":
        done = server.push(work, both[0])
        assert server.push(work, "work").code == 0
        kinds = [1]
    elif deed == "stranger":
        done = server.push(work, both[0], by="nobody")
        kinds = [1]
    else:
        assert server.push(work, *both).code == 0
        kinds = [1, 1]
        if deed == "new":
            work.git("notes", "--ref", RECORDS, "copy", head, "main")
        elif deed == "edit":
            note(work, "work", {"src/a.py": (1, 1)}, "human_attested")
        elif deed == "delete":
            work.git("notes", "--ref", RECORDS, "remove", head)
        elif deed in ("force", "stale"):
            work.git("update-ref", "-d", RECORDS)
            note(work, "work", {"src/a.py": (1, 1)})
        done = server.push(work, *(["--force"] if deed == "force" else []), both[0])
        kinds = [1] if deed == "stale" else kinds
    assert "Traceback" not in done.said
    assert done.code == (1 if deed == "stale" else 0), done.said
    assert len(server.entries("attributed")) == len(kinds)
    assert server.value(MAIN) == main_before
    assert "claude" not in str(server.entries("attributed"))


@pytest.mark.parametrize("ref", ["refs/notes", "refs/notes/ai/x", "refs/notes/Ai/x", "refs/notes/paraph"])
def test_no_ref_is_put_where_records_and_statements_could_stand_no_more(
    server: Server, work: GitRepo, ref: str
) -> None:
    assert server.push(work, f"main:{ref}").code == 1
    change(work, files=FILES)
    note(work, "work", FULL)
    write(work, "signoff", "ben", "work")
    assert server.push(work, f"{RECORDS}:{RECORDS}", f"{NOTES}:{NOTES}").code == 0
