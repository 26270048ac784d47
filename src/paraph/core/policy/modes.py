"""What would a policy say if its rules bound?"""

from __future__ import annotations

from paraph.core.model.noun import changed
from paraph.core.model.policy import Policy


def all_enforced(policy: Policy) -> Policy:
    """The same policy with every rule in force: what its rules would do, not whether they are on."""
    return changed(policy, mode="enforce", rules=tuple(changed(rule, mode="enforce") for rule in policy.rules))


def enforced_if_none_is(policy: Policy) -> Policy:
    """The policy itself where a rule of it enforces, else with every rule in force: it is tried before it binds."""
    return policy if any(rule.mode == "enforce" for rule in policy.rules) else all_enforced(policy)
