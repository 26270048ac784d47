"""What in the policy made an answer milder than it would be without?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.guard.judge import judge
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GUARD_ANSWERS, EnvironmentGuard, GuardSettings
from paraph.core.model.noun import changed


def milder_by(event: ToolEvent, settings: GuardSettings, written: Callable[[str], str | None]) -> tuple[str, ...]:
    """The environments and rows (`environment dev`, `rule NAME`) without which the answer would be stricter.

    Each is taken out in turn; where only several together make it mild, all of them are told. Empty where the policy
    relaxes nothing.
    """

    def rank(tried: GuardSettings) -> int:
        return GUARD_ANSWERS.index(judge(event, tried, written).answer)

    now = rank(settings)
    mild = tuple(one for one in settings.environments if one.answer in ("silent", "ask"))
    rules = tuple(one for one in settings.rules if one[1] != "deny")
    if now == len(GUARD_ANSWERS) - 1 or rank(_without(settings, mild, rules)) <= now:
        return ()
    each = [f"environment {one.name}" for one in mild if rank(_without(settings, (one,), ())) > now]
    each += [f"rule {one[0]}" for one in rules if rank(_without(settings, (), (one,))) > now]
    return tuple(each or [f"environment {one.name}" for one in mild] + [f"rule {one[0]}" for one in rules])


def _without(
    settings: GuardSettings, environments: tuple[EnvironmentGuard, ...], rules: tuple[tuple[str, str], ...]
) -> GuardSettings:
    return changed(
        settings,
        environments=tuple(one for one in settings.environments if one not in environments),
        rules=tuple(one for one in settings.rules if one not in rules),
    )
