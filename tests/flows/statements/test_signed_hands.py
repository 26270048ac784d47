"""Had whoever signed a hand in the very commits that they signed?"""

from __future__ import annotations

from gitbuild import BEN, GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.predicates import Scope
from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.model.agent_row import AgentRow
from paraph.core.model.noun import changed
from paraph.core.policy.lookup import index_people
from paraph.flows.statements.signed_content import SignedContent
from paraph.flows.statements.signed_hands import SignedHands
from signed_field import SignedField


def had_hand(field: SignedField, scope: Scope, who: str, own: AgentRows = NO_ROWS) -> bool | None:
    change = field.facts().change
    with GitRepository(str(field.repo.path)) as reader:
        content = SignedContent(reader, change)
        content.prepare([scope])
        return SignedHands(reader, content, change, index_people(field.people), own).had_hand(scope, who)


def test_the_record_of_the_signed_head_says_who_made_it(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    field.repo.commit("more", {"src/z.py": "z\n"}, author=BEN)
    scope = field.scope()
    assert had_hand(field, scope, "ben") is False, "the commit is the change's own, and counted there"
    tree = field.repo.rev("topic^{tree}")
    field.repo.git("reset", "--hard", "--quiet", field.repo.raw_commit(tree, "at once", field.repo.rev("main")))
    assert (had_hand(field, scope, "ben"), had_hand(field, scope, "cleo")) == (True, False)
    assert had_hand(field, changed(scope, head="9" * 40), "ben") is False, "what is not here holds for nothing anyhow"


def test_a_stranger_among_them_leaves_it_open(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    field.repo.commit("more", {"src/z.py": "z\n"}, author="Somebody <somebody@example.test>")
    scope = field.scope()
    tree = field.repo.rev("topic^{tree}")
    field.repo.git("reset", "--hard", "--quiet", field.repo.raw_commit(tree, "at once", field.repo.rev("main")))
    assert had_hand(field, scope, "cleo") is None


def test_a_tool_that_only_the_policy_knows_is_no_stranger_among_them(git_repo: GitRepo) -> None:
    field = SignedField(git_repo)
    field.repo.commit("more", {"src/z.py": "z\n"}, author="Forge <forge-bot@ci.example.test>")
    scope = field.scope()
    tree = field.repo.rev("topic^{tree}")
    field.repo.git("reset", "--hard", "--quiet", field.repo.raw_commit(tree, "at once", field.repo.rev("main")))
    own = AgentRows([AgentRow("repo/forge", "forge-bot", "email", "forge-bot@*")])
    assert (had_hand(field, scope, "cleo"), had_hand(field, scope, "cleo", own)) == (None, False)
