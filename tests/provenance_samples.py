"""Which notes do the tests of the provenance verbs read?"""

from __future__ import annotations

import json

from gitbuild import GitRepo

SESSION = "s_0123456789abcd"


def put(repo: GitRepo, commit: str, attestation: str, ref: str = "ai", **description: object) -> None:
    """Write a note as another tool would."""
    document = {"schema_version": "authorship/3.0.0", "base_commit_sha": commit, "prompts": {}} | description
    note = f"{attestation}---\n{json.dumps(document)}"
    repo.git("notes", f"--ref={ref}", "add", "-f", "-F", "-", commit, stdin=note)


def sample(repo: GitRepo) -> tuple[str, str]:
    """A repository with a sound note, and an old one that is odd."""
    one = repo.commit("one", {"a.py": "1\n2\n3\n", "b c.py": "1\n"})
    two = repo.commit("two", {"a.py": "1\n2\n3\n4\n"})
    agent = {"tool": "claude", "id": "talk-1", "model": "opus"}
    put(
        repo, one, f'a.py\n  {SESSION}::t_0123456789abcd 1-2\n"b c.py"\n  h_0123456789abcd 1\n',
        sessions={SESSION: {"agent_id": agent, "human_author": "Ada <ada@example.test>"}},
        humans={"h_0123456789abcd": {"author": "Ben <ben@example.test>"}},
    )  # fmt: skip
    old = {"0123456789abcdef": {"agent_id": agent | {"tool": "cursor"}, "messages": ["a secret of ours"]}}
    put(repo, two, "a.py\n  0123456789abcdef 4,3-4\n  human 1\n", prompts=old)
    return one, two
