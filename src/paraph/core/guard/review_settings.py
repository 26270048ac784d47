"""Does what a policy tells the guard do what its authors mean?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.errors import Problem
from paraph.core.guard.table.lookup import all_rows
from paraph.core.model.guard import EnvironmentGuard, GuardSettings
from paraph.core.model.policy import Position
from paraph.core.model.text_match import text_matches
from paraph.core.policy.reading import did_you_mean, shortened

UNKNOWN_ROW = "P1102"


def review_settings(settings: GuardSettings, position: Position | None) -> list[Problem]:
    """Rows that there are not, environments that never count, and relaxations that are wider than anybody means.

    A row that there is not (P1102) is a mistake for sure; the others may be meant.
    """
    return [*_unknown_rows(settings, position), *_environments(settings.environments, position)]


def _unknown_rows(settings: GuardSettings, position: Position | None) -> Iterator[Problem]:
    known = dict.fromkeys(row.id for row in all_rows())
    for rule, _ in settings.rules:
        if rule not in known:
            fix = f"{did_you_mean(rule, known)} `paraph guard rules` lists them"
            yield Problem(UNKNOWN_ROW, f"the guard has no row `{shortened(rule)}`", fix, position)


def _environments(environments: tuple[EnvironmentGuard, ...], position: Position | None) -> Iterator[Problem]:
    seen: list[str] = []
    for environment in environments:
        is_hidden = bool(environment.match) and all(
            any(text_matches(earlier, glob) for earlier in seen) for glob in environment.match
        )
        if is_hidden:
            what = f"the environment `{environment.name}` never counts: one before it matches all that it matches"
            yield Problem("P1103", what, "put it before that one", position)
        if environment.answer == "silent" and any(not glob.strip("*/") for glob in environment.match):
            what = f"the environment `{environment.name}` matches everything and is silent: the guard is off"
            yield Problem("P1104", what, "name its folders, contexts or accounts", position)
        seen.extend(environment.match)
