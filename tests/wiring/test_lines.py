from __future__ import annotations

import json

from gitbuild import GitRepo
from paraph import wiring
from paraph.core.model.attribution import LineCounts
from paraph.wiring.lines import lines_of_range


def test_records_that_travel_with_the_repository_are_read(git_repo: GitRepo) -> None:
    base = git_repo.commit("base", {"a": "1\n"})
    head = git_repo.commit("head", {"a": "1\n2\n3\n"})
    agent = {"tool": "codex", "id": "c1", "model": "gpt"}
    about = {"schema_version": "authorship/3.0.0", "base_commit_sha": head, "prompts": {}}
    about["sessions"] = {"s_0123456789abcd": {"agent_id": agent}}
    note = f"a\n  s_0123456789abcd::t_00000000000001 2\n---\n{json.dumps(about)}"
    git_repo.git("notes", "--ref=ai", "add", "-F", "-", head, stdin=note)
    with wiring.open_repository(str(git_repo.path)) as reader:
        found = lines_of_range(reader, f"{base}..{head}")
    assert found.net.counts == LineCounts(ai=1, unknown=1)
    assert found.net.covered == {head}
    claim = found.net.files[0].spans[0].claim
    assert claim is not None
    assert (claim.tool, claim.model, claim.strength) == ("codex", "gpt", "strong")
