"""Which tools of its own does a repository's policy know? Imports stand inside functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.detect.agent_rows import AgentRows


def own_agents(reader: GitRepository) -> AgentRows:
    """The rows that the policy at the tip of the default branch adds to the catalogue: no change can write its own.

    A policy that has none is not read further. Raises InputError for one that cannot be used.
    """
    from paraph.core.detect.agent_rows import NO_ROWS, agent_rows
    from paraph.core.errors import InputError
    from paraph.core.model import places

    try:
        branch = reader.default_branch()
    except InputError:
        return NO_ROWS
    content = reader.read(reader.commit_id(branch), places.POLICY)
    if content is None or b"agents" not in content:
        return NO_ROWS
    from paraph.flows.gate.governed_files import policy_of
    from paraph.ports.documents import SourceText
    from paraph.wiring import CachedDocuments

    policy = policy_of(CachedDocuments(reader.private_area()), SourceText(places.POLICY, content), None)
    return agent_rows(policy.agents if policy else ())
