from __future__ import annotations

from contextlib import closing

import pytest

from gitbuild import FIRST_SECOND, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.flows.diagnose import Diagnosis, diagnose
from paraph.ports.health import RepositoryHealth
from paraph.wiring import CachedDocuments

SOUND = RepositoryHealth((2, 39, 5))
POLICY = "version: 1\nmode: enforce\nrules: [{name: r, deny: x}]\n"
PEOPLE = "people: [{id: ada, level: senior, accounts: ['github:ada', 'email:ada@example.test']}]\n"
SOUND_FILES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE, ".github/CODEOWNERS": "* @ada\n"}


def look(repo: GitRepo, health: RepositoryHealth = SOUND, now: int = FIRST_SECOND) -> tuple[Diagnosis, ...]:
    with closing(GitRepository(str(repo.path))) as reader:
        return diagnose(reader, CachedDocuments(None), health, now)


def states(lines: tuple[Diagnosis, ...]) -> dict[str, str]:
    return {line.subject: line.soundness for line in lines}


def test_all_in_order(git_repo: GitRepo) -> None:
    git_repo.commit("first", SOUND_FILES)
    lines = look(git_repo)
    assert [(line.subject, line.soundness, line.fix) for line in lines] == [
        (subject, "good", "")
        for subject in ("git", "repository", "clock", "policy ref", "policy", "directory", "owners")
    ]


@pytest.mark.parametrize(
    ("files", "subject", "soundness", "says"),
    [
        ({".paraph/policy.yaml": None}, "policy", "bad", "there is no .paraph/policy.yaml"),
        ({".paraph/policy.yaml": "version: 1\nmdoe: x\n"}, "policy", "bad", ".paraph/policy.yaml:2: "),
        ({".paraph/policy.yaml": POLICY.replace("enforce", "shadow")}, "policy", "warn", "0 of them enforced"),
        ({".paraph/people.yaml": None}, "directory", "bad", "there is no .paraph/people.yaml"),
        ({".paraph/people.yaml": "people: []\n"}, "directory", "bad", "nobody is in it"),
        ({".paraph/people.yaml": "people: [{id: a, left: true}]\n"}, "directory", "bad", "nobody is in it"),
        ({".paraph/people.yaml": "people: [{}]\n"}, "directory", "bad", "`id`"),
        ({".paraph/people.yaml": PEOPLE.replace("level:", "assumed: true, level:")}, "directory", "warn", "1 of them"),
        ({".paraph/absence.yaml": "eve: [{from: 2026-01-01, to: 2026-01-02}]\n"}, "directory", "bad", "eve"),
        ({".github/CODEOWNERS": None}, "owners", "warn", "no CODEOWNERS"),
        ({".github/CODEOWNERS": "* @eve\n"}, "owners", "warn", "@eve"),
        ({".github/CODEOWNERS": "[x @ada\n*** @ada\n"}, "owners", "warn", ".github/CODEOWNERS:"),
        ({"CODEOWNERS": "* @ben\n"}, "owners", "bad", "says something else"),
    ],
)
def test_what_is_wrong_has_its_fix(
    git_repo: GitRepo, files: dict[str, str | None], subject: str, soundness: str, says: str
) -> None:
    git_repo.commit("first", {path: text for path, text in {**SOUND_FILES, **files}.items() if text is not None})
    found = [line for line in look(git_repo) if line.soundness != "good"]
    assert (subject, soundness) in {(line.subject, line.soundness) for line in found}
    assert {line.subject for line in found} <= {subject, "owners"}
    assert any(says in line.found for line in found)
    assert all(line.fix for line in found)


@pytest.mark.parametrize(
    ("health", "subject", "soundness"),
    [
        (RepositoryHealth((2, 30)), "git", "bad"),
        (RepositoryHealth(()), "git", "bad"),
        (RepositoryHealth((2, 39), is_shallow=True), "repository", "bad"),
        (RepositoryHealth((2, 39), is_partial=True), "repository", "warn"),
        (RepositoryHealth((2, 39), replaced=2), "repository", "warn"),
        (RepositoryHealth((2, 39), has_grafts=True), "repository", "bad"),
    ],
)
def test_git_and_repository(git_repo: GitRepo, health: RepositoryHealth, subject: str, soundness: str) -> None:
    git_repo.commit("first", SOUND_FILES)
    lines = look(git_repo, health)
    assert [(line.subject, line.soundness) for line in lines if line.fix] == [(subject, soundness)]


@pytest.mark.parametrize(
    ("now", "soundness"), [(0, "bad"), (FIRST_SECOND - 3 * 86_400, "warn"), (FIRST_SECOND - 3600, "good")]
)
def test_clock(git_repo: GitRepo, now: int, soundness: str) -> None:
    git_repo.commit("first", SOUND_FILES)
    assert states(look(git_repo, now=now))["clock"] == soundness


def test_an_empty_repository(git_repo: GitRepo) -> None:
    lines = look(git_repo)
    assert states(lines)["policy ref"] == "bad"
    assert "policy" not in states(lines)


def test_many_problems_are_cut(git_repo: GitRepo) -> None:
    git_repo.commit("first", {**SOUND_FILES, ".paraph/people.yaml": "people:\n" + "  - {x: 1}\n" * 30})
    found = [line.found for line in look(git_repo) if line.subject == "directory"]
    assert len(found) == 6
    assert found[-1].startswith("and ")


def test_a_policy_that_was_committed_and_not_pushed(git_repo: GitRepo) -> None:
    first = git_repo.commit("first", {"a": "a\n"})
    git_repo.git("update-ref", "refs/remotes/origin/main", first)
    git_repo.commit("rules", SOUND_FILES)
    found = {line.subject: (line.found, line.fix) for line in look(git_repo)}
    fix = "git push, or ask with --target main"
    assert found["policy"] == (".paraph/policy.yaml is on main, not on origin/main", fix)
    assert found["directory"] == (".paraph/people.yaml is on main, not on origin/main", fix)


def test_before_the_first_commit_that_is_what_is_missing(git_repo: GitRepo) -> None:
    (line,) = [line for line in look(git_repo) if line.subject == "policy ref"]
    assert (line.soundness, line.found, line.fix) == ("bad", "nothing was committed yet", "make a first commit")
