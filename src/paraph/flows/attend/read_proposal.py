"""What does a forge say of a change, asked for no more than the policy looks at?

Checks cost a call more. Whether the policy of a repository asks for any is remembered; where that turns out to be
wrong, they are read after all.
"""

from __future__ import annotations

from functools import lru_cache

from paraph.core.model.policy import CheckNeed, Policy
from paraph.core.model.proposal import Proposal
from paraph.core.policy.walk import all_tests, requirements_of
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import Place
from paraph.ports.board import ConnectedRepository, Setting
from paraph.ports.ledger import Row


def read_proposal(office: Office, repository: ConnectedRepository, number: str) -> Proposal:
    """The change as it is now; with the checks of its head where the policy asked for some the last time.

    Raises ForgeError.
    """
    checks = bool(office.board.setting(_name(repository)))
    return office.forge_of(repository).proposal(repository, number, checks=checks)


def with_checks(at: Place, proposal: Proposal, policy: Policy) -> Proposal | None:
    """The change with its checks, where the policy asks for some and they were not read; None where it is complete.

    Raises ForgeError.
    """
    name, known = _name(at.repository), bool(at.office.board.setting(_name(at.repository)))
    wanted = asks_for_checks(policy)
    if wanted != known:
        at.office.log.record((), (), [Row(Setting(name, b"asked" if wanted else b""))])
    is_unread = any(fact == "checks" for fact, _ in proposal.unread)
    if not (wanted and not known and is_unread):
        return None
    return at.forge.proposal(at.repository, proposal.number, checks=True)


@lru_cache(maxsize=64)
def asks_for_checks(policy: Policy) -> bool:
    """Whether some rule wants a check of the forge, or looks at one."""
    needs = (need for rule in policy.rules for need in requirements_of(rule.require))
    looks = any(test.name == "checks" for test in all_tests(policy))
    return looks or any(isinstance(need, CheckNeed) for need in needs)


def _name(repository: ConnectedRepository) -> str:
    return f"checks:{repository.key}"
