"""Does a call get the answer of the protected policy, and is it kept?"""

from __future__ import annotations

from pathlib import Path

from gitbuild import GitRepo
from paraph.adapters.agents.guard.journal import read_journal
from paraph.adapters.agents.guard.settings import Fresh
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardSettings
from paraph.wiring.guard import guard_journal, judged_call, policy_guard

POLICY = """\
version: 1
mode: shadow
guard:
  environments:
    - {name: production, match: "*prod*", answer: deny}
    - {name: dev, match: envs/dev, answer: silent}
rules:
  - {name: x, deny: "no"}
"""


def event(folder: Path, command: str) -> ToolEvent:
    return ToolEvent("codex", "s", "before", "shell", "shell", str(folder), command=command)


def test_the_policy_of_the_default_branch_counts_and_not_that_of_the_work_tree(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    repo.commit("policy", {".paraph/policy.yaml": POLICY})
    repo.write(".paraph/policy.yaml", POLICY.replace("envs/dev", '"*"'))

    assert judged_call(event(repo.path, "terraform -chdir=envs/dev destroy"))[0].answer == "silent"
    assert judged_call(event(repo.path, "terraform destroy"))[0].answer == "deny"


def test_a_deny_is_kept_and_silence_is_not(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    repo.commit("one", {"a": "a"})
    judged_call(event(repo.path, "ls"))
    judged_call(event(repo.path, "git reset --hard"))
    judged_call(event(repo.path, "terraform destroy"), is_recorded=False)

    assert [record["answer"] for record in guard_journal(str(repo.path)).records] == ["deny"]
    assert guard_journal(str(repo.path)).records[0]["judged"] == "ask"  # Codex cannot ask
    assert read_journal(f"{repo.path}/.git/paraph").broken == 0


def test_a_policy_that_cannot_be_read_relaxes_nothing(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    repo.commit("policy", {".paraph/policy.yaml": POLICY + "nonsense: 1\n"})
    verdict, notices = judged_call(event(repo.path, "terraform -chdir=envs/dev destroy"))

    assert verdict.answer == "deny"
    assert "the built-in table counts" in notices[0]


def test_outside_of_a_repository_the_table_counts(tmp_path: Path) -> None:
    assert judged_call(event(tmp_path, "terraform destroy"))[0].answer == "deny"


def test_a_repository_without_a_plain_default_branch_has_no_settings(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work", branch="one")
    repo.commit("one", {"a": "a"})
    repo.git("branch", "two")

    assert policy_guard(str(repo.path)) == Fresh(GuardSettings(), "")


def test_a_link_and_a_folder_of_the_same_name_elsewhere_are_not_what_the_policy_means(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    repo.commit("policy", {".paraph/policy.yaml": POLICY, "x/envs/dev/a": "a", "real/a": "a"})
    (repo.path / "envs").mkdir()
    assert judged_call(event(repo.path, "cd envs/dev && terraform destroy"))[0].answer == "silent"
    (repo.path / "envs" / "dev").symlink_to(repo.path / "real")

    assert judged_call(event(repo.path, "cd envs/dev && terraform destroy"))[0].answer == "deny"
    assert judged_call(event(repo.path, "cd x/envs/dev && terraform destroy"))[0].answer == "deny"
