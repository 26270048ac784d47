"""Threats 10, 13 to 19: can a change carry content that its facts do not show?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attacks.field import DOCS, EVIL, Field

Attack = Callable[[Field], object]


def test_a_document_lands_alone(field: Field) -> None:
    field.repo.commit("docs", DOCS)
    assert (field.gate().code, field.gate().tier) == (0, "low")


def evil_merge(field: Field) -> None:
    field.repo.commit("docs", DOCS)
    field.repo.switch("main")
    field.repo.commit("other", {"src/b.py": "1\n"})
    field.repo.switch("topic")
    field.repo.git("merge", "--no-ff", "--no-commit", "main")
    field.repo.commit("Merge branch 'main'", EVIL)


def merge_ours(field: Field) -> None:
    field.repo.switch("main")
    field.repo.commit("other", {"payments/new.py": "1\n"})
    field.repo.switch("topic")
    field.repo.commit("docs", DOCS)
    field.repo.git("merge", "--strategy=ours", "--message=Merge branch 'main'", "main")


def replaced_commit(field: Field) -> None:
    evil = field.repo.commit("evil", EVIL)
    field.repo.switch("decoy", "main")
    field.repo.git("replace", evil, field.repo.commit("docs", DOCS))


def replaced_tree(field: Field) -> None:
    field.repo.commit("evil", EVIL)
    field.repo.git("replace", field.repo.rev("topic^{tree}"), field.repo.rev("main^{tree}"))


def graft(field: Field) -> None:
    field.repo.commit("evil", EVIL)
    head = field.repo.commit("docs", DOCS)
    field.repo.write(".git/info/grafts", f"{head}\n{field.repo.rev('main')} {field.repo.rev('topic~1')}\n")


def local_attributes(field: Field) -> None:
    field.repo.commit("evil", EVIL)
    field.repo.write(".git/info/attributes", "payments/** -diff export-ignore linguist-generated\n* merge=ours\n")


def settings(field: Field) -> None:
    field.repo.commit("evil", EVIL)
    for name, value in (
        ("diff.external", "true"), ("diff.ignoreSubmodules", "all"), ("diff.renames", "copies"),
        ("diff.orderFile", "/nowhere"), ("core.bigFileThreshold", "1"), ("core.worktree", "/"),
        ("i18n.logOutputEncoding", "utf-16"), ("core.attributesFile", "/nowhere"),
    ):  # fmt: skip
        field.repo.git("config", "--file", str(field.repo.path / ".git/config"), name, value)


@pytest.mark.parametrize(
    "attack", [evil_merge, merge_ours, replaced_commit, replaced_tree, graft, local_attributes, settings]
)
def test_payments_are_seen_whatever_git_is_told_to_show(field: Field, attack: Attack) -> None:
    attack(field)
    answered = field.gate()
    assert (answered.code, answered.tier) == (3, "critical")


def renamed(field: Field) -> None:
    field.repo.commit("move", {"payments/pay.py": None, "docs/pay.md": "pay = 1\n"})


def duplicate_entry(field: Field) -> None:
    field.odd_tree(b"40000", b"payments")


@pytest.mark.parametrize("attack", [renamed, duplicate_entry])
def test_a_move_and_a_double_name_are_what_they_touch(field: Field, attack: Attack) -> None:
    attack(field)
    answered = field.gate()
    assert answered.code == 4 or (answered.code, answered.tier) == (3, "critical")


def executable(field: Field) -> None:
    field.repo.git("update-index", "--chmod=+x", "docs/a.md")
    field.repo.git("commit", "--quiet", "--message=mode")


def link(field: Field) -> None:
    field.link("docs/a.md", "../payments/pay.py")
    field.repo.commit("link")


def submodule(field: Field) -> None:
    field.repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},docs/sub.md")
    field.repo.git("commit", "--quiet", "--message=sub")


def other_case(field: Field) -> None:
    field.repo.git("update-index", "--add", "--cacheinfo", f"100644,{field.repo.blob('x')},Docs/A.md")
    field.repo.git("commit", "--quiet", "--message=case")


@pytest.mark.parametrize(
    ("attack", "tier"),
    [
        (executable, "medium"),
        (link, "high"),
        (submodule, "high"),
        (other_case, "high"),
        (lambda field: field.repo.commit("a", {"docs/.gitattributes": "* -diff\n"}), "high"),
        (lambda field: field.repo.commit("a", {"docs/a.md": "a \u202e b\n"}), "high"),
        (lambda field: field.repo.commit("a", {"tests/test_a.py": "a = '\u2066'\n"}), "high"),
        (lambda field: field.repo.commit("a", {"tests/a.test.js": "//\0\na = 1\n"}), "high"),
        (lambda field: field.repo.commit("a", {"docs/a.md": "\0" + "x\n" * 9_999}), "high"),
        (lambda field: field.repo.commit("a", {"docs/CMakeLists.txt": "execute_process(COMMAND x)\n"}), "medium"),
        (lambda field: field.repo.commit("a", {"docs/\x1b[31m\n.md": "x\n"}), "high"),
        (lambda field: field.odd_tree(b"100644", b"z\xff.md"), "high"),
        (lambda field: field.odd_tree(b"100644", b".."), "high"),
        (lambda field: field.odd_tree(b"100644", b".git"), "high"),
        (lambda field: field.odd_tree(b"100644", b"z/../payments/x.md"), "high"),
        (lambda field: field.odd_tree(b"100777", b"z.md"), "medium"),
        (lambda field: field.odd_tree(b"100644", "\u0315\u0300".encode() * 50_000 + b".md"), "high"),
        (lambda field: field.repo.commit("nothing"), "medium"),
    ],
)  # fmt: skip
def test_what_a_reader_of_documents_could_miss_is_no_document(field: Field, attack: Attack, tier: str) -> None:
    attack(field)
    answered = field.gate()
    assert (answered.code, answered.tier) == (3, tier)


def octopus(field: Field) -> None:
    repo = field.repo
    tree, main = repo.rev("main^{tree}"), repo.rev("main")
    sides = [repo.raw_commit(tree, name, main) for name in "ab"]
    repo.git("update-ref", "refs/heads/topic", repo.raw_commit(tree, "octopus", main, *sides))


def unrelated(field: Field) -> None:
    tree = field.repo.tree(("100644", field.repo.blob("x"), "docs/a.md"))
    field.repo.git("update-ref", "refs/heads/topic", field.repo.raw_commit(tree, "orphan"))


@pytest.mark.parametrize(("attack", "code"), [(octopus, 1), (unrelated, 4)])
def test_what_cannot_be_merged_here_does_not_land(field: Field, attack: Attack, code: int) -> None:
    attack(field)
    assert field.gate().code == code


def test_a_shallow_clone_does_not_pretend(field: Field) -> None:
    field.repo.commit("evil", EVIL)
    field.repo.commit("docs", DOCS)
    field.repo.write(".git/shallow", f"{field.repo.rev('topic')}\n")
    assert field.gate().code == 4


def test_a_missing_object_is_never_an_empty_file(field: Field) -> None:
    field.repo.commit("docs", DOCS)
    oid = field.repo.rev("topic:docs/a.md")
    (field.repo.path / ".git/objects" / oid[:2] / oid[2:]).unlink()
    assert field.gate().code == 4
