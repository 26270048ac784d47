"""Does every kind of file that a policy tests exist? A test of a misspelt kind would never bind."""

from __future__ import annotations

from paraph.core.model.kinds import KINDS, LANGUAGE_PREFIX
from paraph.core.model.policy import KindRule, Policy
from paraph.core.policy.reading import Reading, did_you_mean, shortened
from paraph.core.policy.walk import all_tests


def check_kinds(reading: Reading, policy: Policy, more: tuple[KindRule, ...] = ()) -> None:
    """Report tests of kinds that neither Paraph, nor the policy, nor `more` (an organisation's kinds) knows."""
    known = {*KINDS, *(rule.kind for rule in (*policy.kinds, *more))}
    for test in all_tests(policy):
        if test.name not in {"kinds", "only_kinds"} or not isinstance(test.value, tuple):
            continue
        for kind in test.value:
            if kind not in known and not kind.startswith(LANGUAGE_PREFIX):
                fix = f"{did_you_mean(kind, sorted(known))} Kinds of your own stand in `kinds` of the policy"
                reading.report_at("P0130", test.position, f"there is no kind of file `{shortened(kind)}`", fix)
