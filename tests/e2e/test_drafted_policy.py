"""The policy that `paraph init` drafts, in force on plain git: nobody is locked out for want of hardware or of CI."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.core.attest.predicates import DeclarationPredicate
from paraph.flows.draft.draft_policy import policy_text, propose_tiers
from paraph.flows.facts.survey_history import Survey
from serverside import IDENTITY, MAIN, NOTES, PEOPLE, Server, write

POLICY = policy_text(propose_tiers(Survey()), (), has_owners=False, mode="enforce", identity=IDENTITY)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> Server:
    git_repo.commit("rules", {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE, "docs/a.md": "a\n"})
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(git_repo)
    return made


def test_the_policy_is_mended_by_push_with_plain_keys(server: Server, git_repo: GitRepo) -> None:
    git_repo.switch("work", "main")
    git_repo.commit("mend", {".paraph/policy.yaml": POLICY.replace("25", "30")})
    refused = server.ask(git_repo, ("work", MAIN))
    assert refused.code == 1
    write(git_repo, "declaration", "ada", "work", said=DeclarationPredicate("none", rollback="written"))
    write(git_repo, "signoff", "ben", "work")
    passed = server.ask(git_repo, ("work", MAIN), (NOTES, NOTES))
    assert passed.code == 0, passed.said
    assert server.value(MAIN) == git_repo.rev("work")


def test_a_change_of_docs_needs_one_reader_where_no_robot_tests(server: Server, git_repo: GitRepo) -> None:
    git_repo.switch("work", "main")
    git_repo.commit("words", {"docs/a.md": "b\n"})
    assert server.ask(git_repo, ("work", MAIN)).code == 1
    write(git_repo, "signoff", "ben", "work")
    passed = server.ask(git_repo, ("work", MAIN), (NOTES, NOTES))
    assert passed.code == 0, passed.said
