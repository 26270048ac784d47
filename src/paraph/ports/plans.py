"""Where is it kept what was seen of states, and who approved which plan?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from paraph.core.guard.plan.approval import Approval
from paraph.core.guard.plan.state_memory import StateMemory


class PlanKeeper(Protocol):
    """The memory of the plan guard in the private area of one clone."""

    def memories(self) -> dict[str, StateMemory]:
        """What is remembered of each state, by its key. Raises ReadError for a memory that cannot be read."""
        ...

    def keep(self, memories: Mapping[str, StateMemory]) -> None:
        """Remember these instead. Raises ReadError where they cannot be written."""
        ...

    def approvals(self) -> tuple[Approval, ...]:
        """All approvals in their order. Raises ReadError where the list is torn."""
        ...

    def add(self, approval: Approval) -> None:
        """Add an approval at the end of the list. Raises ReadError where it cannot be written."""
        ...
