"""Threats 12, 13 and 19: can a change, an environment or a folder choose the policy that judges it?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from attacks.field import DOCS, EVIL, POLICY, Field
from gitbuild import GitRepo

Attack = Callable[[Field], object]
LOOSE = POLICY.replace("[/payments/**]", "[/nothing/**]").replace("only_kinds: [docs, tests]", "paths: ['**']")


@pytest.mark.parametrize(
    "path",
    [".paraph/policy.yaml", ".paraph/people.yaml", ".paraph/policy-tests/a.yaml", "CODEOWNERS", "docs/CODEOWNERS",
     ".github/CODEOWNERS", ".gitlab/CODEOWNERS"],
)  # fmt: skip
def test_what_judges_changes_is_judged_by_the_old_version(field: Field, path: str) -> None:
    field.repo.commit("loosen", {path: LOOSE, **EVIL})
    answered = field.gate()
    assert (answered.code, answered.tier) == (3, "critical")


def test_a_looser_policy_pushed_first_does_not_judge_what_follows(field: Field) -> None:
    field.repo.commit("loosen", {".paraph/policy.yaml": LOOSE})
    field.repo.switch("evil")
    field.repo.commit("evil", EVIL)
    for change in ("topic..evil", "evil"):
        answered = field.gate(change=change)
        assert (answered.code, answered.tier) == (3, "critical")


@pytest.mark.parametrize(
    "path", [".Paraph/policy.yaml", ".paraph/Policy.yaml", ".paraph/policy.yaml ", "docs/codeowners"]
)
def test_a_name_that_some_file_systems_take_for_the_policy_is_marked(field: Field, path: str) -> None:
    field.repo.git("update-index", "--add", "--cacheinfo", f"100644,{field.repo.blob(LOOSE)},{path}")
    field.repo.git("commit", "--quiet", "--message=alias")
    answered = field.gate()
    assert (answered.code, answered.tier) == (3, "high")


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (".paraph/policy.yaml", "../docs/a.md"),
        (".paraph/people.yaml", "/dev/zero"),
        (".paraph/policy.yaml", "/dev/zero"),
    ],
)
def test_a_policy_that_is_a_link_is_no_policy(field: Field, path: str, to: str) -> None:
    field.repo.switch("main")
    field.link(path, to)
    field.repo.commit("link")
    field.repo.switch("later")
    field.repo.commit("docs", DOCS)
    assert field.gate(change="main..later").code == 4


@pytest.mark.parametrize(
    "content",
    ["", "a: &a [x]\nb: [*a, *a]\n", "a: " + "[" * 50_000, "- " * 20_000, b"version: 1 # \xe9\n", b"version: 1\0\n",
     POLICY.replace("/payments/**", "**/*" * 300), POLICY + POLICY],
    ids=range(8),
)  # fmt: skip
def test_a_broken_policy_allows_nothing(field: Field, content: str | bytes) -> None:
    field.repo.switch("main")
    field.repo.commit("break", {".paraph/policy.yaml": content})
    field.repo.switch("later")
    field.repo.commit("docs", DOCS)
    assert field.gate(change="main..later").code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("GIT_DIR", "{other}/.git"), ("GIT_COMMON_DIR", "{other}/.git"), ("GIT_OBJECT_DIRECTORY", "{other}/.git/objects"),
     ("GIT_INDEX_FILE", "/dev/null"), ("GIT_EXTERNAL_DIFF", "true"), ("GIT_GRAFT_FILE", "/dev/null"),
     ("GIT_SHALLOW_FILE", "/nowhere"), ("GIT_REPLACE_REF_BASE", "refs/heads/"), ("GIT_NAMESPACE", "other"),
     ("GIT_WORK_TREE", "/")],
)  # fmt: skip
def test_the_environment_does_not_choose_the_repository(
    field: Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    field.repo.commit("evil", EVIL)
    other = GitRepo(tmp_path / "other")
    other.commit("start", {".paraph/policy.yaml": LOOSE})
    other.switch("topic")
    other.commit("docs", DOCS)
    monkeypatch.setenv(name, value.format(other=other.path))
    answered = field.gate()
    assert (answered.code, answered.tier) == (3, "critical")


def poisoned_settings(folder: Path) -> None:
    (folder / "scratch-sha1/config").write_text("[core]\n\tbare = true\n\tfsmonitor = false\n")


def poisoned_alternates(folder: Path) -> None:
    (folder / "scratch-sha1/objects/info/alternates").write_text("/nowhere\n")


def junk(folder: Path) -> None:
    for path in [path for path in folder.rglob("*") if path.is_file() and "scratch" not in str(path)]:
        path.write_bytes(b"\0" * 300)


def pipes(folder: Path) -> None:
    for path in [path for path in folder.rglob("*") if path.is_file() and "scratch" not in str(path)]:
        path.unlink()
        os.mkfifo(path)


@pytest.mark.parametrize("poison", [poisoned_settings, poisoned_alternates, junk, pipes])
def test_what_lies_in_the_private_area_does_not_decide(field: Field, poison: Callable[[Path], None]) -> None:
    field.repo.commit("evil", EVIL)
    before = field.gate()
    poison(field.repo.path / ".git/paraph")
    after = field.gate()
    assert (after.code, after.tier) == (before.code, before.tier) == (3, "critical")
